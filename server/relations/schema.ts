import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });
const account = (name: string) =>
  uuid(name)
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });
/** In which order relations were made: what lists of them are paged by. Nobody else knows these numbers. */
const order = () => bigint("id", { mode: "bigint" }).notNull().generatedByDefaultAsIdentity();

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
    /** Whether the follower's home has what the followee boosts. */
    showsBoosts: boolean("shows_boosts").notNull().default(true),
    /** Whether the follower is told of each new post. */
    notifies: boolean().notNull().default(false),
    /** Only posts in these languages come to the follower's home, and those that name none; null for all. */
    languages: text().array(),
    id: order(),
  },
  (t) => [
    primaryKey({ columns: [t.followerId, t.followeeId] }),
    index("follows_local_followers")
      // The last two are never searched for: fan-out finds them without reading the row.
      .on(t.followeeId, t.followerId, t.showsBoosts, t.languages)
      .where(sql`${t.state} = 'accepted' and ${t.followerIsLocal}`),
    index("follows_followee").on(t.followeeId, t.state, t.followerId),
    index("follows_iri").on(t.iri),
    index("follows_followers_order").on(t.followeeId, t.state, t.id),
    index("follows_following_order").on(t.followerId, t.state, t.id),
    index("follows_notified").on(t.followeeId).where(sql`${t.notifies} and ${t.state} = 'accepted'`),
    check("follows_not_self", sql`${t.followerId} <> ${t.followeeId}`),
  ],
);

/**
 * Follows between people here and accounts that are suspended, by a moderator or with their whole domain: put aside as they
 * were, put back as they were when that is lifted, and over after thirty days. What else hangs on a follow (home timeline,
 * endorsement, what was told of it) stays where it is meanwhile, where nobody sees it.
 */
export const dormantFollows = pgTable(
  "dormant_follows",
  {
    followerId: account("follower_id"),
    followeeId: account("followee_id"),
    iri: text().notNull(),
    state: text({ enum: ["pending", "accepted"] }).notNull(),
    followerIsLocal: boolean("follower_is_local").notNull(),
    createdAt: time("created_at").notNull(),
    acceptedAt: time("accepted_at"),
    showsBoosts: boolean("shows_boosts").notNull(),
    notifies: boolean().notNull(),
    languages: text().array(),
    /** Its place in the order of follows. */
    id: bigint({ mode: "bigint" }).notNull(),
    /** The follower's lists that the followee was on, and since when. */
    lists: jsonb().$type<{ id: string; since: string }[]>().notNull().default([]),
    /** Of which people were told. */
    severanceId: uuid("severance_id"),
    since: time("since").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.followerId, t.followeeId] }),
    index("dormant_follows_followee").on(t.followeeId),
    index("dormant_follows_since").on(t.since),
    index("dormant_follows_severance").on(t.severanceId),
  ],
);

/** Which remote accounts follow the channel of whom: they are sent films, and nothing else. */
export const channelFollows = pgTable(
  "channel_follows",
  {
    ownerId: account("owner_id"),
    followerId: account("follower_id"),
    /** Id of the Follow activity. */
    iri: text().notNull(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ownerId, t.followerId] }),
    index("channel_follows_follower").on(t.followerId),
  ],
);

export const blocks = pgTable(
  "blocks",
  {
    accountId: account("account_id"),
    targetId: account("target_id"),
    iri: text().notNull(),
    createdAt: time("created_at").notNull(),
    id: order(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.targetId] }),
    uniqueIndex("blocks_order").on(t.accountId, t.id),
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
    id: order(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.targetId] }),
    index("mutes_target").on(t.targetId),
    uniqueIndex("mutes_order").on(t.accountId, t.id),
  ],
);

/** Domains that one account wants to see nothing from. */
export const domainBlocks = pgTable(
  "domain_blocks",
  {
    accountId: account("account_id"),
    domain: text().notNull(),
    createdAt: time("created_at").notNull(),
    id: order(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.domain] }),
    uniqueIndex("domain_blocks_order").on(t.accountId, t.id),
  ],
);

/** Whom an account shows on its profile, of those it follows. */
export const endorsements = pgTable(
  "endorsements",
  {
    accountId: account("account_id"),
    targetId: account("target_id"),
    createdAt: time("created_at").notNull(),
    id: order(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.targetId] }),
    index("endorsements_target").on(t.targetId),
    uniqueIndex("endorsements_order").on(t.accountId, t.id),
  ],
);

/** What somebody wrote about another, for themselves alone. */
export const accountNotes = pgTable(
  "account_notes",
  { accountId: account("account_id"), targetId: account("target_id"), text: text().notNull() },
  (t) => [primaryKey({ columns: [t.accountId, t.targetId] }), index("account_notes_target").on(t.targetId)],
);

/** Whom an account does not want to be shown again as somebody to follow. */
export const dismissedSuggestions = pgTable(
  "dismissed_suggestions",
  { accountId: account("account_id"), targetId: account("target_id") },
  (t) => [
    primaryKey({ columns: [t.accountId, t.targetId] }),
    index("dismissed_suggestions_target").on(t.targetId),
  ],
);
