import { sql } from "drizzle-orm";
import {
  date,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** What the node says of itself, in Markdown: each change a row of its own, the newest holds. */
export const siteDocuments = pgTable(
  "site_documents",
  {
    id: uuid().primaryKey(),
    kind: text({ enum: ["description", "privacy", "terms"] }).notNull(),
    source: text().notNull(),
    /** From when on terms hold; null for the other kinds. */
    effectiveOn: date("effective_on"),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    index("site_documents_kind").on(t.kind, t.id),
    uniqueIndex("site_documents_terms").on(t.effectiveOn).where(sql`${t.kind} = 'terms'`),
  ],
);

/** A rule in another language. */
export interface RuleTranslation {
  text: string;
  hint: string;
}

/** What people here agree to. One that was removed keeps its row, for the reports that name it. */
export const siteRules = pgTable("site_rules", {
  id: uuid().primaryKey(),
  position: integer().notNull(),
  text: text().notNull(),
  /** What it means, at length. */
  hint: text().notNull().default(""),
  /** By language. */
  translations: jsonb().$type<Record<string, RuleTranslation>>().notNull().default({}),
  createdAt: time("created_at").notNull(),
  removedAt: time("removed_at"),
});
