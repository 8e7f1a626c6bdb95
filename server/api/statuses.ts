import { cardsBeside } from "../cards/beside.ts";
import type { ApiCtx } from "../context.ts";
import { filteredBeside } from "../filters/beside.ts";
import type { PostView } from "../posts/views/types.ts";
import type { TimelineEntry } from "../timelines/read.ts";
import { type Beside, entryEntity, type StatusEntity, statusEntity } from "./entities/status.ts";

/** Where statuses are shown: which of the viewer's filters apply. */
export type FilterContext = "home" | "notifications" | "public" | "thread" | "account";

/**
 * Loads one kind of what lies beside posts, for a whole page in one statement.
 *
 * @param posts those of the page and those they quote, each once; never none
 * @param context null where no filter applies
 */
export type BesideLoader = (
  ctx: ApiCtx,
  viewerId: string | null,
  posts: readonly PostView[],
  context: FilterContext | null,
) => Promise<Partial<Omit<Beside, "viewerId">>>;

/** To add one more kind: a member of `Beside`, a loader here, and its use in `plainStatus`. They run side by side. */
const loaders: readonly BesideLoader[] = [filteredBeside, cardsBeside];

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

/** One post or boost as Mastodon's Status. */
export async function renderEntry(
  ctx: ApiCtx,
  viewerId: string | null,
  entry: TimelineEntry,
  context: FilterContext | null = null,
): Promise<StatusEntity> {
  const beside = await loadBeside(ctx, viewerId, [entry.post], context);
  return entryEntity(ctx, entry, beside);
}

export async function loadBeside(
  ctx: ApiCtx,
  viewerId: string | null,
  page: readonly PostView[],
  context: FilterContext | null,
): Promise<Beside> {
  const quoted = page.flatMap((post) => post.quote?.post ?? []);
  const posts = [...new Map([...page, ...quoted].map((post) => [post.id, post])).values()];
  if (posts.length === 0) return { viewerId };
  const parts = await Promise.all(loaders.map((load) => load(ctx, viewerId, posts, context)));
  return Object.assign({ viewerId }, ...parts);
}
