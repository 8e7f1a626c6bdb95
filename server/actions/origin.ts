import { actionsInForce } from "#moderation/actions/read.ts";
import { takeAction } from "#moderation/actions/take.ts";
import { undoAction } from "#moderation/actions/undo.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { lockTarget } from "../admin/accounts/target.ts";
import type { Ctx, Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { effectsIn } from "./effects/index.ts";
import { tellAuthor } from "./tell.ts";

type Deps = Pick<Ctx, "clock" | "ids" | "uris" | "db" | "sql" | "outbox">;

/**
 * Removals that other servers tell of: an action whose cause says who removed it, its author's server or the community that it
 * was posted to. Only they take it back by an Undo, each their own.
 */
const causeOf = (accountId: string) => `origin:${accountId}`;

/**
 * Hides a post that was removed where it comes from, or by the community that it was posted to; what moderators here decided about it
 * is apart from that. A post of this node is hidden here and its author told: other servers hear of it from the community.
 */
export async function removeAtOrigin(
  ctx: Deps,
  tx: Tx,
  post: { iri: Iri; id: string; accountId: string; isLocal: boolean },
  by: { id: string; reason: string },
): Promise<void> {
  const on = statementsOn(tx);
  const cause = causeOf(by.id);
  if ((await actionsInForce(on, post.iri)).some((action) => action.cause === cause)) return;
  const author = post.isLocal ? await lockTarget(tx, post.accountId) : null;
  const subject = { kind: "post" as const, iri: post.iri, id: post.id, accountId: post.accountId };
  const taken = await takeAction({ ...moderationOf(ctx), effects: effectsIn(ctx, tx, by.reason) }, on, {
    caseId: null,
    caseVersion: null,
    subject,
    kind: post.isLocal ? "hold" : "remove",
    params: {},
    by: null,
    cause,
    endsAt: null,
    statement: {
      category: "other",
      rules: [],
      facts: "",
      text: by.reason,
      isAutomated: false,
      appealUntil: null,
      toldAt: author === null ? null : ctx.clock.now(),
    },
  });
  if (author !== null && taken.ok)
    await tellAuthor(ctx, tx, author, {
      action: { ...taken.value.action, subject, by: null },
      text: by.reason,
      reportId: null,
      isTold: true,
    });
}

/** Takes that back: the post is there again, unless somebody else removed it as well. False where there is nothing to take back. */
export async function restoreAtOrigin(ctx: Deps, tx: Tx, iri: Iri, by: { id: string }): Promise<boolean> {
  const moderation = { ...moderationOf(ctx), effects: effectsIn(ctx, tx, "") };
  const on = statementsOn(tx);
  const theirs = (await actionsInForce(on, iri)).filter(({ cause }) => cause === causeOf(by.id));
  for (const { id } of theirs) await undoAction(moderation, on, { actionId: id, by: null, reason: "" });
  return theirs.length > 0;
}
