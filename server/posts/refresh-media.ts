import type { Medium } from "#protocol/model/medium.ts";
import type { Ctx } from "../context.ts";
import { findForUpdate } from "./find.ts";
import { loadModels } from "./model.ts";
import { notifyBoosters } from "./notify-boosters.ts";
import { storeEdit } from "./store/edit.ts";

/** Has a local post show a medium of its own as it is now; what it was before is kept in the history, as with any edit. */
export async function refreshMedium(
  ctx: Pick<Ctx, "clock" | "ids" | "uris" | "db" | "outbox">,
  postId: string,
  medium: Medium,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const found = await findForUpdate(tx, { id: postId });
    const [before] = await loadModels(ctx, tx, [postId]);
    if (found === null || before === undefined || before.deletedAt !== null) return;
    const media = before.post.media.map((each) => (each.id === medium.id ? medium : each));
    const edited = { ...before.post, media, sensitive: found.isMarkedSensitive };
    const changed = await storeEdit(ctx, tx, postId, edited, ctx.clock.now());
    if (!changed) return;
    await notifyBoosters(ctx, tx, postId, before.accountId);
    await ctx.outbox.append(tx, { kind: "post.edited", postId });
  });
  ctx.outbox.wake();
}
