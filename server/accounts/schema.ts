import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { AccountKey, ProfileField } from "#protocol/model/account.ts";
import type { CustomEmoji } from "#protocol/model/post.ts";

const time = (name: string) => timestamp(name, { withTimezone: true });

/** A profile field as it was typed. */
export interface FieldSource {
  name: string;
  value: string;
  /** ISO 8601; null for what does not link back by `rel=me`. */
  verifiedAt: string | null;
}

/** People, bots and groups, local and remote. `domain` is null for local ones. */
export const accounts = pgTable(
  "accounts",
  {
    id: uuid().primaryKey(),
    iri: text().notNull().unique(),
    username: text().notNull(),
    domain: text(),
    kind: text({ enum: ["person", "service", "group", "organization", "application"] }).notNull(),
    state: text({ enum: ["active", "suspended", "deleted"] })
      .notNull()
      .default("active"),
    displayName: text("display_name").notNull().default(""),
    bioHtml: text("bio_html").notNull().default(""),
    /** What a local account's owner typed. */
    bioSource: text("bio_source").notNull().default(""),
    url: text().notNull(),
    inbox: text().notNull(),
    sharedInbox: text("shared_inbox"),
    outbox: text(),
    followers: text(),
    following: text(),
    featured: text(),
    locked: boolean().notNull().default(false),
    discoverable: boolean().notNull().default(true),
    indexable: boolean().notNull().default(false),
    memorial: boolean().notNull().default(false),
    aliases: text().array().notNull().default(sql`'{}'`),
    movedTo: text("moved_to"),
    fields: jsonb().$type<ProfileField[]>().notNull().default([]),
    emojis: jsonb().$type<CustomEmoji[]>().notNull().default([]),
    avatarUrl: text("avatar_url"),
    avatarAlt: text("avatar_alt"),
    headerUrl: text("header_url"),
    headerAlt: text("header_alt"),
    /** What a local account's owner typed into the fields, and since when each link is known to link back. */
    fieldSources: jsonb("field_sources").$type<FieldSource[]>().notNull().default([]),
    /** Whom it follows and who follows it is nobody else's business. */
    hideCollections: boolean("hide_collections").notNull().default(false),
    /** Limited by the node's moderators: only who follows it sees it in public places. */
    limited: boolean().notNull().default(false),
    /** Everything it attaches is marked as sensitive, by the node's moderators. */
    sensitized: boolean().notNull().default(false),
    /** What is done to what it sends: `moderation/filter.ts`. */
    filters: text().array().notNull().default(sql`'{}'`),
    /** The same by the node's rules, as they found its profile when it last changed; and the labels that they gave it. */
    ruleFilters: text("rule_filters").array().notNull().default(sql`'{}'`),
    ruleLabels: text("rule_labels").array().notNull().default(sql`'{}'`),
    /** The same by the rules about its domain, as `limitedByDomain` is. */
    domainFilters: text("domain_filters").array().notNull().default(sql`'{}'`),
    /** Its new posts wait until a moderator has looked at them. */
    held: boolean().notNull().default(false),
    /** Since when it is suspended by this node: what it wrote is erased after a month. */
    suspendedAt: time("suspended_at"),
    /** Limited or suspended because its whole domain is, and for no reason of its own. */
    limitedByDomain: boolean("limited_by_domain").notNull().default(false),
    suspendedByDomain: boolean("suspended_by_domain").notNull().default(false),
    /** Web sites that may name it as an author. */
    attributionDomains: text("attribution_domains").array().notNull().default(sql`'{}'`),
    /** What its profile has a place for. */
    showsMedia: boolean("shows_media").notNull().default(true),
    showsMediaReplies: boolean("shows_media_replies").notNull().default(true),
    showsFeatured: boolean("shows_featured").notNull().default(true),
    owners: text().array().notNull().default(sql`'{}'`),
    /** Public keys that a remote actor publishes; a local account's are in `signing_keys`. */
    keys: jsonb().$type<AccountKey[]>().notNull().default([]),
    followersCount: integer("followers_count").notNull().default(0),
    followingCount: integer("following_count").notNull().default(0),
    postsCount: integer("posts_count").notNull().default(0),
    lastPostAt: time("last_post_at"),
    publishedAt: time("published_at"),
    /** When a remote actor was last read from its origin. */
    fetchedAt: time("fetched_at"),
    createdAt: time("created_at").notNull(),
    updatedAt: time("updated_at").notNull(),
  },
  (t) => [
    uniqueIndex("accounts_local_username").on(sql`lower(${t.username})`).where(sql`${t.domain} is null`),
    index("accounts_handle").on(sql`lower(${t.username})`, t.domain),
    // Search by how a name begins. Nothing that changes with every post may be in an index of this table.
    index("accounts_username_prefix").on(sql`lower(${t.username}) text_pattern_ops`),
    index("accounts_name_words").using("gin", sql`to_tsvector('simple', ${t.displayName})`),
    index("accounts_local").on(t.id).where(sql`${t.domain} is null`),
    // Which pictures are in use.
    index("accounts_local_avatar_file")
      .on(sql`substring(${t.avatarUrl} from '[^/]+$')`)
      .where(sql`${t.domain} is null`),
    index("accounts_local_header_file")
      .on(sql`substring(${t.headerUrl} from '[^/]+$')`)
      .where(sql`${t.domain} is null`),
    // Which remote account publishes a key, by the key's id.
    index("accounts_keys").using("gin", sql`${t.keys} jsonb_path_ops`).where(sql`${t.domain} is not null`),
    index("accounts_suspended").on(t.suspendedAt).where(sql`${t.suspendedAt} is not null`),
    index("accounts_domain_first").on(t.domain, t.id).where(sql`${t.domain} is not null`),
    check("accounts_username_length", sql`length(${t.username}) between 1 and 256`),
  ],
);

