import { stringify } from "csv-stringify/sync";
import type { Ctx } from "../context.ts";
import { type CsvKind, csvHeaders } from "./kinds.ts";
import { readCsvRows } from "./store.ts";

/**
 * Somebody's follows, blocks, mutes, blocked domains, lists or bookmarks as the CSV that Mastodon writes and reads
 * (app/models/export.rb), piece by piece. Titles of lists may begin with what a spreadsheet takes for a formula: they stay
 * as they are, or they would come back with another name.
 *
 * @example for await (const piece of exportCsv(ctx, "follows", accountId)) response.write(piece);
 */
export async function* exportCsv(
  ctx: Pick<Ctx, "sql" | "handleHost">,
  kind: CsvKind,
  accountId: string,
): AsyncGenerator<string> {
  const header = csvHeaders[kind];
  if (header !== null) yield stringify([[...header]]);
  for await (const rows of readCsvRows(ctx.sql, kind, accountId, ctx.handleHost)) yield stringify(rows);
}
