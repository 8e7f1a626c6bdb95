import { boolean, index, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";

/**
 * Conversations in direct posts, as each account of this node that takes part sees them. Kept by triggers on `posts` and
 * `post_mentions` (see migrations), so that every way a direct post comes, moves or goes is followed. Reading them is one
 * range of an index, however many posts there are. A row that its owner deletes comes back with the next post.
 */
export const conversations = pgTable(
  "conversations",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** The posts' `conversation_id`. */
    conversationId: uuid("conversation_id").notNull(),
    /** The newest direct post in it that the account wrote or that names it. */
    lastPostId: uuid("last_post_id").notNull(),
    unread: boolean().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.conversationId, t.accountId] }),
    index("conversations_order").on(t.accountId, t.lastPostId),
    index("conversations_last_post").on(t.lastPostId),
  ],
);
