import { err, ok, type Result } from "#protocol/result.ts";
import { cleanCueText } from "./text.ts";

export type CaptionError =
  | { type: "captions/too-large"; mostBytes: number }
  | { type: "captions/too-many-cues"; most: number }
  /** Neither WebVTT nor SRT in UTF-8. `line` counts from 1; null when it is about the whole. */
  | { type: "captions/unreadable"; line: number | null };

const MAX_BYTES = 1_000_000;
const MAX_CUES = 10_000;

interface Line {
  number: number;
  text: string;
}

interface Cue {
  /** Milliseconds. */
  from: number;
  until: number;
  settings: string[];
  text: string;
}

/**
 * Reads captions, WebVTT (W3C) or SRT, and answers them as WebVTT in one plain form: times, text, where it stands, and of
 * marks those for bold, italic, underlined, ruby and who speaks. Comments, styles, regions and names of cues are left out.
 *
 * @param bytes at most 1 MB, 10,000 cues
 * @example
 * readCaptions(Buffer.from("1\n00:00:01,000 --> 00:00:02,000\nHello")); // { ok: true, value: "WEBVTT\n\n00:00:01.000 --> …" }
 */
export function readCaptions(bytes: Uint8Array): Result<string, CaptionError> {
  if (bytes.byteLength > MAX_BYTES) return err({ type: "captions/too-large", mostBytes: MAX_BYTES });
  const lines = decode(bytes);
  if (lines === null) return err({ type: "captions/unreadable", line: null });
  const isWebVtt = /^WEBVTT(?:[ \t]|$)/.test(lines[0]?.text ?? "");
  const blocks = blocksOf(lines).slice(isWebVtt ? 1 : 0);
  const cues: Cue[] = [];
  for (const block of blocks) {
    const [first] = block;
    if (!first || (isWebVtt && /^(?:NOTE|STYLE|REGION)(?:[ \t]|$)/.test(first.text))) continue;
    const cue = cueOf(block);
    if (cue === null) return err({ type: "captions/unreadable", line: first.number });
    // What is shown for no time is not shown.
    if (cue.until > cue.from && cue.text !== "") cues.push(cue);
    if (cues.length > MAX_CUES) return err({ type: "captions/too-many-cues", most: MAX_CUES });
  }
  if (cues.length === 0) return err({ type: "captions/unreadable", line: null });
  return ok(`WEBVTT\n\n${cues.map(write).join("\n")}`);
}

function decode(bytes: Uint8Array): Line[] | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text
      .replaceAll(/\r\n?/g, "\n")
      .split("\n")
      .map((line, at) => ({ number: at + 1, text: line }));
  } catch {
    return null;
  }
}

/** What stands between empty lines. */
function blocksOf(lines: readonly Line[]): Line[][] {
  const blocks: Line[][] = [];
  let block: Line[] = [];
  for (const line of lines) {
    if (line.text.trim() !== "") block.push(line);
    else if (block.length > 0) {
      blocks.push(block);
      block = [];
    }
  }
  if (block.length > 0) blocks.push(block);
  return blocks;
}

const clock = "(?:(\\d{1,4}):)?([0-5]?\\d):([0-5]\\d)[.,](\\d{1,3})";
const timing = new RegExp(`^\\s*${clock}\\s*-->\\s*${clock}(?:\\s+(.*))?$`);

/** A name or number, the times, the text. Null for anything else. */
function cueOf(block: readonly Line[]): Cue | null {
  const at = block[0]?.text.includes("-->") ? 0 : 1;
  const found = timing.exec(block[at]?.text ?? "");
  if (!found) return null;
  const from = ms(found.slice(1, 5));
  const until = ms(found.slice(5, 9));
  if (until < from) return null;
  const rest = block.slice(at + 1).map((line) => line.text);
  const settings = (found[9] ?? "")
    .split(/\s+/)
    .filter((setting) => known.some((each) => each.test(setting)));
  return { from, until, settings, text: cleanCueText(rest.join("\n")) };
}

function ms([hours = "0", minutes = "0", seconds = "0", fraction = "0"]: (string | undefined)[]): number {
  return (
    (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000 + Number(fraction.padEnd(3, "0"))
  );
}

/** Where a cue stands, WebVTT §4.4. */
const known = [
  /^vertical:(?:rl|lr)$/,
  /^line:-?\d{1,3}(?:\.\d{1,3})?%?(?:,(?:start|center|end))?$/,
  /^position:\d{1,3}(?:\.\d{1,3})?%(?:,(?:line-left|center|line-right))?$/,
  /^size:\d{1,3}(?:\.\d{1,3})?%$/,
  /^align:(?:start|center|end|left|right)$/,
];

function write({ from, until, settings, text }: Cue): string {
  return `${[webVttTime(from), "-->", webVttTime(until), ...settings].join(" ")}\n${text}\n`;
}

/** `00:01:02.500`, WebVTT §4.4. */
export function webVttTime(milliseconds: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, "0");
  const parts = [milliseconds / 3_600_000, (milliseconds / 60_000) % 60, (milliseconds / 1_000) % 60].map(
    two,
  );
  return `${parts.join(":")}.${String(milliseconds % 1_000).padStart(3, "0")}`;
}
