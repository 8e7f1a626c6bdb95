import { sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import type { Medium } from "#protocol/model/medium.ts";
import type { CustomEmoji, Mention, Place, PostKind, QuotePolicy } from "#protocol/model/post.ts";
import { accounts } from "../accounts/schema.ts";
import { oauthApps } from "../oauth/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/**
 * Everything published. Ids are UUIDv7 of the time of publication (never later than arrival), so that their order is the
 * order of every timeline. A deleted post keeps its row, emptied, as its tombstone.
 */
export const posts = pgTable(
  "posts",
  {
    id: uuid().primaryKey(),
    iri: text().notNull().unique(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    isLocal: boolean("is_local").notNull(),
    kind: text().$type<PostKind>().notNull(),
    type: text().notNull(),
    title: text(),
    html: text().notNull(),
    warning: text(),
    summary: text(),
    source: text(),
    sourceMediaType: text("source_media_type"),
    sensitive: boolean().notNull().default(false),
    language: text(),
    visibility: text({ enum: ["public", "unlisted", "followers", "direct"] }).notNull(),
    url: text().notNull(),
    link: text(),
    communityIri: text("community_iri"),
    inReplyToIri: text("in_reply_to_iri"),
    /** Set as soon as the parent is known here. */
    inReplyToId: uuid("in_reply_to_id"),
    inReplyToAccountId: uuid("in_reply_to_account_id"),
    /** Id of the thread's first known post. */
    conversationId: uuid("conversation_id").notNull(),
    context: text(),
    quoteIri: text("quote_iri"),
    quoteId: uuid("quote_id"),
    quoteState: text("quote_state", { enum: ["pending", "accepted", "rejected", "revoked", "unverified"] }),
    quoteAuthorization: text("quote_authorization"),
    quotePolicy: text("quote_policy").$type<QuotePolicy>(),
    mentions: jsonb().$type<Mention[]>().notNull().default([]),
    hashtags: text().array().notNull().default(sql`'{}'`),
    emojis: jsonb().$type<CustomEmoji[]>().notNull().default([]),
    media: jsonb().$type<Medium[]>().notNull().default([]),
    place: jsonb().$type<Place>(),
    eventStartsAt: time("event_starts_at"),
    eventEndsAt: time("event_ends_at"),
    rating: doublePrecision(),
    duration: doublePrecision(),
    repliesAllowed: boolean("replies_allowed"),
    repliesIri: text("replies_iri"),
    repliesCount: integer("replies_count").notNull().default(0),
    boostsCount: integer("boosts_count").notNull().default(0),
    likesCount: integer("likes_count").notNull().default(0),
    /** Quotes that the author accepted, kept by a trigger. */
    quotesCount: integer("quotes_count").notNull().default(0),
    publishedAt: time("published_at").notNull(),
    editedAt: time("edited_at"),
    receivedAt: time("received_at").notNull(),
    deletedAt: time("deleted_at"),
    /**
     * Removed by moderators, here or at its origin: it counts as deleted since then, and nothing of it is erased, so that it
     * can be brought back.
     */
    removedAt: time("removed_at"),
    /** What the author chose, where moderators have unlisted it or marked it as sensitive. */
    originalVisibility: text("original_visibility", { enum: ["public"] }),
    originalSensitive: boolean("original_sensitive"),
  },
  (t) => [
    index("posts_account").on(t.accountId, t.id).where(sql`${t.deletedAt} is null`),
    index("posts_public")
      .on(t.id)
      .where(sql`${t.visibility} = 'public' and ${t.inReplyToIri} is null and ${t.deletedAt} is null`),
    index("posts_public_local")
      .on(t.id)
      .where(
        sql`${t.visibility} = 'public' and ${t.isLocal} and ${t.inReplyToIri} is null and ${t.deletedAt} is null`,
      ),
    index("posts_in_reply_to").on(t.inReplyToId).where(sql`${t.inReplyToId} is not null`),
    index("posts_orphans")
      .on(t.inReplyToIri)
      .where(sql`${t.inReplyToIri} is not null and ${t.inReplyToId} is null`),
    index("posts_conversation").on(t.conversationId, t.id),
    index("posts_quote").on(t.quoteIri).where(sql`${t.quoteIri} is not null`),
    index("posts_removed").on(t.removedAt).where(sql`${t.removedAt} is not null`),
    check("posts_html_size", sql`octet_length(${t.html}) <= 1048576`),
  ],
);

const post = (name = "post_id") =>
  uuid(name)
    .notNull()
    .references(() => posts.id, { onDelete: "cascade" });
const account = (name = "account_id") =>
  uuid(name)
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });

/**
 * What hangs on a post that moderators have removed and would be seen without it: kept apart as it was, and put back with
 * the post. A column that such a table gets later must have no value that is asked for.
 */
