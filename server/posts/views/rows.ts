import type { Iri } from "#protocol/ids/iri.ts";
import type { ModelRow } from "../store/models.ts";
import type { AccountSummary, MayQuote, MentionView, PostView } from "./types.ts";

type Prefixed<P extends string, T> = { [K in keyof T & string as `${P}${Capitalize<K>}`]: T[K] };

export type AccountColumns<P extends string> = Prefixed<P, AccountSummary>;

/** A row of {@link postColumns}. */
export type PostViewRow = Omit<
  ModelRow,
  | "source"
  | "sourceMediaType"
  | "context"
  | "quoteAuthorization"
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
    quotesCount: number;
    mutedConversation: boolean;
    mayQuote: MayQuote;
    application: PostView["application"];
    mentioned: MentionView[] | null;
    marks: PostView["marks"] | null;
    /** Labels that rules gave it. */
    ruleLabels: string[] | null;
  };

/** What a summary reads, by the names of the table's columns. */
const summaryColumns = {
  id: "id",
  iri: "iri",
  username: "username",
  domain: "domain",
  displayName: "display_name",
  kind: "kind",
  url: "url",
  avatarUrl: "avatar_url",
  avatarAlt: "avatar_alt",
  headerUrl: "header_url",
  headerAlt: "header_alt",
  locked: "locked",
  emojis: "emojis",
  bioHtml: "bio_html",
  fields: "fields",
  fieldSources: "field_sources",
  discoverable: "discoverable",
  indexable: "indexable",
  hideCollections: "hide_collections",
  memorial: "memorial",
  limited: "limited",
  sensitized: "sensitized",
  state: "state",
  movedTo: "moved_to",
  followersCount: "followers_count",
  followingCount: "following_count",
  postsCount: "posts_count",
  lastPostAt: "last_post_at",
} as const satisfies Record<Exclude<keyof AccountSummary, "createdAt" | "labels">, string>;

const capitalized = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** SQL: an account as a summary; columns are named after the prefix. */
export function accountColumns(alias: string, prefix: string): string {
  const columns = Object.entries(summaryColumns).map(
    ([name, column]) => `${alias}.${column} as "${prefix}${capitalized(name)}"`,
  );
  return `${columns.join(", ")},
    coalesce(${alias}.published_at, ${alias}.created_at) as "${prefix}CreatedAt",
    case when ${alias}.rule_labels = '{}'
      then coalesce((select to_jsonb(k.labels) from account_marks k where k.account_id = ${alias}.id), '[]')
      else to_jsonb(array(select unnest(k.labels) from account_marks k where k.account_id = ${alias}.id
        union select unnest(${alias}.rule_labels) order by 1)) end as "${prefix}Labels"`;
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
    p.quote_state as "quoteState", p.quote_policy as "quotePolicy", p.mentions, p.hashtags, p.emojis, p.media, p.place,
    p.event_starts_at as "eventStartsAt", p.event_ends_at as "eventEndsAt", p.rating, p.duration,
    p.replies_count as "repliesCount", p.boosts_count as "boostsCount", p.likes_count as "likesCount",
    p.quotes_count as "quotesCount", p.published_at as "publishedAt", p.edited_at as "editedAt", ${accountColumns("a", "account")},
    exists (select from reactions v where v.post_id = p.id and v.account_id = ${viewer} and v.kind = 'like') as liked,
    exists (select from boosts v where v.post_id = p.id and v.account_id = ${viewer}) as boosted,
    exists (select from bookmarks v where v.account_id = ${viewer} and v.post_id = p.id) as bookmarked,
    exists (select from pins v where v.account_id = p.account_id and v.post_id = p.id) as pinned,
    exists (select from reactions v where v.post_id = p.id and v.kind = 'emoji') as "hasReactions",
    exists (select from conversation_mutes v where v.account_id = ${viewer}
      and v.conversation_id = p.conversation_id) as "mutedConversation",
    ${mayQuote(viewer)} as "mayQuote",
    case when p.is_local then (select jsonb_build_object('name', app.name, 'website', app.website)
      from post_apps v join oauth_apps app on app.id = v.app_id where v.post_id = p.id) end as application,
    (select jsonb_build_object('labels', k.labels, 'notes', k.notes) from post_marks k where k.post_id = p.id) as marks,
    (select to_jsonb(f.labels) from post_filters f where f.post_id = p.id and f.labels <> '{}') as "ruleLabels",
    case when p.mentions = '[]' then null else (
      select jsonb_agg(jsonb_build_object('id', m.id, 'username', m.username, 'domain', m.domain, 'url', m.url))
      from post_mentions pm join accounts m on m.id = pm.account_id where pm.post_id = p.id) end as mentioned`;
}

/** As `consent.ts` decides of posts of this node; of others, as their policy says. What states none may ask its author. */
function mayQuote(viewer: string): string {
  return `case
      when ${viewer} is null or p.visibility = 'direct' then 'denied'
      when p.account_id = ${viewer} then 'automatic'
      when p.visibility = 'followers' or p.quote_policy = 'nobody' then 'denied'
      when p.quote_policy = 'public' or (p.quote_policy is null and p.is_local) then 'automatic'
      when p.quote_policy is null then 'unknown'
      when exists (select from follows v where v.follower_id = ${viewer} and v.followee_id = p.account_id
        and v.state = 'accepted') then 'automatic'
      else 'denied' end`;
}

const names = [...Object.keys(summaryColumns), "createdAt", "labels"] as (keyof AccountSummary)[];

/** @param prefix the columns' */
export function accountSummary<P extends string>(row: AccountColumns<P>, prefix: P): AccountSummary {
  const columns = row as Record<string, unknown>;
  const summary = Object.fromEntries(
    names.map((name) => [name, columns[`${prefix}${capitalized(name)}`]]),
  ) as unknown as AccountSummary;
  return summary.displayName === "" ? { ...summary, displayName: summary.username } : summary;
}

/** What moderators and their rules have readers see beside it: each label once, whoever gave it. */
function marksOf({ marks, ruleLabels }: Pick<PostViewRow, "marks" | "ruleLabels">): PostView["marks"] {
  if (ruleLabels === null) return marks ?? { labels: [], notes: [] };
  const labels = [...new Set([...(marks?.labels ?? []), ...ruleLabels])].toSorted();
  return { labels, notes: marks?.notes ?? [] };
}

/** A view without what lies in other tables: see load.ts. */
export function plainView(row: PostViewRow): PostView {
  return {
    id: row.id,
    iri: row.iri,
    url: row.url,
    kind: row.kind,
    type: row.type,
    account: accountSummary(row, "account"),
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
    mentioned: row.mentioned ?? [],
    hashtags: row.hashtags,
    emojis: row.emojis,
    media: row.media,
    place: row.place,
    event: row.eventStartsAt && { startsAt: row.eventStartsAt, endsAt: row.eventEndsAt },
    rating: row.rating,
    duration: row.duration,
    poll: null,
    quote: null,
    quotePolicy: row.quotePolicy,
    reactions: [],
    counts: {
      replies: row.repliesCount,
      boosts: row.boostsCount,
      likes: row.likesCount,
      quotes: row.quotesCount,
    },
    viewer: {
      liked: row.liked,
      boosted: row.boosted,
      bookmarked: row.bookmarked,
      mutedConversation: row.mutedConversation,
      mayQuote: row.mayQuote,
    },
    application: row.application,
    isPinned: row.pinned,
    marks: marksOf(row),
    publishedAt: row.publishedAt,
    editedAt: row.editedAt,
  };
}
