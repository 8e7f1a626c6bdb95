import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  customType,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

const time = (name: string) => timestamp(name, { withTimezone: true });
const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/**
 * Entries that wait for their place. Written in the transaction of what they tell of, so that there is never one without the
 * other; the sequencer (one process at a time) gives them their numbers.
 */
export const ledgerPending = pgTable(
  "ledger_pending",
  {
    id: bigserial({ mode: "bigint" }).primaryKey(),
    ledger: text({ enum: ["private", "public"] }).notNull(),
    /** RFC 8785 bytes of the entry. */
    entry: bytea().notNull(),
  },
  () => [],
);

/** The entries in their order, without gaps. Nothing here is ever changed. */
export const ledgerEntries = pgTable(
  "ledger_entries",
  {
    ledger: text({ enum: ["private", "public"] }).notNull(),
    seq: bigint({ mode: "number" }).notNull(),
    entry: bytea().notNull(),
    /** RFC 6962 leaf hash. */
    leaf: bytea().notNull(),
    kind: text().notNull(),
    /** The case it is about. */
    caseId: uuid("case_id"),
    at: time("at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ledger, t.seq] }),
    index("ledger_entries_case").on(t.caseId).where(sql`${t.caseId} is not null`),
    index("ledger_entries_kind").on(t.ledger, t.kind, t.seq),
  ],
);

/** Signed heads, the newest last. */
export const ledgerCheckpoints = pgTable(
  "ledger_checkpoints",
  {
    ledger: text({ enum: ["private", "public"] }).notNull(),
    size: bigint({ mode: "number" }).notNull(),
    root: bytea().notNull(),
    /** The whole signed note (C2SP tlog-checkpoint). */
    note: text().notNull(),
    at: time("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.ledger, t.size] })],
);

/** Keys of what entries hold encrypted: destroying one erases its content everywhere, and every hash still verifies. */
export const ledgerKeys = pgTable("ledger_keys", {
  id: uuid().primaryKey(),
  /** Null once it was destroyed. */
  key: bytea(),
  /** What it protects: an IRI, or a case's id. */
  about: text().notNull().unique(),
  createdAt: time("created_at").notNull(),
  destroyedAt: time("destroyed_at"),
  destroyedBecause: text("destroyed_because"),
  details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
});
