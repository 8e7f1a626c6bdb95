import type { Role } from "../accounts/role.ts";

/**
 * Who may call an endpoint.
 *
 * - `anyone`: no token needed; one that is given must be valid and have a scope
 * - `token`: a token, also an application's own
 * - `user`: the token of a person
 * - `moderator`, `admin`: the token of a person with that role, or a higher one
 */
export type Who = "anyone" | "token" | "user" | "moderator" | "admin";

export interface Access {
  readonly who: Who;
  /** Any one of them is enough; `read` holds `read:statuses`, `admin:read` holds `admin:read:accounts`. */
  readonly scopes: readonly Scope[];
  /** Files that come to it are large: they are received on disk, once their sender is known and let in. */
  readonly takesFiles?: true;
}

const objects = {
  read: [
    "accounts",
    "blocks",
    "bookmarks",
    "favourites",
    "filters",
    "follows",
    "lists",
    "mutes",
    "notifications",
    "search",
    "statuses",
  ],
  write: [
    "accounts",
    "blocks",
    "bookmarks",
    "conversations",
    "favourites",
    "filters",
    "follows",
    "lists",
    "media",
    "mutes",
    "notifications",
    "reports",
    "statuses",
  ],
  admin: [
    "accounts",
    "reports",
    "domain_allows",
    "domain_blocks",
    "ip_blocks",
    "email_domain_blocks",
    "canonical_email_blocks",
  ],
} as const;

type Read = (typeof objects.read)[number];
type Write = (typeof objects.write)[number];
type Admin = (typeof objects.admin)[number];

/** Everything a token can be for. https://docs.joinmastodon.org/api/oauth-scopes/ */
export type Scope =
  | "read"
  | "write"
  | "follow"
  | "push"
  | "profile"
  | "admin:read"
  | "admin:write"
  | `read:${Read}`
  | `write:${Write}`
  | `admin:read:${Admin}`
  | `admin:write:${Admin}`;

export const allScopes: readonly Scope[] = [
  "read",
  ...objects.read.map((object) => `read:${object}` as const),
  "write",
  ...objects.write.map((object) => `write:${object}` as const),
  "follow",
  "push",
  "profile",
  "admin:read",
  ...objects.admin.map((object) => `admin:read:${object}` as const),
  "admin:write",
  ...objects.admin.map((object) => `admin:write:${object}` as const),
];

/** What `follow`, which is older than the scopes by object, stands for. */
const follow = new Set<string>([
  "read:blocks",
  "read:follows",
  "read:mutes",
  "write:blocks",
  "write:follows",
  "write:mutes",
]);

/**
 * Whether a token's scopes hold what is wanted.
 *
 * @example grants(["read"], "read:statuses") // true
 */
export function grants(held: readonly string[], wanted: Scope): boolean {
  return held.some(
    (scope) =>
      scope === wanted || wanted.startsWith(`${scope}:`) || (scope === "follow" && follow.has(wanted)),
  );
}

const entry =
  <const W extends Who>(who: W) =>
  (...scopes: Scope[]) => ({ who, scopes });
const open = { who: "anyone", scopes: [] } as const;
const anyone = entry("anyone");
const token = entry("token");
const user = entry("user");
const adminUploader = (...scopes: Scope[]) => ({ who: "admin", scopes, takesFiles: true }) as const;
/** For a person's files. */
const uploader = (...scopes: Scope[]) => ({ who: "user", scopes, takesFiles: true }) as const;
const moderator = entry("moderator");
const admin = entry("admin");

/**
 * The one table of the client API: every endpoint, who may call it and with which scope. A route that is not in it does
 * not compile; a test calls each with no token, a wrong scope and a suspended account.
 */
