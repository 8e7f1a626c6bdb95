import type { Intake, KnownAccount } from "#federation/ports.ts";
import type { Post } from "#protocol/model/post.ts";
import type { Ctx } from "../context.ts";
import { openGate, type PolicyGate } from "../policy/gate-port.ts";
import { findForUpdate, isGone } from "./find.ts";
import { notifyBoosters } from "./notify-boosters.ts";
import { fits, noLater, storableDate } from "./row.ts";
import { storeJudgedEdit } from "./store/edit.ts";

/**
 * An Update of a post from another server: an edit, or fresh numbers of a poll. Edits may come in any order; the one with
 * the latest `updated` stays. An Update without a time is taken as the newest.
 */
export async function receiveEdit(
  ctx: Pick<Ctx, "clock" | "ids" | "uris" | "db">,
  post: Post,
  author: KnownAccount,
  policy: Pick<PolicyGate, "edit"> = openGate,
): Promise<Intake> {
  if (!fits(post)) return { outcome: "ignored", reason: "post/too-large" };
  const judged = await policy.edit(post, author);
  if (judged.outcome !== "taken") return judged;
  const updatedAt = storableDate(post.updatedAt);
  const editedAt = updatedAt === null ? null : noLater(updatedAt, ctx.clock.now());
  const intake = await ctx.db.transaction(async (tx): Promise<Intake> => {
    const stored = await findForUpdate(tx, { iri: post.iri });
    if (stored === null) return { outcome: "ignored", reason: "post/unknown" };
    if (isGone(stored)) return { outcome: "ignored", reason: "post/deleted" };
    if (stored.accountId !== author.id || stored.isLocal)
      return { outcome: "ignored", reason: "edit/not-author" };
    const newest = stored.editedAt ?? stored.publishedAt;
    if (editedAt !== null && editedAt < newest) return { outcome: "ignored", reason: "edit/older" };
    // Many servers repeat the time of publication as `updated` when nothing was edited.
    const at = editedAt !== null && editedAt > stored.publishedAt ? editedAt : null;
    const changed = await storeJudgedEdit(ctx, tx, stored.id, {
      post,
      filtered: judged.filtered,
      editedAt: at,
    });
    if (changed && stored.removedAt === null) await notifyBoosters(ctx, tx, stored.id, author.id);
    return { outcome: "accepted", id: stored.id };
  });
  if (judged.afterwards !== null && intake.outcome === "accepted" && intake.id)
    await judged.afterwards(intake.id);
  return intake;
}
