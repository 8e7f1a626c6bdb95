import type { ApiCtx } from "../context.ts";
import type { PostView } from "../posts/views/types.ts";
import { filterResultEntity } from "./entities.ts";

/**
 * The viewer's filters that posts come under, except the viewer's own posts. All of them, whatever the context: clients
 * keep statuses and show them in several places.
 */
export async function filteredBeside(ctx: ApiCtx, viewerId: string | null, posts: readonly PostView[]) {
  if (viewerId === null) return {};
  const filters = await ctx.filters.of(viewerId);
  if (filters.isEmpty) return {};
  const now = ctx.clock.now();
  const filtered = new Map<string, readonly unknown[]>();
  for (const post of posts) {
    if (post.account.id === viewerId) continue;
    const matches = filters.match(post, now);
    if (matches.length > 0)
      filtered.set(
        post.id,
        matches.map((match) => filterResultEntity(match, post.id)),
      );
  }
  return { filtered };
}
