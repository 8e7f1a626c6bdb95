import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { loadPostViews } from "../posts/views/load.ts";
import { type AccountColumns, accountColumns, accountSummary } from "../posts/views/rows.ts";
import type { AccountSummary, PostView } from "../posts/views/types.ts";
import { type Listed, listed, type PageRequest, rangeOf } from "../timelines/page.ts";
import { hiddenFrom } from "../timelines/rules.ts";
import type { NotificationKind } from "./notify.ts";

export interface NotificationView {
  id: string;
  kind: NotificationKind;
  from: AccountSummary;
  post: PostView | null;
  emoji: string | null;
  createdAt: Date;
}

type Row = AccountColumns<"account"> & {
  id: string;
  kind: NotificationKind;
  postId: string | null;
  emoji: string | null;
  createdAt: Date;
};

/**
 * What an account was told, newest first, without what it has muted or blocked since.
 *
 * @param page.kinds only these; all when left out
 */
export async function readNotifications(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  page: PageRequest & { kinds?: readonly NotificationKind[] },
): Promise<Listed<NotificationView>> {
  const range = rangeOf(page);
  const statement = notificationsStatement(range.ascending ? "asc" : "desc", range.limit);
  const parameters = [accountId, range.below, range.above, ctx.clock.now(), page.kinds ?? null];
  const rows = await run<Row>(ctx.sql, statement, parameters);
  const posts = await loadPostViews(
    ctx,
    accountId,
    rows.flatMap((row) => row.postId ?? []),
  );
  return listed(
    rows,
    range,
    (row) => row.id,
    (row) => ({
      id: row.id,
      kind: row.kind,
      from: accountSummary(row, "account"),
      post: posts.get(row.postId ?? "") ?? null,
      emoji: row.emoji,
      createdAt: row.createdAt,
    }),
  );
}

export function notificationsStatement(order: "asc" | "desc", limit: number): string {
  return `select n.id, n.kind, n.post_id as "postId", n.emoji, n.created_at as "createdAt", ${accountColumns("a", "account")}
    from notifications n join accounts a on a.id = n.from_account_id
    where n.account_id = $1::uuid and n.id < $2::uuid and n.id > $3::uuid
      and ($5::text[] is null or n.kind = any($5::text[]))
      and not ${hiddenFrom("a", "$1::uuid", "$4::timestamptz")}
    order by n.id ${order} limit ${limit}`;
}
