import { sql } from "drizzle-orm";
import { jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";
import { posts } from "../posts/schema.ts";

/** A note under a post, by moderators; or by readers, whose id is `contextNote` and who say when and from what they know it. */
export interface ShownNote {
  actionId: string;
  text: string;
  contextNote?: string;
  sources?: readonly string[];
  language?: string | null;
  /** ISO 8601. */
  writtenAt?: string;
  /** Of a note of another node: its domain, and where the note is. */
  peer?: string;
  iri?: string;
}

/** What is to be seen beside a post: made of the actions in force on it. Most posts have none. */
export const postMarks = pgTable("post_marks", {
  postId: uuid("post_id")
    .primaryKey()
    .references(() => posts.id, { onDelete: "cascade" }),
  labels: text().array().notNull().default(sql`'{}'`),
  notes: jsonb().$type<ShownNote[]>().notNull().default([]),
});

/** The same of accounts. */
export const accountMarks = pgTable("account_marks", {
  accountId: uuid("account_id")
    .primaryKey()
    .references(() => accounts.id, { onDelete: "cascade" }),
  labels: text().array().notNull().default(sql`'{}'`),
});
