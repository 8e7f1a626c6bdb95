import { parse } from "csv-parse/sync";
import { normaliseDomain } from "#protocol/ids/domain.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { CsvKind } from "../exports/kinds.ts";
import type { FileError, ReadRow } from "./model.ts";

export const MAX_CSV_BYTES = 5 * 1024 * 1024;
const MAX_CSV_ROWS = 20_000;
/** Characters of one field; nothing that is meant is as long. */
const MAX_FIELD = 2_048;

/** The columns of each file by their names in Mastodon's, in the order in which rows are kept. */
const columnsOf: Readonly<Record<CsvKind, readonly string[]>> = {
  follows: ["Account address", "Show boosts", "Notify on new posts", "Languages"],
  blocks: ["Account address"],
  mutes: ["Account address", "Hide notifications"],
  domain_blocks: ["#domain"],
  lists: ["List name", "Account address"],
  bookmarks: ["#uri"],
};

const firstHeaders = new Set(Object.values(columnsOf).map(([first]) => first));

/**
 * Reads what Mastodon exports, with or without the line of names, and plain lists of addresses.
 *
 * @param handleHost accounts of this node may be written with it or without
 * @example readCsv("follows", new TextEncoder().encode("ana@example.social\n"), "node.example")
 */
export function readCsv(kind: CsvKind, bytes: Uint8Array, handleHost: string): Result<ReadRow[], FileError> {
  if (bytes.length > MAX_CSV_BYTES) return err({ type: "import/too-large", most: MAX_CSV_BYTES });
  const text = decode(bytes);
  if (text === null) return err({ type: "import/not-text" });
  const lines: string[][] = parse(text, {
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    to: MAX_CSV_ROWS + 2,
    trim: true,
  });
  const [first] = lines;
  if (first === undefined) return err({ type: "import/empty" });
  const columns = columnsOf[kind];
  const hasNames = firstHeaders.has(first[0]);
  const names = hasNames ? first : columns.slice(0, kind === "lists" ? 2 : 1);
  const needed = kind === "lists" ? columns : columns.slice(0, 1);
  if (!needed.every((name) => names.includes(name))) return err({ type: "import/wrong-kind", kind });
  const records = hasNames ? lines.slice(1) : lines;
  if (records.length === 0) return err({ type: "import/empty" });
  if (records.length > MAX_CSV_ROWS) return err({ type: "import/too-many-rows", most: MAX_CSV_ROWS });
  const places = columns.map((name) => names.indexOf(name));
  const rows = records.map((record, at) => {
    const fields = places.map((place) => (record[place] ?? "").slice(0, MAX_FIELD));
    return readRow(kind, fields, at + (hasNames ? 2 : 1), handleHost);
  });
  // Overwriting by a file that says nothing would take everything away.
  const saysNothing = rows.every(({ state }) => state === "failed");
  return saysNothing ? err({ type: "import/wrong-kind", kind }) : ok(rows);
}

function readRow(kind: CsvKind, fields: string[], position: number, handleHost: string): ReadRow {
  const [first = "", second = ""] = fields;
  const key = keyOf(kind, kind === "lists" ? second : first, handleHost);
  const isWhole = key !== null && (kind !== "lists" || first !== "");
  return isWhole
    ? { position, fields, key, state: "waiting", reason: null }
    : { position, fields, key: "", state: "failed", reason: "row/malformed" };
}

function keyOf(kind: CsvKind, named: string, handleHost: string): string | null {
  if (kind === "domain_blocks") return normaliseDomain(named);
  if (kind === "bookmarks") return /^https?:$/.test(URL.parse(named)?.protocol ?? "") ? named : null;
  return addressKey(named, handleHost);
}

/**
 * An account's address as addresses are compared: lower case, without the host of this node.
 *
 * @example addressKey("@Ana@Node.example", "node.example") // "ana"
 */
export function addressKey(written: string, handleHost: string): string | null {
  const [, username, domain] = /^(?:acct:|@)?([\w.-]{1,100})(?:@([^@\s/]{1,253}))?$/i.exec(written) ?? [];
  if (username === undefined) return null;
  if (domain === undefined) return username.toLowerCase();
  const host = normaliseDomain(domain);
  if (host === null) return null;
  return host === handleHost ? username.toLowerCase() : `${username.toLowerCase()}@${host}`;
}

function decode(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}
