import type { Ctx } from "../context.ts";
import type { CsvKind } from "./kinds.ts";
import { countCsvRows as count } from "./store.ts";

/** How many rows each of somebody's files has. */
export function countCsvRows(ctx: Pick<Ctx, "sql">, accountId: string): Promise<Record<CsvKind, number>> {
  return count(ctx.sql, accountId);
}
