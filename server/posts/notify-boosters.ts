import type { Ctx, Tx } from "../context.ts";
import { notify } from "../notifications/notify.ts";
import { localBoosters } from "./store/edit.ts";

/** Tells local accounts that a post which they passed on says something else now. */
export async function notifyBoosters(
  ctx: Pick<Ctx, "clock" | "ids">,
  tx: Tx,
  postId: string,
  authorId: string,
): Promise<void> {
  const boosters = await localBoosters(tx, postId);
  const notices = boosters.map(
    (accountId) => ({ accountId, kind: "edit", fromAccountId: authorId, postId }) as const,
  );
  await notify(ctx, tx, notices);
}
