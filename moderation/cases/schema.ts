import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

const time = (name: string) => timestamp(name, { withTimezone: true });

/**
 * Reports and signals on one subject under review. At most one case about a subject is open in a community (or in none) at a time.
 * People are named by id without a foreign key: the record outlives them.
 */
export const cases = pgTable(
  "cases",
  {
    id: uuid().primaryKey(),
    /** What people call it: #123. */
    number: bigserial({ mode: "number" }).notNull().unique(),
    subjectKind: text("subject_kind", { enum: ["post", "account", "medium", "domain", "hashtag"] }).notNull(),
    subjectIri: text("subject_iri").notNull(),
    subjectId: uuid("subject_id"),
    /** Whose it is. */
    accountId: uuid("account_id"),
    /** The author's domain; null for one of this node. */
    domain: text(),
    /** The local group in which it was posted, whose moderators see the case too. */
    communityId: uuid("community_id"),
    /** `waiting`: for an answer, a panel or a deadline. */
    state: text({ enum: ["open", "waiting", "decided", "dismissed"] })
      .notNull()
      .default("open"),
    category: text().notNull().default("other"),
    severity: integer().notNull().default(1),
    /** People who may have seen it. */
    reach: integer().notNull().default(0),
    /** Most urgent first: severity × reach × age, in the named parts below. */
    priority: doublePrecision().notNull().default(0),
    reportsCount: integer("reports_count").notNull().default(0),
    signalsCount: integer("signals_count").notNull().default(0),
    /** What it says, as plain text of at most 500 characters: what the queue shows and is searched by. Empty once it was erased. */
    excerpt: text().notNull().default(""),
    /** Of the reporters, how many servers they come from. */
    serversCount: integer("servers_count").notNull().default(0),
    assignedTo: uuid("assigned_to"),
    /** The spam wave it belongs to. */
    waveId: uuid("wave_id"),
    openedAt: time("opened_at").notNull(),
    dueAt: time("due_at"),
    closedAt: time("closed_at"),
    closedBy: uuid("closed_by"),
    /** Grows with each change: whoever acts says which version they saw. */
    version: integer().notNull().default(1),
    updatedAt: time("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("cases_open_subject")
      .on(t.subjectIri, sql`coalesce(${t.communityId}, '00000000-0000-0000-0000-000000000000'::uuid)`)
      .where(sql`${t.state} in ('open', 'waiting')`),
    index("cases_queue").on(t.priority.desc(), t.id.desc()).where(sql`${t.state} in ('open', 'waiting')`),
    index("cases_assigned").on(t.assignedTo, t.priority.desc()).where(sql`${t.state} in ('open', 'waiting')`),
    index("cases_account").on(t.accountId, t.id),
    index("cases_domain").on(t.domain, t.id),
    index("cases_community").on(t.communityId, t.id).where(sql`${t.communityId} is not null`),
    index("cases_wave").on(t.waveId, t.id).where(sql`${t.waveId} is not null`),
    // One a filter of the queue, so that a page of a rare kind is not looked for among all others.
    index("cases_queue_category")
      .on(t.category, t.priority.desc(), t.id.desc())
      .where(sql`${t.state} in ('open', 'waiting')`),
    index("cases_queue_severity")
      .on(t.severity, t.priority.desc(), t.id.desc())
      .where(sql`${t.state} in ('open', 'waiting')`),
    index("cases_queue_domain")
      .on(t.domain, t.priority.desc(), t.id.desc())
      .where(sql`${t.state} in ('open', 'waiting')`),
    index("cases_queue_kind")
      .on(t.subjectKind, t.priority.desc(), t.id.desc())
      .where(sql`${t.state} in ('open', 'waiting')`),
    index("cases_queue_wave")
      .on(t.waveId, t.priority.desc(), t.id.desc())
      .where(sql`${t.state} in ('open', 'waiting') and ${t.waveId} is not null`),
    index("cases_waiting").on(t.priority.desc(), t.id.desc()).where(sql`${t.state} = 'waiting'`),
    index("cases_words")
      .using("gin", sql`to_tsvector('simple', ${t.excerpt})`)
      .where(sql`${t.state} in ('open', 'waiting')`),
    index("cases_due").on(t.dueAt).where(sql`${t.dueAt} is not null and ${t.closedAt} is null`),
    index("cases_subject").on(t.subjectIri),
    index("cases_closed").on(t.closedAt, t.id).where(sql`${t.closedAt} is not null`),
  ],
);

/** How many reports came from where: a thousand of one server are one line. */
export const caseServers = pgTable(
  "case_servers",
  {
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "cascade" }),
    /** A domain; empty for this node. */
    server: text().notNull(),
    reports: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.server] })],
);

