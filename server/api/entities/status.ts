import { escapeHtml } from "#protocol/html/entities.ts";
import type { ApiCtx } from "../../context.ts";
import { timeOf } from "../../platform/ids.ts";
import { hashtagKey } from "../../posts/row.ts";
import type { PostView, QuoteObstacle, QuoteView } from "../../posts/views/types.ts";
import type { TimelineEntry } from "../../timelines/read.ts";
import { accountEntity, acctOf, emojiEntities } from "./account.ts";
import type { CardEntity } from "./card.ts";
import { mediaEntity } from "./media.ts";
import { pollEntity } from "./poll.ts";

type Deps = Pick<ApiCtx, "uris" | "proxy"> & Partial<Pick<ApiCtx, "domains">>;

/** What the API calls a visibility. */
export const visibilities = {
  public: "public",
  unlisted: "unlisted",
  followers: "private",
  direct: "direct",
} as const;

/** What lies beside the post in other rooms, loaded for a whole page at once: see `statuses.ts`. Each by post id. */
export interface Beside {
  /** Null without a viewer: what only a viewer can have done is left out then. */
  readonly viewerId: string | null;
  /** Mastodon's PreviewCard. */
  readonly cards?: ReadonlyMap<string, CardEntity>;
  /** FilterResults. */
  readonly filtered?: ReadonlyMap<string, readonly unknown[]>;
}

export interface StatusEntity extends PlainStatus {
  reblog: StatusEntity | null;
  quote: QuoteEntity | null;
}

/** Quote, or one level down ShallowQuote. */
type QuoteEntity =
  | { state: string; quoted_status: StatusEntity | null }
  | { state: string; quoted_status_id: string | null };

type PlainStatus = ReturnType<typeof plainStatus>;

/** Mastodon's Status. https://docs.joinmastodon.org/entities/Status/ */
export function statusEntity(ctx: Deps, post: PostView, beside: Beside): StatusEntity {
  const quote = post.quote && quoteEntity(ctx, post.quote, beside);
  return { ...plainStatus(ctx, post, beside), reblog: null, quote };
}

function plainStatus(ctx: Deps, post: PostView, beside: Beside) {
  const { viewerId } = beside;
  const hidesFiles = isBare(ctx, post);
  return {
    id: post.id,
    created_at: post.publishedAt.toISOString(),
    in_reply_to_id: post.inReplyTo?.id ?? null,
    in_reply_to_account_id: post.inReplyTo?.accountId ?? null,
    sensitive: post.sensitive || (post.account.sensitized && post.media.length > 0),
    spoiler_text: post.warning ?? "",
    visibility: visibilities[post.visibility],
    language: post.language,
    uri: post.iri,
    url: post.url,
    replies_count: post.counts.replies,
    reblogs_count: post.counts.boosts,
    favourites_count: post.counts.likes,
    quotes_count: post.counts.quotes,
    edited_at: post.editedAt?.toISOString() ?? null,
    content: contentOf(post),
    ...(viewerId !== null && {
      favourited: post.viewer.liked,
      reblogged: post.viewer.boosted,
      muted: post.viewer.mutedConversation,
      bookmarked: post.viewer.bookmarked,
      ...(post.account.id === viewerId && post.visibility !== "direct" && { pinned: post.isPinned }),
      filtered: beside.filtered?.get(post.id) ?? [],
    }),
    application: post.application,
    account: accountEntity(ctx, post.account),
    media_attachments: hidesFiles ? [] : post.media.map((medium) => mediaEntity(ctx, medium)),
    mentions: post.mentioned.map((account) => ({
      id: account.id,
      username: account.username,
      url: account.url,
      acct: acctOf(account),
    })),
    tags: post.hashtags.map((name) => ({
      name: hashtagKey(name),
      url: `${ctx.uris.origin}/tags/${encodeURIComponent(hashtagKey(name))}`,
    })),
    emojis: hidesFiles ? [] : emojiEntities(ctx, post.emojis),
    // glitch-soc's and Pleroma's forms of the same.
    reactions: post.reactions.map((reaction) => reactionEntity(ctx, reaction)),
    emoji_reactions: post.reactions.map((reaction) => reactionEntity(ctx, reaction)),
    card: beside.cards?.get(post.id) ?? null,
    poll: post.poll && pollEntity(ctx, post, post.poll, viewerId),
    folkmoot: marksOf(ctx, post),
    quote_approval: {
      automatic: approvers(post),
      manual: [],
      current_user: post.viewer.mayQuote,
    },
  };
}

