import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { accounts } from "../accounts/schema.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** Programs that people use the node with. Only SHA-256 of secrets and tokens are kept. */
export const oauthApps = pgTable("oauth_apps", {
  id: uuid().primaryKey(),
  name: text().notNull(),
  website: text(),
  clientId: text("client_id").notNull().unique(),
  secretHash: text("secret_hash").notNull(),
  redirectUris: text("redirect_uris").array().notNull(),
  /** The most that its tokens may have. */
  scopes: text().array().notNull(),
  createdAt: time("created_at").notNull(),
});

export const oauthTokens = pgTable(
  "oauth_tokens",
  {
    id: uuid().primaryKey(),
    tokenHash: text("token_hash").notNull().unique(),
    appId: uuid("app_id")
      .notNull()
      .references(() => oauthApps.id, { onDelete: "cascade" }),
    /** Null for the application's own (client credentials). */
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "cascade" }),
    scopes: text().array().notNull(),
    /** The authorization code that it was given for: when that comes again, the token goes. */
    codeId: uuid("code_id"),
    createdAt: time("created_at").notNull(),
    lastUsedAt: time("last_used_at"),
    lastUsedAddress: text("last_used_address"),
  },
  (t) => [
    index("oauth_tokens_account").on(t.accountId),
    index("oauth_tokens_app").on(t.appId),
    index("oauth_tokens_code").on(t.codeId),
  ],
);

/** Authorization codes, kept after their use until they expire, to know one that comes twice (RFC 6749 §4.1.2). */
export const oauthCodes = pgTable(
  "oauth_codes",
  {
    id: uuid().primaryKey(),
    codeHash: text("code_hash").notNull().unique(),
    appId: uuid("app_id")
      .notNull()
      .references(() => oauthApps.id, { onDelete: "cascade" }),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    redirectUri: text("redirect_uri").notNull(),
    scopes: text().array().notNull(),
    /** PKCE's S256 challenge; null where the app sent none. */
    challenge: text(),
    createdAt: time("created_at").notNull(),
    expiresAt: time("expires_at").notNull(),
    usedAt: time("used_at"),
  },
  (t) => [
    index("oauth_codes_expiry").on(t.expiresAt),
    index("oauth_codes_account").on(t.accountId),
    index("oauth_codes_app").on(t.appId),
  ],
);
