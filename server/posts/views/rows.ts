import type { Iri } from "#protocol/ids/iri.ts";
import type { ModelRow } from "../store/models.ts";
import type { AccountSummary, PostView } from "./types.ts";

type Prefixed<P extends string, T> = { [K in keyof T & string as `${P}${Capitalize<K>}`]: T[K] };

export type AccountColumns<P extends string> = Prefixed<P, AccountSummary>;

/** A row of {@link postColumns}. */
export type PostViewRow = Omit<
  ModelRow,
  | "source"
  | "sourceMediaType"
  | "context"
  | "quoteAuthorization"
  | "quotePolicy"
  | "repliesAllowed"
  | "repliesIri"
  | "deletedAt"
  | "authorIri"
  | "authorFollowers"
  | "rootContext"
  | "rootIsLocal"
  | "poll"
> &
  AccountColumns<"account"> & {
    inReplyToId: string | null;
    inReplyToAccountId: string | null;
    quoteId: string | null;
    liked: boolean;
    boosted: boolean;
    bookmarked: boolean;
    pinned: boolean;
    hasReactions: boolean;
  };

/** SQL: an account as a summary; columns are named after the prefix. */
export function accountColumns(alias: string, prefix: string): string {
  return `${alias}.id as "${prefix}Id", ${alias}.iri as "${prefix}Iri", ${alias}.username as "${prefix}Username",
    ${alias}.domain as "${prefix}Domain", ${alias}.display_name as "${prefix}DisplayName",
    ${alias}.kind as "${prefix}Kind", ${alias}.url as "${prefix}Url", ${alias}.avatar_url as "${prefix}AvatarUrl",
    ${alias}.avatar_alt as "${prefix}AvatarAlt", ${alias}.locked as "${prefix}Locked",
    ${alias}.emojis as "${prefix}Emojis"`;
}

/**
 * SQL: what a view needs of a post `p` and its author `a` in one go.
 *
 * @param viewer expression for the viewer's id
 */
export function postColumns(viewer: string): string {
  return `p.id, p.iri, p.is_local as "isLocal", p.kind, p.type, p.title, p.html, p.warning, p.summary, p.sensitive,
    p.language, p.visibility, p.url, p.link, p.community_iri as "communityIri", p.in_reply_to_iri as "inReplyToIri",
    p.in_reply_to_id as "inReplyToId", p.in_reply_to_account_id as "inReplyToAccountId",
    p.conversation_id as "conversationId", p.quote_iri as "quoteIri", p.quote_id as "quoteId",
    p.quote_state as "quoteState", p.mentions, p.hashtags, p.emojis, p.media, p.place,
    p.event_starts_at as "eventStartsAt", p.event_ends_at as "eventEndsAt", p.rating, p.duration,
    p.replies_count as "repliesCount", p.boosts_count as "boostsCount", p.likes_count as "likesCount",
    p.published_at as "publishedAt", p.edited_at as "editedAt", ${accountColumns("a", "account")},
    exists (select from reactions v where v.post_id = p.id and v.account_id = ${viewer} and v.kind = 'like') as liked,
    exists (select from boosts v where v.post_id = p.id and v.account_id = ${viewer}) as boosted,
    exists (select from bookmarks v where v.account_id = ${viewer} and v.post_id = p.id) as bookmarked,
    exists (select from pins v where v.account_id = p.account_id and v.post_id = p.id) as pinned,
    exists (select from reactions v where v.post_id = p.id and v.kind = 'emoji') as "hasReactions"`;
}

export function accountSummary(row: AccountColumns<"account">): AccountSummary {
  return {
    id: row.accountId,
    iri: row.accountIri,
    username: row.accountUsername,
    domain: row.accountDomain,
    displayName: row.accountDisplayName === "" ? row.accountUsername : row.accountDisplayName,
    kind: row.accountKind,
    url: row.accountUrl,
    avatarUrl: row.accountAvatarUrl,
    avatarAlt: row.accountAvatarAlt,
    locked: row.accountLocked,
    emojis: row.accountEmojis,
  };
}

/** A view without what lies in other tables: see load.ts. */
export function plainView(row: PostViewRow): PostView {
  return {
    id: row.id,
    iri: row.iri,
    url: row.url,
    kind: row.kind,
    type: row.type,
    account: accountSummary(row),
    title: row.title,
    html: row.html,
    warning: row.warning,
    summary: row.summary,
    sensitive: row.sensitive,
    language: row.language,
    visibility: row.visibility,
    link: row.link,
    community: row.communityIri,
    inReplyTo: row.inReplyToIri && {
      iri: row.inReplyToIri as Iri,
      id: row.inReplyToId,
      accountId: row.inReplyToAccountId,
    },
    conversationId: row.conversationId,
    mentions: row.mentions,
    hashtags: row.hashtags,
    emojis: row.emojis,
    media: row.media,
    place: row.place,
    event: row.eventStartsAt && { startsAt: row.eventStartsAt, endsAt: row.eventEndsAt },
    rating: row.rating,
    duration: row.duration,
    poll: null,
    quote: null,
    reactions: [],
    counts: { replies: row.repliesCount, boosts: row.boostsCount, likes: row.likesCount },
    viewer: { liked: row.liked, boosted: row.boosted, bookmarked: row.bookmarked },
    isPinned: row.pinned,
    publishedAt: row.publishedAt,
    editedAt: row.editedAt,
  };
}
