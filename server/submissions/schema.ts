import { index, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { reports } from "../reports/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** Reports of people without an account. Nothing here says who they are or where they were. */
export const submissions = pgTable("submissions", {
  reportId: uuid("report_id")
    .primaryKey()
    .references(() => reports.id, { onDelete: "cascade" }),
  /** SHA-256 of the receipt code, which whoever submitted it keeps. */
  receiptHash: text("receipt_hash").notNull().unique(),
  createdAt: time("created_at").notNull(),
});

/** Forms that were sent, so that each is taken once. */
export const usedForms = pgTable(
  "used_forms",
  { digest: text().primaryKey(), expiresAt: time("expires_at").notNull() },
  (t) => [index("used_forms_expiry").on(t.expiresAt)],
);

/** Who does what how often, under a keyed hash of their network whose key is forgotten after two days. */
export const submissionRates = pgTable(
  "submission_rates",
  { key: text().primaryKey(), count: integer().notNull(), expiresAt: time("expires_at").notNull() },
  (t) => [index("submission_rates_expiry").on(t.expiresAt)],
);
