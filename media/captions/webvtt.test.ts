import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCaptions } from "./webvtt.ts";

const read = (text: string) => readCaptions(Buffer.from(text));
const textOf = (text: string) => {
  const result = read(text);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

describe("captions", () => {
  it("are written in one plain form", () => {
    const written = textOf(
      "\uFEFFWEBVTT - of a film\r\nKind: captions\r\n\r\nNOTE for us\r\n\r\nintro\r\n00:01.000 --> 00:02.500 align:start region:x line:0\r\nGood <b>evening</b>\r\n",
    );
    expect(written).toBe("WEBVTT\n\n00:00:01.000 --> 00:00:02.500 align:start line:0\nGood <b>evening</b>\n");
  });

  it("are read from SRT", () => {
    const written = textOf(
      '1\n00:00:01,000 --> 00:00:02,000\n<font color="red">Hello</font> a < b\n\n2\n01:00:00,5 --> 01:00:01,25\n- Yes & no\n',
    );
    expect(written).toBe(
      "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello a &lt; b\n\n01:00:00.500 --> 01:00:01.250\n- Yes &amp; no\n",
    );
  });

  it("carry no styles, no regions and no marks but the harmless", () => {
    const written = textOf(
      'WEBVTT\n\nSTYLE\n::cue { background: url("https://evil.example/") }\n\nREGION\nid:a\n\n00:00.000 --> 00:01.000\n<v.loud Ann>Hi</v> <script>alert(1)</script><c.x>there</c> <img src=x onerror=y>-->\n',
    );
    expect(written).toBe("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<v Ann>Hi</v> alert(1)there --&gt;\n");
  });

  it("say where they cannot be read", () => {
    expect(read("WEBVTT\n\n00:00.000 --> 00:01.000\nOne\n\nhello\nthere\n")).toEqual({
      ok: false,
      error: { type: "captions/unreadable", line: 6 },
    });
    expect(read("WEBVTT\n\n00:02.000 --> 00:01.000\nBack\n")).toMatchObject({ error: { line: 3 } });
    for (const text of ["", "WEBVTT", "<html></html>", "\u0000\u0001"])
      expect(read(text)).toMatchObject({ ok: false, error: { type: "captions/unreadable" } });
    expect(readCaptions(Buffer.from([0xff, 0xfe, 0x41, 0]))).toMatchObject({ ok: false });
  });

  it("are of bounded size and number", () => {
    expect(readCaptions(Buffer.alloc(1_000_001, 0x20))).toEqual({
      ok: false,
      error: { type: "captions/too-large", mostBytes: 1_000_000 },
    });
    const many = `WEBVTT\n\n${"00:00.000 --> 00:01.000\nx\n\n".repeat(10_001)}`;
    expect(read(many)).toEqual({ ok: false, error: { type: "captions/too-many-cues", most: 10_000 } });
  });

  it("are read again as what they were written, whatever their text is", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 5 }), (texts) => {
        const cues = texts.map(
          (text, at) => `00:0${at}.000 --> 00:0${at}.900\nx${text.replaceAll(/[\r\n]/g, " ")}\n`,
        );
        const once = textOf(`WEBVTT\n\n${cues.join("\n")}`);
        expect(textOf(once)).toBe(once);
        expect(once.match(/-->/g)).toHaveLength(texts.length);
      }),
    );
  });

  it("take time in proportion to their length", () => {
    const started = performance.now();
    for (const part of ["<a", "&", "<v a", "-->", "00:00.000 --> "])
      read(`WEBVTT\n\n00:00.000 --> 00:01.000\n${part.repeat(60_000)}`);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
