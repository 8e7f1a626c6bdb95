import { boolean, integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

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

/** Rules of this node about whole domains and their subdomains. */
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
  createdAt: time("created_at").notNull(),
});

/** The only domains that a node deals with whose federation is limited (LIMITED_FEDERATION). */
export const domainAllows = pgTable("domain_allows", {
  id: uuid().primaryKey(),
  domain: text().notNull().unique(),
  createdAt: time("created_at").notNull(),
});
