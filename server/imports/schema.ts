import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";
import { posts } from "../posts/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });
const account = () =>
  uuid("account_id")
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });

/** Files that people brought from elsewhere: looked at first, then worked through in the background. */
export const imports = pgTable(
  "imports",
  {
    id: uuid().primaryKey(),
    accountId: account(),
    kind: text({
      enum: ["follows", "blocks", "mutes", "domain_blocks", "lists", "bookmarks", "archive"],
    }).notNull(),
    /** Whether what the file does not have is removed. */
    mode: text({ enum: ["merge", "overwrite"] }).notNull(),
    state: text({ enum: ["unconfirmed", "running", "finished", "cancelled"] }).notNull(),
    /** What the person calls it. */
    fileName: text("file_name").notNull(),
    /** Of an archive: its file in `DATA_DIR/imports`. */
    file: text(),
    total: integer().notNull(),
    done: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    createdAt: time("created_at").notNull(),
    startedAt: time("started_at"),
    finishedAt: time("finished_at"),
  },
  (t) => [
    index("imports_account").on(t.accountId, t.id),
    index("imports_running").on(t.id).where(sql`${t.state} = 'running'`),
    index("imports_created").on(t.createdAt),
  ],
);

/** The rows of an import; each says what became of it, so that a restart goes on where it was. */
export const importRows = pgTable(
  "import_rows",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => imports.id, { onDelete: "cascade" }),
    /** Line of the file, from 1. */
    position: integer().notNull(),
    /** As they were in the file. */
    fields: text().array().notNull(),
    /** What the row names, as it is compared: an address, a domain or the IRI of a post. */
    key: text().notNull(),
    /** The account or post, once it is found. */
    targetId: uuid("target_id"),
    state: text({ enum: ["waiting", "done", "failed"] }).notNull(),
    reason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.position] }),
    index("import_rows_waiting").on(t.importId, t.position).where(sql`${t.state} = 'waiting'`),
    index("import_rows_key").on(t.importId, t.key),
    index("import_rows_target").on(t.importId, t.targetId),
  ],
);

/** Posts that came from an archive, by the ids they had: the same archive twice adds nothing. */
export const importedPosts = pgTable(
  "imported_posts",
  {
    accountId: account(),
    originalIri: text("original_iri").notNull(),
    postId: uuid("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.originalIri] }), index("imported_posts_post").on(t.postId)],
);
