import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
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
import type { RosterEntry } from "#protocol/moot/draw.ts";
import type { Verdict } from "#protocol/moot/vote.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import type { NodeFigures, OwnFigures } from "./quality/figures.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** Who judges, or was asked to. One row a person: somebody who comes back goes on in theirs. */
export const trustees = pgTable(
  "trustees",
  {
    accountId: uuid("account_id").primaryKey(),
    /** `invited` → `training` → `active` ⇄ `paused` → `ended`; or `declined`. */
    state: text({ enum: ["invited", "declined", "training", "active", "paused", "ended"] }).notNull(),
    /** The server that they are at home at: a domain, named by whoever invited them and confirmed by their consent. */
    community: text().notNull(),
    /** BCP 47, primary subtags. */
    languages: text().array().notNull(),
    /** ISO 3166. */
    regions: text().array().notNull().default(sql`'{}'`),
    /** Categories of cases that they know about. */
    topics: text().array().notNull().default(sql`'{}'`),
    invitedBy: uuid("invited_by"),
    invitedAt: time("invited_at").notNull(),
    /** For how long, from their consent. */
    termMonths: integer("term_months").notNull(),
    consentedAt: time("consented_at"),
    termUntil: time("term_until"),
    certifiedAt: time("certified_at"),
    /** Null where they come back by themselves. */
    pausedUntil: time("paused_until"),
    endedAt: time("ended_at"),
    /** `left`, `term`, `removed`: and the cause, in words, of a removal. */
    endedAs: text("ended_as", { enum: ["left", "term", "removed"] }),
    endedWhy: text("ended_why"),
    updatedAt: time("updated_at").notNull(),
  },
  (t) => [index("trustees_state").on(t.state, t.accountId), index("trustees_term").on(t.termUntil)],
);

/** The keys that they sign with, those that have ended included: old decisions are verified with them for good. */
export const trusteeKeys = pgTable(
  "trustee_keys",
  {
    /** `did:key`: what they are called outside this node. */
    trustee: text().primaryKey(),
    accountId: uuid("account_id").notNull(),
    keptBy: text("kept_by", { enum: ["trustee", "node"] }).notNull(),
    /** PKCS #8, sealed by the host; null for one that only its trustee has. */
    secret: text(),
    /** As the roster said it when they began. */
    community: text().notNull(),
    languages: text().array().notNull(),
    from: time("from_at").notNull(),
    until: time("until_at").notNull(),
  },
  (t) => [index("trustee_keys_account").on(t.accountId, t.from)],
);

/** What somebody has said that they have a stake in: no such case comes to them. */
export const trusteeInterests = pgTable(
  "trustee_interests",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => trustees.accountId, { onDelete: "cascade" }),
    kind: text({ enum: ["domain", "account", "topic"] }).notNull(),
    value: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.kind, t.value] })],
);

/** Cases with a known outcome, made up or long decided, that everybody judges before the first real one. */
export const trainingCases = pgTable("training_cases", {
  id: uuid().primaryKey(),
  /** BCP 47. */
  language: text().notNull(),
  category: text().notNull(),
  /** What there is to judge, as plain text. */
  text: text().notNull(),
  /** The rule that it is judged by, in words. */
  rule: text().notNull(),
  /** What is right: often more than one can be defended. */
  verdicts: text().array().notNull(),
  /** Why, told after the answer. */
  why: text().notNull(),
  createdBy: uuid("created_by"),
  createdAt: time("created_at").notNull(),
  retiredAt: time("retired_at"),
});

export const trainingAnswers = pgTable(
  "training_answers",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => trustees.accountId, { onDelete: "cascade" }),
    /** Of the node's own cases, or the name of one that comes with the software. */
    trainingCase: text("training_case").notNull(),
    verdict: text().notNull(),
    isRight: boolean("is_right").notNull(),
    /** How often they have tried. */
    tries: integer().notNull().default(1),
    at: time("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.trainingCase] })],
);

/** Trustees drawn for a case. At most one sits for a case at a time. */
export const panels = pgTable(
  "panels",
  {
    id: uuid().primaryKey(),
    caseId: uuid("case_id").notNull(),
    /** 0 for the first, 1 and 2 for those that hear appeals. */
    level: integer().notNull(),
    size: integer().notNull(),
    language: text(),
    stage: text({
      enum: ["drawing", "voting", "revealing", "deliberating", "signing", "decided", "failed", "dissolved"],
    }).notNull(),
    /** Verdicts that its members may vote for. */
    offered: text().array().$type<Verdict[]>().notNull(),
    /** Who could be drawn when it was asked for, and who of them may not sit: fixed before the randomness is there. */
    roster: jsonb().$type<RosterEntry[]>().notNull(),
    excluded: text().array().notNull(),
    /** Those who left, in order. */
    left: text().array().notNull().default(sql`'{}'`),
    /** Place of the entry in the public ledger that announces it. */
    after: bigint({ mode: "number" }),
    /** The signed note whose root drew it: the first that has that entry. */
    checkpoint: text(),
    /** The action in force that it is to confirm or replace: a moderator's in an emergency, or that of the decision appealed against. */
    reviews: uuid("reviews_action_id"),
    /** The decision that is appealed against. */
    heard: uuid("heard_decision_id"),
    askedBy: uuid("asked_by"),
    /** What was found, why, and what those say who were against it: written together while they deliberate. */
    facts: text().notNull().default(""),
    reasons: text().notNull().default(""),
    minority: text().notNull().default(""),
    /** The decision that they sign, with the signatures so far. */
    document: jsonb().$type<JsonObject>(),
    /** Why it came to nothing. */
    endedWhy: text("ended_why"),
    openedAt: time("opened_at").notNull(),
    stageUntil: time("stage_until"),
    closedAt: time("closed_at"),
    /** Grows with each step. */
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex("panels_sitting").on(t.caseId).where(sql`${t.closedAt} is null`),
    index("panels_case").on(t.caseId, t.level),
    index("panels_due").on(t.stageUntil).where(sql`${t.closedAt} is null`),
    index("panels_closed").on(t.closedAt, t.id).where(sql`${t.closedAt} is not null`),
  ],
);

