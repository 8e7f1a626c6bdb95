import { bigint, index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** Archives that people asked for of what they wrote; files of `DATA_DIR/archives` for as long as the row is there. */
export const archives = pgTable(
  "archives",
  {
    id: uuid().primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    state: text({ enum: ["waiting", "ready"] }).notNull(),
    /** Name of the file, which nobody can guess. */
    file: text().notNull().unique(),
    bytes: bigint({ mode: "number" }),
    createdAt: time("created_at").notNull(),
    finishedAt: time("finished_at"),
  },
  (t) => [index("archives_account").on(t.accountId, t.id), index("archives_created").on(t.createdAt)],
);
