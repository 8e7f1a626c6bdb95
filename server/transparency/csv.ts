import type { z } from "zod";
import { type transparencyEntity, transparencySchema } from "./entities.ts";

type Value = string | number | null;

const heading = ["from", "until", "figure", "row", "row_title", "column", "value"];

/** The same as the JSON, a number a line (RFC 4180). What is held back has an empty value. */
export function transparencyCsv(found: ReturnType<typeof transparencyEntity>): string {
  const { periods } = transparencySchema.parse(found);
  return [heading, ...periods.flatMap(linesOf)].map((line) => `${line.map(field).join(",")}\r\n`).join("");
}

function linesOf({
  from,
  until,
  automated_share,
  figures,
  times,
}: z.output<typeof transparencySchema>["periods"][number]): Value[][] {
  const lines: Value[][] = [["automated", "all", "All", "share", automated_share]];
  for (const { id, columns, rows, total } of figures)
    for (const row of [...rows, total]) {
      const values = columns.map(({ key }, at): [string, Value] => [key, row.counts[at] ?? null]);
      const shares: [string, Value][] =
        row.reversed_share === undefined ? [] : [["reversed_share", row.reversed_share]];
      for (const [column, value] of [...values, ["total", row.total] as const, ...shares])
        lines.push([id, row.key, row.title, column, value]);
    }
  for (const { id, rows } of times)
    for (const { key, title, median_seconds, ninetieth_seconds } of rows) {
      lines.push([id, key, title, "median_seconds", median_seconds]);
      lines.push([id, key, title, "ninetieth_seconds", ninetieth_seconds]);
    }
  return lines.map((line) => [from, until, ...line]);
}

/** What a spreadsheet would take for a formula is made text. */
function field(value: Value): string {
  if (value === null) return "";
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
