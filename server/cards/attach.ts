import type { Change } from "../changes/feed.ts";
import type { Ctx } from "../context.ts";
import type { Runner } from "../platform/statement.ts";
import { countUses } from "../trends/count.ts";
import { dayOf } from "../trends/history.ts";
import { findLink } from "./find-link.ts";
import { attach, detach, type LinkingPost, type NewLink, readLinkingPosts } from "./store.ts";

type Deps = Pick<Ctx, "clock" | "ids" | "uris">;

const DAY_MS = 86_400_000;
/** A page is read again at most this often, and one that could not be read is tried again. */
const STALE_MS = 14 * DAY_MS;
const RETRIED_MS = DAY_MS;
/** A post of another server is asked about by all its readers' servers: they should not all come at once. */
const SPREAD_MS = 60_000;
/** What comes late is not read late: a thread that is fetched now may be years old. */
const FRESH_MS = 7 * DAY_MS;

/** Notes what new and edited posts link to, and that the pages are to be read: a consumer of the change feed, in a transaction since it counts. */
export async function attachCards(
  ctx: Deps,
  on: Runner,
  changes: readonly Change[],
  random: () => number = Math.random,
): Promise<void> {
  const of = (...kinds: Change["kind"][]) =>
    changes.flatMap(({ kind, subjectId }) => (kinds.includes(kind) ? [subjectId] : []));
  const posts = of("post.created", "post.edited");
  const entries = of("home.added");
  if (posts.length + entries.length === 0) return;
  const now = ctx.clock.now();
  const linking = await readLinkingPosts(on, { posts, entries });
  const links: NewLink[] = [];
  for (const post of linking) {
    const isFresh =
      post.isLocal || post.boostedBy !== null || now.getTime() - post.publishedAt.getTime() < FRESH_MS;
    const url = isFresh && !post.isBare ? linkOf(ctx, post) : null;
    if (url === null) continue;
    const delay = post.isLocal ? 0 : random() * SPREAD_MS;
    const due_at = new Date(now.getTime() + delay).toISOString();
    links.push({ post_id: post.id, url, host: new URL(url).host, card_id: ctx.ids.next(), due_at });
  }
  const linked = new Set(links.map(({ post_id }) => post_id));
  const edited = new Set(of("post.edited"));
  await detach(
    on,
    linking.flatMap(({ id }) => (edited.has(id) && !linked.has(id) ? [id] : [])),
  );
  if (links.length === 0) return;
  const attached = await attach(on, links, {
    now,
    stale: new Date(now.getTime() - STALE_MS),
    retried: new Date(now.getTime() - RETRIED_MS),
  });
  const cards = new Map(attached.map((card) => [card.postId, card]));
  const day = dayOf(now);
  await countUses(
    on,
    linking.flatMap(({ id, isPublic, accountId, boostedBy }) => {
      const card = cards.get(id);
      const isUse = card !== undefined && isPublic && (card.isNew || boostedBy !== null);
      return isUse ? [{ subjectId: card.cardId, accountId: boostedBy ?? accountId, day }] : [];
    }),
  );
}

function linkOf(ctx: Pick<Ctx, "uris">, post: LinkingPost): string | null {
  const source = { ...post, profiles: post.profiles ?? [] };
  return findLink(source, (url) => ctx.uris.isLocal(url));
}
