import { parse } from "csv-parse";
import { err, ok, type Result } from "#protocol/result.ts";
import type { BadLine, ListEntry } from "./list-entry.ts";
import { bareCsv, type CsvPlaces, csvPlaces, readCsvRecord } from "./read-csv.ts";
import { readJsonList } from "./read-json.ts";
import { readPlainLine } from "./read-plain.ts";

export type ListFormat = "csv" | "plain" | "json";

/** What a file may be at most. */
export interface ListLimits {
  readonly maxBytes: number;
  readonly maxLines: number;
}

const usualLimits: ListLimits = { maxBytes: 64 * 1024 * 1024, maxLines: 1_000_000 };

export type ListError =
  | { type: "domain-list/too-large"; most: number }
  | { type: "domain-list/too-many-lines"; most: number }
  /** A page instead of a list, as a proxy or a log-in puts before it. */
  | { type: "domain-list/is-a-page" }
  | { type: "domain-list/not-text" }
  | { type: "domain-list/not-json" };

/** A part of a list, in order. */
export interface ListPart {
  readonly entries: readonly ListEntry[];
  readonly bad: readonly BadLine[];
}

const PART = 5_000;
const MAX_LINE = 64 * 1024;

/**
 * Reads a list as it comes, in parts of some thousand lines. What cannot be used is named and passed over; what is no list at
 * all ends it with an error, which the taker answers by using nothing of it.
 *
 * @param take is waited for, part by part
 * @example await readList(bytes, { format: "auto" }, async ({ entries }) => void all.push(...entries))
 */
export async function readList(
  chunks: AsyncIterable<Uint8Array>,
  { format, limits = usualLimits }: { format: ListFormat | "auto"; limits?: ListLimits },
  take: (part: ListPart) => Promise<void>,
): Promise<Result<{ format: ListFormat }, ListError>> {
  const source = decoded(chunks, limits);
  try {
    const first = await beginning(source);
    const text = joined(first, source);
    if (/^\s*<(?:!doctype|html|\?xml|head|body)/i.test(first)) return err({ type: "domain-list/is-a-page" });
    const chosen = format === "auto" ? guess(first) : format;
    const items = chosen === "json" ? jsonItems(text) : chosen === "csv" ? csvItems(text) : plainItems(text);
    await inParts(items, limits, take);
    return ok({ format: chosen });
  } catch (thrown) {
    if (thrown instanceof Unreadable) return err(thrown.error);
    throw thrown;
  }
}

function guess(first: string): ListFormat {
  if (/^\s*[[{]/.test(first)) return "json";
  const [line = ""] = first.trimStart().split(/\r?\n/, 1);
  const fields = line.split(",");
  const isCsv = csvPlaces(fields.map((field) => field.replaceAll('"', ""))) !== null || fields.length > 1;
  return isCsv ? "csv" : "plain";
}

/** Leaves the generators; caught by `readList` alone. */
class Unreadable extends Error {
  readonly error: ListError;
  constructor(error: ListError) {
    super(error.type);
    this.error = error;
  }
}

async function* decoded(chunks: AsyncIterable<Uint8Array>, { maxBytes }: ListLimits): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Unreadable({ type: "domain-list/too-large", most: maxBytes });
    yield text(() => decoder.decode(chunk, { stream: true }));
  }
  yield text(() => decoder.decode());
}

function text(decode: () => string): string {
  try {
    const read = decode();
    if (!read.includes("\0")) return read;
  } catch {
    // Not UTF-8: the same as what is no text.
  }
  throw new Unreadable({ type: "domain-list/not-text" });
}

/** Enough of it to see what it is. */
async function beginning(source: AsyncGenerator<string>): Promise<string> {
  let first = "";
  while (first.trimStart().length < 1_024) {
    const { value, done } = await source.next();
    if (done) break;
    first += value;
  }
  return first;
}

async function* joined(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

async function* plainItems(source: AsyncIterable<string>): AsyncGenerator<ListEntry | BadLine | null> {
  let line = 0;
  let held = "";
  for await (const chunk of source) {
    const lines = (held + chunk).split("\n");
    held = lines.pop() ?? "";
    if (held.length > MAX_LINE) throw new Unreadable({ type: "domain-list/not-text" });
    for (const each of lines) {
      yield null;
      yield* readPlainLine(each, ++line);
    }
  }
  yield* readPlainLine(held, ++line);
}

async function* csvItems(source: AsyncIterable<string>): AsyncGenerator<ListEntry | BadLine | null> {
  const broken: BadLine[] = [];
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MAX_LINE,
    on_skip: (problem) =>
      void broken.push({ line: Number(problem?.lines ?? 0), text: "", reason: "not-csv" }),
  });
  const fed = feed(source, parser);
  let places: CsvPlaces | null = null;
  for await (const each of parser) {
    const { record, info } = each as { record: string[]; info: { lines: number } };
    yield null;
    yield* broken.splice(0);
    if (places === null) {
      places = csvPlaces(record);
      if (places !== null) continue;
      places = bareCsv;
    }
    if (record[0]?.trimStart().startsWith("#")) continue;
    yield readCsvRecord(record, places, info.lines);
  }
  await fed;
  yield* broken.splice(0);
}

async function feed(source: AsyncIterable<string>, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const chunk of source)
      if (!parser.write(chunk)) await new Promise((resolve) => parser.once("drain", resolve));
    parser.end();
  } catch (error) {
    parser.destroy(error as Error);
  }
}

async function* jsonItems(source: AsyncIterable<string>): AsyncGenerator<ListEntry | BadLine> {
  let whole = "";
  for await (const chunk of source) whole += chunk;
  let read: unknown;
  try {
    read = JSON.parse(whole);
  } catch {
    throw new Unreadable({ type: "domain-list/not-json" });
  }
  if (!Array.isArray(read)) throw new Unreadable({ type: "domain-list/not-json" });
  yield* readJsonList(read);
}

/** Each null is one more line. While a part is being taken the next one is read, and no further. */
async function inParts(
  items: AsyncIterable<ListEntry | BadLine | null>,
  { maxLines }: ListLimits,
  take: (part: ListPart) => Promise<void>,
): Promise<void> {
  let entries: ListEntry[] = [];
  let bad: BadLine[] = [];
  let lines = 0;
  let count = 0;
  let taking = Promise.resolve();
  const hand = async () => {
    const part = { entries, bad };
    [entries, bad] = [[], []];
    await taking;
    taking = take(part);
    // Its failure is thrown where it is waited for, which is later.
    taking.catch(() => {});
  };
  try {
    for await (const item of items) {
      if (item === null) lines++;
      else if ("reason" in item && "line" in item) bad.push(item);
      else if (entries.push(item)) count++;
      if (lines > maxLines || count > maxLines)
        throw new Unreadable({ type: "domain-list/too-many-lines", most: maxLines });
      if (entries.length + bad.length >= PART) await hand();
    }
    await hand();
  } finally {
    // Nothing is under way any more when the list is over, however that came.
    await taking.catch(() => {});
  }
  await taking;
}
