import { loadSummaries } from "../accounts/views/summaries.ts";
import type { ApiCtx } from "../context.ts";
import { loadPostViews } from "../posts/views/load.ts";
import type { AccountSummary } from "../posts/views/types.ts";
import type { TimelineKey } from "../timelines/keys.ts";
import { accountEntity } from "./entities/account.ts";
import { entryEntity, type StatusEntity } from "./entities/status.ts";
import { type FilterContext, loadBeside } from "./statuses.ts";

const KEPT_MS = 5_000;

/**
 * A page of a timeline as the JSON of Mastodon's statuses.
 *
 * @returns the JSON of an array; posts that went away meanwhile are missing
 */
export async function renderKeys(
  ctx: ApiCtx,
  viewerId: string,
  keys: readonly TimelineKey[],
  context: FilterContext,
): Promise<string> {
  const texts = await textsOfKeys(ctx, viewerId, keys, context);
  return `[${keys.flatMap(({ id }) => texts.get(id) ?? []).join(",")}]`;
}

/**
 * Statuses as JSON, by the ids of their entries. Most of what is asked for was asked for a moment ago, by the same reader or
 * by another one: only posts that are not known in this version are loaded and rendered.
 */
export async function textsOfKeys(
  ctx: ApiCtx,
  viewerId: string,
  keys: readonly TimelineKey[],
  context: FilterContext,
): Promise<Map<string, string>> {
  const now = ctx.clock.now().getTime();
  // Whoever has filters is shown what they say of each post.
  const isFiltered = !(await ctx.filters.of(viewerId)).isEmpty;
  const known = (id: string, version: string) => {
    const rendered = ctx.rendered.get(id);
    return rendered !== undefined && rendered.version === version && rendered.until > now
      ? rendered.text
      : null;
  };
  const missing = keys.filter(
    (key) =>
      isFiltered ||
      !key.isPlain ||
      known(key.postId, key.version) === null ||
      (key.boosterId !== null && known(key.id, boostVersion(key)) === null),
  );
  const fresh = missing.length === 0 ? noneFresh : await renderFresh(ctx, viewerId, missing, context);
  const texts = new Map(fresh.whole);
  for (const key of keys) {
    if (texts.has(key.id)) continue;
    const post = fresh.texts.get(key.postId) ?? known(key.postId, key.version);
    const boost = key.boosterId === null ? "" : (fresh.texts.get(key.id) ?? known(key.id, boostVersion(key)));
    if (post === null || boost === null) continue;
    const status = `${post}${ownPart(key)}`;
    texts.set(key.id, boost === "" ? `${status}}` : `${boost}${ownPart(key)},"reblog":${status}}}`);
  }
  return texts;
}

/** Which account, in which version of its row. */
export interface AccountKey {
  id: string;
  version: string;
}

/**
 * Accounts as JSON, by their ids; those that are in nobody's memory in that version are loaded together.
 *
 * @param load accounts by their ids
 */
export async function textsOfAccounts(
  ctx: ApiCtx,
  keys: readonly AccountKey[],
  load: (ids: readonly string[]) => Promise<AccountSummary[]>,
): Promise<Map<string, string>> {
  const now = ctx.clock.now().getTime();
  const texts = new Map<string, string>();
  const missing = new Map<string, string>();
  for (const { id, version } of keys) {
    const rendered = ctx.rendered.get(id);
    if (rendered !== undefined && rendered.version === version && rendered.until > now)
      texts.set(id, rendered.text);
    else missing.set(id, version);
  }
  for (const account of missing.size === 0 ? [] : await load([...missing.keys()])) {
    const text = JSON.stringify(accountEntity(ctx, account));
    texts.set(account.id, text);
    ctx.rendered.set(account.id, { version: missing.get(account.id) ?? "", until: now + KEPT_MS, text });
  }
  return texts;
}

interface Fresh {
  /** Statuses that are this viewer's alone, by entry. */
  whole: Map<string, string>;
  /** What is kept for the next reader as well, by the id of a post or boost. */
  texts: Map<string, string>;
}

const noneFresh: Fresh = { whole: new Map(), texts: new Map() };

async function renderFresh(
  ctx: ApiCtx,
  viewerId: string,
  keys: readonly TimelineKey[],
  context: FilterContext,
): Promise<Fresh> {
  const boosters = keys.flatMap(({ boosterId }) => boosterId ?? []);
  const [posts, accounts] = await Promise.all([
    loadPostViews(
      ctx,
      viewerId,
      [...new Set(keys.map(({ postId }) => postId))],
      context === "notifications" ? "notifications" : "posts",
    ),
    boosters.length === 0 ? [] : loadSummaries(ctx, boosters),
  ]);
  const accountsById = new Map(accounts.map((account) => [account.id, account]));
  const beside = await loadBeside(ctx, viewerId, [...posts.values()], context);
  const fresh: Fresh = { whole: new Map(), texts: new Map() };
  const until = ctx.clock.now().getTime() + KEPT_MS;
  for (const key of keys) {
    const post = posts.get(key.postId);
    const boostedBy = key.boosterId === null ? null : (accountsById.get(key.boosterId) ?? null);
    if (post === undefined || (key.boosterId !== null && boostedBy === null)) continue;
    const status = entryEntity(ctx, { id: key.id, post, boostedBy }, beside);
    // Of its card, something is told to its author alone.
    const isAuthors = beside.cards?.get(post.id)?.missing_attribution === true;
    if (!key.isPlain || post.reactions.length > 0 || isAuthors || beside.filtered?.has(post.id)) {
      fresh.whole.set(key.id, JSON.stringify(status));
      continue;
    }
    const keep = (id: string, version: string, entity: StatusEntity) => {
      const text = commonPart(entity);
      fresh.texts.set(id, text);
      ctx.rendered.set(id, { version, until, text });
    };
    keep(key.postId, key.version, status.reblog ?? status);
    if (status.reblog !== null) keep(key.id, boostVersion(key), status);
  }
  return fresh;
}

function boostVersion({ version, boosterVersion }: TimelineKey): string {
  return `${version}.${boosterVersion}`;
}

function commonPart(status: StatusEntity): string {
  const { favourited, reblogged, muted, bookmarked, filtered, reblog, ...common } = status as StatusEntity &
    Record<string, unknown>;
  return JSON.stringify(reblog === null ? { ...common, reblog } : common).slice(0, -1);
}

function ownPart({ liked, boosted, muted, bookmarked }: TimelineKey): string {
  return `,"favourited":${liked},"reblogged":${boosted},"muted":${muted},"bookmarked":${bookmarked},"filtered":[]`;
}
