import { index, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** What the translation service has said, so that it is asked once a day for the same: derived data. */
export const translations = pgTable(
  "translations",
  {
    /** Hash of what was asked. */
    key: text().primaryKey(),
    answer: jsonb().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [index("translations_created").on(t.createdAt)],
);
