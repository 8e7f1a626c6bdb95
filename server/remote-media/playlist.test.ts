import { expect, it } from "vitest";
import { rewritePlaylist } from "./playlist.ts";

const base = "https://tube.example/hls/1/master.m3u8?token=x";
const here = (url: string) =>
  /^https?:/.test(url) ? `/proxy/${Buffer.from(url).toString("base64url")}` : null;

function rewritten(lines: readonly string[]): string[] {
  const result = rewritePlaylist(["#EXTM3U", ...lines].join("\r\n"), base, here);
  if (!result.ok) throw new Error(result.error.detail);
  return result.value.text.trimEnd().split("\n").slice(1);
}
const refusal = (lines: readonly string[]) => {
  const result = rewritePlaylist(["#EXTM3U", ...lines].join("\n"), base, here);
  return result.ok ? null : result.error.detail;
};

it("names renditions, maps, segments and subtitles at this node, and says everything else as it was", () => {
  expect(
    rewritten([
      "#EXT-X-VERSION:7",
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="Español, de",URI="es.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=800000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=640x360,SUBTITLES="s"',
      "360/index.m3u8",
      '#EXT-X-MAP:URI="../a.mp4",BYTERANGE="1404@0"',
      "#EXTINF:4.000000,a title",
      "#EXT-X-BYTERANGE:55@1404",
      "//cdn.example/a.mp4",
      "#EXT-X-ENDLIST",
    ]),
  ).toEqual([
    "#EXT-X-VERSION:7",
    `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="Español, de",URI="${here("https://tube.example/hls/1/es.m3u8")}"`,
    '#EXT-X-STREAM-INF:BANDWIDTH=800000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=640x360,SUBTITLES="s"',
    here("https://tube.example/hls/1/360/index.m3u8"),
    `#EXT-X-MAP:URI="${here("https://tube.example/hls/a.mp4")}",BYTERANGE="1404@0"`,
    "#EXTINF:4.000000,",
    "#EXT-X-BYTERANGE:55@1404",
    here("https://cdn.example/a.mp4"),
    "#EXT-X-ENDLIST",
  ]);
});

it("leaves out whatever else could make a player ask another server", () => {
  expect(
    rewritten([
      '#EXT-X-SESSION-DATA:DATA-ID="x",URI="https://spy.example/1"',
      '#EXT-X-DATERANGE:ID="x",START-DATE="2026-01-01T00:00:00Z",X-ASSET-URI="https://spy.example/2"',
      '#EXT-X-CONTENT-STEERING:SERVER-URI="https://spy.example/3"',
      "#EXT-X-FUTURE:https://spy.example/4",
      "# a remark https://spy.example/5",
      "#EXTINF:4,\u2028https://spy.example/6",
      "#EXT-X-BYTERANGE:5 https://spy.example/7",
      "1.ts",
    ]),
  ).toEqual(["#EXTINF:4,", here("https://tube.example/hls/1/1.ts")]);
});

it.each([
  ["an encrypted stream", ['#EXT-X-KEY:METHOD=AES-128,URI="https://keys.example/1"'], "encrypted"],
  ["an address without quotes", ["#EXT-X-MAP:URI=https://spy.example/1"], "no attributes"],
  ["an attribute with a space before it", ['#EXT-X-MAP:A=1, URI="https://spy.example/1"'], "no attributes"],
  ["a file", ["#EXTINF:1,", "file:///etc/passwd"], "cannot be served"],
  ["what is inline", ['#EXT-X-MAP:URI="data:video/mp4;base64,AAAA"'], "cannot be served"],
  ["more lines than a film has", Array.from({ length: 50_000 }, () => "1.ts"), "too many lines"],
])("refuses %s", (_what, lines, detail) => {
  expect(refusal(lines)).toContain(detail);
});

it.each([
  ["lines", Array.from({ length: 30_000 }, () => "1")],
  ["one line", [`#EXT-X-MAP:${Array.from({ length: 100_000 }, () => 'URI="1"').join(",")}`]],
])("does not grow beyond measure by a long address that %s begin with", (_what, lines) => {
  let asked = 0;
  const long = (url: string) => {
    asked += 1;
    return here(url);
  };
  const text = ["#EXTM3U", ...lines].join("\n");
  const result = rewritePlaylist(text, `https://tube.example/${"x".repeat(1_900)}/1.m3u8`, long);
  expect(result).toMatchObject({ error: { detail: "too many addresses" } });
  expect(asked).toBeLessThan(5_000);
});

it("is only a playlist when it begins as one", () => {
  expect(rewritePlaylist("<html>#EXTM3U", base, here).ok).toBe(false);
});

it("tells what a player will ask for again", () => {
  const isWhole = (lines: string) => rewritePlaylist(`#EXTM3U\n${lines}`, base, here);
  expect(isWhole("#EXTINF:2,\n1.ts")).toMatchObject({ value: { isWhole: false } });
  expect(isWhole("#EXTINF:2,\n1.ts\n#EXT-X-ENDLIST")).toMatchObject({ value: { isWhole: true } });
  expect(isWhole("#EXT-X-STREAM-INF:BANDWIDTH=1\n1.m3u8")).toMatchObject({ value: { isWhole: true } });
});
