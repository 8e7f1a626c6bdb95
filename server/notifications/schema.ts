import { sql } from "drizzle-orm";
import { boolean, index, pgTable, primaryKey, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";
import { posts } from "../posts/schema.ts";
import { notificationKinds } from "./kinds.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });
const account = (name: string) =>
  uuid(name)
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });

/**
 * What accounts of this node are told. A trigger decides for every row, whichever statement writes it, whether it is
 * kept, and sets `filtered` and `group_key`: see the migration `notification_policy`.
 */
export const notifications = pgTable(
  "notifications",
  {
    id: uuid().primaryKey(),
    accountId: account("account_id"),
    kind: text({ enum: notificationKinds }).notNull(),
    fromAccountId: account("from_account_id"),
    postId: uuid("post_id").references(() => posts.id, { onDelete: "cascade" }),
    emoji: text(),
    /** A report, a warning or a severance: see the kinds. */
    subjectId: uuid("subject_id"),
    /** Kept apart by the account's policy, until it accepts the sender's request. */
    filtered: boolean().notNull().default(false),
    /** What clients show as one: the same thing done to the same post, or to the account, in the same twelve hours. */
    groupKey: text("group_key"),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    unique("notifications_once")
      .on(t.accountId, t.kind, t.fromAccountId, t.postId, t.emoji, t.subjectId)
      .nullsNotDistinct(),
    index("notifications_account").on(t.accountId, t.id),
    index("notifications_group").on(t.accountId, t.groupKey, t.id).where(sql`${t.groupKey} is not null`),
    index("notifications_filtered").on(t.accountId, t.fromAccountId, t.id).where(sql`${t.filtered}`),
    index("notifications_from").on(t.fromAccountId),
    index("notifications_post").on(t.postId),
  ],
);

const verdict = (name: string, usual: "accept" | "filter" = "accept") =>
  text(name, { enum: ["accept", "filter", "drop"] })
    .notNull()
    .default(usual);

/** From whom an account wants to hear. Without a row all is as the defaults say. */
export const notificationPolicies = pgTable("notification_policies", {
  accountId: account("account_id").primaryKey(),
  forNotFollowing: verdict("for_not_following"),
  forNotFollowers: verdict("for_not_followers"),
  forNewAccounts: verdict("for_new_accounts"),
  forPrivateMentions: verdict("for_private_mentions", "filter"),
  forLimitedAccounts: verdict("for_limited_accounts", "filter"),
  forBots: verdict("for_bots"),
});

/** Who may notify an account whatever its policy says: those whose requests it accepted. */
export const notificationPermissions = pgTable(
  "notification_permissions",
  {
    accountId: account("account_id"),
    fromAccountId: account("from_account_id"),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.fromAccountId] }),
    index("notification_permissions_from").on(t.fromAccountId),
  ],
);

/** Whose messages wait to be let in; written by a trigger with the first one that is filtered, whose id it has. */
export const notificationRequests = pgTable(
  "notification_requests",
  {
    id: uuid().primaryKey(),
    accountId: account("account_id"),
    fromAccountId: account("from_account_id"),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    unique("notification_requests_once").on(t.accountId, t.fromAccountId),
    index("notification_requests_account").on(t.accountId, t.id),
    index("notification_requests_from").on(t.fromAccountId),
  ],
);
