import { sql } from "drizzle-orm";
import { boolean, index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

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
    category: text({ enum: ["spam", "legal", "violation", "other"] })
      .notNull()
      .default("other"),
    /** Rules of the node that were broken, for `violation`. */
    ruleIds: text("rule_ids").array().notNull().default(sql`'{}'`),
    /** Posts among the subjects that are known here. */
    postIds: uuid("post_ids").array().notNull().default(sql`'{}'`),
    /** The case it belongs to: `moderation/cases`. */
    caseId: uuid("case_id"),
    /** The target's server was told. */
    forwarded: boolean().notNull().default(false),
    /** The moderator who looks at it. */
    assignedTo: uuid("assigned_to").references(() => accounts.id, { onDelete: "set null" }),
    closedBy: uuid("closed_by").references(() => accounts.id, { onDelete: "set null" }),
    closedAt: time("closed_at"),
    createdAt: time("created_at").notNull(),
    updatedAt: time("updated_at"),
  },
  (t) => [
    index("reports_open").on(t.id).where(sql`${t.state} = 'open'`),
    index("reports_target").on(t.targetId),
    index("reports_reporter").on(t.reporterId),
    index("reports_case").on(t.caseId).where(sql`${t.caseId} is not null`),
    index("reports_assigned").on(t.assignedTo).where(sql`${t.assignedTo} is not null`),
    index("reports_closed_by").on(t.closedBy).where(sql`${t.closedBy} is not null`),
  ],
);
