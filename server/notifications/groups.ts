import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { type AccountColumns, accountColumns, accountSummary } from "../posts/views/rows.ts";
import type { AccountSummary } from "../posts/views/types.ts";
import { type Listed, listed, type PageRequest, type Range, rangeOf } from "../timelines/page.ts";
import { hiddenFrom } from "../timelines/rules.ts";
import type { NotificationKind } from "./kinds.ts";
import {
  isWanted,
  type NotificationRow,
  type NotificationView,
  notificationColumns,
  toViews,
  type Wanted,
} from "./views.ts";

/** How many of those who did it are named. */
const SAMPLE = 8;

/** Notifications that are shown as one. */
export interface NotificationGroup {
  key: string;
  /** All there are, not only those within the page. */
  count: number;
  /** The newest within the page. */
  newest: NotificationView;
  /** Who did it last, the latest first. */
  accounts: AccountSummary[];
  mostRecentId: string;
  /** The oldest within the page, and when the newest was; null for a group that was asked for by its key. */
  page: { minId: string; latestAt: Date } | null;
}

/**
 * What an account was told, a group as one, at the place of its newest notification within the page. Finds a page in one
 * walk down the index that passes over the groups it has seen; what is in the groups takes two statements more.
 *
 * @param page.groupedKinds kinds that are shown as one
 */
export async function readGroups(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  page: PageRequest & Wanted & { groupedKinds: readonly NotificationKind[] },
): Promise<Listed<NotificationGroup>> {
  const range = rangeOf(page);
  // Both bounds count at once when a client goes upwards.
  const below = page.minId ? rangeOf({ maxId: page.maxId ?? null }).below : range.below;
  const rows = await run<NotificationRow & { key: string }>(
    ctx.sql,
    groupsStatement(range.ascending ? "asc" : "desc", range.limit, page),
    [
      accountId,
      below,
      range.above,
      ctx.clock.now(),
      page.kinds ?? null,
      page.fromAccountId ?? null,
      page.groupedKinds,
    ],
  );
  const within = pageBounds(rows, range);
  const groups = await fill(ctx, accountId, rows, within);
  return listed(
    rows,
    range,
    (row) => row.id,
    (row) => groups.get(row.key),
  );
}

export function groupsStatement(order: "asc" | "desc", limit: number, wanted: Wanted = {}): string {
  const key = "coalesce(case when n.kind = any($7::text[]) then n.group_key end, 'ungrouped-' || n.id)";
  const from = `from notifications n join accounts a on a.id = n.from_account_id
    where n.account_id = $1::uuid and n.id < $2::uuid and n.id > $3::uuid
      and ${isWanted(wanted, { now: 4, kinds: 5, from: 6 })}`;
  return `with recursive page as (
    (select n.id, array[${key}] as seen ${from} order by n.id ${order} limit 1)
    union all
    select next.id, w.seen || next.key
    from (select id, seen from page where cardinality(seen) < ${limit}) w cross join lateral (
      select n.id, ${key} as key ${from} and n.id ${order === "desc" ? "<" : ">"} w.id and ${key} <> all(w.seen)
      order by n.id ${order} limit 1) next
  )
  select w.seen[cardinality(w.seen)] as key, ${notificationColumns}
  from page w join notifications n on n.id = w.id join accounts a on a.id = n.from_account_id order by n.id ${order}`;
}

/** A group of an account by its key; null when there is none. */
export async function readGroup(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  key: string,
): Promise<NotificationGroup | null> {
  const rows = await run<NotificationRow & { key: string }>(
    ctx.sql,
    `select $2::text as key, ${notificationColumns} from notifications n join accounts a on a.id = n.from_account_id
     where n.account_id = $1::uuid and n.group_key = $2::text and a.state = 'active' order by n.id desc limit 1`,
    [accountId, key],
  );
  return (await fill(ctx, accountId, rows, null)).get(key) ?? null;
}

