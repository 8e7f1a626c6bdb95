import { index, jsonb, pgTable, timestamp, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../../accounts/schema.ts";
import { oauthApps } from "../../oauth/schema.ts";
import type { ScheduledDraft } from "./draft.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** Posts that wait for their time. */
export const scheduledPosts = pgTable(
  "scheduled_posts",
  {
    id: uuid().primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    appId: uuid("app_id").references(() => oauthApps.id, { onDelete: "set null" }),
    draft: jsonb().$type<ScheduledDraft>().notNull(),
    dueAt: time("due_at").notNull(),
    createdAt: time("created_at").notNull(),
    /** When a process began to publish it, with the id that the post gets: another one goes on with the same. */
    claimedAt: time("claimed_at"),
    postId: uuid("post_id"),
    /** Since when it waits for a moderator rather than for its time. */
    heldAt: time("held_at"),
    /** When a moderator let it out: the node's rules are not asked again. */
    releasedAt: time("released_at"),
  },
  (t) => [index("scheduled_posts_due").on(t.dueAt), index("scheduled_posts_account").on(t.accountId, t.id)],
);
