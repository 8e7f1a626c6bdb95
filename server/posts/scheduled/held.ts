import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx, Tx } from "../../context.ts";
import { reserveMedia } from "../../media/attach.ts";
import type { PostDraft } from "../draft.ts";
import { toScheduled } from "./draft.ts";
import { holdScheduled } from "./store.ts";

export { refuseScheduled as giveUpDraft, releaseScheduled as letDraftGo } from "./store.ts";

/**
 * Keeps a draft as a scheduled post without a time, until somebody lets it go or gives it up. Its author sees it among
 * their scheduled posts.
 *
 * @param draft with the id under which it waits
 */
export async function keepDraft(
  ctx: Pick<Ctx, "clock">,
  tx: Tx,
  draft: PostDraft & { id: string },
): Promise<Result<undefined, { type: "media/not-attachable"; ids: string[] }>> {
  const { id, accountId, appId = null, mediaIds = [] } = draft;
  await holdScheduled(tx, { id, accountId, appId, draft: toScheduled(ctx, draft), now: ctx.clock.now() });
  if (mediaIds.length > 0 && !(await reserveMedia(tx, { ids: mediaIds, accountId, scheduledId: id })))
    return err({ type: "media/not-attachable", ids: [...mediaIds] });
  return ok();
}
