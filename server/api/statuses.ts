import type { ApiCtx } from "../context.ts";
import type { PostView } from "../posts/views/types.ts";
import type { TimelineEntry } from "../timelines/read.ts";
import { type Beside, entryEntity, type StatusEntity, statusEntity } from "./entities/status.ts";

/** Where statuses are shown: which of the viewer's filters apply. */
export type FilterContext = "home" | "notifications" | "public" | "thread" | "account";

/**
 * Posts as Mastodon's Status, with everything that other rooms know of them, in the same few statements for one or forty.
 */
export async function renderPosts(
  ctx: ApiCtx,
  viewerId: string | null,
  posts: readonly PostView[],
  context: FilterContext | null = null,
): Promise<StatusEntity[]> {
  const beside = await loadBeside(ctx, viewerId, posts, context);
  return posts.map((post) => statusEntity(ctx, post, beside));
}

/** A page of a timeline as Mastodon's Status. */
export async function renderEntries(
  ctx: ApiCtx,
  viewerId: string | null,
  entries: readonly TimelineEntry[],
  context: FilterContext | null = null,
): Promise<StatusEntity[]> {
  const posts = entries.map((entry) => entry.post);
  const beside = await loadBeside(ctx, viewerId, posts, context);
  return entries.map((entry) => entryEntity(ctx, entry, beside));
}

async function loadBeside(
  _ctx: ApiCtx,
  viewerId: string | null,
  _posts: readonly PostView[],
  _context: FilterContext | null,
): Promise<Beside> {
  return { viewerId };
}