/**
 * By what a case is found to be like others: `text` (hash of the normalised text), `near` (a band of its SimHash), `link`,
 * `medium` (SHA-256 of bytes), `picture` (PDQ), `newcomer` (domain of a new account).
 */
export const caseMarks = pgTable(
  "case_marks",
  {
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "cascade" }),
    kind: text({ enum: ["text", "near", "link", "medium", "picture", "newcomer"] }).notNull(),
    value: text().notNull(),
    /** The whole SimHash, for `near`. */
    hash: bigint({ mode: "bigint" }),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.kind, t.value] }),
    index("case_marks_value").on(t.kind, t.value, t.caseId),
  ],
);

/** Many cases about the same within an hour. */
export const caseWaves = pgTable(
  "case_waves",
  {
    id: uuid().primaryKey(),
    kind: text({ enum: ["text", "link", "newcomer"] }).notNull(),
    /** The mark that they share. */
    value: text().notNull(),
    /** What one of them says. */
    example: text().notNull().default(""),
    startedAt: time("started_at").notNull(),
    /** To the minute: when the last case came. */
    lastAt: time("last_at").notNull(),
    closedAt: time("closed_at"),
  },
  (t) => [
    uniqueIndex("case_waves_open").on(t.kind, t.value).where(sql`${t.closedAt} is null`),
    index("case_waves_last").on(t.lastAt),
  ],
);

/** One decision about many cases, or its reversal: how far it is. */
export const caseBulks = pgTable(
  "case_bulks",
  {
    id: uuid().primaryKey(),
    accountId: uuid("account_id").notNull(),
    /** Which cases: what the queue is filtered by. Only those opened before `createdAt`. */
    filter: jsonb().$type<Record<string, unknown>>().notNull(),
    /** What is done about each. */
    decision: jsonb().$type<Record<string, unknown>>().notNull(),
    /** `cancelled`: what was done by then stays, and can be undone. */
    state: text({ enum: ["running", "done", "cancelled", "undoing", "undone"] }).notNull(),
    total: integer().notNull(),
    done: integer().notNull().default(0),
    /** Changed by somebody meanwhile, their own, or closed. */
    skipped: integer().notNull().default(0),
    /** The last case that was looked at. */
    after: uuid(),
    createdAt: time("created_at").notNull(),
    endedAt: time("ended_at"),
    /** Who has it taken back: in their name, and as far as they may. */
    undoneBy: uuid("undone_by"),
  },
  (t) => [index("case_bulks_running").on(t.id).where(sql`${t.state} in ('running', 'undoing')`)],
);

export const caseBulkItems = pgTable(
  "case_bulk_items",
  {
    bulkId: uuid("bulk_id")
      .notNull()
      .references(() => caseBulks.id, { onDelete: "cascade" }),
    caseId: uuid("case_id").notNull(),
    /** Taken for it; undone with the whole. */
    actionIds: uuid("action_ids").array().notNull().default(sql`'{}'`),
    undoneAt: time("undone_at"),
    /** When it was found that it cannot be undone, or not by whoever asked for it. */
    leftAt: time("left_at"),
  },
  (t) => [primaryKey({ columns: [t.bulkId, t.caseId] })],
);

/** What happened in a case, in order: what its page shows. Each is in the ledger too. */
export const caseEvents = pgTable(
  "case_events",
  {
    id: uuid().primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "cascade" }),
    /** `opened`, `reported`, `signalled`, `assigned`, `noted`, `acted`, `undone`, `decided`, `dismissed`, `reopened`, `told` ... */
    kind: text().notNull(),
    /** Null for the node itself. */
    accountId: uuid("account_id"),
    details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    at: time("at").notNull(),
  },
  (t) => [index("case_events_case").on(t.caseId, t.id)],
);

/** Notes between moderators; those of other nodes came by federation. */
export const caseNotes = pgTable(
  "case_notes",
  {
    id: uuid().primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "cascade" }),
    /** Of the note's Note, when it travels. */
    iri: text().unique(),
    /** Who wrote it: an account of this node, or the actor of another one. */
    authorIri: text("author_iri").notNull(),
    accountId: uuid("account_id"),
    text: text().notNull(),
    /** Whether the moderators of the other node in the case get it. */
    isShared: boolean("is_shared").notNull().default(false),
    createdAt: time("created_at").notNull(),
  },
  (t) => [index("case_notes_case").on(t.caseId, t.id)],
);

/** Cases that somebody found to be about the same; what the node finds by itself follows from `case_marks`. */
export const caseLinks = pgTable(
  "case_links",
  {
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "cascade" }),
    otherId: uuid("other_id")
      .notNull()
      .references(() => cases.id, { onDelete: "cascade" }),
    because: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.otherId] }), index("case_links_other").on(t.otherId)],
);
