import { sql } from "drizzle-orm";
import { boolean, index, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { ActionKind, ActionParams } from "./kind.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/**
 * What was done about subjects. What a subject is like follows from the actions that are in force on it, whatever their
 * order: undoing one leaves what the others ask for.
 */
export const actions = pgTable(
  "actions",
  {
    id: uuid().primaryKey(),
    caseId: uuid("case_id"),
    kind: text().$type<ActionKind>().notNull(),
    params: jsonb().$type<ActionParams>().notNull().default({}),
    subjectKind: text("subject_kind", { enum: ["post", "account", "medium", "domain", "hashtag"] }).notNull(),
    subjectIri: text("subject_iri").notNull(),
    subjectId: uuid("subject_id"),
    /** Who answers for the subject: the author. */
    accountId: uuid("account_id"),
    /** The moderator; null for a rule, a list or the node itself. */
    by: uuid("by_account_id"),
    /** `moderator`, `rule:<id>`, `list:<id>`, `decision:<iri>` ... */
    cause: text().notNull(),
    startsAt: time("starts_at").notNull(),
    /** When it ends by itself. */
    endsAt: time("ends_at"),
    undoneAt: time("undone_at"),
    undoneBy: uuid("undone_by"),
    undoReason: text("undo_reason"),
  },
  (t) => [
    index("actions_in_force").on(t.subjectIri).where(sql`${t.undoneAt} is null`),
    index("actions_subject").on(t.subjectIri, t.id),
    index("actions_account").on(t.accountId, t.id),
    index("actions_case").on(t.caseId),
    index("actions_cause").on(t.cause),
    index("actions_ending").on(t.endsAt).where(sql`${t.endsAt} is not null and ${t.undoneAt} is null`),
  ],
);

/** Why: told to whoever is concerned (the fields of article 17 of the EU's Digital Services Act). One an action. */
export const statements = pgTable(
  "statements",
  {
    actionId: uuid("action_id")
      .primaryKey()
      .references(() => actions.id, { onDelete: "cascade" }),
    category: text().notNull(),
    /** Rules of the node that were broken: their words as they were then. */
    rules: jsonb().$type<{ id: string; text: string }[]>().notNull().default([]),
    /** What was found, for whoever is concerned; no names of reporters. */
    facts: text().notNull().default(""),
    /** What the moderator writes to whoever is concerned. */
    text: text().notNull().default(""),
    /** Found, or decided, without a person. */
    isAutomated: boolean("is_automated").notNull().default(false),
    appealUntil: time("appeal_until"),
    toldAt: time("told_at"),
  },
  () => [],
);

/** What whoever is concerned says against an action. One an action. */
export const appeals = pgTable(
  "appeals",
  {
    id: uuid().primaryKey(),
    actionId: uuid("action_id")
      .notNull()
      .unique()
      .references(() => actions.id, { onDelete: "cascade" }),
    /** Who appeals. */
    accountId: uuid("account_id").notNull(),
    text: text().notNull(),
    state: text({ enum: ["open", "granted", "rejected"] })
      .notNull()
      .default("open"),
    createdAt: time("created_at").notNull(),
    answeredAt: time("answered_at"),
    answeredBy: uuid("answered_by"),
    answer: text(),
  },
  (t) => [
    index("appeals_open").on(t.id).where(sql`${t.state} = 'open'`),
    index("appeals_account").on(t.accountId),
  ],
);
