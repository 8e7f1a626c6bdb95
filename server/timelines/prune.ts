import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";

/** Entries that a home timeline keeps. */
const HOME_LENGTH = 800;
const ACCOUNTS = 200;

/** Shortens home timelines to 800 entries and drops what was deleted. A periodic task. */
export async function pruneHome(ctx: Pick<Ctx, "sql">): Promise<void> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const [batch] = await run<{ last: string | null }>(ctx.sql, prune, [after]);
    if (!batch?.last) return;
    after = batch.last;
  }
}

const prune = `
with owners as materialized (
  select a.id, (select e.entry_id from home_entries e where e.account_id = a.id
    order by e.entry_id desc offset ${HOME_LENGTH - 1} limit 1) as oldest
  from accounts a where a.domain is null and a.id > $1::uuid order by a.id limit ${ACCOUNTS}
),
pruned as (
  delete from home_entries h using owners o where h.account_id = o.id and (h.entry_id < o.oldest
    or not exists (select from posts p where p.id = h.post_id and (p.deleted_at is null or p.removed_at is not null)))
)
select id as last from owners order by id desc limit 1`;