/** What is to be seen beside it; absent where there is nothing. Clients of Mastodon pass over it. */
function marksOf({ uris }: Pick<Deps, "uris">, { marks: { labels, notes }, editedAt }: PostView) {
  if (labels.length + notes.length === 0) return undefined;
  return { labels, context_notes: notes.map((note) => contextNote(uris, note, editedAt)) };
}

/** By moderators a text; by readers also where there is more about it, and whether the post has changed since. */
function contextNote(uris: Deps["uris"], note: PostView["marks"]["notes"][number], editedAt: Date | null) {
  const { text, contextNote: id, sources = [], language = null, writtenAt = "", peer = null, iri } = note;
  if (id === undefined) return { text };
  const isAboutEarlier = editedAt !== null && editedAt > new Date(writtenAt);
  return {
    text,
    id,
    url: iri ?? uris.contextNote(id),
    /** The node whose people found it helpful; null for this one. */
    peer,
    language,
    sources,
    created_at: writtenAt,
    is_about_earlier_version: isAboutEarlier,
  };
}

/** Whether a rule about its domain keeps the files that a post brings along from people here. */
export function isBare({ domains }: Pick<Deps, "domains">, { account }: PostView): boolean {
  return domains?.hidesMedia(account.domain) ?? false;
}

/** A place in a timeline: the post, or a boost around it. */
export function entryEntity(ctx: Deps, entry: TimelineEntry, beside: Beside): StatusEntity {
  const status = statusEntity(ctx, entry.post, beside);
  if (entry.boostedBy === null) return status;
  const iri = ctx.uris.activity(entry.id);
  return {
    ...status,
    id: entry.id,
    created_at: timeOf(entry.id).toISOString(),
    uri: iri,
    url: iri,
    in_reply_to_id: null,
    in_reply_to_account_id: null,
    edited_at: null,
    account: accountEntity(ctx, entry.boostedBy),
    quote: null,
    reblog: status,
  };
}

/** Articles, pages and videos have a title, and link posts a link, for which a status has no place but its text. */
export function contentOf(post: PostView): string {
  const title = post.title === null ? "" : `<p><strong>${escapeHtml(post.title)}</strong></p>`;
  const link =
    post.link === null || post.html.includes(post.link)
      ? ""
      : `<p><a href="${escapeHtml(post.link)}" rel="nofollow noopener" target="_blank">${escapeHtml(post.link)}</a></p>`;
  return `${title}${post.html}${link}`;
}

function reactionEntity(
  { proxy }: Pick<Deps, "proxy">,
  { emoji, url, count, mine }: PostView["reactions"][number],
) {
  return {
    name: emoji,
    count,
    me: mine,
    url: proxy.of(url, "emoji"),
    static_url: proxy.of(url, "still"),
  };
}

const quoteStates: Record<QuoteView["state"], string> = {
  pending: "pending",
  accepted: "accepted",
  rejected: "rejected",
  revoked: "revoked",
  unverified: "pending",
};

const quoteObstacles: Record<QuoteObstacle, string> = {
  deleted: "deleted",
  unauthorized: "unauthorized",
  blocked: "blocked_account",
  "domain-blocked": "blocked_domain",
  muted: "muted_account",
};

/** Mastodon's Quote. https://docs.joinmastodon.org/entities/Quote/ */
export function quoteEntity(ctx: Deps, quote: QuoteView, beside: Beside): QuoteEntity {
  const { post } = quote;
  const quoted = post && {
    ...plainStatus(ctx, post, beside),
    reblog: null,
    quote: post.quote && { state: quoteState(post.quote), quoted_status_id: post.quote.id },
  };
  return { state: quoteState(quote), quoted_status: quoted };
}

function quoteState({ state, obstacle }: QuoteView): string {
  return obstacle === null ? quoteStates[state] : quoteObstacles[obstacle];
}

function approvers({ quotePolicy, visibility, account }: PostView): string[] {
  if (visibility !== "public" && visibility !== "unlisted") return [];
  if (quotePolicy === "public" || (quotePolicy === null && account.domain === null)) return ["public"];
  return quotePolicy === "followers" ? ["followers"] : [];
}
