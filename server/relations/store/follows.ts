import type { Iri } from "#protocol/ids/iri.ts";
import type { Tx } from "../../context.ts";
import { type Runner, run } from "../../platform/statement.ts";

/** On which terms somebody follows. */
export interface FollowTerms {
  /** Whether what the followee boosts is for the follower's home, too. */
  showsBoosts: boolean;
  /** Whether the follower is told of each new post. */
  notifies: boolean;
  /** Only posts in these languages; null for all. */
  languages: string[] | null;
}

export const usualTerms: FollowTerms = { showsBoosts: true, notifies: false, languages: null };

export interface FollowRow extends FollowTerms {
  followerId: string;
  followeeId: string;
  iri: Iri;
  state: "pending" | "accepted";
  followerIsLocal: boolean;
}

const columns = `follower_id as "followerId", followee_id as "followeeId", iri, state,
  follower_is_local as "followerIsLocal", shows_boosts as "showsBoosts", notifies, languages`;

export async function readFollow(
  on: Runner,
  followerId: string,
  followeeId: string,
): Promise<FollowRow | null> {
  const [row] = await run<FollowRow>(
    on,
    `select ${columns} from follows where follower_id = $1::uuid and followee_id = $2::uuid`,
    [followerId, followeeId],
  );
  return row ?? null;
}

export async function readFollowByIri(on: Runner, iri: string): Promise<FollowRow | null> {
  const [row] = await run<FollowRow>(on, `select ${columns} from follows where iri = $1::text limit 1`, [
    iri,
  ]);
  return row ?? null;
}

/** The caller holds both accounts, and knows that there is no such follow yet. */
export async function insertFollow(tx: Tx, follow: FollowRow, now: Date): Promise<void> {
  await run(
    tx,
    `insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at, accepted_at,
       shows_boosts, notifies, languages)
     values ($1::uuid, $2::uuid, $3::text, $4::text, $5::boolean, $6::timestamptz, $7::timestamptz,
       $8::boolean, $9::boolean, ${textArray("$10")})`,
    [
      follow.followerId,
      follow.followeeId,
      follow.iri,
      follow.state,
      follow.followerIsLocal,
      now,
      follow.state === "accepted" ? now : null,
      follow.showsBoosts,
      follow.notifies,
      follow.languages && JSON.stringify(follow.languages),
    ],
  );
}

export async function changeTerms(
  tx: Tx,
  { followerId, followeeId }: Pick<FollowRow, "followerId" | "followeeId">,
  terms: FollowTerms,
): Promise<void> {
  await run(
    tx,
    `update follows set shows_boosts = $3::boolean, notifies = $4::boolean, languages = ${textArray("$5")}
     where follower_id = $1::uuid and followee_id = $2::uuid`,
    [
      followerId,
      followeeId,
      terms.showsBoosts,
      terms.notifies,
      terms.languages && JSON.stringify(terms.languages),
    ],
  );
}

/** SQL: texts that came as JSON; null for null. */
function textArray(parameter: string): string {
  return `case when ${parameter}::jsonb is null then null
    else array(select jsonb_array_elements_text(${parameter}::jsonb)) end`;
}

export async function changeFollow(
  tx: Tx,
  follow: FollowRow,
  changes: { iri?: Iri; acceptedAt?: Date },
): Promise<void> {
  await run(
    tx,
    `update follows set iri = coalesce($3::text, iri), accepted_at = coalesce($4::timestamptz, accepted_at),
       state = case when $4::timestamptz is null then state else 'accepted' end
     where follower_id = $1::uuid and followee_id = $2::uuid`,
    [follow.followerId, follow.followeeId, changes.iri ?? null, changes.acceptedAt ?? null],
  );
}

/** Removes follows, with what the followees were told of them and what rests on them; answers the rows that were there. */
export async function deleteFollows(
  tx: Tx,
  pairs: readonly { followerId: string; followeeId: string }[],
): Promise<FollowRow[]> {
  const list = JSON.stringify(pairs);
  await run(
    tx,
    `delete from notifications n using jsonb_to_recordset($1::jsonb) as p("followerId" uuid, "followeeId" uuid)
     where n.account_id = p."followeeId" and n.from_account_id = p."followerId"
       and n.kind in ('follow', 'follow-request')`,
    [list],
  );
  await run(
    tx,
    `delete from endorsements e using jsonb_to_recordset($1::jsonb) as p("followerId" uuid, "followeeId" uuid)
     where e.account_id = p."followerId" and e.target_id = p."followeeId"`,
    [list],
  );
  return run<FollowRow>(
    tx,
    `delete from follows f using jsonb_to_recordset($1::jsonb) as p("followerId" uuid, "followeeId" uuid)
     where f.follower_id = p."followerId" and f.followee_id = p."followeeId" returning ${columns}`,
    [list],
  );
}

/** Forgets that the followee was told of a request. */
export async function deleteRequestNotice(
  tx: Tx,
  { followerId, followeeId }: Pick<FollowRow, "followerId" | "followeeId">,
): Promise<void> {
  await run(
    tx,
    `delete from notifications where account_id = $1::uuid and from_account_id = $2::uuid and kind = 'follow-request'`,
    [followeeId, followerId],
  );
}

/** Adds `by` for each accepted follow to both sides' counters. The caller holds the accounts. */
export async function countFollows(
  tx: Tx,
  pairs: readonly { followerId: string; followeeId: string }[],
  by: 1 | -1,
): Promise<void> {
  if (pairs.length === 0) return;
  await run(
    tx,
    `with p as (
       select * from jsonb_to_recordset($1::jsonb) as p("followerId" uuid, "followeeId" uuid)),
     changes as (
       select id, sum(following) as following, sum(followers) as followers from (
         select "followerId" as id, 1 as following, 0 as followers from p
         union all select "followeeId", 0, 1 from p) c group by id)
     update accounts a set
       following_count = greatest(0, a.following_count + $2::int * c.following),
       followers_count = greatest(0, a.followers_count + $2::int * c.followers)
     from changes c where a.id = c.id`,
    [JSON.stringify(pairs), by],
  );
}
