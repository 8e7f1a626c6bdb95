import type { Iri } from "#protocol/ids/iri.ts";
import type { Visibility } from "#protocol/ids/visibility.ts";
import type { Medium } from "#protocol/model/medium.ts";
import type { CustomEmoji, Mention, Place, Poll, PostKind, QuotePolicy } from "#protocol/model/post.ts";
import { type Runner, run } from "../../platform/statement.ts";
import type { QuoteState } from "../row.ts";

/** A post as stored, with what its document needs from other rows. */
export interface ModelRow {
  id: string;
  iri: Iri;
  accountId: string;
  isLocal: boolean;
  kind: PostKind;
  type: string;
  title: string | null;
  html: string;
  warning: string | null;
  summary: string | null;
  source: string | null;
  sourceMediaType: string | null;
  sensitive: boolean;
  language: string | null;
  visibility: Visibility;
  url: string;
  link: string | null;
  communityIri: Iri | null;
  inReplyToIri: Iri | null;
  conversationId: string;
  context: string | null;
  quoteIri: Iri | null;
  quoteState: QuoteState | null;
  quoteAuthorization: Iri | null;
  quotePolicy: QuotePolicy | null;
  mentions: Mention[];
  hashtags: string[];
  emojis: CustomEmoji[];
  media: Medium[];
  place: Place | null;
  eventStartsAt: Date | null;
  eventEndsAt: Date | null;
  rating: number | null;
  duration: number | null;
  repliesAllowed: boolean | null;
  repliesIri: Iri | null;
  repliesCount: number;
  boostsCount: number;
  likesCount: number;
  publishedAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
  authorIri: Iri;
  authorFollowers: Iri | null;
  rootContext: string | null;
  rootIsLocal: boolean | null;
  poll: (Omit<Poll, "closesAt" | "closedAt"> & { closesAt: string | null; closedAt: string | null }) | null;
}

const statement = `
select p.id, p.iri, p.account_id as "accountId", p.is_local as "isLocal", p.kind, p.type, p.title, p.html, p.warning,
  p.summary, p.source, p.source_media_type as "sourceMediaType", p.sensitive, p.language, p.visibility, p.url, p.link,
  p.community_iri as "communityIri", p.in_reply_to_iri as "inReplyToIri", p.conversation_id as "conversationId",
  p.context, p.quote_iri as "quoteIri", p.quote_state as "quoteState", p.quote_authorization as "quoteAuthorization",
  p.quote_policy as "quotePolicy", p.mentions, p.hashtags, p.emojis, p.media, p.place,
  p.event_starts_at as "eventStartsAt", p.event_ends_at as "eventEndsAt", p.rating, p.duration,
  p.replies_allowed as "repliesAllowed", p.replies_iri as "repliesIri", p.replies_count as "repliesCount",
  p.boosts_count as "boostsCount", p.likes_count as "likesCount", p.published_at as "publishedAt",
  p.edited_at as "editedAt", p.deleted_at as "deletedAt", a.iri as "authorIri", a.followers as "authorFollowers",
  root.context as "rootContext", root.is_local as "rootIsLocal",
  (select jsonb_build_object('multiple', q.multiple, 'voters', q.voters_count, 'closesAt', q.closes_at,
     'closedAt', q.closed_at, 'hidesTotals', q.hides_totals, 'options', (
       select coalesce(jsonb_agg(jsonb_build_object('title', o.title, 'votes', o.votes_count) order by o.position), '[]')
       from poll_options o where o.post_id = p.id))
   from polls q where q.post_id = p.id) as poll
from posts p join accounts a on a.id = p.account_id left join posts root on root.id = p.conversation_id
where `;

export function readModels(on: Runner, ids: readonly string[]): Promise<ModelRow[]> {
  return run<ModelRow>(on, `${statement} p.id = any($1::uuid[])`, [ids]);
}

export async function readModelByIri(on: Runner, iri: string): Promise<ModelRow | null> {
  const [row] = await run<ModelRow>(on, `${statement} p.iri = $1::text`, [iri]);
  return row ?? null;
}
