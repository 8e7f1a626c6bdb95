import { sql } from "drizzle-orm";
import {
  bigserial,
  customType,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

/** PostgreSQL's 64-bit transaction id, as decimal text. */
const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });

/**
 * What has changed, written by triggers in the transaction that changes it (migrations/0002), so that no path past a use
 * case is missed. Read by {@link createChangeFeed}: streaming, push and everything else that happens afterwards. Kept for
 * two days.
 */
export const changes = pgTable(
  "changes",
  {
    id: bigserial({ mode: "bigint" }).notNull(),
    /** The transaction that wrote it: readers stop before the oldest that is still open. */
    xid: xid8().notNull().default(sql`pg_current_xact_id()`),
    kind: text().notNull(),
    /** What it is about: a post, a boost, a notification. */
    subjectId: uuid("subject_id").notNull(),
    /** Whose it is: the author, or who is told. */
    accountId: uuid("account_id"),
    at: timestamp("at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.xid, t.id] }), index("changes_at").using("brin", t.at)],
);

/** How far each consumer that must miss nothing has come. */
export const changeCursors = pgTable("change_cursors", {
  consumer: text().primaryKey(),
  /** Xid and id of the last change that was dealt with: `xid:id`. */
  position: text().notNull(),
});
