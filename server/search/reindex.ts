import type { Ctx } from "../context.ts";
import { recountHashtags } from "../hashtags/recount.ts";
import { indexAll } from "./index-posts.ts";

/**
 * Makes the index of posts and of hashtags anew from what the database holds, a few hundred posts at a time: after an
 * upgrade that indexes differently, or a restored backup. Searching goes on meanwhile.
 *
 * @param onStep told how far the posts are
 */
export async function reindex(
  ctx: Pick<Ctx, "sql" | "ids" | "clock">,
  onStep: (soFar: { seen: number; indexed: number }) => void = () => undefined,
): Promise<{ seen: number; indexed: number; hashtags: number }> {
  const posts = await indexAll(ctx, null, onStep);
  return { ...posts, hashtags: await recountHashtags(ctx) };
}
