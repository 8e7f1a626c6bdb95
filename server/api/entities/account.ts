import type { Uris } from "#protocol/ids/uris.ts";
import type { CustomEmoji } from "#protocol/model/post.ts";
import type { DomainGate } from "../../hosts/domain-gate.ts";
import type { AccountSummary } from "../../posts/views/types.ts";
import type { ProxyAddresses, ProxySize } from "../../remote-media/address.ts";

export type AccountDeps = {
  readonly uris: Pick<Uris, "origin">;
  readonly proxy: Pick<ProxyAddresses, "of">;
  /** Whose pictures are not shown; everybody's are where it is absent. */
  readonly domains?: Pick<DomainGate, "hidesMedia">;
};

/** Mastodon's Account. https://docs.joinmastodon.org/entities/Account/ */
export function accountEntity(ctx: AccountDeps, account: AccountSummary) {
  const { uris, proxy, domains } = ctx;
  const isGone = account.state !== "active";
  const isBare = isGone || (domains?.hidesMedia(account.domain) ?? false);
  const avatar = (size: ProxySize) =>
    proxy.of(isBare ? null : account.avatarUrl, size) ?? `${uris.origin}/ui/missing-avatar.png`;
  const header =
    proxy.of(isBare ? null : account.headerUrl, "header") ?? `${uris.origin}/ui/missing-header.png`;
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
    avatar: avatar("avatar"),
    avatar_static: avatar("still"),
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
    emojis: isBare ? [] : emojiEntities(ctx, account.emojis),
    // Words of the moderators, absent where there are none.
    folkmoot: isGone || account.labels.length === 0 ? undefined : { labels: account.labels },
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

/** Mastodon's CustomEmoji, as far as posts and profiles carry it; without those that cannot be shown. */
export function emojiEntities({ proxy }: Pick<AccountDeps, "proxy">, emojis: readonly CustomEmoji[]) {
  return emojis.flatMap(({ shortcode, url: at }) => {
    const [url, still] = [proxy.of(at, "emoji"), proxy.of(at, "still")];
    return url === null || still === null
      ? []
      : [{ shortcode, url, static_url: still, visible_in_picker: true }];
  });
}
