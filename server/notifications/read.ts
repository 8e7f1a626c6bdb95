import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { type Listed, listed, type PageRequest, type Range, rangeOf } from "../timelines/page.ts";
import {
  isWanted,
  type Notice,
  type NoticeRow,
  type NotificationRow,
  type NotificationView,
  noticeKeyColumns,
  notificationColumns,
  toNotice,
  toViews,
  type Wanted,
} from "./views.ts";

/**
 * What an account was told, newest first, without what it has muted or blocked since: one range of an index, and what
 * posts take.
 *
 * @example const page = await readNotifications(ctx, accountId, { kinds: ["mention", "reply"], limit: 40 });
 */
export async function readNotifications(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  page: PageRequest & Wanted,
): Promise<Listed<NotificationView>> {
  const range = rangeOf(page);
  const rows = await readRows<NotificationRow>(ctx, accountId, page, range, notificationColumns);
  const views = await toViews(ctx, accountId, rows);
  const byId = new Map(views.map((view) => [view.id, view]));
  return listed(
    rows,
    range,
    (row) => row.id,
    (row) => byId.get(row.id),
  );
}

/** The same with accounts and posts named by their ids alone, for who knows most of them already. */
export async function readNotices(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  page: PageRequest & Wanted,
): Promise<Listed<Notice & { fromVersion: string }>> {
  const range = rangeOf(page);
  const rows = await readRows<NoticeRow>(ctx, accountId, page, range, noticeKeyColumns);
  return listed(
    rows,
    range,
    (row) => row.id,
    (row) => ({
      ...toNotice(row, { id: row.fromId, username: row.fromUsername, domain: row.fromDomain }),
      fromVersion: row.fromVersion,
    }),
  );
}

function readRows<Row extends object>(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  wanted: Wanted,
  range: Range,
  columns: string,
): Promise<Row[]> {
  const order = range.ascending ? "asc" : "desc";
  return run<Row>(ctx.sql, notificationsStatement(order, range.limit, wanted, columns), [
    accountId,
    range.below,
    range.above,
    ctx.clock.now(),
    wanted.kinds ?? null,
    wanted.fromAccountId ?? null,
  ]);
}

export function notificationsStatement(
  order: "asc" | "desc",
  limit: number,
  wanted: Wanted = {},
  columns = notificationColumns,
): string {
  return `select ${columns}
    from notifications n join accounts a on a.id = n.from_account_id
    where n.account_id = $1::uuid and n.id < $2::uuid and n.id > $3::uuid
      and ${isWanted(wanted, { now: 4, kinds: 5, from: 6 })}
    order by n.id ${order} limit ${limit}`;
}

/** One notification of an account, also one that is kept apart; null when it has none with that id. */
export async function readNotification(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  id: string,
): Promise<NotificationView | null> {
  const rows = await run<NotificationRow>(ctx.sql, one, [accountId, id]);
  return (await toViews(ctx, accountId, rows))[0] ?? null;
}

const one = `select ${notificationColumns}
  from notifications n join accounts a on a.id = n.from_account_id
  where n.account_id = $1::uuid and n.id = $2::uuid and a.state = 'active'`;
