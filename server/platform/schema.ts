import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** What has been committed and must still be told to the queues. Payloads hold ids, never rows. */
export const outboxEvents = pgTable(
  "outbox_events",
  {
    id: uuid().primaryKey(),
    kind: text().notNull(),
    payload: jsonb().notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    dispatchedAt: timestamp("dispatched_at", { withTimezone: true }),
  },
  (table) => [
    index("outbox_events_undispatched").on(table.id).where(sql`${table.dispatchedAt} is null`),
    index("outbox_events_dispatched").on(table.dispatchedAt).where(sql`${table.dispatchedAt} is not null`),
  ],
);

/**
 * Fedify's key-value store: caches and marks that may be lost, so the migration makes the table unlogged (no
 * write-ahead log; empty after a crash).
 */
export const kvEntries = pgTable(
  "kv_entries",
  {
    key: text().array().notNull(),
    /** JSON as text: jsonb refuses the escaped zero characters that a hostile document may hold. */
    value: text().notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }),
  },
  (table) => [
    primaryKey({ columns: [table.key] }),
    index("kv_entries_expiry").on(table.expiresAt).where(sql`${table.expiresAt} is not null`),
  ],
);

/** Secrets that the node has made for itself, one a purpose. Whoever has one can sign in the node's name for that purpose. */
export const nodeSecrets = pgTable("node_secrets", {
  purpose: text().primaryKey(),
  secret: text().notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
});
