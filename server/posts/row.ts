import type { Arrival } from "#federation/ports.ts";
import type { Post } from "#protocol/model/post.ts";
import type { Ctx } from "../context.ts";
import type { Filtered } from "../policy/filters/apply.ts";

/** How many accounts one post can reach by naming them; further ones stay in its text. */
const MAX_AUDIENCE = 250;
const MAX_HASHTAGS = 100;
/** Characters; longer ones do not fit into the index. */
const MAX_HASHTAG = 250;

export type QuoteState = "pending" | "accepted" | "rejected" | "revoked" | "unverified";

/** What is particular to this node about a post that is about to be stored. */
export interface Storing {
  id: string;
  accountId: string;
  isLocal: boolean;
  arrival: Arrival;
  quoteState: QuoteState | null;
  /** What the node's rules have changed in it, if anything. */
  filtered?: Filtered | null;
}

/** Somebody named by a post, with the id of the notification in case it is an account of this node. */
interface Named {
  iri: string;
  notification: string;
}

/** One row for the statement in store/insert.ts; the names are those of the table's columns. */
export type PostRow = ReturnType<typeof postRow>;

/** @returns a plain object for `jsonb_to_recordset`: dates as ISO 8601 text. */
export function postRow(ctx: Pick<Ctx, "clock" | "ids" | "uris">, post: Post, storing: Storing) {
  const now = ctx.clock.now();
  const publishedAt = noLater(post.publishedAt, now);
  const editedAt =
    post.updatedAt !== null && post.updatedAt > publishedAt ? noLater(post.updatedAt, now) : null;
  return {
    id: storing.id,
    account_id: storing.accountId,
    is_local: storing.isLocal,
    delivered: storing.arrival === "delivered",
    ...contentColumns(post),
    iri: post.iri,
    community_iri: post.community,
    // A post that answers itself would be its own ancestor.
    in_reply_to_iri: post.inReplyTo === post.iri ? null : post.inReplyTo,
    context: post.context,
    visibility: post.visibility,
    original_visibility: storing.filtered?.originalVisibility ?? null,
    original_sensitive: storing.filtered?.originalSensitive ?? null,
    is_quiet: storing.filtered?.isQuiet ?? false,
    kept_filters: storing.filtered?.kept ?? [],
    kept_labels: storing.filtered?.labels ?? [],
    quote_iri: post.quote?.iri ?? null,
    quote_state: storing.quoteState,
    quote_authorization: post.quote?.authorization ?? null,
    replies_iri: post.replies,
    published_at: publishedAt,
    edited_at: editedAt,
    received_at: now,
    named: namedBy(ctx, post),
    tags: post.visibility === "public" ? hashtagKeys(post.hashtags) : [],
    reply_notification: post.inReplyTo === null ? null : ctx.ids.next(),
  };
}

/** The columns that an edit may change. */
export function contentColumns(post: Post) {
  return {
    kind: post.kind,
    type: post.type,
    title: post.title,
    html: post.html,
    warning: post.warning,
    summary: post.summary,
    source: post.source?.content ?? null,
    source_media_type: post.source?.mediaType ?? null,
    sensitive: post.sensitive,
    language: post.language,
    url: post.url,
    link: post.link,
    quote_policy: post.quotePolicy,
    mentions: post.mentions,
    hashtags: post.hashtags.slice(0, MAX_HASHTAGS),
    emojis: post.emojis,
    media: post.media,
    place: post.place,
    event_starts_at: storableDate(post.event?.startsAt),
    event_ends_at: storableDate(post.event?.endsAt),
    rating: post.rating,
    duration: post.duration,
    replies_allowed: post.repliesAllowed,
  };
}

/** Bytes, as the table's check says. */
const MAX_HTML = 1_048_576;

/** Whether a post from elsewhere is small enough to be stored. */
export function fits(post: Pick<Post, "html">): boolean {
  return post.html.length * 3 <= MAX_HTML || Buffer.byteLength(post.html) <= MAX_HTML;
}

/** Everybody it mentions, and the accounts of this node that it is addressed to without a mention. */
export function namedBy(ctx: Pick<Ctx, "ids" | "uris">, post: Post): Named[] {
  const iris = new Set<string>();
  for (const mention of post.mentions) iris.add(mention.iri);
  for (const iri of [...post.to, ...post.cc, post.community]) {
    if (iri !== null && ctx.uris.isLocal(iri) && ctx.uris.parse(iri)?.name === "account") iris.add(iri);
  }
  return [...iris].slice(0, MAX_AUDIENCE).map((iri) => ({ iri, notification: ctx.ids.next() }));
}

/** Hashtags as they are looked up: lower case, NFKC, each once. */
export function hashtagKeys(hashtags: readonly string[]): string[] {
  const keys = hashtags.slice(0, MAX_HASHTAGS).map(hashtagKey);
  return [...new Set(keys)].filter((key) => key.length <= MAX_HASHTAG);
}

/** @example hashtagKey("ＣafÉ") // "café" */
export function hashtagKey(hashtag: string): string {
  return hashtag.normalize("NFKC").toLowerCase();
}

/** A time that a peer claims, and that cannot lie in the future. */
export function noLater(time: Date | null, now: Date): Date {
  const claimed = storableDate(time);
  return claimed === null || claimed > now ? now : claimed;
}

const YEAR_1 = Date.parse("0001-01-01T00:00:00Z");
const YEAR_9999 = Date.parse("9999-12-31T23:59:59Z");

/** A date whose ISO 8601 form PostgreSQL reads; null for others, which nobody means. */
export function storableDate(date: Date | null | undefined): Date | null {
  if (!date) return null;
  const time = date.getTime();
  return time >= YEAR_1 && time <= YEAR_9999 ? date : null;
}
