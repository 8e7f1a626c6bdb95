import { sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";
import { posts } from "../posts/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/**
 * What other sites' pages say of themselves, for the links in posts. A row is made when a link is first seen and is also
 * the job to read the page: it is due at `due_at`. It is shown once `fetched_at` is set.
 */
export const previewCards = pgTable(
  "preview_cards",
  {
    id: uuid().primaryKey(),
    /** The page's address: the canonical one once the page has told it. */
    url: text().notNull().unique(),
    host: text().notNull(),
    type: text({ enum: ["link", "photo", "video"] })
      .notNull()
      .default("link"),
    title: text().notNull().default(""),
    description: text().notNull().default(""),
    language: text(),
    authorName: text("author_name").notNull().default(""),
    authorUrl: text("author_url").notNull().default(""),
    /** The author's account, where the page names one known here that vouches for the site. */
    authorAccountId: uuid("author_account_id").references(() => accounts.id, { onDelete: "set null" }),
    providerName: text("provider_name").notNull().default(""),
    providerUrl: text("provider_url").notNull().default(""),
    /** One iframe, made here; or empty. */
    html: text().notNull().default(""),
    width: integer().notNull().default(0),
    height: integer().notNull().default(0),
    imageUrl: text("image_url"),
    imageAlt: text("image_alt").notNull().default(""),
    embedUrl: text("embed_url").notNull().default(""),
    publishedAt: time("published_at"),
    /** The page calls itself an article: only such links can trend. */
    isArticle: boolean("is_article").notNull().default(false),
    dueAt: time("due_at"),
    attempts: integer().notNull().default(0),
    /** When the page was last asked for, with whatever success. */
    checkedAt: time("checked_at"),
    fetchedAt: time("fetched_at"),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    index("preview_cards_due").on(t.dueAt).where(sql`${t.dueAt} is not null`),
    index("preview_cards_author").on(t.authorAccountId).where(sql`${t.authorAccountId} is not null`),
  ],
);

/** The addresses by which a page is linked to: many may have the same card. */
export const cardUrls = pgTable(
  "card_urls",
  {
    url: text().primaryKey(),
    cardId: uuid("card_id")
      .notNull()
      .references(() => previewCards.id, { onDelete: "cascade" }),
  },
  (t) => [index("card_urls_card").on(t.cardId)],
);

/** Which page a post links to: one at most. */
export const postCards = pgTable(
  "post_cards",
  {
    postId: uuid("post_id")
      .primaryKey()
      .references(() => posts.id, { onDelete: "cascade" }),
    cardId: uuid("card_id")
      .notNull()
      .references(() => previewCards.id, { onDelete: "cascade" }),
  },
  (t) => [index("post_cards_card").on(t.cardId, t.postId)],
);
