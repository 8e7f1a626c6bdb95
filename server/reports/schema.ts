import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import type { Category } from "#moderation/category.ts";
import { accounts } from "../accounts/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** What may be told to whoever complained: never who decided, nor anything about the account. */
export interface OutcomeDetails {
  actions: string[];
  rules: string[];
  /** Something of what was decided has been taken back since. */
  isRevised?: boolean;
}

/** What a report says beside its words. */
export interface ReportDetails {
  /** Seconds of a film that it is about (PeerTube). */
  startAt?: number;
  endAt?: number;
}

/** Complaints: from people here, from other servers (`Flag`), and from people without an account (`submissions`). */
export const reports = pgTable(
  "reports",
  {
    id: uuid().primaryKey(),
    /** Id of the Flag; null when it came without one or from here. */
    iri: text().unique(),
    /** Who complains; null for somebody without an account. */
    reporterId: uuid("reporter_id").references(() => accounts.id, { onDelete: "cascade" }),
    /** The server that it came from; null for one made here. */
    originDomain: text("origin_domain"),
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
    /** What it is about, in moderation's words. */
    topic: text().$type<Category>().notNull().default("other"),
    details: jsonb().$type<ReportDetails>().notNull().default({}),
    /** Which subjects' cases it belongs to, as one text: the same of one server are one report. */
    subjectsKey: text("subjects_key").notNull().default(""),
    /** How many `Flag`s of one server are in it. */
    count: integer().notNull().default(1),
    /** Rules of the node that were broken, for `violation`. */
    ruleIds: text("rule_ids").array().notNull().default(sql`'{}'`),
    /** Posts among the subjects that are known here. */
    postIds: uuid("post_ids").array().notNull().default(sql`'{}'`),
    /** The first of its cases (`report_cases`). */
    caseId: uuid("case_id"),
    /** The target's server was told. */
    forwarded: boolean().notNull().default(false),
    /** The moderator who looks at it. */
    assignedTo: uuid("assigned_to").references(() => accounts.id, { onDelete: "set null" }),
    closedBy: uuid("closed_by").references(() => accounts.id, { onDelete: "set null" }),
    closedAt: time("closed_at"),
    /** What came of it, once all its cases are closed: what whoever complained is told. */
    outcome: text({ enum: ["acted", "not-acted"] }),
    outcomeAt: time("outcome_at"),
    /** What moderators did, without who did it: kinds of actions and rules. */
    outcomeDetails: jsonb("outcome_details").$type<OutcomeDetails>(),
    /** Since when whoever complained knows of the outcome. */
    toldAt: time("told_at"),
    createdAt: time("created_at").notNull(),
    updatedAt: time("updated_at"),
  },
  (t) => [
    index("reports_open").on(t.id).where(sql`${t.state} = 'open'`),
    index("reports_target").on(t.targetId),
    index("reports_reporter").on(t.reporterId),
    index("reports_case").on(t.caseId).where(sql`${t.caseId} is not null`),
    index("reports_assigned").on(t.assignedTo).where(sql`${t.assignedTo} is not null`),
    index("reports_origin").on(t.originDomain, t.id).where(sql`${t.originDomain} is not null`),
    index("reports_same")
      .on(t.originDomain, t.subjectsKey)
      .where(sql`${t.originDomain} is not null and ${t.state} = 'open'`),
    index("reports_untold").on(t.id).where(sql`${t.outcomeAt} is not null and ${t.toldAt} is null`),
    index("reports_closed_by").on(t.closedBy).where(sql`${t.closedBy} is not null`),
  ],
);

/** The cases that a report belongs to: one for each post that it names, or one for the account. */
export const reportCases = pgTable(
  "report_cases",
  {
    reportId: uuid("report_id")
      .notNull()
      .references(() => reports.id, { onDelete: "cascade" }),
    /** `moderation/cases` */
    caseId: uuid("case_id").notNull(),
  },
  (t) => [primaryKey({ columns: [t.reportId, t.caseId] }), index("report_cases_case").on(t.caseId)],
);

/** The `Flag`s that a report is made of: their ids, so that each counts once and can be answered, and their words. */
export const reportFlags = pgTable(
  "report_flags",
  {
    iri: text().primaryKey(),
    reportId: uuid("report_id")
      .notNull()
      .references(() => reports.id, { onDelete: "cascade" }),
    /** Who sent it: the node's actor of a server, or somebody there. */
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    comment: text().notNull().default(""),
    receivedAt: time("received_at").notNull(),
  },
  (t) => [index("report_flags_report").on(t.reportId, t.iri), index("report_flags_account").on(t.accountId)],
);

/** The `Flag`s that this node sent for a report, and what the other server answered. */
export const reportForwards = pgTable(
  "report_forwards",
  {
    iri: text().primaryKey(),
    reportId: uuid("report_id")
      .notNull()
      .references(() => reports.id, { onDelete: "cascade" }),
    answer: text({ enum: ["accepted", "rejected"] }),
    answeredBy: text("answered_by"),
    /** What it says was done; plain text. */
    answerText: text("answer_text"),
    answeredAt: time("answered_at"),
    toldAt: time("told_at"),
  },
  (t) => [
    index("report_forwards_report").on(t.reportId),
    index("report_forwards_untold").on(t.iri).where(sql`${t.answeredAt} is not null and ${t.toldAt} is null`),
  ],
);

/** What a reporter and the moderators say to each other about a report. */
export const reportMessages = pgTable(
  "report_messages",
  {
    id: uuid().primaryKey(),
    reportId: uuid("report_id")
      .notNull()
      .references(() => reports.id, { onDelete: "cascade" }),
    /** `server`: the moderators of the server that the report came from or went to. */
    from: text("from_side", { enum: ["reporter", "moderators", "server"] }).notNull(),
    /** The moderator, for moderators alone. */
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "set null" }),
    /** Of the Note, when it travels. */
    iri: text().unique(),
    text: text().notNull(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    index("report_messages_report").on(t.reportId, t.id),
    index("report_messages_account").on(t.accountId).where(sql`${t.accountId} is not null`),
  ],
);
