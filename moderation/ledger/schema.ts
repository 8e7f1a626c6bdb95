import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
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
    kind: text().notNull().default(""),
    caseId: uuid("case_id"),
    at: time("at").notNull().defaultNow(),
  },
  (t) => [index("ledger_pending_next").on(t.ledger, t.id)],
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

/**
 * Full tiles of hashes (C2SP tlog-tiles). Partial ones are made of what is below them: at most 255 rows, so that nothing ever
 * needs more than the right edge.
 */
export const ledgerTiles = pgTable(
  "ledger_tiles",
  {
    ledger: text({ enum: ["private", "public"] }).notNull(),
    level: integer().notNull(),
    index: bigint({ mode: "number" }).notNull(),
    /** 256 hashes of 32 bytes. */
    hashes: bytea().notNull(),
    /** What they hash to: their tile's place in the tile above. */
    root: bytea().notNull(),
  },
  (t) => [primaryKey({ columns: [t.ledger, t.level, t.index] })],
);

/** Entries that are too large for a tile, whole. The ledger has their digest in their place. */
export const ledgerLarge = pgTable("ledger_large", {
  sha256: bytea().primaryKey(),
  entry: bytea().notNull(),
});

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
export const ledgerKeys = pgTable(
  "ledger_keys",
  {
    id: uuid().primaryKey(),
    /** AES-256; null once it was destroyed. */
    key: bytea(),
    /** What commitments in the public ledger are made with; null once it was destroyed. */
    salt: bytea(),
    /** What it protects: an IRI, or an id; empty once it was destroyed. At most one key about something is not. */
    about: text().notNull(),
    createdAt: time("created_at").notNull(),
    destroyedAt: time("destroyed_at"),
    destroyedBecause: text("destroyed_because"),
  },
  (t) => [uniqueIndex("ledger_keys_about").on(t.about).where(sql`${t.destroyedAt} is null`)],
);
