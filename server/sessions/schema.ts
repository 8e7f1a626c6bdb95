import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });
const owner = () =>
  uuid("account_id")
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });

/** Browsers that are signed in. Only the SHA-256 of what the cookie holds is kept. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid().primaryKey(),
    tokenHash: text("token_hash").notNull().unique(),
    accountId: owner(),
    address: text(),
    userAgent: text("user_agent").notNull().default(""),
    createdAt: time("created_at").notNull(),
    lastUsedAt: time("last_used_at").notNull(),
  },
  (t) => [index("sessions_account").on(t.accountId)],
);

/** What is between two steps of signing in or of adding a passkey, for some minutes: found by the hash of a cookie. */
export const signInSteps = pgTable(
  "sign_in_steps",
  {
    tokenHash: text("token_hash").primaryKey(),
    /** `factor`: the password was right; the others: a challenge that a passkey answers. */
    kind: text({ enum: ["factor", "passkey-sign-in", "passkey-new"] }).notNull(),
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "cascade" }),
    challenge: text(),
    expiresAt: time("expires_at").notNull(),
  },
  (t) => [index("sign_in_steps_expiry").on(t.expiresAt)],
);

/** The app that shows six digits (TOTP, RFC 6238). */
export const authenticators = pgTable("authenticators", {
  accountId: owner().primaryKey(),
  /** Base32, as apps take it. It must be known to check digits, so it cannot be hashed. */
  secret: text().notNull(),
  /** Null until digits of it have been entered once. */
  enabledAt: time("enabled_at"),
  /** The 30 seconds that the last digits were of: none are taken twice (RFC 6238 §5.2). */
  lastStep: bigint("last_step", { mode: "number" }).notNull().default(0),
  createdAt: time("created_at").notNull(),
});

/** Codes for who has lost the authenticator; each is deleted when it is used. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  { accountId: owner(), codeHash: text("code_hash").notNull() },
  (t) => [primaryKey({ columns: [t.accountId, t.codeHash] })],
);

/** Passkeys (WebAuthn credentials). */
export const passkeys = pgTable(
  "passkeys",
  {
    id: uuid().primaryKey(),
    accountId: owner(),
    name: text().notNull(),
    /** Base64url, as browsers tell it. */
    credentialId: text("credential_id").notNull().unique(),
    /** COSE, base64url. */
    publicKey: text("public_key").notNull(),
    counter: bigint({ mode: "number" }).notNull(),
    transports: text().array().notNull(),
    isBackedUp: boolean("is_backed_up").notNull(),
    createdAt: time("created_at").notNull(),
    lastUsedAt: time("last_used_at"),
  },
  (t) => [index("passkeys_account").on(t.accountId)],
);

/** Attempts that went wrong lately, by what they were on: see throttle.ts. */
export const attempts = pgTable(
  "attempts",
  {
    key: text().primaryKey(),
    count: integer().notNull(),
    at: time("at").notNull(),
    blockedUntil: time("blocked_until"),
  },
  (t) => [index("attempts_at").on(t.at)],
);

/** Links that were mailed, or are about to be. The secret is made when the mail is written: no queue ever holds it. */
export const mailedLinks = pgTable(
  "mailed_links",
  {
    id: uuid().primaryKey(),
    accountId: owner(),
    purpose: text({ enum: ["confirm", "change", "reset"] }).notNull(),
    /** Where it goes. */
    email: text().notNull(),
    tokenHash: text("token_hash").unique(),
    createdAt: time("created_at").notNull(),
    expiresAt: time("expires_at").notNull(),
  },
  (t) => [
    index("mailed_links_account").on(t.accountId, t.purpose),
    index("mailed_links_expiry").on(t.expiresAt),
  ],
);

/**
 * What lets people who may not sign in read what was decided about them, and appeal: by the link of a letter, or after their
 * password. Only the SHA-256 of what the cookie holds is kept.
 */
export const decisionPasses = pgTable(
  "decision_passes",
  {
    tokenHash: text("token_hash").primaryKey(),
    accountId: owner(),
    createdAt: time("created_at").notNull(),
    expiresAt: time("expires_at").notNull(),
  },
  (t) => [
    index("decision_passes_account").on(t.accountId, t.createdAt),
    index("decision_passes_expiry").on(t.expiresAt),
  ],
);
