import type { Iri } from "#protocol/ids/iri.ts";
import { type Runner, run } from "../../platform/statement.ts";
import { visibleTo } from "../visible.ts";

/** Whether somebody, or nobody in particular, may see a post that is still there. */
export async function mayView(on: Runner, postId: string, viewerId: string | null): Promise<boolean> {
  const rows = await run(
    on,
    `select p.id from posts p where p.id = $1::uuid and p.deleted_at is null and ${visibleTo("p", "$2::uuid")}`,
    [postId, viewerId],
  );
  return rows.length > 0;
}

/** Who a post goes to beside followers: the mentioned and, when it is open, the parent's author and the quoted one's. */
export function readAddressees(on: Runner, postId: string): Promise<string[]> {
  return idsOf(
    on,
    `select m.account_id as id from post_mentions m where m.post_id = $1::uuid
     union select p.in_reply_to_account_id from posts p
       where p.id = $1::uuid and p.in_reply_to_account_id is not null and p.visibility in ('public', 'unlisted')
     union select q.account_id from posts p join posts q on q.id = p.quote_id
       where p.id = $1::uuid and p.visibility in ('public', 'unlisted')`,
    postId,
  );
}

/** Accounts of other servers that boosted, liked or answered it. */
export function readParticipants(on: Runner, postId: string): Promise<string[]> {
  return idsOf(
    on,
    `select a.id from (
       select b.account_id from boosts b where b.post_id = $1::uuid
       union select r.account_id from reactions r where r.post_id = $1::uuid
       union select o.account_id from posts o where o.in_reply_to_id = $1::uuid and o.deleted_at is null
     ) who join accounts a on a.id = who.account_id and a.domain is not null and a.state = 'active'`,
    postId,
  );
}

/** Active groups of this node that boosted it. */
export function readGroups(on: Runner, postId: string): Promise<string[]> {
  return idsOf(
    on,
    `select a.id from boosts b join accounts a on a.id = b.account_id
     where b.post_id = $1::uuid and a.domain is null and a.kind = 'group' and a.state = 'active'
     order by a.id`,
    postId,
  );
}

async function idsOf(on: Runner, text: string, postId: string): Promise<string[]> {
  return (await run<{ id: string }>(on, text, [postId])).map((row) => row.id);
}

interface CastVotes {
  question: Iri;
  authorId: string;
  closesAt: Date | null;
  votes: { iri: Iri; option: string }[];
}

/** What one account voted; null when it did not. */
export async function readVotes(on: Runner, postId: string, voterId: string): Promise<CastVotes | null> {
  const [row] = await run<CastVotes>(
    on,
    `select p.iri as question, p.account_id as "authorId", q.closes_at as "closesAt",
       jsonb_agg(jsonb_build_object('iri', v.iri, 'option', o.title) order by v.position) as votes
     from poll_votes v join posts p on p.id = v.post_id join polls q on q.post_id = v.post_id
     join poll_options o on o.post_id = v.post_id and o.position = v.position
     where v.post_id = $1::uuid and v.account_id = $2::uuid
     group by p.iri, p.account_id, q.closes_at`,
    [postId, voterId],
  );
  return row ?? null;
}

interface StampRow {
  authorId: string;
  quoted: Iri;
  quoting: Iri;
  quotingAccount: Iri;
  requestIri: Iri | null;
  state: "pending" | "accepted" | "rejected" | "revoked";
}

/** Consent that somebody of this node gave or refused. */
export async function readAuthorization(on: Runner, id: string): Promise<StampRow | null> {
  const [row] = await run<StampRow>(
    on,
    `select p.account_id as "authorId", p.iri as quoted, s.quoting_iri as quoting,
       s.quoting_account_iri as "quotingAccount", s.request_iri as "requestIri", s.state
     from quote_authorizations s join posts p on p.id = s.post_id where s.id = $1::uuid`,
    [id],
  );
  return row ?? null;
}
