import { date, index, inet, pgTable, primaryKey, timestamp, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";

/** On which days somebody was here. Written once a day and account. */
export const activeDays = pgTable(
  "active_days",
  {
    day: date().notNull(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.day, t.accountId] }), index("active_days_account").on(t.accountId)],
);

/** Where people here come from, for who looks after the node. Written once a day; forgotten after a year. */
export const accountAddresses = pgTable(
  "account_addresses",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    address: inet().notNull(),
    usedAt: timestamp("used_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.address] }),
    index("account_addresses_address").on(t.address),
    index("account_addresses_used").on(t.usedAt),
  ],
);
