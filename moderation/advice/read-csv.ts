import { type BadLine, domainEntry, type ListEntry } from "./list-entry.ts";
import { readDomain } from "./read-domain.ts";
import { filtersOf, severityOf } from "./severity.ts";

/** The columns of Mastodon's, FediBlockHole's and GoToSocial's files, in any order. */
const columns = [
  "domain",
  "severity",
  "reject_media",
  "reject_reports",
  "public_comment",
  "private_comment",
  "obfuscate",
  "filters",
] as const;
type Column = (typeof columns)[number];

export type CsvPlaces = Readonly<Partial<Record<Column, number>>>;

const MAX_COMMENT = 2_000;

/**
 * Where each column is, by the file's first line; null where that is no line of names, and then the first field is the domain
 * and the second, if there is one, the severity.
 */
export function csvPlaces(first: readonly string[]): CsvPlaces | null {
  const names = first.map((name) => name.trim().replace(/^#\s*/, "").toLowerCase());
  if (!names.includes("domain")) return null;
  return Object.fromEntries(columns.map((name) => [name, names.indexOf(name)]).filter(([, at]) => at !== -1));
}

export const bareCsv: CsvPlaces = { domain: 0, severity: 1 };

/** One record of a CSV file. */
export function readCsvRecord(
  record: readonly string[],
  places: CsvPlaces,
  line: number,
): ListEntry | BadLine {
  const field = (name: Column) => record[places[name] ?? -1]?.trim() ?? "";
  const bad = (reason: BadLine["reason"]) => ({ line, text: record.join(",").slice(0, 200), reason });
  const read = readDomain(field("domain"));
  if (!("domain" in read)) return bad(read.reason);
  const verdict = severityOf(field("severity"));
  if (verdict === null) return bad("unknown-severity");
  return domainEntry(read.domain, {
    verdict,
    rejectMedia: isTrue(field("reject_media")),
    rejectReports: isTrue(field("reject_reports")),
    publicReason: field("public_comment").slice(0, MAX_COMMENT),
    reason: field("private_comment").slice(0, MAX_COMMENT),
    obfuscate: isTrue(field("obfuscate")),
    filters: filtersOf(field("filters").split(/[\s;]+/)),
  });
}

function isTrue(text: string): boolean {
  return /^(?:true|t|1|yes|on)$/i.test(text);
}
