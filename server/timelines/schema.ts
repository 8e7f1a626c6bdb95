import { pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";

/**
 * Home timelines, written when a post arrives and read as one index range. Derived data: entries hold no foreign keys
 * (each would cost the inbox an index write an entry); readers join `posts`, and pruning drops what no longer joins.
 */
export const homeEntries = pgTable(
  "home_entries",
  {
    accountId: uuid("account_id").notNull(),
    /** Id of the post, or of the boost that brought it. */
    entryId: uuid("entry_id").notNull(),
    postId: uuid("post_id").notNull(),
    /** Who boosted it; null for the post itself. */
    boostedById: uuid("boosted_by_id"),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.entryId] })],
);
