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
import type { Verdict } from "#protocol/moot/vote.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import { accounts } from "../accounts/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** Nodes whose decisions this one asks for: their actor is followed. */
export const mootPeers = pgTable("moot_peers", {
  /** Their actor. */
  accountId: uuid("account_id")
    .primaryKey()
    .references(() => accounts.id, { onDelete: "cascade" }),
  actorIri: text("actor_iri").notNull().unique(),
  domain: text().notNull(),
  /** Ed25519 keys that their actor names, as Multikeys, by the names that proofs give them. */
  keys: jsonb().$type<Record<string, string>>().notNull().default({}),
  /** Who signs for them, as they said it last. */
  roster: jsonb().$type<JsonObject>(),
  fetchedAt: time("fetched_at"),
  since: time("since").notNull(),
});

/** What is done with decisions of others: by whom they come, and what they ask. The most specific one holds. */
export const decisionPolicies = pgTable(
  "decision_policies",
  {
    /** A peer's domain, or `*`. */
    peer: text().notNull(),
    /** A verdict, or `*`. */
    verdict: text().notNull(),
    treatment: text({ enum: ["apply", "recommend", "show", "ignore"] }).notNull(),
    setBy: uuid("set_by"),
    setAt: time("set_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.peer, t.verdict] })],
);

/** Decisions of this node, as others are told of them: as long as somebody may ask. */
export const publishedDecisions = pgTable("published_decisions", {
  /** Of the activity. */
  id: uuid().primaryKey(),
  iri: text().notNull().unique(),
  /** As the node has signed it. */
  activity: text().notNull(),
  isPublic: boolean("is_public").notNull(),
  /** Accounts whose servers hear of it beside those that follow this node. */
  concerned: jsonb().$type<string[]>().notNull().default([]),
  createdAt: time("created_at").notNull(),
});

/** Decisions of others, verified, and what became of them here. */
export const receivedDecisions = pgTable(
  "received_decisions",
  {
    id: uuid().primaryKey(),
    iri: text().notNull().unique(),
    /** The domain of whose panel it is. */
    peer: text().notNull(),
    caseIri: text("case_iri").notNull(),
    level: integer().notNull(),
    verdict: text().$type<Verdict>().notNull(),
    subjectKind: text("subject_kind").notNull(),
    /** Null where they do not say. */
    subjectIri: text("subject_iri"),
    /** Null for one that is ignored. */
    document: jsonb().$type<JsonObject>(),
    treatment: text({ enum: ["apply", "recommend", "show", "ignore"] }).notNull(),
    /** `superseded`: by one of a larger panel; `reversed`: that has taken back what it did here. */
    state: text({ enum: ["applied", "recommended", "shown", "ignored", "superseded", "reversed"] }).notNull(),
    /** What was done here, and in which case of ours it stands. */
    actionId: uuid("action_id"),
    caseId: uuid("case_id"),
    /** Why it was not applied though it should have been. */
    why: text(),
    receivedAt: time("received_at").notNull(),
  },
  (t) => [
    index("received_decisions_case").on(t.caseIri, t.level),
    index("received_decisions_peer").on(t.peer, t.receivedAt),
  ],
);
