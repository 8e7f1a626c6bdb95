import type { Uris } from "#protocol/ids/uris.ts";
import type { CustomEmoji } from "#protocol/model/post.ts";
import type { DomainGate } from "../../hosts/domain-gate.ts";
import type { AccountSummary } from "../../posts/views/types.ts";

export type AccountDeps = {
  readonly uris: Pick<Uris, "origin">;
  /** Whose pictures are not shown; everybody's are where it is absent. */
  readonly domains?: Pick<DomainGate, "hidesMedia">;
};

/** Mastodon's Account. https://docs.joinmastodon.org/entities/Account/ */
export function accountEntity({ uris, domains }: AccountDeps, account: AccountSummary) {
  const isGone = account.state !== "active";
  const isBare = isGone || (domains?.hidesMedia(account.domain) ?? false);
  const avatar = (isBare ? null : account.avatarUrl) ?? `${uris.origin}/ui/missing-avatar.png`;
  const header = (isBare ? null : account.headerUrl) ?? `${uris.origin}/ui/missing-header.png`;
  return {
    id: account.id,
    username: account.username,
    acct: acctOf(account),
    display_name: isGone ? "" : account.displayName,
    locked: account.locked,
    bot: account.kind === "service" || account.kind === "application",
    discoverable: account.discoverable,
    indexable: account.indexable,
    group: account.kind === "group",
    created_at: account.createdAt.toISOString(),
    note: isGone ? "" : account.bioHtml,
    url: account.url,
    uri: account.iri,
    avatar,
    avatar_static: avatar,
    avatar_description: account.avatarAlt ?? "",
    header,
    header_static: header,
    header_description: account.headerAlt ?? "",
    followers_count: account.followersCount,
    following_count: account.followingCount,
    statuses_count: account.postsCount,
    last_status_at: account.lastPostAt?.toISOString().slice(0, 10) ?? null,
    hide_collections: account.hideCollections,
    noindex: account.domain === null ? !account.indexable : undefined,
    memorial: account.memorial || undefined,
    suspended: isGone || undefined,
    limited: account.limited || undefined,
    emojis: isBare ? [] : account.emojis.map(emojiEntity),
    roles: [],
    fields: isGone
      ? []
      : account.fields.map(({ name, html }, at) => ({
          name,
          value: html,
          verified_at: account.fieldSources[at]?.verifiedAt ?? null,
        })),
  };
}

export type AccountEntity = ReturnType<typeof accountEntity>;

/** `ana` here, `ana@example.social` elsewhere. */
export function acctOf({ username, domain }: { username: string; domain: string | null }): string {
  return domain === null ? username : `${username}@${domain}`;
}

/** Mastodon's CustomEmoji, as far as posts and profiles carry it. */
export function emojiEntity({ shortcode, url }: CustomEmoji) {
  return { shortcode, url, static_url: url, visible_in_picker: true };
}
