import { bigint, boolean, integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { Folding } from "./match/fold.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** Every state that the rules were ever in; the one with the highest number holds. Nothing here is ever changed. */
export const policyVersions = pgTable("policy_versions", {
  number: integer().primaryKey(),
  /** As somebody wrote it, with its comments. */
  source: text().notNull(),
  format: text({ enum: ["yaml", "json"] }).notNull(),
  /** SHA-256 of the source, in hex: what the public ledger has. */
  hash: text().notNull(),
  rulesCount: integer("rules_count").notNull(),
  note: text().notNull().default(""),
  /** Null for the command line. */
  accountId: uuid("account_id"),
  createdAt: time("created_at").notNull(),
});

/** Lists of words, domains, links, hashes and handles, by which rules ask. */
export const policyLists = pgTable("policy_lists", {
  id: uuid().primaryKey(),
  name: text().notNull().unique(),
  kind: text({ enum: ["word", "domain", "link", "sha256", "pdq", "handle"] }).notNull(),
  description: text().notNull().default(""),
  /** Of words: see `match/fold.ts`. */
  folding: text().$type<Folding>().notNull().default("confusables"),
  wholeWords: boolean("whole_words").notNull().default(true),
  entriesCount: integer("entries_count").notNull().default(0),
  /** Grows with each change: whoever holds the list in memory sees that it is another one. */
  revision: bigint({ mode: "number" }).notNull().default(1),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
});

export const policyListEntries = pgTable(
  "policy_list_entries",
  {
    listId: uuid("list_id")
      .notNull()
      .references(() => policyLists.id, { onDelete: "cascade" }),
    entry: text().notNull(),
    comment: text().notNull().default(""),
    addedBy: uuid("added_by"),
    addedAt: time("added_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.listId, t.entry] })],
);
