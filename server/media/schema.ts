import { sql } from "drizzle-orm";
import {
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import type { FileRole, MediaError, PictureHash } from "#media/produced.ts";
import { accounts } from "../accounts/schema.ts";
import { scheduledPosts } from "../posts/scheduled/schema.ts";
import { posts } from "../posts/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** A file of a medium, under its name in the store. */
export interface KeptFile {
  role: FileRole;
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  width: number | null;
  height: number | null;
  fps: number | null;
}

export interface KeptCaption {
  /** BCP 47. */
  language: string;
  label: string | null;
  file: string;
}

/** What people here have put here. While it belongs to no post, it is kept for a day. */
export const media = pgTable(
  "media",
  {
    id: uuid().primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    state: text({ enum: ["waiting", "processing", "ready", "failed"] }).notNull(),
    kind: text({ enum: ["image", "gifv", "video", "audio"] }).notNull(),
    description: text(),
    focalPoint: jsonb("focal_point").$type<[x: number, y: number]>(),
    /** As it came: its name in the store until something has been made of it, what it is by its content, its bytes, its hash. */
    sourceFile: text("source_file"),
    sourceType: text("source_type").notNull(),
    sourceSize: integer("source_size").notNull(),
    sha256: text().notNull(),
    width: integer(),
    height: integer(),
    /** Seconds. */
    duration: doublePrecision(),
    fps: doublePrecision(),
    /** Bits a second. */
    bitrate: integer(),
    blurhash: text(),
    colour: text(),
    /** By which the same picture is found again. */
    hashes: jsonb().$type<PictureHash[]>().notNull().default([]),
    waveform: jsonb().$type<number[]>(),
    files: jsonb().$type<KeptFile[]>().notNull().default([]),
    captions: jsonb().$type<KeptCaption[]>().notNull().default([]),
    /** What somebody chose to stand for it, in the place of what was made. */
    thumbnail: jsonb().$type<KeptFile>(),
    /** 0 to 1. */
    progress: real().notNull().default(0),
    error: jsonb().$type<MediaError>(),
    /** How often it has been begun. */
    attempts: integer().notNull().default(0),
    postId: uuid("post_id").references(() => posts.id, { onDelete: "set null" }),
    scheduledId: uuid("scheduled_id").references(() => scheduledPosts.id, { onDelete: "set null" }),
    createdAt: time("created_at").notNull(),
    updatedAt: time("updated_at").notNull(),
  },
  (t) => [
    index("media_account").on(t.accountId, t.id),
    index("media_post").on(t.postId).where(sql`${t.postId} is not null`),
    index("media_scheduled").on(t.scheduledId).where(sql`${t.scheduledId} is not null`),
    index("media_loose").on(t.updatedAt).where(sql`${t.postId} is null and ${t.scheduledId} is null`),
    check("media_description_size", sql`char_length(${t.description}) <= 10000`),
  ],
);

/** Which files of the store a medium needs: written before they are put there, so that no sweep takes them. */
export const mediaFiles = pgTable(
  "media_files",
  {
    file: text().notNull(),
    mediumId: uuid("medium_id")
      .notNull()
      .references(() => media.id, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.file, t.mediumId] }), index("media_files_medium").on(t.mediumId)],
);
