import { sql } from "drizzle-orm";
import { bigint, check, index, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** What is known of remote files that somebody wanted to see. What is not here was never asked for, or was let go of. */
export const remoteMedia = pgTable(
  "remote_media",
  {
    /** SHA-256 of size and address, in hex. */
    key: text().primaryKey(),
    url: text().notNull(),
    size: text().notNull(),
    /** The file's name in the store; null for what is too large to be kept, and passed through each time. */
    file: text(),
    mediaType: text("media_type").notNull(),
    /** Of the file here; 0 without one. */
    bytes: bigint({ mode: "number" }).notNull(),
    fetchedAt: timestamp("fetched_at", { withTimezone: true }).notNull(),
    /** To the hour. */
    usedAt: timestamp("used_at", { withTimezone: true }).notNull(),
  },
  (table) => [
    index("remote_media_used").on(table.usedAt),
    index("remote_media_file").on(table.file).where(sql`${table.file} is not null`),
    check("remote_media_bytes", sql`(${table.file} is null) = (${table.bytes} = 0)`),
  ],
);
