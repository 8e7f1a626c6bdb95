import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { type Listed, listed, type PageRequest, rangeOf } from "../timelines/page.ts";

/**
 * A page of rows by their ids, newest first.
 *
 * @param select up to and with its `where`; the row is `t`, and parameters of its own start at `$3`
 * @example readListed<Webhook>(ctx, page, "select t.* from webhooks t where t.enabled")
 */
export async function readListed<Row extends { id: string }>(
  { sql }: Pick<Ctx, "sql">,
  page: PageRequest,
  select: string,
  parameters: readonly unknown[] = [],
): Promise<Listed<Row>> {
  const range = rangeOf(page);
  const order = range.ascending ? "asc" : "desc";
  const rows = await run<Row>(
    sql,
    `${select} and t.id < $1::uuid and t.id > $2::uuid order by t.id ${order} limit ${range.limit}`,
    [range.below, range.above, ...parameters],
  );
  return listed(
    rows,
    range,
    (row) => row.id,
    (row) => row,
  );
}
