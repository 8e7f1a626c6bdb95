import { integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";

/** How far somebody has read, so that each of their clients can go on from there. */
export const markers = pgTable(
  "markers",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    timeline: text({ enum: ["home", "notifications"] }).notNull(),
    lastReadId: uuid("last_read_id").notNull(),
    /** Counts its changes. */
    version: integer().notNull(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.timeline] })],
);