export const removedParts = pgTable(
  "removed_parts",
  {
    id: bigserial({ mode: "number" }).primaryKey(),
    postId: post(),
    kind: text({ enum: ["notification", "conversation", "removal"] }).notNull(),
    row: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (t) => [index("removed_parts_post").on(t.postId)],
);

/** Accounts known here that a post mentions: who may see it, and who is told. */
export const postMentions = pgTable("post_mentions", { postId: post(), accountId: account() }, (t) => [
  primaryKey({ columns: [t.postId, t.accountId] }),
  index("post_mentions_account").on(t.accountId, t.postId),
]);

/** Public posts by hashtag (lower case, NFKC): the index is the hashtag timeline. */
export const postHashtags = pgTable("post_hashtags", { hashtag: text().notNull(), postId: post() }, (t) => [
  primaryKey({ columns: [t.hashtag, t.postId] }),
  index("post_hashtags_post").on(t.postId),
]);

/** What a post said before each edit. */
export const postVersions = pgTable(
  "post_versions",
  {
    id: uuid().primaryKey(),
    postId: post(),
    title: text(),
    html: text().notNull(),
    warning: text(),
    source: text(),
    sensitive: boolean().notNull(),
    media: jsonb().$type<Medium[]>().notNull(),
    pollOptions: text("poll_options").array(),
    /** When this version was written. */
    writtenAt: time("written_at").notNull(),
  },
  (t) => [index("post_versions_post").on(t.postId, t.id)],
);

export const polls = pgTable(
  "polls",
  {
    postId: uuid("post_id")
      .primaryKey()
      .references(() => posts.id, { onDelete: "cascade" }),
    multiple: boolean().notNull(),
    closesAt: time("closes_at"),
    closedAt: time("closed_at"),
    votersCount: integer("voters_count"),
    /** Numbers are shown only when it is closed. */
    hidesTotals: boolean("hides_totals").notNull().default(false),
  },
  (t) => [index("polls_open").on(t.closesAt).where(sql`${t.closedAt} is null and ${t.closesAt} is not null`)],
);

export const pollOptions = pgTable(
  "poll_options",
  {
    postId: post(),
    position: integer().notNull(),
    title: text().notNull(),
    votesCount: integer("votes_count").notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.postId, t.position] })],
);

export const pollVotes = pgTable(
  "poll_votes",
  {
    postId: post(),
    accountId: account(),
    position: integer().notNull(),
    iri: text().notNull().unique(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.postId, t.accountId, t.position] }),
    index("poll_votes_account").on(t.accountId),
  ],
);

/** Consent to be quoted (FEP-044f), given by local authors: each served at `/quotes/:id` while it stands. */
export const quoteAuthorizations = pgTable(
  "quote_authorizations",
  {
    id: uuid().primaryKey(),
    /** The local post that is quoted. */
    postId: post(),
    /** The post that quotes it. */
    quotingIri: text("quoting_iri").notNull(),
    quotingAccountIri: text("quoting_account_iri").notNull(),
    /** The QuoteRequest that asks for it. */
    requestIri: text("request_iri"),
    state: text({ enum: ["pending", "accepted", "rejected", "revoked"] }).notNull(),
    createdAt: time("created_at").notNull(),
    answeredAt: time("answered_at"),
  },
  (t) => [
    index("quote_authorizations_post").on(t.postId),
    index("quote_authorizations_quoting").on(t.quotingIri),
  ],
);

/**
 * Ids of things that were deleted or undone before they were known, so that what arrives late is not taken in.
 * Kept for 30 days.
 */
export const tombstones = pgTable(
  "tombstones",
  { iri: text().primaryKey(), createdAt: time("created_at").notNull() },
  (t) => [index("tombstones_created").on(t.createdAt)],
);

/** Which application a local post was written with: beside `posts`, whose rows are mostly remote. */
export const postApps = pgTable(
  "post_apps",
  {
    postId: uuid("post_id")
      .primaryKey()
      .references(() => posts.id, { onDelete: "cascade" }),
    appId: uuid("app_id")
      .notNull()
      .references(() => oauthApps.id, { onDelete: "cascade" }),
  },
  (t) => [index("post_apps_app").on(t.appId)],
);

/** Conversations that an account wants to hear nothing more of. Ids are those of `posts.conversation_id`. */
export const conversationMutes = pgTable(
  "conversation_mutes",
  { accountId: account(), conversationId: uuid("conversation_id").notNull() },
  (t) => [
    primaryKey({ columns: [t.accountId, t.conversationId] }),
    index("conversation_mutes_conversation").on(t.conversationId),
  ],
);

/**
 * Requests to post that carried an Idempotency-Key. The id that the post gets is chosen before it is written, so that
 * whoever asks again, also in another process or after a crash, makes the same post or finds it. Kept for six hours.
 */
export const postRequests = pgTable(
  "post_requests",
  {
    accountId: account(),
    key: text().notNull(),
    /** Id of the post, or of the scheduled one. */
    madeId: uuid("made_id").notNull(),
    claimedAt: time("claimed_at").notNull(),
    doneAt: time("done_at"),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.key] }), index("post_requests_claimed").on(t.claimedAt)],
);
