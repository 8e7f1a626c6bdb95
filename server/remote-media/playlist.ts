import { err, ok, type Result } from "#protocol/result.ts";

export type PlaylistError = { type: "playlist/unreadable"; detail: string };

/** Characters. */
export const MAX_PLAYLIST = 1024 * 1024;
/** An hour in segments of one second, in each of the forms that one may have. */
const MAX_LINES = 40_000;
/** Characters of what becomes of it: addresses here are longer than those relative to a long one. */
const MAX_WRITTEN = 8 * 1024 * 1024;

/** Tags of RFC 8216 §4.3 and its second edition that name nothing: with a plain value or none. */
const plain = new Set([
  "EXT-X-VERSION",
  "EXT-X-BYTERANGE",
  "EXT-X-DISCONTINUITY",
  "EXT-X-PROGRAM-DATE-TIME",
  "EXT-X-GAP",
  "EXT-X-BITRATE",
  "EXT-X-TARGETDURATION",
  "EXT-X-MEDIA-SEQUENCE",
  "EXT-X-DISCONTINUITY-SEQUENCE",
  "EXT-X-ENDLIST",
  "EXT-X-PLAYLIST-TYPE",
  "EXT-X-I-FRAMES-ONLY",
  "EXT-X-INDEPENDENT-SEGMENTS",
]);
/** Those with a list of attributes, of which URI is the only one that a player asks for. */
const listed = new Set([
  "EXT-X-MAP",
  "EXT-X-MEDIA",
  "EXT-X-STREAM-INF",
  "EXT-X-I-FRAME-STREAM-INF",
  "EXT-X-START",
]);

/**
 * A playlist of somebody else's stream in which every address is this node's. Tags that are not known to name nothing else are
 * left out, and with them whatever a player would ask another server for; an encrypted stream is refused.
 *
 * @param base the playlist's own address, which those in it are relative to
 * @param address what becomes of each; null for one that cannot be served
 * @returns the text, and whether that is all there will ever be of it
 */
export function rewritePlaylist(
  text: string,
  base: string,
  address: (url: string) => string | null,
): Result<{ text: string; isWhole: boolean }, PlaylistError> {
  const refused = (detail: string) => err<PlaylistError>({ type: "playlist/unreadable", detail });
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/, MAX_LINES + 1);
  if (lines.length > MAX_LINES) return refused("too many lines");
  if (lines[0]?.trimEnd() !== "#EXTM3U") return refused("no playlist");
  let broken: string | null = null;
  let characters = 0;
  const here = (reference: string): string => {
    if (broken !== null) return "";
    const url = URL.parse(reference, base);
    const shown = url === null ? null : address(url.href);
    if (shown === null) broken = `an address that cannot be served: ${reference.slice(0, 100)}`;
    characters += shown?.length ?? 0;
    if (characters > MAX_WRITTEN) broken = "too many addresses";
    return shown ?? "";
  };
  const written = ["#EXTM3U"];
  for (const raw of lines.slice(1)) {
    // Players differ in what ends a line.
    const line = raw.replaceAll(/[^\S ]|\p{Cc}/gu, "").trim();
    const [, tag = "", value = ""] = /^#([A-Z0-9-]+)(?::(.*))?$/.exec(line) ?? [];
    if (tag.endsWith("-KEY") && !/^METHOD=NONE\b/.test(value)) return refused("encrypted");
    if (line !== "" && !line.startsWith("#")) written.push(here(line));
    else if (tag === "EXTINF") written.push(`#EXTINF:${/^[\d.]*/.exec(value)?.[0]},`);
    else if (plain.has(tag) && /^[\w.:@+-]*$/.test(value))
      written.push(value === "" ? `#${tag}` : `#${tag}:${value}`);
    else if (listed.has(tag)) {
      const attributes = rewriteAttributes(value, here);
      if (attributes === null) return refused(`no attributes: ${tag}`);
      written.push(`#${tag}:${attributes}`);
    }
    if (broken !== null) return refused(broken);
  }
  return ok({ text: `${written.join("\n")}\n`, isWhole: isWhole(written) });
}

/** RFC 8216 §4.2, to the letter: where players are lenient, they would find addresses that were not found here. */
function rewriteAttributes(list: string, here: (reference: string) => string): string | null {
  if (!/^[A-Z0-9-]+=(?:"[^"]*"|[^",\s]+)(?:,[A-Z0-9-]+=(?:"[^"]*"|[^",\s]+))*$/.test(list)) return null;
  const pairs = list.match(/[A-Z0-9-]+=(?:"[^"]*"|[^",\s]+)/g) ?? [];
  const written = pairs.map((pair) => {
    if (!pair.startsWith("URI=")) return pair;
    return pair.startsWith('URI="') ? `URI="${here(pair.slice(5, -1))}"` : null;
  });
  return written.includes(null) ? null : written.join(",");
}

/** One of renditions, or of a stream that has ended: a player asks for any other again and again. */
function isWhole(lines: readonly string[]): boolean {
  return lines.some((line) => line.startsWith("#EXT-X-ENDLIST") || line.startsWith("#EXT-X-STREAM-INF"));
}
