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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { BadLine } from "#moderation/advice/list-entry.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** Lists of domains from elsewhere: files that were imported once, and addresses that are asked again and again. */
export const domainLists = pgTable(
  "domain_lists",
  {
    id: uuid().primaryKey(),
    kind: text({ enum: ["import", "subscription"] }).notNull(),
    name: text().notNull(),
    /** What it is about: domains to keep away, or those that a node of limited federation deals with. */
    purpose: text({ enum: ["block", "allow"] })
      .notNull()
      .default("block"),
    /** Of a subscription. */
    url: text(),
    /** `auto` is found out by the content. */
    format: text({ enum: ["auto", "csv", "plain", "json", "fires"] })
      .notNull()
      .default("auto"),
    /** `recommend`: moderators confirm each entry; without that nothing is done. */
    mode: text({ enum: ["apply", "recommend"] })
      .notNull()
      .default("apply"),
    /** 0-255. Where lists of different priority name a domain, those of the highest have their way. */
    priority: integer().notNull().default(100),
    /** So many subscriptions, this one among them, must name a domain before this one's word counts. */
    threshold: integer().notNull().default(1),
    /** What holds where lists of one priority differ: the strictest, or what all of them ask for at least. */
    merge: text({ enum: ["max", "min"] })
      .notNull()
      .default("max"),
    /** The most that it may bring about. */
    maxVerdict: text("max_verdict", { enum: ["none", "limit", "reject"] })
      .notNull()
      .default("reject"),
    /** Domains, with their subdomains, for which it has no say. */
    exclusions: text().array().notNull().default(sql`'{}'`),
    everyMinutes: integer("every_minutes").notNull().default(1440),
    /**
     * Imports: `reading`, `ready` (looked at by an administrator), `applying`, `applied`, `undoing`, `undone`, `failed`.
     * Subscriptions: `active`, `paused`, `guarded` (so much would go that an administrator must say so).
     */
    state: text({
      enum: [
        "reading",
        "ready",
        "applying",
        "applied",
        "undoing",
        "undone",
        "failed",
        "active",
        "paused",
        "guarded",
      ],
    }).notNull(),
    /** Entries, and how many of them are dealt with. */
    total: integer().notNull().default(0),
    done: integer().notNull().default(0),
    invalidCount: integer("invalid_count").notNull().default(0),
    /** The first of the lines that could not be used. */
    invalid: jsonb().$type<BadLine[]>().notNull().default([]),
    /** How far a job has come: the last domain. */
    progress: text().notNull().default(""),
    etag: text(),
    lastModified: text("last_modified"),
    /** FIRES: the page of changes to go on with. */
    cursor: text(),
    nextFetchAt: time("next_fetch_at"),
    fetchedAt: time("fetched_at"),
    failures: integer().notNull().default(0),
    error: text(),
    createdBy: uuid("created_by"),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("domain_lists_url").on(t.url).where(sql`${t.url} is not null`),
    index("domain_lists_due").on(t.nextFetchAt).where(sql`${t.nextFetchAt} is not null`),
    index("domain_lists_kind").on(t.kind, t.id),
  ],
);

/** What each list says now: who recommended what. */
export const listEntries = pgTable(
  "list_entries",
  {
    listId: uuid("list_id")
      .notNull()
      .references(() => domainLists.id, { onDelete: "cascade" }),
    entity: text({ enum: ["domain", "actor"] })
      .notNull()
      .default("domain"),
    /** A domain, or an actor's IRI. */
    key: text().notNull(),
    /** `accept` and `advisory` ask for nothing, and are shown. */
    verdict: text({ enum: ["accept", "none", "limit", "reject", "advisory"] }).notNull(),
    rejectMedia: boolean("reject_media").notNull().default(false),
    rejectReports: boolean("reject_reports").notNull().default(false),
    filters: text().array().notNull().default(sql`'{}'`),
    reason: text().notNull().default(""),
    publicReason: text("public_reason").notNull().default(""),
    obfuscate: boolean().notNull().default(false),
    /** FIRES: IRIs of labels. */
    labels: text().array().notNull().default(sql`'{}'`),
    /** What a moderator said to it, where the list only recommends. */
    answer: text({ enum: ["confirmed", "dismissed"] }),
  },
  (t) => [
    primaryKey({ columns: [t.listId, t.entity, t.key] }),
    index("list_entries_key").on(t.key, t.listId),
  ],
);
