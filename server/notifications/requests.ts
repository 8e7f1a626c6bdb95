import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { loadPostViews } from "../posts/views/load.ts";
import { type AccountColumns, accountColumns, accountSummary } from "../posts/views/rows.ts";
import type { AccountSummary, PostView } from "../posts/views/types.ts";
import { type Listed, listed, type PageRequest, rangeOf } from "../timelines/page.ts";
import { hiddenFrom } from "../timelines/rules.ts";

/** Somebody whose messages are kept apart until they are let in. */
export interface NotificationRequest {
  id: string;
  from: AccountSummary;
  /** How many messages wait; counted up to a hundred. */
  count: number;
  lastPost: PostView | null;
  createdAt: Date;
  /** When the last one came. */
  updatedAt: Date;
}

type Row = Omit<NotificationRequest, "from" | "lastPost"> & AccountColumns<"account"> & { postId: string };

const messages = `from notifications n where n.account_id = r.account_id and n.from_account_id = r.from_account_id
  and n.filtered and n.kind in ('mention', 'reply', 'quote')`;

/** SQL: whether a request still holds a message: posts may be deleted. */
export function isAsking(request: string): string {
  return `exists (select ${messages.replaceAll("r.", `${request}.`)})`;
}

const select = `select r.id, r.created_at as "createdAt", ${accountColumns("a", "account")}, held.count,
  held.latest_at as "updatedAt", held.post_id as "postId"
from notification_requests r join accounts a on a.id = r.from_account_id
cross join lateral (
  select count(*)::int as count, max(m.created_at) as latest_at, (array_agg(m.post_id order by m.id desc))[1] as post_id
  from (select n.id, n.created_at, n.post_id ${messages} order by n.id desc limit 100) m) held
where r.account_id = $1::uuid and held.count > 0
  and not ${hiddenFrom("a", "$1::uuid", "$2::timestamptz", "notifications")}`;

/** The requests that wait for an account, newest first. */
export async function readRequests(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  page: PageRequest,
): Promise<Listed<NotificationRequest>> {
  const range = rangeOf(page);
  const rows = await run<Row>(
    ctx.sql,
    `${select} and r.id < $3::uuid and r.id > $4::uuid
     order by r.id ${range.ascending ? "asc" : "desc"} limit ${range.limit}`,
    [accountId, ctx.clock.now(), range.below, range.above],
  );
  const byId = new Map((await complete(ctx, accountId, rows)).map((request) => [request.id, request]));
  return listed(
    rows,
    range,
    (row) => row.id,
    (row) => byId.get(row.id),
  );
}

export async function readRequest(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  id: string,
): Promise<NotificationRequest | null> {
  const rows = await run<Row>(ctx.sql, `${select} and r.id = $3::uuid`, [accountId, ctx.clock.now(), id]);
  return (await complete(ctx, accountId, rows))[0] ?? null;
}

async function complete(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  rows: readonly Row[],
): Promise<NotificationRequest[]> {
  const posts = await loadPostViews(
    ctx,
    accountId,
    rows.map((row) => row.postId),
  );
  return rows.map((row) => ({
    id: row.id,
    from: accountSummary(row, "account"),
    count: row.count,
    lastPost: posts.get(row.postId) ?? null,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }));
}

/**
 * Lets senders in: what was kept apart is among the other notifications at once, and whatever they do later comes
 * through.
 *
 * @param ids of requests; those that are not the account's are passed over
 * @returns how many there were
 */
export async function acceptRequests(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  ids: readonly string[],
): Promise<number> {
  const rows = await run(ctx.sql, accept, [accountId, ids, ctx.clock.now()]);
  return rows.length;
}

const accept = `
with request as (
  delete from notification_requests where account_id = $1::uuid and id = any($2::uuid[]) returning from_account_id
),
permitted as (
  insert into notification_permissions (account_id, from_account_id, created_at)
  select $1::uuid, from_account_id, $3::timestamptz from request on conflict do nothing
),
merged as (
  update notifications n set filtered = false from request r
  where n.account_id = $1::uuid and n.from_account_id = r.from_account_id and n.filtered
),
told as (
  insert into changes (kind, subject_id, account_id)
  select 'notifications.merged', $1::uuid, $1::uuid where exists (select from request)
)
select from_account_id from request`;

/** Forgets requests with all that they hold. @returns how many there were */
export async function dismissRequests(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
  ids: readonly string[],
): Promise<number> {
  const rows = await run(ctx.sql, dismiss, [accountId, ids]);
  return rows.length;
}

const dismiss = `
with request as (
  delete from notification_requests where account_id = $1::uuid and id = any($2::uuid[]) returning from_account_id
),
forgotten as (
  delete from notifications n using request r
  where n.account_id = $1::uuid and n.from_account_id = r.from_account_id and n.filtered
)
select from_account_id from request`;