/** Everybody who did what a group is about, the latest first. Paged by the ids of their notifications. */
export async function readGroupAccounts(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  key: string,
  page: PageRequest,
): Promise<Listed<AccountSummary>> {
  const range = rangeOf(page);
  const rows = await run<AccountColumns<"account"> & { at: string }>(
    ctx.sql,
    `select n.id as at, ${accountColumns("a", "account")}
     from notifications n join accounts a on a.id = n.from_account_id
     where n.account_id = $1::uuid and n.group_key = $2::text and n.id < $3::uuid and n.id > $4::uuid
       and not ${hiddenFrom("a", "$1::uuid", "$5::timestamptz", "notifications")}
     order by n.id ${range.ascending ? "asc" : "desc"} limit ${range.limit}`,
    [accountId, key, range.below, range.above, ctx.clock.now()],
  );
  return listed(
    rows,
    range,
    (row) => row.at,
    (row) => accountSummary(row, "account"),
  );
}

interface Bounds {
  least: string;
  greatest: string;
}

/** What the page stands for: from its first to its last, or up to where was asked for when there is no more. */
function pageBounds(rows: readonly { id: string }[], range: Range): Bounds | null {
  const ids = range.ascending ? rows.toReversed() : rows;
  const [newest, oldest] = [ids[0], ids.at(-1)];
  if (newest === undefined || oldest === undefined) return null;
  const isLast = rows.length < range.limit;
  return {
    least: isLast && !range.ascending ? range.above : oldest.id,
    greatest: isLast && range.ascending ? range.below : newest.id,
  };
}

interface Contents {
  key: string;
  count: number;
  accountIds: string[];
  mostRecentId: string;
  minId: string;
  latestAt: Date;
}

async function fill(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  rows: readonly (NotificationRow & { key: string })[],
  within: Bounds | null,
): Promise<Map<string, NotificationGroup>> {
  const keys = rows.filter((row) => row.key === row.groupKey).map((row) => row.key);
  const [views, contents] = await Promise.all([
    toViews(ctx, accountId, rows),
    keys.length === 0
      ? []
      : run<Contents>(ctx.sql, contentsStatement, [
          accountId,
          keys,
          within?.least ?? "00000000-0000-0000-0000-000000000000",
          within?.greatest ?? "ffffffff-ffff-ffff-ffff-ffffffffffff",
          ctx.clock.now(),
        ]),
  ]);
  const accounts = await loadAccounts(ctx, [...new Set(contents.flatMap((group) => group.accountIds))]);
  const byKey = new Map(contents.map((group) => [group.key, group]));
  return new Map(
    rows.map((row, at) => {
      const view = views[at] as NotificationView;
      const group = byKey.get(row.key);
      return [row.key, group === undefined ? single(row.key, view, within) : several(group, view)];
    }),
  );

  function several(group: Contents, newest: NotificationView): NotificationGroup {
    const sample = group.accountIds.flatMap((id) => accounts.get(id) ?? []);
    return {
      key: group.key,
      count: group.count,
      newest,
      accounts: sample.length > 0 ? sample : [newest.from],
      mostRecentId: group.mostRecentId,
      page: within && { minId: group.minId, latestAt: group.latestAt },
    };
  }
}

function single(key: string, view: NotificationView, within: Bounds | null): NotificationGroup {
  return {
    key,
    count: 1,
    newest: view,
    accounts: [view.from],
    mostRecentId: view.id,
    page: within && { minId: view.id, latestAt: view.createdAt },
  };
}

const group = "from notifications n where n.account_id = $1::uuid and n.group_key = k.key";

const contentsStatement = `
select k.key, (select count(*)::int ${group} and n.id <= $4::uuid) as count, latest.id as "mostRecentId",
  latest.created_at as "latestAt",
  (select n.id ${group} and n.id >= $3::uuid order by n.id limit 1) as "minId",
  array(select n.from_account_id from notifications n join accounts a on a.id = n.from_account_id
    where n.account_id = $1::uuid and n.group_key = k.key and n.id <= $4::uuid
      and not ${hiddenFrom("a", "$1::uuid", "$5::timestamptz", "notifications")}
    order by n.id desc limit ${SAMPLE}) as "accountIds"
from unnest($2::text[]) as k(key) cross join lateral (
  select n.id, n.created_at ${group} and n.id <= $4::uuid order by n.id desc limit 1) latest`;

async function loadAccounts(
  ctx: Pick<Ctx, "sql">,
  ids: readonly string[],
): Promise<Map<string, AccountSummary>> {
  if (ids.length === 0) return new Map();
  const rows = await run<AccountColumns<"account">>(
    ctx.sql,
    `select ${accountColumns("a", "account")} from accounts a where a.id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.accountId, accountSummary(row, "account")]));
}
