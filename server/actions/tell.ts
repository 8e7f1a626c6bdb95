import type { Action } from "#moderation/actions/action.ts";
import type { ActionKind } from "#moderation/actions/kind.ts";
import type { Target } from "../admin/accounts/target.ts";
import { insertStrike, type StrikeAction } from "../admin/strikes.ts";
import type { Ctx, Tx } from "../context.ts";
import { notify } from "../notifications/notify.ts";

/** The words that Mastodon's clients know for what was done. */
function strikeOf(kind: ActionKind, isPost: boolean): StrikeAction {
  switch (kind) {
    case "sensitive":
      return isPost ? "mark_statuses_as_sensitive" : "sensitive";
    case "freeze":
      return "disable";
    case "limit":
      return "silence";
    case "suspend":
      return "suspend";
    case "remove":
      return "delete_statuses";
    default:
      return "none";
  }
}

/**
 * Keeps a strike of what was done, and tells the author where that is somebody of this node. Before it is done: who is
 * suspended is told nothing any more.
 *
 * @returns the strike's id
 */
export async function tellAuthor(
  ctx: Pick<Ctx, "clock" | "ids">,
  tx: Tx,
  author: Target,
  told: {
    action: Pick<Action, "id" | "kind" | "subject" | "by">;
    text: string;
    reportId: string | null;
    isTold: boolean;
  },
): Promise<string> {
  const { action, text, reportId, isTold } = told;
  const { subject } = action;
  const strikeId = ctx.ids.next();
  await insertStrike(tx, {
    id: strikeId,
    targetId: author.id,
    accountId: action.by,
    reportId,
    actionId: action.id,
    action: strikeOf(action.kind, subject.kind === "post"),
    text,
    postIds: subject.kind === "post" && subject.id !== null ? [subject.id] : [],
    at: ctx.clock.now(),
  });
  if (isTold)
    await notify(ctx, tx, {
      accountId: author.id,
      kind: "warning",
      fromAccountId: author.id,
      subjectId: strikeId,
    });
  return strikeId;
}
