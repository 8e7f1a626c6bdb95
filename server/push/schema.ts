import { sql } from "drizzle-orm";
import { boolean, check, index, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";
import { oauthTokens } from "../oauth/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** The node's VAPID keys (RFC 8292), made once: push services refuse what other keys sign for a subscription. */
export const vapidKeys = pgTable(
  "vapid_keys",
  {
    /** There is one pair. */
    only: boolean().primaryKey().default(true),
    publicKey: text("public_key").notNull(),
    privateKey: text("private_key").notNull(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [check("vapid_keys_one", sql`${t.only}`)],
);

/** Where notifications are pushed to: one a token, gone with it. */
export const pushSubscriptions = pgTable(
  "push_subscriptions",
  {
    id: uuid().primaryKey(),
    tokenId: uuid("token_id")
      .notNull()
      .unique()
      .references(() => oauthTokens.id, { onDelete: "cascade" }),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    endpoint: text().notNull(),
    /** The receiver's P-256 point and its 16 secret bytes (RFC 8291 §2.1), base64url. */
    p256dh: text().notNull(),
    auth: text().notNull(),
    /** Whether the receiver knows RFC 8291 (aes128gcm), or only the draft before it (aesgcm). */
    standard: boolean().notNull(),
    /** What is pushed, by Mastodon's names of notifications; what is not named is not. */
    alerts: jsonb().$type<Record<string, boolean>>().notNull(),
    policy: text({ enum: ["all", "followed", "follower", "none"] }).notNull(),
    createdAt: time("created_at").notNull(),
    updatedAt: time("updated_at").notNull(),
  },
  (t) => [index("push_subscriptions_account").on(t.accountId)],
);
