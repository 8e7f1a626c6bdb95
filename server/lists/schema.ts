import { sql } from "drizzle-orm";
import { boolean, foreignKey, index, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";
import { follows } from "../relations/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });
const account = (name: string) =>
  uuid(name)
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });

/** Lists of followed accounts: timelines of their own. */
export const lists = pgTable(
  "lists",
  {
    id: uuid().primaryKey(),
    accountId: account("account_id"),
    title: text().notNull(),
    /** Which answers to others it shows: to anybody its owner follows, to its members, or none. */
    repliesPolicy: text("replies_policy", { enum: ["followed", "list", "none"] }).notNull(),
    /** Whether what its members write is kept from its owner's home. */
    exclusive: boolean().notNull(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    index("lists_account").on(t.accountId, t.id),
    index("lists_exclusive").on(t.accountId).where(sql`${t.exclusive}`),
  ],
);

/** Who is on a list. A member is there for as long as the list's owner follows it, or wants to. */
export const listAccounts = pgTable(
  "list_accounts",
  {
    listId: uuid("list_id")
      .notNull()
      .references(() => lists.id, { onDelete: "cascade" }),
    accountId: account("account_id"),
    /** The list's owner; null where that is the member itself, since nobody follows themselves. */
    followerId: uuid("follower_id"),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.listId, t.accountId] }),
    index("list_accounts_account").on(t.accountId),
    index("list_accounts_follow").on(t.followerId, t.accountId),
    foreignKey({
      name: "list_accounts_follow_fk",
      columns: [t.followerId, t.accountId],
      foreignColumns: [follows.followerId, follows.followeeId],
    }).onDelete("cascade"),
  ],
);
