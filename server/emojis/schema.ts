import { sql } from "drizzle-orm";
import { boolean, check, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** The node's own emoji. Those of others lie with the posts and profiles that brought them. */
export const customEmojis = pgTable(
  "custom_emojis",
  {
    id: uuid().primaryKey(),
    /** Without colons. */
    shortcode: text().notNull().unique(),
    /** Names in the file store: the picture, and its first frame, which is the same where nothing moves. */
    file: text().notNull(),
    staticFile: text("static_file").notNull(),
    category: text(),
    visibleInPicker: boolean("visible_in_picker").notNull().default(true),
    createdAt: time("created_at").notNull(),
    updatedAt: time("updated_at").notNull(),
  },
  (t) => [check("custom_emojis_shortcode", sql`${t.shortcode} ~ '^[A-Za-z0-9_]{2,64}$'`)],
);
