import { sql } from "drizzle-orm";
import { index, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";
import { posts } from "../posts/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });
const post = uuid("post_id")
  .notNull()
  .references(() => posts.id, { onDelete: "cascade" });
const account = uuid("account_id")
  .notNull()
  .references(() => accounts.id, { onDelete: "cascade" });

/** Likes, dislikes and emoji reactions (FEP-c0e0). */
export const reactions = pgTable(
  "reactions",
  {
    id: uuid().primaryKey(),
    accountId: account,
    postId: post,
    kind: text({ enum: ["like", "dislike", "emoji"] }).notNull(),
    /** A Unicode emoji, or a custom one's shortcode without colons; empty for likes and dislikes. */
    emoji: text().notNull().default(""),
    emojiUrl: text("emoji_url"),
    iri: text().notNull().unique(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("reactions_once").on(t.postId, t.accountId, t.kind, t.emoji),
    index("reactions_account").on(t.accountId, t.id),
    /** A post may have thousands of likes: whether it has emoji reactions must not mean reading them. */
    index("reactions_emoji").on(t.postId, t.emoji).where(sql`${t.kind} = 'emoji'`),
  ],
);

export const boosts = pgTable(
  "boosts",
  {
    id: uuid().primaryKey(),
    iri: text().notNull().unique(),
    accountId: account,
    postId: post,
    visibility: text({ enum: ["public", "unlisted", "followers"] }).notNull(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("boosts_once").on(t.postId, t.accountId),
    index("boosts_account").on(t.accountId, t.id),
  ],
);

export const bookmarks = pgTable(
  "bookmarks",
  { id: uuid().notNull(), accountId: account, postId: post },
  (t) => [
    primaryKey({ columns: [t.accountId, t.postId] }),
    uniqueIndex("bookmarks_order").on(t.accountId, t.id),
    index("bookmarks_post").on(t.postId),
  ],
);

export const pins = pgTable(
  "pins",
  { accountId: account, postId: post, createdAt: time("created_at").notNull() },
  (t) => [primaryKey({ columns: [t.accountId, t.postId] }), index("pins_post").on(t.postId)],
);
