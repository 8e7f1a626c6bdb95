import { entryEntity } from "../../api/entities/status.ts";
import { loadBeside, renderEntry } from "../../api/statuses.ts";
import type { ApiCtx } from "../../context.ts";
import type { PostView } from "../../posts/views/types.ts";
import type { TimelineEntry } from "../../timelines/read.ts";
import { readFacts } from "../store/facts.ts";
import { readFollowers, readQuoteViewers, type Viewers } from "../store/homes.ts";
import { loadEntries } from "./entries.ts";
import type { Filters } from "./filters.ts";
import { viewOf } from "./view.ts";

/** A status in JSON, as one viewer sees it; null where that viewer may not see it after all. */
export type PayloadOf = (entry: TimelineEntry, viewerId: string | null) => string | null;

const AT_ONCE = 8;

/**
 * Prepares entries for many viewers. Each is put into JSON once for everybody to whom it looks the same, which are nearly
 * all when it is new. Reading takes the same few statements for one viewer or two thousand.
 *
 * @param hidden by account, who does not want to see it
 */
export async function loadPayloads(
  ctx: ApiCtx,
  entries: readonly TimelineEntry[],
  viewerIds: readonly string[],
  hidden: Viewers,
  filters: Filters,
): Promise<PayloadOf> {
  const posts = distinct(entries.flatMap(({ post }) => [post, ...quotedBy(post)]));
  const asked = posts.filter((post) => post.quotePolicy === "followers").map((post) => post.account.id);
  const [beside, facts, followers, filteredFor, special] = await Promise.all([
    loadBeside(ctx, null, posts, null),
    readFacts(
      ctx.sql,
      viewerIds,
      posts.map((post) => post.id),
    ),
    readFollowers(ctx.sql, viewerIds, [...new Set(asked)]),
    filters.load(viewerIds),
    renderSpecial(ctx, entries, viewerIds, hidden),
  ]);
  const made = new Map<string, string>();

  const isFollower = (post: PostView, viewerId: string) =>
    followers.get(post.account.id)?.has(viewerId) ?? false;
  const see = (post: PostView, viewerId: string) =>
    viewOf(post, {
      viewerId,
      facts: facts.get(post.id)?.get(viewerId),
      isFollower: isFollower(post, viewerId),
    });

  function render(entry: TimelineEntry, viewerId: string, filtered: ReadonlyMap<string, readonly unknown[]>) {
    const { quote, ...post } = entry.post;
    const seen = {
      ...see({ ...post, quote: null }, viewerId),
      quote: quote && { ...quote, post: quote.post && see(quote.post, viewerId) },
    };
    return JSON.stringify(entryEntity(ctx, { ...entry, post: seen }, { ...beside, viewerId, filtered }));
  }

  /** What they share who have the same name here; null for who looks at it with eyes of their own. */
  function commonName(entry: TimelineEntry, viewerId: string): string | null {
    const parts = [entry.post, ...quotedBy(entry.post)];
    const isOwn = parts.some((post) => post.account.id === viewerId || facts.get(post.id)?.has(viewerId));
    return isOwn ? null : parts.map((post) => (isFollower(post, viewerId) ? "f" : "s")).join("");
  }

  return (entry, viewerId) => {
    const once = (name: string, make: () => string) => {
      const key = `${entry.id} ${name}`;
      const known = made.get(key) ?? make();
      made.set(key, known);
      return known;
    };
    if (viewerId === null) return once("anybody", () => JSON.stringify(entryEntity(ctx, entry, beside)));
    const own = special.get(`${entry.id} ${viewerId}`);
    if (own !== undefined) return own;
    const filtered = filteredFor(viewerId, [entry.post, ...quotedBy(entry.post)]);
    const name = filtered.size === 0 ? commonName(entry, viewerId) : null;
    return once(name ?? viewerId, () => render(entry, viewerId, filtered));
  };
}

/** Quotes look different to those who hide their authors, or who may see what the public may not: read by themselves. */
async function renderSpecial(
  ctx: ApiCtx,
  entries: readonly TimelineEntry[],
  viewerIds: readonly string[],
  hidden: Viewers,
): Promise<Map<string, string | null>> {
  // What the public may not see is looked at once for all: nearly nobody may.
  const closed = entries.filter(({ post }) => post.quote?.obstacle === "unauthorized");
  const allowed = await readQuoteViewers(
    ctx.sql,
    viewerIds,
    closed.map(({ post }) => post.id),
  );
  const wanted = entries.flatMap((entry) => {
    const { quote } = entry.post;
    if (quote === null) return [];
    const author = quote.post?.account.id ?? "";
    const differs = (viewerId: string) =>
      allowed.get(entry.post.id)?.has(viewerId) || author === viewerId || hidden.get(author)?.has(viewerId);
    return viewerIds.filter(differs).map((viewerId) => ({ id: entry.id, viewerId }));
  });
  const special = new Map<string, string | null>();
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const some = wanted.slice(at, at + AT_ONCE);
    await Promise.all(
      some.map(async ({ id, viewerId }) => {
        const entry = (await loadEntries(ctx, viewerId, [id])).get(id);
        const status = entry && (await renderEntry(ctx, viewerId, entry, "home"));
        special.set(`${id} ${viewerId}`, status ? JSON.stringify(status) : null);
      }),
    );
  }
  return special;
}

function quotedBy(post: PostView): PostView[] {
  return post.quote?.post ? [post.quote.post] : [];
}

function distinct(posts: readonly PostView[]): PostView[] {
  return [...new Map(posts.map((post) => [post.id, post])).values()];
}
