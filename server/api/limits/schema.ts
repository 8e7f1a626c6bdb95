import { index, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/**
 * How much of each budget the processes of the node have taken, by its key and the end of its period. May be lost in a
 * crash of the database, so the migration makes the table unlogged.
 */
export const rateLimits = pgTable(
  "rate_limits",
  {
    key: text().notNull(),
    endsAt: timestamp("ends_at", { withTimezone: true }).notNull(),
    /** Calls that processes have taken to let in. */
    taken: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.key, t.endsAt] }), index("rate_limits_end").on(t.endsAt)],
);
