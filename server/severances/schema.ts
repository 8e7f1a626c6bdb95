import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";

/** Something that moderators did, or somebody did alone, which ended follows of people here. */
export const severances = pgTable(
  "severances",
  {
    id: uuid().primaryKey(),
    kind: text({ enum: ["domain_block", "user_domain_block", "account_suspension"] }).notNull(),
    /** The domain, or the handle of the account. */
    target: text().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
    /** The follows are only put aside, and come back when that which severed them is lifted. */
    isOpen: boolean("is_open").notNull().default(false),
  },
  (t) => [uniqueIndex("severances_open").on(t.kind, t.target).where(sql`${t.isOpen}`)],
);

/** What a severance was for one person here. The id is what they are told of. */
export const severedAccounts = pgTable(
  "severed_accounts",
  {
    id: uuid().primaryKey(),
    severanceId: uuid("severance_id")
      .notNull()
      .references(() => severances.id, { onDelete: "cascade" }),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    followers: integer().notNull(),
    following: integer().notNull(),
  },
  (t) => [
    index("severed_accounts_account").on(t.accountId, t.id),
    uniqueIndex("severed_accounts_once").on(t.severanceId, t.accountId),
  ],
);

/** The follows that ended, for who wants them back elsewhere. */
export const severedFollows = pgTable(
  "severed_follows",
  {
    severedId: uuid("severed_id")
      .notNull()
      .references(() => severedAccounts.id, { onDelete: "cascade" }),
    /** The other side. */
    otherId: uuid("other_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** Whether the other side was followed, rather than the follower. */
    wasFollowed: boolean("was_followed").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.severedId, t.otherId, t.wasFollowed] }),
    index("severed_follows_other").on(t.otherId),
  ],
);