export const access = {
  // OAuth
  "POST /api/v1/apps": open,
  "POST /api/v2/apps": open,
  "GET /api/v1/apps/verify_credentials": token(),
  "POST /oauth/token": open,
  "POST /oauth/revoke": open,
  "POST /oauth/introspect": open,
  "GET /oauth/userinfo": user("profile"),
  "POST /oauth/userinfo": user("profile"),
  "GET /.well-known/oauth-authorization-server": open,

  // Accounts
  "POST /api/v1/accounts": token("write:accounts"),
  "POST /api/v1/emails/confirmations": token("write:accounts"),
  "GET /api/v1/emails/check_confirmation": token(),
  "GET /api/v1/accounts": anyone("read:accounts"),
  "GET /api/v1/accounts/verify_credentials": user("profile", "read:accounts"),
  "PATCH /api/v1/accounts/update_credentials": user("write:accounts"),
  "GET /api/v1/accounts/lookup": anyone("read:accounts"),
  "GET /api/v1/accounts/search": user("read:accounts"),
  "GET /api/v1/accounts/relationships": user("read:follows"),
  "GET /api/v1/accounts/familiar_followers": user("read:follows"),
  "GET /api/v1/accounts/:id": anyone("read:accounts"),
  "GET /api/v1/accounts/:id/statuses": anyone("read:statuses"),
  "GET /api/v1/accounts/:id/followers": anyone("read:accounts"),
  "GET /api/v1/accounts/:id/following": anyone("read:accounts"),
  "GET /api/v1/accounts/:id/featured_tags": anyone("read:accounts"),
  "GET /api/v1/accounts/:id/endorsements": anyone("read:accounts"),
  "GET /api/v1/accounts/:id/identity_proofs": anyone("read:accounts"),
  "GET /api/v1/accounts/:id/lists": user("read:lists"),
  "POST /api/v1/accounts/:id/follow": user("write:follows"),
  "POST /api/v1/accounts/:id/unfollow": user("write:follows"),
  "POST /api/v1/accounts/:id/remove_from_followers": user("write:follows"),
  "POST /api/v1/accounts/:id/block": user("write:blocks"),
  "POST /api/v1/accounts/:id/unblock": user("write:blocks"),
  "POST /api/v1/accounts/:id/mute": user("write:mutes"),
  "POST /api/v1/accounts/:id/unmute": user("write:mutes"),
  "POST /api/v1/accounts/:id/pin": user("write:accounts"),
  "POST /api/v1/accounts/:id/unpin": user("write:accounts"),
  "POST /api/v1/accounts/:id/endorse": user("write:accounts"),
  "POST /api/v1/accounts/:id/unendorse": user("write:accounts"),
  "POST /api/v1/accounts/:id/note": user("write:accounts"),
  "GET /api/v1/profile": user("profile", "read:accounts"),
  "PATCH /api/v1/profile": user("write:accounts"),
  "DELETE /api/v1/profile/avatar": user("write:accounts"),
  "DELETE /api/v1/profile/header": user("write:accounts"),
  "GET /api/v1/bookmarks": user("read:bookmarks"),
  "GET /api/v1/favourites": user("read:favourites"),
  "GET /api/v1/mutes": user("read:mutes"),
  "GET /api/v1/blocks": user("read:blocks"),
  "GET /api/v1/domain_blocks": user("read:blocks"),
  "GET /api/v1/domain_blocks/preview": user("read:blocks"),
  "POST /api/v1/domain_blocks": user("write:blocks"),
  "DELETE /api/v1/domain_blocks": user("write:blocks"),
  "GET /api/v1/follow_requests": user("read:follows"),
  "POST /api/v1/follow_requests/:id/authorize": user("write:follows"),
  "POST /api/v1/follow_requests/:id/reject": user("write:follows"),
  "GET /api/v1/endorsements": user("read:accounts"),
  "GET /api/v1/featured_tags": user("read:accounts"),
  "POST /api/v1/featured_tags": user("write:accounts"),
  "GET /api/v1/featured_tags/suggestions": user("read:accounts"),
  "DELETE /api/v1/featured_tags/:id": user("write:accounts"),
  "GET /api/v1/preferences": user("read:accounts"),
  "GET /api/v1/followed_tags": user("read:follows"),
  "GET /api/v1/suggestions": user("read:accounts", "read"),
  "GET /api/v2/suggestions": user("read:accounts", "read"),
  "DELETE /api/v1/suggestions/:id": user("write:accounts", "read"),
  "GET /api/v1/directory": anyone("read:accounts"),
  "GET /api/v1/tags/:name": anyone("read"),
  "POST /api/v1/tags/:name/follow": user("write:follows"),
  "POST /api/v1/tags/:name/unfollow": user("write:follows"),
  "POST /api/v1/tags/:name/feature": user("write:accounts"),
  "POST /api/v1/tags/:name/unfeature": user("write:accounts"),

  // Statuses
  "POST /api/v1/statuses": user("write:statuses"),
  "GET /api/v1/statuses": anyone("read:statuses"),
  "GET /api/v1/statuses/:id": anyone("read:statuses"),
  "PUT /api/v1/statuses/:id": user("write:statuses"),
  "DELETE /api/v1/statuses/:id": user("write:statuses"),
  "GET /api/v1/statuses/:id/context": anyone("read:statuses"),
  "GET /api/v1/statuses/:id/history": anyone("read:statuses"),
  "GET /api/v1/statuses/:id/source": user("read:statuses"),
  "GET /api/v1/statuses/:id/card": anyone("read:statuses"),
  "GET /api/v1/statuses/:id/reblogged_by": anyone("read:accounts", "read:statuses"),
  "GET /api/v1/statuses/:id/favourited_by": anyone("read:accounts", "read:statuses"),
  "GET /api/v1/statuses/:id/quotes": user("read:statuses"),
  "POST /api/v1/statuses/:id/quotes/:quote/revoke": user("write:statuses"),
  "PUT /api/v1/statuses/:id/interaction_policy": user("write:statuses"),
  "POST /api/v1/statuses/:id/translate": token("read:statuses"),
  "POST /api/v1/statuses/:id/favourite": user("write:favourites"),
  "POST /api/v1/statuses/:id/unfavourite": user("write:favourites"),
  "POST /api/v1/statuses/:id/reblog": user("write:statuses"),
  "POST /api/v1/statuses/:id/unreblog": user("write:statuses"),
  "POST /api/v1/statuses/:id/bookmark": user("write:bookmarks"),
  "POST /api/v1/statuses/:id/unbookmark": user("write:bookmarks"),
  "POST /api/v1/statuses/:id/mute": user("write:mutes"),
  "POST /api/v1/statuses/:id/unmute": user("write:mutes"),
  "POST /api/v1/statuses/:id/pin": user("write:accounts"),
  "POST /api/v1/statuses/:id/unpin": user("write:accounts"),
  // Emoji reactions, as glitch-soc's and Pleroma's clients ask for them.
  "POST /api/v1/statuses/:id/react/:emoji": user("write:favourites"),
  "POST /api/v1/statuses/:id/unreact/:emoji": user("write:favourites"),
  "GET /api/v1/pleroma/statuses/:id/reactions": anyone("read:statuses"),
  "GET /api/v1/pleroma/statuses/:id/reactions/:emoji": anyone("read:statuses"),
  "PUT /api/v1/pleroma/statuses/:id/reactions/:emoji": user("write:favourites"),
  "DELETE /api/v1/pleroma/statuses/:id/reactions/:emoji": user("write:favourites"),
  "GET /api/v1/polls/:id": anyone("read:statuses"),
  "POST /api/v1/polls/:id/votes": user("write:statuses"),
  "GET /api/v1/scheduled_statuses": user("read:statuses"),
  "GET /api/v1/scheduled_statuses/:id": user("read:statuses"),
  "PUT /api/v1/scheduled_statuses/:id": user("write:statuses"),
  "DELETE /api/v1/scheduled_statuses/:id": user("write:statuses"),

  // Media
  "POST /api/v2/media": uploader("write:media"),
  "POST /api/v1/media": uploader("write:media"),
  "GET /api/v1/media/:id": user("write:media"),
  "PUT /api/v1/media/:id": uploader("write:media"),
  "DELETE /api/v1/media/:id": user("write:media"),
  // What is said in a video or a sound, as WebVTT: Mastodon's API has nothing for it.
  "PUT /api/v1/media/:id/captions/:language": uploader("write:media"),
  "DELETE /api/v1/media/:id/captions/:language": user("write:media"),

  // Timelines and around
  "GET /api/v1/timelines/home": user("read:statuses"),
  "GET /api/v1/timelines/public": anyone("read:statuses"),
  "GET /api/v1/timelines/tag/:hashtag": anyone("read:statuses"),
  "GET /api/v1/timelines/link": anyone("read:statuses"),
  "GET /api/v1/timelines/list/:id": user("read:lists"),
  "GET /api/v1/timelines/direct": user("read:statuses"),
  "GET /api/v1/lists": user("read:lists"),
  "POST /api/v1/lists": user("write:lists"),
  "GET /api/v1/lists/:id": user("read:lists"),
  "PUT /api/v1/lists/:id": user("write:lists"),
  "DELETE /api/v1/lists/:id": user("write:lists"),
  "GET /api/v1/lists/:id/accounts": user("read:lists"),
  "POST /api/v1/lists/:id/accounts": user("write:lists"),
  "DELETE /api/v1/lists/:id/accounts": user("write:lists"),
  "GET /api/v1/markers": user("read:statuses"),
  "POST /api/v1/markers": user("write:statuses"),
  "GET /api/v1/conversations": user("read:statuses"),
  "DELETE /api/v1/conversations/:id": user("write:conversations"),
  "POST /api/v1/conversations/:id/read": user("write:conversations"),
  "POST /api/v1/conversations/:id/unread": user("write:conversations"),
  "GET /api/v1/filters": user("read:filters"),
  "POST /api/v1/filters": user("write:filters"),
  "GET /api/v1/filters/:id": user("read:filters"),
  "PUT /api/v1/filters/:id": user("write:filters"),
  "DELETE /api/v1/filters/:id": user("write:filters"),
  "GET /api/v2/filters": user("read:filters"),
  "POST /api/v2/filters": user("write:filters"),
  "GET /api/v2/filters/:id": user("read:filters"),
  "PUT /api/v2/filters/:id": user("write:filters"),
  "DELETE /api/v2/filters/:id": user("write:filters"),
  "GET /api/v2/filters/:id/keywords": user("read:filters"),
  "POST /api/v2/filters/:id/keywords": user("write:filters"),
  "GET /api/v2/filters/keywords/:id": user("read:filters"),
  "PUT /api/v2/filters/keywords/:id": user("write:filters"),
  "DELETE /api/v2/filters/keywords/:id": user("write:filters"),
  "GET /api/v2/filters/:id/statuses": user("read:filters"),
  "POST /api/v2/filters/:id/statuses": user("write:filters"),
  "GET /api/v2/filters/statuses/:id": user("read:filters"),
  "DELETE /api/v2/filters/statuses/:id": user("write:filters"),
  "GET /api/v1/trends": anyone("read"),
  "GET /api/v1/trends/tags": anyone("read"),
  "GET /api/v1/trends/statuses": anyone("read"),
  "GET /api/v1/trends/links": anyone("read"),
  "GET /api/v1/announcements": user("read"),
  "POST /api/v1/announcements/:id/dismiss": user("write:accounts"),
  "PUT /api/v1/announcements/:id/reactions/:name": user("write:favourites"),
  "DELETE /api/v1/announcements/:id/reactions/:name": user("write:favourites"),
  "GET /api/v1/custom_emojis": open,

  // The node
  "GET /api/v1/instance": open,
  "GET /api/v2/instance": open,
  "GET /api/v1/instance/peers": open,
  "GET /api/v1/instance/activity": open,
  "GET /api/v1/instance/rules": open,
  "GET /api/v1/instance/domain_blocks": open,
  "GET /api/v1/instance/extended_description": open,
  "GET /api/v1/instance/privacy_policy": open,
  "GET /api/v1/instance/terms_of_service": open,
  "GET /api/v1/instance/terms_of_service/:date": open,
  "GET /api/v1/instance/translation_languages": open,
  "GET /api/oembed": open,

  // Notifications, push, streaming
  "GET /api/v1/notifications": user("read:notifications"),
  "GET /api/v1/notifications/unread_count": user("read:notifications"),
  "GET /api/v1/notifications/:id": user("read:notifications"),
  "POST /api/v1/notifications/clear": user("write:notifications"),
  "POST /api/v1/notifications/:id/dismiss": user("write:notifications"),
  "GET /api/v2/notifications": user("read:notifications"),
  "GET /api/v2/notifications/unread_count": user("read:notifications"),
  "GET /api/v2/notifications/policy": user("read:notifications"),
  "PATCH /api/v2/notifications/policy": user("write:notifications"),
  "GET /api/v1/notifications/policy": user("read:notifications"),
  "PUT /api/v1/notifications/policy": user("write:notifications"),
  "GET /api/v2/notifications/:key": user("read:notifications"),
  "POST /api/v2/notifications/:key/dismiss": user("write:notifications"),
  "GET /api/v2/notifications/:key/accounts": user("read:notifications"),
  "GET /api/v1/notifications/requests": user("read:notifications"),
  "GET /api/v1/notifications/requests/merged": user("read:notifications"),
  "POST /api/v1/notifications/requests/accept": user("write:notifications"),
  "POST /api/v1/notifications/requests/dismiss": user("write:notifications"),
  "GET /api/v1/notifications/requests/:id": user("read:notifications"),
  "POST /api/v1/notifications/requests/:id/accept": user("write:notifications"),
  "POST /api/v1/notifications/requests/:id/dismiss": user("write:notifications"),
  "GET /api/v1/push/subscription": user("push"),
  "POST /api/v1/push/subscription": user("push"),
  "PUT /api/v1/push/subscription": user("push"),
  "DELETE /api/v1/push/subscription": user("push"),

  // Search, reports
  "GET /api/v2/search": anyone("read:search"),
  "POST /api/v1/reports": user("write:reports"),

  // Administration
  "GET /api/v1/admin/accounts": moderator("admin:read:accounts"),
  "GET /api/v2/admin/accounts": moderator("admin:read:accounts"),
  "GET /api/v1/admin/accounts/:id": moderator("admin:read:accounts"),
  "DELETE /api/v1/admin/accounts/:id": admin("admin:write:accounts"),
  "POST /api/v1/admin/accounts/:id/action": moderator("admin:write:accounts"),
  "POST /api/v1/admin/accounts/:id/approve": moderator("admin:write:accounts"),
  "POST /api/v1/admin/accounts/:id/reject": moderator("admin:write:accounts"),
  "POST /api/v1/admin/accounts/:id/enable": moderator("admin:write:accounts"),
  "POST /api/v1/admin/accounts/:id/unsilence": moderator("admin:write:accounts"),
  "POST /api/v1/admin/accounts/:id/unsuspend": moderator("admin:write:accounts"),
  "POST /api/v1/admin/accounts/:id/unsensitive": moderator("admin:write:accounts"),
  "GET /api/v1/admin/reports": moderator("admin:read:reports"),
  "GET /api/v1/admin/reports/:id": moderator("admin:read:reports"),
  "PUT /api/v1/admin/reports/:id": moderator("admin:write:reports"),
  "POST /api/v1/admin/reports/:id/assign_to_self": moderator("admin:write:reports"),
  "POST /api/v1/admin/reports/:id/unassign": moderator("admin:write:reports"),
  "POST /api/v1/admin/reports/:id/resolve": moderator("admin:write:reports"),
  "POST /api/v1/admin/reports/:id/reopen": moderator("admin:write:reports"),
  "GET /api/v1/admin/domain_allows": admin("admin:read:domain_allows"),
  "POST /api/v1/admin/domain_allows": admin("admin:write:domain_allows"),
  "GET /api/v1/admin/domain_allows/:id": admin("admin:read:domain_allows"),
  "DELETE /api/v1/admin/domain_allows/:id": admin("admin:write:domain_allows"),
  "GET /api/v1/admin/domain_blocks": admin("admin:read:domain_blocks"),
  "POST /api/v1/admin/domain_blocks": admin("admin:write:domain_blocks"),
  "GET /api/v1/admin/domain_blocks/:id": admin("admin:read:domain_blocks"),
  "PUT /api/v1/admin/domain_blocks/:id": admin("admin:write:domain_blocks"),
  "DELETE /api/v1/admin/domain_blocks/:id": admin("admin:write:domain_blocks"),
  "GET /api/v1/admin/email_domain_blocks": admin("admin:read:email_domain_blocks"),
  "POST /api/v1/admin/email_domain_blocks": admin("admin:write:email_domain_blocks"),
  "GET /api/v1/admin/email_domain_blocks/:id": admin("admin:read:email_domain_blocks"),
  "DELETE /api/v1/admin/email_domain_blocks/:id": admin("admin:write:email_domain_blocks"),
  "GET /api/v1/admin/canonical_email_blocks": admin("admin:read:canonical_email_blocks"),
  "POST /api/v1/admin/canonical_email_blocks": admin("admin:write:canonical_email_blocks"),
  "POST /api/v1/admin/canonical_email_blocks/test": admin("admin:read:canonical_email_blocks"),
  "GET /api/v1/admin/canonical_email_blocks/:id": admin("admin:read:canonical_email_blocks"),
  "DELETE /api/v1/admin/canonical_email_blocks/:id": admin("admin:write:canonical_email_blocks"),
  "GET /api/v1/admin/ip_blocks": admin("admin:read:ip_blocks"),
  "POST /api/v1/admin/ip_blocks": admin("admin:write:ip_blocks"),
  "GET /api/v1/admin/ip_blocks/:id": admin("admin:read:ip_blocks"),
  "PUT /api/v1/admin/ip_blocks/:id": admin("admin:write:ip_blocks"),
  "DELETE /api/v1/admin/ip_blocks/:id": admin("admin:write:ip_blocks"),
  "POST /api/v1/admin/measures": moderator("admin:read"),
  "POST /api/v1/admin/dimensions": moderator("admin:read"),
  "POST /api/v1/admin/retention": moderator("admin:read"),
  "GET /api/v1/admin/trends/tags": moderator("admin:read"),
  "POST /api/v1/admin/trends/tags/:id/approve": moderator("admin:write"),
  "POST /api/v1/admin/trends/tags/:id/reject": moderator("admin:write"),
  "GET /api/v1/admin/trends/statuses": moderator("admin:read"),
  "POST /api/v1/admin/trends/statuses/:id/approve": moderator("admin:write"),
  "POST /api/v1/admin/trends/statuses/:id/reject": moderator("admin:write"),
  "GET /api/v1/admin/trends/links": moderator("admin:read"),
  "POST /api/v1/admin/trends/links/:id/approve": moderator("admin:write"),
  "POST /api/v1/admin/trends/links/:id/reject": moderator("admin:write"),
  "GET /api/v1/admin/trends/links/publishers": moderator("admin:read"),
  "POST /api/v1/admin/trends/links/publishers/:id/approve": moderator("admin:write"),
  "POST /api/v1/admin/trends/links/publishers/:id/reject": moderator("admin:write"),
  "GET /api/v1/admin/tags": moderator("admin:read"),
  "GET /api/v1/admin/tags/:id": moderator("admin:read"),
  "PUT /api/v1/admin/tags/:id": moderator("admin:write"),
  "GET /api/v1/admin/webhooks": admin("admin:read"),
  "POST /api/v1/admin/webhooks": admin("admin:write"),
  "GET /api/v1/admin/webhooks/:id": admin("admin:read"),
  "PUT /api/v1/admin/webhooks/:id": admin("admin:write"),
  "DELETE /api/v1/admin/webhooks/:id": admin("admin:write"),
  "POST /api/v1/admin/webhooks/:id/rotate_secret": admin("admin:write"),

  // The moderation desk: what Mastodon's API has no words for. Described in openapi.json; see server/desk.
  "GET /api/folkmoot/v1/openapi.json": open,
  "POST /api/folkmoot/v1/policy/dry-runs": moderator("admin:write"),
  "GET /api/folkmoot/v1/policy/dry-runs": moderator("admin:read"),
  "GET /api/folkmoot/v1/policy/dry-runs/:id": moderator("admin:read"),
  "POST /api/folkmoot/v1/policy/dry-runs/:id/cancel": moderator("admin:write"),
  "POST /api/folkmoot/v1/policy/try": moderator("admin:read"),
  "GET /api/folkmoot/v1/policy/hits": moderator("admin:read"),
  "GET /api/folkmoot/v1/policy/thresholds": moderator("admin:read"),
  "PUT /api/folkmoot/v1/policy/thresholds": admin("admin:write"),
  "GET /api/folkmoot/v1/signals": moderator("admin:read:reports"),
  "POST /api/folkmoot/v1/signals": moderator("admin:write:reports"),
  "GET /api/folkmoot/v1/holds": moderator("admin:read:reports"),
  "GET /api/folkmoot/v1/holds/:id": moderator("admin:read:reports"),
  "POST /api/folkmoot/v1/holds/decide": moderator("admin:write:reports"),
  "POST /api/folkmoot/v1/holds/:id/release": moderator("admin:write:reports"),
  "POST /api/folkmoot/v1/holds/:id/refuse": moderator("admin:write:reports"),
  "GET /api/folkmoot/v1/domains": moderator("admin:read:domain_blocks"),
  "GET /api/folkmoot/v1/domains/:domain": moderator("admin:read:domain_blocks"),
  "PUT /api/folkmoot/v1/domains/:domain": admin("admin:write:domain_blocks"),
  "DELETE /api/folkmoot/v1/domains/:domain": admin("admin:write:domain_blocks"),
  "GET /api/folkmoot/v1/domains/:domain/severed": moderator("admin:read:domain_blocks"),
  "GET /api/folkmoot/v1/domain_export": moderator("admin:read:domain_blocks"),
  "GET /api/folkmoot/v1/domain_imports": moderator("admin:read:domain_blocks"),
  "POST /api/folkmoot/v1/domain_imports": adminUploader("admin:write:domain_blocks"),
  "GET /api/folkmoot/v1/domain_imports/:id": moderator("admin:read:domain_blocks"),
  "DELETE /api/folkmoot/v1/domain_imports/:id": admin("admin:write:domain_blocks"),
  "GET /api/folkmoot/v1/domain_imports/:id/preview": moderator("admin:read:domain_blocks"),
  "GET /api/folkmoot/v1/domain_imports/:id/domains": moderator("admin:read:domain_blocks"),
  "POST /api/folkmoot/v1/domain_imports/:id/apply": admin("admin:write:domain_blocks"),
  "POST /api/folkmoot/v1/domain_imports/:id/undo": admin("admin:write:domain_blocks"),
  "GET /api/folkmoot/v1/subscriptions": moderator("admin:read:domain_blocks"),
  "POST /api/folkmoot/v1/subscriptions": admin("admin:write:domain_blocks"),
  "GET /api/folkmoot/v1/subscriptions/:id": moderator("admin:read:domain_blocks"),
  "PUT /api/folkmoot/v1/subscriptions/:id": admin("admin:write:domain_blocks"),
  "DELETE /api/folkmoot/v1/subscriptions/:id": admin("admin:write:domain_blocks"),
  "POST /api/folkmoot/v1/subscriptions/:id/refresh": admin("admin:write:domain_blocks"),
  "GET /api/folkmoot/v1/subscriptions/:id/entries": moderator("admin:read:domain_blocks"),
  "GET /api/folkmoot/v1/datasets": moderator("admin:read:domain_blocks"),
  "POST /api/folkmoot/v1/datasets": admin("admin:write:domain_blocks"),
  "GET /api/folkmoot/v1/datasets/:id/changes": moderator("admin:read:domain_blocks"),
  "POST /api/folkmoot/v1/datasets/:id/changes": admin("admin:write:domain_blocks"),
  "GET /api/folkmoot/v1/domain_drafts": moderator("admin:read:domain_blocks"),
  "POST /api/folkmoot/v1/domain_drafts": admin("admin:write:domain_blocks"),
  // Open to those who look after a community as well: see server/cases/handler.ts.
  "GET /api/folkmoot/v1/cases": user("admin:read:reports"),
  "GET /api/folkmoot/v1/cases/counts": user("admin:read:reports"),
  "GET /api/folkmoot/v1/cases/:id": user("admin:read:reports"),
  "GET /api/folkmoot/v1/cases/:id/evidence": open,
  "POST /api/folkmoot/v1/ledger/erase": admin("admin:write:reports"),
  "POST /api/folkmoot/v1/cases/:id/assign": user("admin:write:reports"),
  "POST /api/folkmoot/v1/cases/:id/release": user("admin:write:reports"),
  "POST /api/folkmoot/v1/cases/:id/close": user("admin:write:reports"),
  "POST /api/folkmoot/v1/cases/:id/reopen": user("admin:write:reports"),
  "POST /api/folkmoot/v1/cases/:id/reclassify": user("admin:write:reports"),
  "POST /api/folkmoot/v1/cases/:id/wait": user("admin:write:reports"),
  "POST /api/folkmoot/v1/cases/:id/link": user("admin:write:reports"),
  "POST /api/folkmoot/v1/cases/:id/notes": user("admin:write:reports"),

  // Trustees and panels; see server/trustees.
  "GET /api/folkmoot/v1/trustees": moderator("admin:read"),
  "POST /api/folkmoot/v1/trustees": moderator("admin:write"),
  "POST /api/folkmoot/v1/trustees/:id/remove": moderator("admin:write"),
  "POST /api/folkmoot/v1/training_cases": moderator("admin:write"),
  "DELETE /api/folkmoot/v1/training_cases/:id": moderator("admin:write"),
  "GET /api/folkmoot/v1/trustees/quality": moderator("admin:read"),
  "GET /api/folkmoot/v1/trustee": user("read"),
  "GET /api/folkmoot/v1/trustee/record": user("read"),
  "POST /api/folkmoot/v1/trustee/answer": user("write"),
  "PUT /api/folkmoot/v1/trustee": user("write"),
  "POST /api/folkmoot/v1/trustee/key": user("write"),
  "POST /api/folkmoot/v1/trustee/pause": user("write"),
  "POST /api/folkmoot/v1/trustee/resume": user("write"),
  "POST /api/folkmoot/v1/trustee/leave": user("write"),
  "GET /api/folkmoot/v1/trustee/training": user("read"),
  "POST /api/folkmoot/v1/trustee/training/:id": user("write"),
  "POST /api/folkmoot/v1/cases/:id/panel": user("admin:write:reports"),
  "GET /api/folkmoot/v1/cases/:id/panels": user("admin:read:reports"),
  "POST /api/folkmoot/v1/panels/:id/dissolve": user("admin:write:reports"),
  "GET /api/folkmoot/v1/trustee/panels": user("read"),
  "GET /api/folkmoot/v1/trustee/panels/:id": user("read"),
  "POST /api/folkmoot/v1/trustee/panels/:id/recuse": user("write"),
  "POST /api/folkmoot/v1/trustee/panels/:id/ballots": user("write"),
  "POST /api/folkmoot/v1/trustee/panels/:id/vote": user("write"),
  "POST /api/folkmoot/v1/trustee/panels/:id/messages": user("write"),
  "PUT /api/folkmoot/v1/trustee/panels/:id/draft": user("write"),
  "POST /api/folkmoot/v1/trustee/panels/:id/signature": user("write"),
  // Also with a browser's cookie: it asks itself.
  "GET /api/folkmoot/v1/evidence/:id/file": open,
  "GET /api/folkmoot/v1/case_bulks": moderator("admin:read:reports"),
  "POST /api/folkmoot/v1/case_bulks": moderator("admin:write:reports"),
  "GET /api/folkmoot/v1/case_bulks/:id": moderator("admin:read:reports"),
  "POST /api/folkmoot/v1/case_bulks/:id/cancel": moderator("admin:write:reports"),
  "POST /api/folkmoot/v1/case_bulks/:id/undo": moderator("admin:write:reports"),
  "GET /api/folkmoot/v1/waves": user("admin:read:reports"),
  "GET /api/folkmoot/v1/policy": moderator("admin:read"),
  "PUT /api/folkmoot/v1/policy": admin("admin:write"),
  "POST /api/folkmoot/v1/policy/check": moderator("admin:read"),
  "GET /api/folkmoot/v1/policy/starter": moderator("admin:read"),
  "GET /api/folkmoot/v1/policy/facts": moderator("admin:read"),
  "GET /api/folkmoot/v1/policy/versions": moderator("admin:read"),
  "GET /api/folkmoot/v1/policy/versions/:id": moderator("admin:read"),
  "POST /api/folkmoot/v1/policy/versions/:id/restore": admin("admin:write"),
  "GET /api/folkmoot/v1/policy/diff": moderator("admin:read"),
  "PUT /api/folkmoot/v1/policy/rules/:id": admin("admin:write"),
  "PATCH /api/folkmoot/v1/policy/rules/:id": admin("admin:write"),
  "DELETE /api/folkmoot/v1/policy/rules/:id": admin("admin:write"),
  "GET /api/folkmoot/v1/policy/marks": moderator("admin:read:reports"),
  "POST /api/folkmoot/v1/policy/marks/lift": moderator("admin:write:reports"),
  // Those of one community: for its owners, whatever their role.
  "GET /api/folkmoot/v1/communities/:id/policy": user("admin:read"),
  "PUT /api/folkmoot/v1/communities/:id/policy/rules/:rule": user("admin:write"),
  "PATCH /api/folkmoot/v1/communities/:id/policy/rules/:rule": user("admin:write"),
  "DELETE /api/folkmoot/v1/communities/:id/policy/rules/:rule": user("admin:write"),
  "GET /api/folkmoot/v1/communities/:id/holds": user("admin:read:reports"),
  "POST /api/folkmoot/v1/communities/:id/holds/:hold/release": user("admin:write:reports"),
  "POST /api/folkmoot/v1/communities/:id/holds/:hold/refuse": user("admin:write:reports"),
  "GET /api/folkmoot/v1/policy/lists": moderator("admin:read"),
  "POST /api/folkmoot/v1/policy/lists": admin("admin:write"),
  "GET /api/folkmoot/v1/policy/lists/:name": moderator("admin:read"),
  "PATCH /api/folkmoot/v1/policy/lists/:name": admin("admin:write"),
  "DELETE /api/folkmoot/v1/policy/lists/:name": admin("admin:write"),
  "POST /api/folkmoot/v1/policy/lists/:name/entries": admin("admin:write"),
  "DELETE /api/folkmoot/v1/policy/lists/:name/entries": admin("admin:write"),
  "POST /api/folkmoot/v1/policy/lists/:name/import": admin("admin:write"),
  "GET /api/folkmoot/v1/policy/lists/:name/export": moderator("admin:read"),
  "POST /api/folkmoot/v1/actions": moderator("admin:write:reports"),
  "GET /api/folkmoot/v1/actions": moderator("admin:read:reports"),
  "GET /api/folkmoot/v1/actions/:id": moderator("admin:read:reports"),
  "POST /api/folkmoot/v1/actions/:id/undo": moderator("admin:write:reports"),
  "GET /api/folkmoot/v1/appeals": moderator("admin:read:reports"),
  "POST /api/folkmoot/v1/appeals/:id/answer": moderator("admin:write:reports"),
  "GET /api/folkmoot/v1/decisions": user("read:accounts"),
  "GET /api/folkmoot/v1/decisions/:id": user("read:accounts"),
  "POST /api/folkmoot/v1/decisions/:id/appeal": user("write:accounts"),
  "GET /api/folkmoot/v1/transparency": open,
  "GET /api/folkmoot/v1/transparency.csv": open,
  "GET /api/folkmoot/v1/transparency/dsa": admin("admin:read"),
  "POST /api/folkmoot/v1/submissions/form": open,
  "POST /api/folkmoot/v1/submissions": open,
  "POST /api/folkmoot/v1/submissions/lookup": open,
  "POST /api/folkmoot/v1/submissions/messages": open,
  "GET /api/folkmoot/v1/my/reports": user("write:reports"),
  "GET /api/folkmoot/v1/my/reports/:id": user("write:reports"),
  "POST /api/folkmoot/v1/my/reports/:id/messages": user("write:reports"),
  "GET /api/folkmoot/v1/my/reports/:id/decisions": user("write:reports"),
  "POST /api/folkmoot/v1/my/reports/:id/appeal": user("write:reports"),
  "GET /api/folkmoot/v1/reports/:id/messages": moderator("admin:read:reports"),
  "POST /api/folkmoot/v1/reports/:id/messages": moderator("admin:write:reports"),

  // Notes of context, by people for readers.
  "GET /api/folkmoot/v1/statuses/:id/notes": anyone("read:statuses"),
  "POST /api/folkmoot/v1/statuses/:id/notes": user("write:statuses"),
  "GET /api/folkmoot/v1/notes": user("read:statuses"),
  "GET /api/folkmoot/v1/notes/:id": anyone("read:statuses"),
  "DELETE /api/folkmoot/v1/notes/:id": user("write:statuses"),
  "POST /api/folkmoot/v1/notes/:id/rating": user("write:statuses"),
  "DELETE /api/folkmoot/v1/notes/:id/rating": user("write:statuses"),
  "GET /api/folkmoot/v1/peer_notes": moderator("admin:read:reports"),
  "POST /api/folkmoot/v1/peer_notes/:id/show": moderator("admin:write:reports"),
  "POST /api/folkmoot/v1/peer_notes/:id/hide": moderator("admin:write:reports"),
  "GET /api/folkmoot/v1/peer_note_policies": moderator("admin:read:domain_blocks"),
  "PUT /api/folkmoot/v1/peer_note_policies/:domain": admin("admin:write:domain_blocks"),
  // Decisions of other nodes; see server/moot.
  "GET /api/folkmoot/v1/moot/peers": moderator("admin:read:domain_blocks"),
  "POST /api/folkmoot/v1/moot/peers": admin("admin:write:domain_blocks"),
  "DELETE /api/folkmoot/v1/moot/peers": admin("admin:write:domain_blocks"),
  "GET /api/folkmoot/v1/moot/policies": moderator("admin:read:domain_blocks"),
  "PUT /api/folkmoot/v1/moot/policies": admin("admin:write:domain_blocks"),
  "GET /api/folkmoot/v1/moot/decisions": moderator("admin:read:reports"),
} as const satisfies Record<string, Access>;

/** `GET /api/v1/accounts/:id` */
export type EndpointName = keyof typeof access;

const ranks: Record<Role, number> = { member: 0, moderator: 1, admin: 2, owner: 3 };

/** Whether a role is at least another. */
export function outranks(held: Role, wanted: "moderator" | "admin"): boolean {
  return ranks[held] >= ranks[wanted];
}
