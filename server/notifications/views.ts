import type { Ctx } from "../context.ts";
import { run } from "../platform/statement.ts";
import { loadPostViews } from "../posts/views/load.ts";
import { type AccountColumns, accountColumns, accountSummary } from "../posts/views/rows.ts";
import type { AccountSummary, PostView } from "../posts/views/types.ts";
import { hiddenFrom } from "../timelines/rules.ts";
import type { NotificationKind } from "./kinds.ts";

/** A notification with who did it and what it is about named by their ids. */
export interface Notice {
  id: string;
  kind: NotificationKind;
  from: Pick<AccountSummary, "id" | "username" | "domain">;
  postId: string | null;
  emoji: string | null;
  /** The picture of a custom emoji. */
  emojiUrl: string | null;
  /** The report, warning or severance that it is about. */
  subjectId: string | null;
  filtered: boolean;
  /** Null for what is never shown as one with others. */
  groupKey: string | null;
  createdAt: Date;
}

export interface NotificationView extends Notice {
  from: AccountSummary;
  post: PostView | null;
}

export type NotificationRow = Omit<Notice, "from"> & AccountColumns<"account">;

export type NoticeRow = Omit<Notice, "from"> & {
  fromId: string;
  fromUsername: string;
  fromDomain: string | null;
  fromVersion: string;
};

/** SQL: what a notice needs of a notification `n` and whoever did it, `a`. */
const noticeColumns = `n.id, n.kind, n.post_id as "postId", n.emoji, n.subject_id as "subjectId", n.filtered,
  n.group_key as "groupKey", n.created_at as "createdAt",
  case when n.kind = 'reaction' then (select r.emoji_url from reactions r where r.post_id = n.post_id
    and r.account_id = n.from_account_id and r.kind = 'emoji' and r.emoji = n.emoji) end as "emojiUrl"`;

/** SQL: what a view needs of them. */
export const notificationColumns = `${noticeColumns}, ${accountColumns("a", "account")}`;

/** SQL: what a notice needs, with the version of the account's row. */
export const noticeKeyColumns = `${noticeColumns}, a.id as "fromId", a.username as "fromUsername",
  a.domain as "fromDomain", a.xmin::text as "fromVersion"`;

/** Which notifications are asked for. */
export interface Wanted {
  /** Only these; all when left out. */
  kinds?: readonly NotificationKind[] | null;
  /** Only what this account did: then also what is kept apart. */
  fromAccountId?: string | null;
  /** Also what is kept apart by the account's policy. */
  withFiltered?: boolean;
}

/**
 * SQL: whether a notification `n` of the account `$1`, done by `a`, is wanted and not hidden by what the account has muted
 * or blocked since.
 *
 * @param at numbers of the parameters for the time, the kinds and the sender
 */
export function isWanted(
  { fromAccountId, withFiltered }: Wanted,
  at: { now: number; kinds: number; from: number },
): string {
  return `($${at.kinds}::text[] is null or n.kind = any($${at.kinds}::text[]))
    and ${fromAccountId ? `n.from_account_id = $${at.from}::uuid` : `$${at.from}::uuid is null`}
    ${withFiltered || fromAccountId ? "" : "and not n.filtered"}
    and not ${hiddenFrom("a", "$1::uuid", `$${at.now}::timestamptz`, "notifications")}`;
}

/** Rows as views, with their posts as the account sees them. */
export async function toViews(
  ctx: Pick<Ctx, "sql" | "clock">,
  accountId: string,
  rows: readonly NotificationRow[],
): Promise<NotificationView[]> {
  const ids = [...new Set(rows.flatMap((row) => row.postId ?? []))];
  const posts = await loadPostViews(ctx, accountId, ids, "notifications");
  return rows.map((row) => toView(row, posts.get(row.postId ?? "") ?? null));
}

function toView(row: NotificationRow, post: PostView | null): NotificationView {
  const from = accountSummary(row, "account");
  return { ...toNotice(row, from), from, post };
}

export function toNotice(row: Omit<Notice, "from">, from: Notice["from"]): Notice {
  return {
    id: row.id,
    kind: row.kind,
    from,
    postId: row.postId,
    emoji: row.emoji,
    emojiUrl: row.emojiUrl,
    subjectId: row.subjectId,
    filtered: row.filtered,
    groupKey: row.groupKey,
    createdAt: row.createdAt,
  };
}

/** Whoever did something, also who may not be shown elsewhere yet: moderators are told of those who wait to be let in. */
export async function loadSenders(ctx: Pick<Ctx, "sql">, ids: readonly string[]): Promise<AccountSummary[]> {
  const rows = await run<AccountColumns<"account">>(
    ctx.sql,
    `select ${accountColumns("a", "account")} from accounts a where a.id = any($1::uuid[])`,
    [ids],
  );
  return rows.map((row) => accountSummary(row, "account"));
}
