import { sql } from "drizzle-orm";
import {
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { Because } from "#moderation/policy/verdict.ts";
import { accounts } from "../accounts/schema.ts";
import { posts } from "../posts/schema.ts";
import type { DryRunResult } from "./dry-run/result.ts";
import type { HeldContent } from "./holds/content.ts";
import { heldKinds } from "./holds/decision.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** What waits until a moderator has looked at it. What was decided is kept, emptied, so that the same is not held again. */
export const heldItems = pgTable(
  "held_items",
  {
    id: uuid().primaryKey(),
    kind: text({ enum: heldKinds }).notNull(),
    /** Of the post, or of the account whose profile or registration it is; a community's boost has the community's added. */
    subjectIri: text("subject_iri").notNull(),
    /** Whose it is. */
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** The author's domain; null for one of this node. */
    domain: text(),
    /** The local group whose rule holds it, of a boost. */
    communityId: uuid("community_id"),
    content: jsonb().$type<HeldContent>(),
    /** Of what it says: a decision is about that alone. */
    fingerprint: text().notNull().default(""),
    because: jsonb().$type<Because[]>().notNull().default([]),
    ruleIds: text("rule_ids").array().notNull().default(sql`'{}'`),
    /** `releasing` while it is taken in, since `decidedAt`. */
    state: text({ enum: ["held", "releasing", "released", "refused", "expired"] })
      .notNull()
      .default("held"),
    heldAt: time("held_at").notNull(),
    expiresAt: time("expires_at").notNull(),
    decidedAt: time("decided_at"),
    decidedBy: uuid("decided_by"),
  },
  (t) => [
    unique("held_items_once").on(t.subjectIri, t.kind),
    index("held_items_queue").on(t.id).where(sql`${t.state} = 'held'`),
    index("held_items_expiring").on(t.expiresAt).where(sql`${t.state} = 'held'`),
    index("held_items_rules").using("gin", t.ruleIds).where(sql`${t.state} = 'held'`),
    index("held_items_account").on(t.accountId),
    index("held_items_decided").on(t.decidedAt).where(sql`${t.decidedAt} is not null`),
  ],
);

/** Filters that readers of a post ask for later, and labels that rules gave it: few posts have any. */
export const postFilters = pgTable("post_filters", {
  postId: uuid("post_id")
    .primaryKey()
    .references(() => posts.id, { onDelete: "cascade" }),
  /** `moderation/filter.ts`: by rules, and by what held for its author when it came in. */
  filters: text().array().notNull().default(sql`'{}'`),
  /** By moderators, as their actions in force on this post want it. */
  acted: text().array().notNull().default(sql`'{}'`),
  /** By rules; those of moderators are in `post_marks`. */
  labels: text().array().notNull().default(sql`'{}'`),
});

/** How often each rule applied, a day: also of those that only say what they would do. */
export const policyHits = pgTable(
  "policy_hits",
  {
    ruleId: text("rule_id").notNull(),
    /** UTC. */
    day: date().notNull(),
    mode: text({ enum: ["live", "dry"] }).notNull(),
    hits: integer().notNull(),
    lastAt: time("last_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.ruleId, t.day, t.mode] }), index("policy_hits_day").on(t.day)],
);

/** What rules would have done with past posts. Kept for a week. */
export const policyDryRuns = pgTable(
  "policy_dry_runs",
  {
    id: uuid().primaryKey(),
    /** The rules, as text. */
    rules: text().notNull(),
    format: text({ enum: ["yaml", "json"] }).notNull(),
    days: integer().notNull(),
    most: integer().notNull(),
    state: text({ enum: ["waiting", "running", "done", "cancelled", "failed"] })
      .notNull()
      .default("waiting"),
    seen: integer().notNull().default(0),
    /** About how many there are. */
    total: integer().notNull().default(0),
    result: jsonb().$type<DryRunResult>(),
    accountId: uuid("account_id"),
    createdAt: time("created_at").notNull(),
    finishedAt: time("finished_at"),
  },
  (t) => [index("policy_dry_runs_created").on(t.createdAt)],
);
