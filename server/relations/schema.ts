import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });
const account = (name: string) =>
  uuid(name)
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });

/** Who follows whom; `pending` until the followee accepts. */
export const follows = pgTable(
  "follows",
  {
    followerId: account("follower_id"),
    followeeId: account("followee_id"),
    /** Id of the Follow activity. */
    iri: text().notNull(),
    state: text({ enum: ["pending", "accepted"] }).notNull(),
    /** Repeats the follower's `domain is null`, so that fan-out to home timelines reads one index. */
    followerIsLocal: boolean("follower_is_local").notNull(),
    createdAt: time("created_at").notNull(),
    acceptedAt: time("accepted_at"),
  },
  (t) => [
    primaryKey({ columns: [t.followerId, t.followeeId] }),
    index("follows_local_followers")
      .on(t.followeeId, t.followerId)
      .where(sql`${t.state} = 'accepted' and ${t.followerIsLocal}`),
    index("follows_followee").on(t.followeeId, t.state, t.followerId),
    index("follows_iri").on(t.iri),
    check("follows_not_self", sql`${t.followerId} <> ${t.followeeId}`),
  ],
);

export const blocks = pgTable(
  "blocks",
  {
    accountId: account("account_id"),
    targetId: account("target_id"),
    iri: text().notNull(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.targetId] }),
    index("blocks_target").on(t.targetId),
    index("blocks_iri").on(t.iri),
  ],
);

export const mutes = pgTable(
  "mutes",
  {
    accountId: account("account_id"),
    targetId: account("target_id"),
    hidesNotifications: boolean("hides_notifications").notNull().default(true),
    createdAt: time("created_at").notNull(),
    expiresAt: time("expires_at"),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.targetId] }), index("mutes_target").on(t.targetId)],
);

/** Domains that one account wants to see nothing from. */
export const domainBlocks = pgTable(
  "domain_blocks",
  { accountId: account("account_id"), domain: text().notNull(), createdAt: time("created_at").notNull() },
  (t) => [primaryKey({ columns: [t.accountId, t.domain] })],
);
