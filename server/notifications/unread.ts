import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import type { NotificationKind } from "./kinds.ts";
import { isWanted, type Wanted } from "./views.ts";

/** How many of the newest unread ones are looked at to count groups: a number that nobody reads costs no more. */
const MOST_GROUPED = 4_000;

const unread = (wanted: Wanted, columns: string, limit: number) => `select ${columns}
  from notifications n join accounts a on a.id = n.from_account_id
  where n.account_id = $1::uuid
    and n.id > coalesce((select m.last_read_id from markers m
      where m.account_id = $1::uuid and m.timeline = 'notifications'), '00000000-0000-0000-0000-000000000000')
    and ${isWanted(wanted, { now: 2, kinds: 3, from: 4 })}
  order by n.id desc limit ${limit}`;

/** How many notifications are newer than the account's marker, up to a limit. */
export async function countUnread(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  wanted: Wanted & { limit: number },
): Promise<number> {
  const [row] = await run<{ count: number }>(
    ctx.sql,
    `select count(*)::int as count from (${unread(wanted, "n.id", wanted.limit)}) u`,
    [accountId, ctx.clock.now(), wanted.kinds ?? null, wanted.fromAccountId ?? null],
  );
  return row?.count ?? 0;
}

/**
 * The same, with what is shown as one counted once.
 *
 * @param wanted.groupedKinds kinds that are shown as one
 */
export async function countUnreadGroups(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  wanted: Wanted & { limit: number; groupedKinds: readonly NotificationKind[] },
): Promise<number> {
  const key = "coalesce(case when n.kind = any($5::text[]) then n.group_key end, n.id::text) as key";
  const [row] = await run<{ count: number }>(
    ctx.sql,
    `select least(count(distinct u.key), $6::int)::int as count from (${unread(wanted, key, MOST_GROUPED)}) u`,
    [
      accountId,
      ctx.clock.now(),
      wanted.kinds ?? null,
      wanted.fromAccountId ?? null,
      wanted.groupedKinds,
      wanted.limit,
    ],
  );
  return row?.count ?? 0;
}
