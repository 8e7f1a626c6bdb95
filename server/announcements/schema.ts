import { sql } from "drizzle-orm";
import { boolean, index, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });
const account = () =>
  uuid("account_id")
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });
const announcement = () =>
  uuid("announcement_id")
    .notNull()
    .references(() => announcements.id, { onDelete: "cascade" });

/** What whoever runs the node has to say to all people here. Triggers note changes for those who listen. */
export const announcements = pgTable(
  "announcements",
  {
    id: uuid().primaryKey(),
    /** As it was typed. */
    text: text().notNull(),
    html: text().notNull(),
    /** Accounts, posts and hashtags that the text names, as far as they were known when it was written. */
    accountIds: uuid("account_ids").array().notNull().default(sql`'{}'`),
    postIds: uuid("post_ids").array().notNull().default(sql`'{}'`),
    hashtags: text().array().notNull().default(sql`'{}'`),
    state: text({ enum: ["scheduled", "published", "ended"] }).notNull(),
    /** When it is to be published; null for at once. */
    scheduledAt: time("scheduled_at"),
    publishedAt: time("published_at"),
    /** When what it is about begins and ends; it is taken down at the end. */
    startsAt: time("starts_at"),
    endsAt: time("ends_at"),
    /** The times are days. */
    allDay: boolean("all_day").notNull().default(false),
    createdAt: time("created_at").notNull(),
    updatedAt: time("updated_at").notNull(),
  },
  (t) => [index("announcements_state").on(t.state)],
);

/** Who has read what. */
export const announcementReads = pgTable(
  "announcement_reads",
  { announcementId: announcement(), accountId: account(), readAt: time("read_at").notNull() },
  (t) => [
    primaryKey({ columns: [t.announcementId, t.accountId] }),
    index("announcement_reads_account").on(t.accountId),
  ],
);

/** Who reacted how. A reaction that was taken back keeps its row, so that whoever listens learns what is left. */
export const announcementReactions = pgTable(
  "announcement_reactions",
  {
    id: uuid().notNull().unique(),
    announcementId: announcement(),
    accountId: account(),
    /** A Unicode emoji, or a custom one's shortcode. */
    name: text().notNull(),
    withdrawn: boolean().notNull().default(false),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.announcementId, t.name, t.accountId] }),
    index("announcement_reactions_account").on(t.accountId),
  ],
);
