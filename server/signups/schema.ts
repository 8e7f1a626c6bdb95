import { sql } from "drizzle-orm";
import {
  boolean,
  cidr,
  date,
  index,
  inet,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** Domains, with their subdomains, whose e-mail addresses nobody joins with. */
export const emailDomainBlocks = pgTable("email_domain_blocks", {
  id: uuid().primaryKey(),
  domain: text().notNull().unique(),
  /** People may join all the same, once somebody has approved them. */
  allowWithApproval: boolean("allow_with_approval").notNull().default(false),
  createdAt: time("created_at").notNull(),
});

/** How often somebody tried to join with a blocked domain, by day and address. Kept for a week. */
export const emailDomainAttempts = pgTable(
  "email_domain_attempts",
  {
    blockId: uuid("block_id")
      .notNull()
      .references(() => emailDomainBlocks.id, { onDelete: "cascade" }),
    day: date().notNull(),
    address: inet().notNull(),
    count: integer().notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.blockId, t.day, t.address] })],
);

/** People who may not come back under another spelling of their e-mail address. Only a hash of it is kept. */
export const canonicalEmailBlocks = pgTable(
  "canonical_email_blocks",
  {
    id: uuid().primaryKey(),
    /** SHA-256, in hexadecimal, of the address without dots and what follows a plus. */
    emailHash: text("email_hash").notNull().unique(),
    /** The suspended account whose address it is; null for one that was blocked by itself. */
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "set null" }),
    createdAt: time("created_at").notNull(),
  },
  (t) => [index("canonical_email_blocks_account").on(t.accountId)],
);

/** Networks that nobody joins from, or that nobody gets anything from. */
export const ipBlocks = pgTable(
  "ip_blocks",
  {
    id: uuid().primaryKey(),
    network: cidr().notNull(),
    severity: text({ enum: ["sign_up_requires_approval", "sign_up_block", "no_access"] }).notNull(),
    comment: text().notNull().default(""),
    /** Null for one that stays. */
    expiresAt: time("expires_at"),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("ip_blocks_network").on(t.network),
    index("ip_blocks_containing").using("gist", sql`${t.network} inet_ops`),
  ],
);
