import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBoundedJson } from "./json.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("parseBoundedJson", () => {
  it("gives what JSON.parse gives, for any JSON", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseBoundedJson(bytes(text))).toEqual({ ok: true, value: JSON.parse(text) });
      }),
      { numRuns: 300 },
    );
  });

  it("does not count brackets and commas inside strings", () => {
    const value = { a: '[[[{{{,,,"\\', "[": ",,," };
    expect(parseBoundedJson(bytes(JSON.stringify(value)), { maxDepth: 1, maxKeys: 2 })).toEqual({
      ok: true,
      value,
    });
  });

  it("refuses a document nested too deeply, even one that never closes", () => {
    expect(parseBoundedJson(bytes("[".repeat(1_000_000)))).toMatchObject({
      error: { type: "json/too-deep" },
    });
    expect(parseBoundedJson(bytes("[[1]]"), { maxDepth: 1 })).toMatchObject({
      error: { type: "json/too-deep" },
    });
  });

  it("refuses a document with too many members", () => {
    const wide = JSON.stringify(Array.from({ length: 100 }, (_, i) => i));
    expect(parseBoundedJson(bytes(wide), { maxKeys: 100 }).ok).toBe(true);
    expect(parseBoundedJson(bytes(wide), { maxKeys: 99 })).toMatchObject({
      error: { type: "json/too-many-keys" },
    });
  });

  it("refuses bytes that are not UTF-8, and text that is not JSON", () => {
    expect(parseBoundedJson(Uint8Array.of(0x22, 0xff, 0x22))).toMatchObject({
      error: { type: "json/encoding" },
    });
    expect(parseBoundedJson(bytes("{'a': 1}"))).toMatchObject({ error: { type: "json/syntax" } });
    expect(parseBoundedJson(bytes(""))).toMatchObject({ error: { type: "json/syntax" } });
  });
});
