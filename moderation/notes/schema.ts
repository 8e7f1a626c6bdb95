import { sql } from "drizzle-orm";
import {
  check,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { NoteState, Reason } from "./note.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/**
 * Who writes notes or rates them. Ratings name people by their number alone; where a row goes, what somebody wrote and rated
 * goes with it.
 */
export const contextNotePeople = pgTable(
  "context_note_people",
  {
    number: integer().primaryKey().generatedAlwaysAsIdentity(),
    accountId: uuid("account_id").notNull().unique(),
    alias: text().notNull().unique(),
    createdAt: time("created_at").notNull(),
  },
  // A rating travels to the model as its person's number and two bits.
  (t) => [check("context_note_people_fits", sql`${t.number} < 536870912`)],
);

const person = (name: string) =>
  integer(name)
    .notNull()
    .references(() => contextNotePeople.number, { onDelete: "cascade" });

/** Notes of context on posts. One a person and post. */
export const contextNotes = pgTable(
  "context_notes",
  {
    id: uuid().primaryKey(),
    number: integer().notNull().unique().generatedAlwaysAsIdentity(),
    writer: person("writer"),
    postId: uuid("post_id").notNull(),
    postIri: text("post_iri").notNull(),
    /** Whose post it is. */
    postAccountId: uuid("post_account_id").notNull(),
    text: text().notNull(),
    sources: text().array().notNull(),
    whyNoSource: text("why_no_source"),
    language: text(),
    state: text().$type<NoteState>().notNull().default("needs-more"),
    /** The state that the last run of the model asks for; it is moved to by itself. */
    wanted: text().$type<NoteState>().notNull().default("needs-more"),
    intercept: doublePrecision(),
    factor: doublePrecision(),
    helpful: integer().notNull().default(0),
    somewhat: integer().notNull().default(0),
    notHelpful: integer("not_helpful").notNull().default(0),
    /** One more with each change of its ratings; and which of them the last run has read. */
    version: integer().notNull().default(0),
    scoredVersion: integer("scored_version").notNull().default(0),
    /** The action that shows it, or did last. */
    actionId: uuid("action_id"),
    createdAt: time("created_at").notNull(),
    /** From when two weeks are counted: when it was written, or the post changed after it was locked. */
    openedAt: time("opened_at").notNull(),
    stateAt: time("state_at").notNull(),
    lockedAt: time("locked_at"),
  },
  (t) => [
    uniqueIndex("context_notes_one").on(t.postId, t.writer),
    index("context_notes_writer").on(t.writer, t.createdAt),
    index("context_notes_post_account").on(t.postAccountId),
    index("context_notes_post_iri").on(t.postIri),
    index("context_notes_rated").on(t.number).where(sql`${t.version} <> ${t.scoredVersion}`),
    index("context_notes_to_move").on(t.number).where(sql`${t.wanted} <> ${t.state}`),
    index("context_notes_unlocked").on(t.openedAt).where(sql`${t.lockedAt} is null`),
    index("context_notes_shown").on(t.id).where(sql`${t.state} = 'helpful'`),
    index("context_notes_wanting").on(t.id).where(sql`${t.state} = 'needs-more' and ${t.lockedAt} is null`),
    check("context_notes_size", sql`length(${t.text}) <= 2000 and cardinality(${t.sources}) <= 5`),
  ],
);

/** Who found what of which note. One a person and note. */
export const contextNoteRatings = pgTable(
  "context_note_ratings",
  {
    note: integer()
      .notNull()
      .references(() => contextNotes.number, { onDelete: "cascade" }),
    person: person("person"),
    /** 0 not helpful, 1 somewhat, 2 helpful. */
    rating: smallint().notNull(),
    reasons: text().array().$type<Reason[]>().notNull(),
    at: time("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.note, t.person] }),
    index("context_note_ratings_person").on(t.person, t.at),
    check("context_note_ratings_known", sql`${t.rating} between 0 and 2`),
  ],
);

/** Runs of the model, in figures that everybody may know. */
export const contextNoteRuns = pgTable(
  "context_note_runs",
  {
    id: uuid().primaryKey(),
    startedAt: time("started_at").notNull(),
    /** Null while it goes on, or where it was cut off. */
    endedAt: time("ended_at"),
    notes: integer().notNull().default(0),
    raters: integer().notNull().default(0),
    ratings: integer().notNull().default(0),
    rounds: integer().notNull().default(0),
    loss: doublePrecision().notNull().default(0),
  },
  (t) => [index("context_note_runs_started").on(t.startedAt)],
);
