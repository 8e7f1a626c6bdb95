import { sameOrigin } from "#protocol/ids/iri.ts";
import type { Post } from "#protocol/model/post.ts";
import type { Ctx } from "../context.ts";
import { mayNotify } from "../notifications/rule.ts";
import { type Runner, run } from "../platform/statement.ts";
import type { QuoteState } from "./row.ts";

/**
 * How a quote from elsewhere stands before anybody was asked: `unverified` quotes without a stamp (most software knows
 * none) are shown as a link, `pending` ones name a stamp that has still to be checked at its origin.
 */
export function receivedQuoteState(post: Pick<Post, "quote" | "author">): QuoteState | null {
  if (post.quote === null) return null;
  const { iri, authorization } = post.quote;
  return authorization !== null && sameOrigin(authorization, iri) ? "pending" : "unverified";
}

/**
 * Links new posts to what they quote. Quotes of oneself need no consent, and of local posts the stamps are our own, so
 * both are settled at once: the request for one may have come before the post itself. The local author that is quoted is told.
 */
export async function linkQuotes(
  ctx: Pick<Ctx, "clock" | "ids" | "uris">,
  on: Runner,
  quotingIds: readonly string[],
): Promise<void> {
  const stamps = ctx.uris.quoteAuthorization("");
  const notifications = quotingIds.map(() => ctx.ids.next());
  await run(on, link, [quotingIds, notifications, ctx.clock.now(), stamps]);
}

const link = `
with input as (select * from unnest($1::uuid[], $2::uuid[]) as i(id, notification)),
linked as (
  update posts q set quote_id = p.id,
    quote_authorization = case when s.state = 'accepted' then $4::text || s.id::text else q.quote_authorization end,
    quote_state = case
      when q.is_local then q.quote_state
      when p.account_id = q.account_id then 'accepted'
      when p.is_local then coalesce(s.state, 'unverified')
      else q.quote_state end
  from input i
  join posts quoting on quoting.id = i.id
  join posts p on p.iri = quoting.quote_iri
  left join lateral (
    select a.id, a.state from quote_authorizations a
    where a.post_id = p.id and a.quoting_iri = quoting.iri
      and a.quoting_account_iri = (select w.iri from accounts w where w.id = quoting.account_id)
    order by a.id desc limit 1
  ) s on true
  where q.id = quoting.id and q.quote_id is null
  returning q.id, q.account_id, q.conversation_id, p.account_id as quoted, i.notification
)
insert into notifications (id, account_id, kind, from_account_id, post_id, created_at)
select l.notification, l.quoted, 'quote', l.account_id, l.id, $3::timestamptz from linked l
where ${mayNotify("l.quoted", "l.account_id", "$3", "l.conversation_id")}
on conflict do nothing`;
