import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";
import { reports } from "../reports/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** Decisions of moderators about an account, as its owner is told of them. */
export const strikes = pgTable(
  "strikes",
  {
    id: uuid().primaryKey(),
    /** Whom it is about. */
    targetId: uuid("target_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** Who decided. */
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "set null" }),
    reportId: uuid("report_id").references(() => reports.id, { onDelete: "set null" }),
    /** What was done: `moderation/actions`. Null for what is older. */
    actionId: uuid("action_id"),
    action: text({
      enum: [
        "none",
        "sensitive",
        "disable",
        "silence",
        "suspend",
        "mark_statuses_as_sensitive",
        "delete_statuses",
      ],
    }).notNull(),
    text: text().notNull().default(""),
    /** Posts that it is about. */
    postIds: uuid("post_ids").array().notNull().default(sql`'{}'`),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    index("strikes_target").on(t.targetId, t.id),
    index("strikes_account").on(t.accountId),
    index("strikes_report").on(t.reportId),
    index("strikes_action").on(t.actionId).where(sql`${t.actionId} is not null`),
  ],
);

/** What moderators and administrators did. Nothing here refers to other rows, so that it outlives them. */
export const auditLog = pgTable(
  "audit_log",
  {
    id: uuid().primaryKey(),
    at: time("at").notNull(),
    /** Who did it; null for the node itself or its command line. */
    accountId: uuid("account_id"),
    /** `account.suspended`, `domain.blocked` ... */
    action: text().notNull(),
    /** Id, domain or address of what it was done to. */
    target: text().notNull(),
    details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [index("audit_log_account").on(t.accountId, t.id), index("audit_log_target").on(t.target, t.id)],
);
