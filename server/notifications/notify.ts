import type { Ctx } from "../context.ts";
import { type Runner, run } from "../platform/statement.ts";
import type { NotificationKind } from "./kinds.ts";
import { isActiveHere, mayNotify } from "./rule.ts";

export interface Notice {
  /** Who is told; nothing happens unless it is an active account of this node that wants to hear from the other. */
  accountId: string;
  kind: NotificationKind;
  /** Who did it; the account itself for `severance` and `warning`. */
  fromAccountId: string;
  postId?: string | null;
  emoji?: string | null;
  /** The report, warning or severance that it is about. */
  subjectId?: string | null;
}

/**
 * Tells accounts of this node what happened, each thing once however often it is said, in the caller's transaction. What
 * the node itself has to say comes through whomever the account blocks or mutes.
 *
 * @example await notify(ctx, tx, { accountId: followee, kind: "follow", fromAccountId: follower });
 */
export async function notify(
  ctx: Pick<Ctx, "clock" | "ids">,
  on: Runner,
  notices: Notice | readonly Notice[],
): Promise<void> {
  const all = [notices].flat();
  if (all.length === 0) return;
  const rows = all.map((notice) => ({ id: ctx.ids.next(), ...notice }));
  await run(on, insert, [JSON.stringify(rows), ctx.clock.now()]);
}

const insert = `
insert into notifications (id, account_id, kind, from_account_id, post_id, emoji, subject_id, created_at)
select n.id, n."accountId", n.kind, n."fromAccountId", n."postId", n.emoji, n."subjectId", $2::timestamptz
from jsonb_to_recordset($1::jsonb)
  as n(id uuid, "accountId" uuid, kind text, "fromAccountId" uuid, "postId" uuid, emoji text, "subjectId" uuid)
where case when n.kind in ('severance', 'warning', 'sign-up', 'report')
  then ${isActiveHere('n."accountId"')}
  else ${mayNotify('n."accountId"', 'n."fromAccountId"', "$2", '(select np.conversation_id from posts np where np.id = n."postId")')} end
on conflict do nothing`;
