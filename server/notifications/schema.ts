import { index, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";
import { posts } from "../posts/schema.ts";

export const notifications = pgTable(
  "notifications",
  {
    id: uuid().primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    kind: text({
      enum: [
        "mention",
        "reply",
        "like",
        "reaction",
        "boost",
        "follow",
        "follow-request",
        "follow-accepted",
        "poll",
        "edit",
        "quote",
        "move",
      ],
    }).notNull(),
    fromAccountId: uuid("from_account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    postId: uuid("post_id").references(() => posts.id, { onDelete: "cascade" }),
    emoji: text(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    unique("notifications_once")
      .on(t.accountId, t.kind, t.fromAccountId, t.postId, t.emoji)
      .nullsNotDistinct(),
    index("notifications_account").on(t.accountId, t.id),
    index("notifications_from").on(t.fromAccountId),
    index("notifications_post").on(t.postId),
  ],
);
