import type { CredentialsView } from "../../accounts/credentials.ts";
import { type AccountDeps, accountEntity } from "./account.ts";
import { accountRoleEntity, roleEntity } from "./role.ts";

export const privacies = { public: "public", unlisted: "unlisted", followers: "private" } as const;

/** Mastodon's CredentialAccount. https://docs.joinmastodon.org/entities/Account/#CredentialAccount */
export function credentialsEntity(ctx: AccountDeps, view: CredentialsView) {
  const { account, posting } = view;
  return {
    ...accountEntity(ctx, account),
    roles: view.role === "member" ? [] : [accountRoleEntity(view.role)],
    source: {
      privacy: privacies[posting.visibility],
      sensitive: posting.sensitive,
      language: posting.language,
      quote_policy: posting.quotePolicy,
      note: view.bio,
      fields: view.fields.map(fieldEntity),
      follow_requests_count: view.requests,
      hide_collections: account.hideCollections,
      discoverable: account.discoverable,
      indexable: account.indexable,
      attribution_domains: view.attributionDomains,
    },
    role: roleEntity(view.role),
  };
}

/** Mastodon's Profile: what its owner edits. https://docs.joinmastodon.org/entities/Profile/ */
export function profileEntity(view: CredentialsView, featuredTags: readonly object[]) {
  const { account } = view;
  return {
    id: account.id,
    display_name: view.displayName,
    note: view.bio,
    fields: view.fields.map(fieldEntity),
    avatar: account.avatarUrl,
    avatar_static: account.avatarUrl,
    avatar_description: account.avatarAlt ?? "",
    header: account.headerUrl,
    header_static: account.headerUrl,
    header_description: account.headerAlt ?? "",
    locked: account.locked,
    bot: account.kind === "service",
    hide_collections: account.hideCollections,
    discoverable: account.discoverable,
    indexable: account.indexable,
    show_media: view.showsMedia,
    show_media_replies: view.showsMediaReplies,
    show_featured: view.showsFeatured,
    attribution_domains: view.attributionDomains,
    featured_tags: featuredTags,
  };
}

function fieldEntity({ name, value, verifiedAt }: CredentialsView["fields"][number]) {
  return { name, value, verified_at: verifiedAt };
}
