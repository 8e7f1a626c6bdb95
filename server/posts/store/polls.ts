import type { Poll } from "#protocol/model/post.ts";
import { type Runner, run } from "../../platform/statement.ts";
import { storableDate } from "../row.ts";
import { storableJson } from "../storable.ts";

/** Stores the polls of posts that have none yet. */
export async function insertPolls(on: Runner, polls: readonly { iri: string; poll: Poll }[]): Promise<void> {
  await run(on, insert, [storableJson(polls.map(({ iri, poll }) => ({ iri, ...pollColumns(poll) })))]);
}

/**
 * Brings a poll up to what its author says now. When the answers themselves changed, votes cast before are void. While
 * they stay, the numbers of a remote poll are those of its origin; a poll of this node is counted here, and its stay.
 */
export async function refreshPoll(on: Runner, postId: string, poll: Poll): Promise<void> {
  // In a statement of its own: what follows must see the votes of whoever held the lock before.
  await run(on, "select from polls where post_id = $1::uuid for update", [postId]);
  await run(on, refresh, [postId, storableJson(pollColumns(poll))]);
}

/** For a post that an edit has made into one without a poll. */
export async function removePoll(on: Runner, postId: string): Promise<void> {
  await run(
    on,
    `with votes as (delete from poll_votes where post_id = $1::uuid),
       options as (delete from poll_options where post_id = $1::uuid)
     delete from polls where post_id = $1::uuid`,
    [postId],
  );
}

function pollColumns(poll: Poll) {
  return {
    multiple: poll.multiple,
    closes_at: storableDate(poll.closesAt),
    closed_at: storableDate(poll.closedAt),
    voters: poll.voters === null ? null : countOf(poll.voters),
    hides_totals: poll.hidesTotals ?? false,
    options: poll.options.map(({ title, votes }) => ({ title, votes: countOf(votes) })),
  };
}

const MOST = 2 ** 31 - 1;

/** A number of people that a peer claims, as the database can hold it. */
function countOf(claimed: number): number {
  return claimed > 0 ? Math.min(Math.trunc(claimed), MOST) : 0;
}

const shape = `multiple boolean, closes_at timestamptz, closed_at timestamptz, voters int, hides_totals boolean, options jsonb`;

const insert = `
with input as (select * from jsonb_to_recordset($1::jsonb) as i(iri text, ${shape})),
stored as (
  insert into polls (post_id, multiple, closes_at, closed_at, voters_count, hides_totals)
  select p.id, i.multiple, i.closes_at, i.closed_at, i.voters, i.hides_totals
  from input i join posts p on p.iri = i.iri where p.deleted_at is null
  on conflict do nothing returning post_id
)
insert into poll_options (post_id, position, title, votes_count)
select s.post_id, o.position - 1, o.value ->> 'title', (o.value ->> 'votes')::int
from stored s join posts p on p.id = s.post_id join input i on i.iri = p.iri
cross join lateral jsonb_array_elements(i.options) with ordinality as o(value, position)`;

const refresh = `
with input as materialized (select * from jsonb_to_record($2::jsonb) as i(${shape})),
answers as materialized (
  select (o.position - 1)::int as position, o.value ->> 'title' as title, (o.value ->> 'votes')::int as votes
  from input i cross join lateral jsonb_array_elements(i.options) with ordinality as o(value, position)
),
changed as materialized (
  select coalesce((select array_agg(title order by position) from poll_options where post_id = $1::uuid), '{}')
    is distinct from (select array_agg(title order by position) from answers)
    or exists (select from polls q, input i where q.post_id = $1::uuid and q.multiple <> i.multiple) as yes
),
counted as materialized (select p.is_local and not c.yes as here from posts p, changed c where p.id = $1::uuid),
poll as (
  insert into polls (post_id, multiple, closes_at, closed_at, voters_count, hides_totals)
  select $1::uuid, i.multiple, i.closes_at, i.closed_at, i.voters, i.hides_totals from input i
  on conflict (post_id) do update set multiple = excluded.multiple, closes_at = excluded.closes_at,
    closed_at = excluded.closed_at, hides_totals = excluded.hides_totals,
    voters_count = case when (select here from counted) then polls.voters_count else excluded.voters_count end
),
void as (delete from poll_votes v using changed c where c.yes and v.post_id = $1::uuid),
fewer as (
  delete from poll_options o where o.post_id = $1::uuid and o.position >= (select count(*) from answers)
)
insert into poll_options (post_id, position, title, votes_count)
select $1::uuid, a.position, a.title, a.votes from answers a
on conflict (post_id, position) do update set title = excluded.title,
  votes_count = case when (select here from counted) then poll_options.votes_count else excluded.votes_count end`;
