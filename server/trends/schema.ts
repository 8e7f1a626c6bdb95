import { sql } from "drizzle-orm";
import {
  boolean,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** Every hashtag that a public post known here had: what search finds, and what moderators say of it. */
export const hashtags = pgTable(
  "hashtags",
  {
    /** As it is looked up: lower case, NFKC. */
    name: text().primaryKey(),
    id: uuid().notNull().unique(),
    /** As it was written first, or as a moderator wants it written. */
    displayName: text("display_name").notNull(),
    postsCount: integer("posts_count").notNull().default(0),
    /** Whether it may be used for counting and linking. */
    usable: boolean().notNull().default(true),
    /** Whether search and suggestions show it. */
    listable: boolean().notNull().default(true),
    /** Neither found nor trending while an action of moderators says so, whatever the review does. */
    limited: boolean().notNull().default(false),
    /** Null until a moderator has said so. */
    trendable: boolean(),
    reviewedAt: time("reviewed_at"),
    createdAt: time("created_at").notNull(),
    lastUsedAt: time("last_used_at"),
  },
  (t) => [index("hashtags_prefix").on(t.name.op("text_pattern_ops"))],
);

/** Sites whose pages are linked to, and whether they may trend. */
export const publishers = pgTable("publishers", {
  id: uuid().primaryKey(),
  domain: text().notNull().unique(),
  trendable: boolean(),
  reviewedAt: time("reviewed_at"),
  createdAt: time("created_at").notNull(),
});

/** Who used a hashtag or shared a link on which day (UTC): each account counts once. Kept for a week. */
export const uses = pgTable(
  "uses",
  {
    /** A hashtag or a preview card. */
    subjectId: uuid("subject_id").notNull(),
    day: date({ mode: "string" }).notNull(),
    accountId: uuid("account_id").notNull(),
  },
  (t) => [primaryKey({ columns: [t.subjectId, t.day, t.accountId] }), index("uses_day").using("brin", t.day)],
);

/** The same in numbers, so that a week's history of many hashtags is one range each. Kept for a week. */
export const useDays = pgTable(
  "use_days",
  {
    subjectId: uuid("subject_id").notNull(),
    day: date({ mode: "string" }).notNull(),
    uses: integer().notNull(),
    accounts: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subjectId, t.day] }),
    /** What can trend at all. */
    index("use_days_many").on(t.day).where(sql`${t.accounts} >= 5`),
  ],
);

/** What gets more attention than is usual, with its score when it was last worked out. */
export const trends = pgTable(
  "trends",
  {
    kind: text({ enum: ["hashtag", "post", "link"] }).notNull(),
    /** A hashtag, a post or a preview card. */
    subjectId: uuid("subject_id").notNull(),
    score: real().notNull(),
    /** The highest score, from which the present one has decayed. */
    peak: real().notNull(),
    peakAt: time("peak_at").notNull(),
    language: text(),
    /** Whether it may be shown, by moderators' word or by the node's rule for what nobody has looked at. */
    allowed: boolean().notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.subjectId] }), index("trends_score").on(t.kind, t.score)],
);

/** What moderators decided of a post, a preview card or an author: whether it may trend. */
export const trendVerdicts = pgTable("trend_verdicts", {
  subjectId: uuid("subject_id").primaryKey(),
  trendable: boolean().notNull(),
  decidedBy: uuid("decided_by").references(() => accounts.id, { onDelete: "set null" }),
  decidedAt: time("decided_at").notNull(),
});
