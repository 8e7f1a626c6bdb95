import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { type Listed, listed, type PageRequest, rangeOf } from "../timelines/page.ts";
import {
  isWanted,
  type NotificationRow,
  type NotificationView,
  notificationColumns,
  toView,
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
  const { rows, range } = await readRows(ctx, accountId, page);
  const views = await toViews(ctx, accountId, rows);
  const byId = new Map(views.map((view) => [view.id, view]));
  return listed(
    rows,
    range,
    (row) => row.id,
    (row) => byId.get(row.id),
  );
}

/** The same with posts named by their ids alone, for who knows most of them already. */
export async function readNotices(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  page: PageRequest & Wanted,
): Promise<Listed<NotificationView>> {
  const { rows, range } = await readRows(ctx, accountId, page);
  return listed(
    rows,
    range,
    (row) => row.id,
    (row) => toView(row, null),
  );
}

async function readRows(ctx: Pick<Ctx, "sql" | "clock">, accountId: string, page: PageRequest & Wanted) {
  const range = rangeOf(page);
  const statement = notificationsStatement(range.ascending ? "asc" : "desc", range.limit, page);
  const rows = await run<NotificationRow>(ctx.sql, statement, [
    accountId,
    range.below,
    range.above,
    ctx.clock.now(),
    page.kinds ?? null,
    page.fromAccountId ?? null,
  ]);
  return { rows, range };
}

export function notificationsStatement(order: "asc" | "desc", limit: number, wanted: Wanted = {}): string {
  return `select ${notificationColumns}
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
