import { sql } from "drizzle-orm";
import {
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** Observations of subjects, by rules, people, models and other nodes. Nothing here refers to rows of the host, so that it outlives them. */
export const signals = pgTable(
  "signals",
  {
    id: uuid().primaryKey(),
    subjectKind: text("subject_kind", { enum: ["post", "account", "medium", "domain", "hashtag"] }).notNull(),
    subjectIri: text("subject_iri").notNull(),
    subjectId: uuid("subject_id"),
    accountId: uuid("account_id"),
    /** The author's domain; null for one of this node. */
    domain: text(),
    category: text().notNull(),
    /** 0 to 1. */
    score: doublePrecision().notNull(),
    severity: integer().notNull(),
    sourceKind: text("source_kind", { enum: ["rule", "person", "model", "node"] }).notNull(),
    /** A rule's id, a person's IRI, a model's id and version, a node's domain. */
    source: text().notNull(),
    /** Which facts; what a person reads to understand it. */
    explanation: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    caseId: uuid("case_id"),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    index("signals_subject").on(t.subjectIri, t.id),
    index("signals_account").on(t.accountId, t.id),
    index("signals_domain").on(t.domain, t.id).where(sql`${t.domain} is not null`),
    index("signals_case").on(t.caseId),
    index("signals_source").on(t.source, t.id),
    index("signals_created").using("brin", t.createdAt),
  ],
);

/** How many signals open a case, and about what. */
export const signalThresholds = pgTable(
  "signal_thresholds",
  {
    id: uuid().primaryKey(),
    /** Null: signals of each category, counted apart. */
    category: text(),
    /** What the case is about, and whose signals are counted. */
    per: text({ enum: ["post", "account", "domain"] }).notNull(),
    count: integer().notNull(),
    hours: integer().notNull(),
    /** Signals with a lower score do not count. */
    leastScore: doublePrecision("least_score").notNull().default(0),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    check("signal_thresholds_count", sql`${t.count} between 1 and 1000`),
    check("signal_thresholds_hours", sql`${t.hours} between 1 and 720`),
  ],
);
