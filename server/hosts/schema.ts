import { integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";

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
  verdict: text({ enum: ["reject"] }).notNull(),
  reason: text().notNull().default(""),
  createdAt: time("created_at").notNull(),
});
