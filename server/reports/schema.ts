import { sql } from "drizzle-orm";
import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";

/** Complaints that wait for a moderator: from people here, and from other servers (`Flag`). */
export const reports = pgTable(
  "reports",
  {
    id: uuid().primaryKey(),
    /** Id of the Flag; null when it came without one or from here. */
    iri: text().unique(),
    reporterId: uuid("reporter_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** The account complained about, when it is known here. */
    targetId: uuid("target_id").references(() => accounts.id, { onDelete: "set null" }),
    /** Everything that was named: accounts and posts. */
    subjects: text().array().notNull().default(sql`'{}'`),
    comment: text().notNull().default(""),
    state: text({ enum: ["open", "closed"] })
      .notNull()
      .default("open"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    index("reports_open").on(t.id).where(sql`${t.state} = 'open'`),
    index("reports_target").on(t.targetId),
    index("reports_reporter").on(t.reporterId),
  ],
);
