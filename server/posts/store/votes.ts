import { type Runner, run } from "../../platform/statement.ts";

export interface OpenPoll {
  multiple: boolean;
  closesAt: Date | null;
  closedAt: Date | null;
  /** The answers, by position. */
  titles: string[];
  /** Positions this account has chosen before. */
  chosen: number[];
}

/** Locks a poll until the transaction ends, so that votes are counted one after another. */
export async function lockPoll(on: Runner, postId: string, voterId: string): Promise<OpenPoll | null> {
  // In a statement of its own: what follows must see the votes of whoever held the lock before.
  await run(on, "select from polls where post_id = $1::uuid for update", [postId]);
  const [poll] = await run<OpenPoll>(
    on,
    `select q.multiple, q.closes_at as "closesAt", q.closed_at as "closedAt",
       array(select o.title from poll_options o where o.post_id = q.post_id order by o.position) as titles,
       array(select v.position from poll_votes v where v.post_id = q.post_id and v.account_id = $2::uuid) as chosen
     from polls q where q.post_id = $1::uuid`,
    [postId, voterId],
  );
  return poll ?? null;
}

export interface NewVote {
  position: number;
  iri: string;
}

/** Stores and counts votes; the caller holds the poll's lock and has checked them. */
export async function insertVotes(
  on: Runner,
  cast: { postId: string; voterId: string; isFirst: boolean; votes: readonly NewVote[]; now: Date },
): Promise<void> {
  await run(
    on,
    `with fresh as (
       insert into poll_votes (post_id, account_id, position, iri, created_at)
       select $1::uuid, $2::uuid, v.position, v.iri, $4::timestamptz
       from jsonb_to_recordset($3::jsonb) as v(position int, iri text)
       on conflict do nothing returning position
     ),
     voters as (
       update polls q set voters_count = coalesce(q.voters_count, 0) + 1
       where q.post_id = $1::uuid and $5::boolean and exists (select from fresh)
     )
     update poll_options o set votes_count = o.votes_count + 1 from fresh f
     where o.post_id = $1::uuid and o.position = f.position`,
    [cast.postId, cast.voterId, JSON.stringify(cast.votes), cast.now, cast.isFirst],
  );
}

/** Polls whose time is over and that nobody has closed; closed now. */
export function closeDuePolls(on: Runner, now: Date, limit: number) {
  return run<{ postId: string; authorId: string; isLocal: boolean; isGone: boolean }>(
    on,
    `with due as (
       select q.post_id from polls q where q.closed_at is null and q.closes_at <= $1::timestamptz
       order by q.closes_at limit $2::int for update skip locked
     )
     update polls q set closed_at = q.closes_at from due d join posts p on p.id = d.post_id
     where q.post_id = d.post_id
     returning q.post_id as "postId", p.account_id as "authorId", p.is_local as "isLocal",
       p.deleted_at is not null as "isGone"`,
    [now, limit],
  );
}

/** Accounts of this node that voted. */
export async function localVoters(on: Runner, postId: string): Promise<string[]> {
  const rows = await run<{ id: string }>(
    on,
    `select distinct a.id from poll_votes v join accounts a on a.id = v.account_id and a.domain is null
     where v.post_id = $1::uuid`,
    [postId],
  );
  return rows.map((row) => row.id);
}