export const panelMembers = pgTable(
  "panel_members",
  {
    panelId: uuid("panel_id")
      .notNull()
      .references(() => panels.id, { onDelete: "cascade" }),
    trustee: text().notNull(),
    accountId: uuid("account_id").notNull(),
    /** From 1, in the order in which they were drawn. */
    seat: integer().notNull(),
    seatedAt: time("seated_at").notNull(),
    leftAt: time("left_at"),
    /** `recused`: they have a stake in it; `declined`: they have no time; `silent`: they never voted; `key`: theirs has ended; `ended`: they are no trustee any more. */
    leftAs: text("left_as", { enum: ["recused", "declined", "silent", "key", "ended"] }),
    leftWhy: text("left_why"),
    /** Whether their seat is empty, for want of a substitute. */
    isUnfilled: boolean("is_unfilled").notNull().default(false),
    /** The stage that they were last reminded of. */
    remindedOf: text("reminded_of"),
  },
  (t) => [
    primaryKey({ columns: [t.panelId, t.trustee] }),
    index("panel_members_account").on(t.accountId, t.panelId),
  ],
);

/** What trustees have cast, as they have signed it. One a stage. */
export const ballots = pgTable(
  "ballots",
  {
    panelId: uuid("panel_id")
      .notNull()
      .references(() => panels.id, { onDelete: "cascade" }),
    trustee: text().notNull(),
    stage: text({ enum: ["commit", "reveal", "final"] }).notNull(),
    document: jsonb().$type<JsonObject>().notNull(),
    /** Null of a commitment. */
    verdict: text().$type<Verdict>(),
    /** The vote and the nonce of a commitment whose key the node keeps, sealed by the host until the reveal. */
    secret: text(),
    at: time("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.panelId, t.trustee, t.stage] })],
);

/** What the members of a panel say to each other, once all votes are shown. */
export const panelMessages = pgTable(
  "panel_messages",
  {
    id: uuid().primaryKey(),
    panelId: uuid("panel_id")
      .notNull()
      .references(() => panels.id, { onDelete: "cascade" }),
    trustee: text().notNull(),
    text: text().notNull(),
    at: time("at").notNull(),
  },
  (t) => [index("panel_messages_panel").on(t.panelId, t.id)],
);

/** What panels have decided. */
export const decisions = pgTable(
  "decisions",
  {
    id: uuid().primaryKey(),
    panelId: uuid("panel_id").notNull().unique(),
    caseId: uuid("case_id").notNull(),
    level: integer().notNull(),
    /** With all its proofs. */
    document: jsonb().$type<JsonObject>().notNull(),
    verdict: text().$type<Verdict>().notNull(),
    /** What is in force by it: its own, or the one that it has confirmed. */
    actionId: uuid("action_id"),
    /** Of the first level `taken`; else what became of what was there before. */
    outcome: text({ enum: ["taken", "confirmed", "replaced"] }).notNull(),
    heard: uuid("heard_decision_id"),
    /** Whether everybody may read it: its subject was public. */
    isPublic: boolean("is_public").notNull(),
    at: time("at").notNull(),
  },
  (t) => [
    index("decisions_case").on(t.caseId, t.level),
    index("decisions_action").on(t.actionId),
    index("decisions_public").on(t.id.desc()).where(sql`${t.isPublic}`),
  ],
);

/** What the author, or somebody who reported, says against a decision: once each a level. */
export const panelAppeals = pgTable(
  "panel_appeals",
  {
    id: uuid().primaryKey(),
    decisionId: uuid("decision_id")
      .notNull()
      .references(() => decisions.id, { onDelete: "cascade" }),
    accountId: uuid("account_id").notNull(),
    side: text({ enum: ["author", "reporter"] }).notNull(),
    text: text().notNull(),
    /** The panel that hears it; null while there are too few trustees for one. */
    panelId: uuid("panel_id"),
    state: text({ enum: ["open", "granted", "rejected"] })
      .notNull()
      .default("open"),
    createdAt: time("created_at").notNull(),
    answeredAt: time("answered_at"),
  },
  (t) => [
    uniqueIndex("panel_appeals_once").on(t.decisionId, t.accountId),
    index("panel_appeals_account").on(t.accountId, t.id),
    index("panel_appeals_panel").on(t.panelId),
    index("panel_appeals_waiting").on(t.id).where(sql`${t.state} = 'open' and ${t.panelId} is null`),
  ],
);

/** What was found of all judgements at a time, of nobody alone. The newest is shown. */
export const judgementSnapshots = pgTable(
  "judgement_snapshots",
  {
    id: uuid().primaryKey(),
    at: time("at").notNull(),
    document: jsonb().$type<NodeFigures>().notNull(),
  },
  (t) => [index("judgement_snapshots_at").on(t.at.desc())],
);

/** What was found of the judgements of one trustee: for them alone. */
export const trusteeRecords = pgTable("trustee_records", {
  accountId: uuid("account_id")
    .primaryKey()
    .references(() => trustees.accountId, { onDelete: "cascade" }),
  at: time("at").notNull(),
  document: jsonb().$type<OwnFigures>().notNull(),
});
