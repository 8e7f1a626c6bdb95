import { stringify } from "csv-stringify/sync";
import type { Ctx } from "../context.ts";
import { csvHeaders } from "../exports/kinds.ts";
import type { Import } from "./model.ts";
import { readFailedRows } from "./store.ts";

/** The rows that failed, as a file that can be brought again, with the reason in one more column. */
export async function* exportFailures(
  ctx: Pick<Ctx, "sql">,
  { id, kind }: Pick<Import, "id" | "kind">,
): AsyncGenerator<string> {
  const header = kind === "archive" ? null : csvHeaders[kind];
  if (header !== null) yield stringify([[...header, "Problem"]]);
  for await (const rows of readFailedRows(ctx.sql, id))
    yield stringify(rows.map(({ fields, reason }) => [...fields, reason]));
}
