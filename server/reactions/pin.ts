import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { type FoundPost, findVisible } from "../posts/find.ts";
import { countPins, deletePin, holdAccount, insertPin } from "./store/marks.ts";

export type PinError =
  | { type: "post/not-found"; postId: string }
  | { type: "pin/not-own-post" }
  | { type: "pin/direct" }
  | { type: "pin/too-many"; most: number };

/** As many as Mastodon shows of a remote account. */
export const MAX_PINS = 5;

interface Pinning {
  accountId: string;
  postId: string;
}

/** Puts one of an account's own posts on top of its profile. Other servers are told of those that anybody may see. */
export async function pin(
  ctx: Pick<Ctx, "clock" | "db" | "outbox">,
  { accountId, postId }: Pinning,
): Promise<Result<void, PinError>> {
  const result = await ctx.db.transaction(async (tx): Promise<Result<void, PinError>> => {
    const post = await findVisible(tx, postId, accountId);
    if (post === null) return err({ type: "post/not-found", postId });
    if (post.accountId !== accountId) return err({ type: "pin/not-own-post" });
    if (post.visibility === "direct") return err({ type: "pin/direct" });
    // Two at once must not both be the last one.
    await holdAccount(tx, accountId);
    const isNew = await insertPin(tx, accountId, postId, ctx.clock.now());
    if (!isNew) return ok();
    if ((await countPins(tx, accountId)) > MAX_PINS) {
      await deletePin(tx, accountId, postId);
      return err({ type: "pin/too-many", most: MAX_PINS });
    }
    if (isOpen(post)) await ctx.outbox.append(tx, { kind: "pin.added", accountId, postId });
    return ok();
  });
  if (result.ok) ctx.outbox.wake();
  return result;
}

/** Takes a post off the profile; nothing happens when it is not there. */
export async function unpin(ctx: Pick<Ctx, "db" | "outbox">, { accountId, postId }: Pinning): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const post = await findVisible(tx, postId, accountId);
    if ((await deletePin(tx, accountId, postId)) && post !== null && isOpen(post))
      await ctx.outbox.append(tx, { kind: "pin.removed", accountId, postId });
  });
  ctx.outbox.wake();
}

function isOpen({ visibility }: FoundPost): boolean {
  return visibility === "public" || visibility === "unlisted";
}
