import type { Ctx } from "../context.ts";
import { deleteFollowersOfDeleted } from "./store/followers.ts";

/** As long as deliveries are tried again, and then some. */
const KEPT_DAYS = 30;

/**
 * Forgets the remote followers of local accounts that were deleted more than 30 days ago: they were kept to be told. A
 * recurring task.
 */
export function forgetFollowersOfDeleted(ctx: Pick<Ctx, "sql" | "clock">): Promise<number> {
  return deleteFollowersOfDeleted(ctx.sql, new Date(ctx.clock.now().getTime() - KEPT_DAYS * 86_400_000));
}
