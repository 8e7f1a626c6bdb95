import { sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** What was learnt about other servers by talking to them. */
export const hosts = pgTable("hosts", {
  host: text().primaryKey(),
  /** The HTTP signature it accepted last. */
  signatureStyle: text("signature_style", { enum: ["rfc9421", "cavage"] }),
  /** Failed attempts in a row. */
  failures: integer().notNull().default(0),
  /** Circuit breaker: nothing is sent before this time. */
  openUntil: time("open_until"),
  failingSince: time("failing_since"),
  lastSuccessAt: time("last_success_at"),
});

/**
 * Who wants what for a domain: somebody here, a list that is subscribed to, an action. The rule that holds
 * (`domain_policies`) is the strictest of them in everything; with a decision that ends, only what it alone asked for goes.
 */
export const domainDecisions = pgTable(
  "domain_decisions",
  {
    id: uuid().primaryKey(),
    domain: text().notNull(),
    /** `hand`, `list:<subscription id>`, `action:<action id>`, `import:<id>`. */
    source: text().notNull(),
    /** `accept`: made by hand, so that no list decides about this domain. */
    verdict: text({ enum: ["reject", "limit", "none", "accept"] }).notNull(),
    rejectMedia: boolean("reject_media").notNull().default(false),
    rejectReports: boolean("reject_reports").notNull().default(false),
    /** `moderation/filter.ts` */
    filters: text().array().notNull().default(sql`'{}'`),
    reason: text().notNull().default(""),
    publicReason: text("public_reason").notNull().default(""),
    obfuscate: boolean().notNull().default(false),
    /** Who decided; null for a list or the command line. */
    accountId: uuid("account_id"),
    expiresAt: time("expires_at"),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("domain_decisions_once").on(t.domain, t.source),
    index("domain_decisions_source").on(t.source),
    index("domain_decisions_expiring").on(t.expiresAt).where(sql`${t.expiresAt} is not null`),
  ],
);

/** The rules that hold about whole domains and their subdomains, made of the decisions about them. */
export const domainPolicies = pgTable("domain_policies", {
  domain: text().primaryKey(),
  id: uuid().notNull().unique().defaultRandom(),
  /**
   * - `reject`: nothing is taken from or sent to it, and its accounts are suspended
   * - `limit`: its accounts are limited
   * - `none`: only what the flags say
   */
  verdict: text({ enum: ["reject", "limit", "none"] }).notNull(),
  /** Why, for who looks after the node. */
  reason: text().notNull().default(""),
  /** Why, for everybody. */
  publicReason: text("public_reason").notNull().default(""),
  /** Its media, avatars and emoji are not shown. */
  rejectMedia: boolean("reject_media").notNull().default(false),
  rejectReports: boolean("reject_reports").notNull().default(false),
  /** Only a part of its name is shown to everybody. */
  obfuscate: boolean().notNull().default(false),
  /** What is done to what its accounts send: `moderation/filter.ts`. */
  filters: text().array().notNull().default(sql`'{}'`),
  createdAt: time("created_at").notNull(),
});

/** The only domains that a node deals with whose federation is limited (LIMITED_FEDERATION). */
export const domainAllows = pgTable("domain_allows", {
  id: uuid().primaryKey(),
  domain: text().notNull().unique(),
  createdAt: time("created_at").notNull(),
});