/** Key pairs of local accounts. A retired key still verifies what it signed. */
export const signingKeys = pgTable(
  "signing_keys",
  {
    id: uuid().primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    algorithm: text({ enum: ["rsa", "ed25519"] }).notNull(),
    /** SPKI and PKCS#8, PEM. */
    publicPem: text("public_pem").notNull(),
    privatePem: text("private_pem").notNull(),
    createdAt: time("created_at").notNull(),
    retiredAt: time("retired_at"),
  },
  (t) => [
    uniqueIndex("signing_keys_current").on(t.accountId, t.algorithm).where(sql`${t.retiredAt} is null`),
    index("signing_keys_account").on(t.accountId),
  ],
);

/** Whom a local account lets in, and with which role. */
export const logins = pgTable("logins", {
  accountId: uuid("account_id")
    .primaryKey()
    .references(() => accounts.id, { onDelete: "cascade" }),
  email: text().unique(),
  passwordHash: text("password_hash").notNull(),
  role: text({ enum: ["owner", "admin", "moderator", "member"] })
    .notNull()
    .default("member"),
  /** Since when the address counts as this person's; null while a confirmation is waited for. */
  emailConfirmedAt: time("email_confirmed_at").defaultNow(),
  /** Null while a moderator has not said yes. */
  approvedAt: time("approved_at").defaultNow(),
  /** Since when moderators keep its owner out. */
  disabledAt: time("disabled_at"),
  signUpAddress: text("sign_up_address"),
  /** What the person wrote to be let in. */
  signUpReason: text("sign_up_reason"),
  /** The application that made it by the API. */
  signUpAppId: uuid("sign_up_app_id"),
  invitationId: uuid("invitation_id").references(() => invitations.id, { onDelete: "set null" }),
  locale: text(),
  currentSignInAt: time("current_sign_in_at"),
  currentSignInAddress: text("current_sign_in_address"),
  lastSignInAt: time("last_sign_in_at"),
  lastSignInAddress: text("last_sign_in_address"),
  createdAt: time("created_at").notNull(),
});

/** How somebody posts and reads, unless a client says otherwise. Absent rows are all defaults. */
export const accountSettings = pgTable("account_settings", {
  accountId: uuid("account_id")
    .primaryKey()
    .references(() => accounts.id, { onDelete: "cascade" }),
  /** Null: public, or followers where follows wait for approval. */
  visibility: text({ enum: ["public", "unlisted", "followers"] }),
  sensitive: boolean().notNull().default(false),
  /** ISO 639-1; null for the client's own. */
  language: text(),
  quotePolicy: text("quote_policy", { enum: ["public", "followers", "nobody"] })
    .notNull()
    .default("public"),
  mediaDisplay: text("media_display", { enum: ["default", "show_all", "hide_all"] })
    .notNull()
    .default("default"),
  /** Whether what stands behind a content warning is shown at once. */
  opensWarnings: boolean("opens_warnings").notNull().default(false),
  playsMotion: boolean("plays_motion").notNull().default(false),
});

/** Links by which people join. Only the SHA-256 of the token is kept. */
export const invitations = pgTable(
  "invitations",
  {
    id: uuid().primaryKey(),
    tokenHash: text("token_hash").notNull().unique(),
    role: text({ enum: ["owner", "admin", "moderator", "member"] }).notNull(),
    createdBy: uuid("created_by").references(() => accounts.id, { onDelete: "set null" }),
    maxUses: integer("max_uses").notNull().default(1),
    uses: integer().notNull().default(0),
    createdAt: time("created_at").notNull(),
    expiresAt: time("expires_at"),
  },
  (t) => [check("invitations_uses", sql`${t.uses} between 0 and ${t.maxUses}`)],
);
