import { pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });
const account = () =>
  uuid("account_id")
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });

/** Hashtags whose posts come to an account's home. */
export const followedHashtags = pgTable(
  "followed_hashtags",
  {
    accountId: account(),
    /** As it is looked up: lower case, NFKC. */
    hashtag: text().notNull(),
    /** As it was written. */
    name: text().notNull(),
    /** In which order they were followed: what the list of them is paged by. */
    id: uuid().notNull(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.hashtag, t.accountId] }),
    uniqueIndex("followed_hashtags_order").on(t.accountId, t.id),
  ],
);

/** Hashtags that an account of this node shows on its profile. */
export const featuredHashtags = pgTable(
  "featured_hashtags",
  {
    id: uuid().primaryKey(),
    accountId: account(),
    hashtag: text().notNull(),
    name: text().notNull(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [uniqueIndex("featured_hashtags_once").on(t.accountId, t.hashtag)],
);
