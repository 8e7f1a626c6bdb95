import { boolean, index, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";
import { posts } from "../posts/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });
const filter = () =>
  uuid("filter_id")
    .notNull()
    .references(() => filters.id, { onDelete: "cascade" });

/** What an account wants to be warned of, or not to see, in which places. */
export const filters = pgTable(
  "filters",
  {
    id: uuid().primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    title: text().notNull(),
    contexts: text({ enum: ["home", "notifications", "public", "thread", "account"] })
      .array()
      .notNull(),
    action: text({ enum: ["warn", "hide", "blur"] }).notNull(),
    /** Null: never. */
    expiresAt: time("expires_at"),
    createdAt: time("created_at").notNull(),
  },
  (t) => [index("filters_account").on(t.accountId, t.id)],
);

/** Words and phrases of a filter. */
export const filterKeywords = pgTable(
  "filter_keywords",
  {
    id: uuid().primaryKey(),
    filterId: filter(),
    keyword: text().notNull(),
    wholeWord: boolean("whole_word").notNull(),
  },
  (t) => [index("filter_keywords_filter").on(t.filterId, t.id)],
);

/** Posts that a filter names one by one. */
export const filterPosts = pgTable(
  "filter_posts",
  {
    id: uuid().primaryKey(),
    filterId: filter(),
    postId: uuid("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
  },
  (t) => [uniqueIndex("filter_posts_once").on(t.filterId, t.postId), index("filter_posts_post").on(t.postId)],
);
