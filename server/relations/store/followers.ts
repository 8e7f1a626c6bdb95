import type { Iri } from "#protocol/ids/iri.ts";
import type { Ctx, Tx } from "../../context.ts";
import { type Runner, run } from "../../platform/statement.ts";

interface LocalFollower {
  id: string;
  iri: Iri;
  state: "pending" | "accepted";
  acceptedAt: Date | null;
}

export async function readLocalFollowers(on: Runner, followeeId: string): Promise<LocalFollower[]> {
  return run<LocalFollower>(
    on,
    `select a.id, a.iri, f.state, f.accepted_at as "acceptedAt" from follows f join accounts a on a.id = f.follower_id
     where f.followee_id = $1::uuid and f.follower_is_local`,
    [followeeId],
  );
}

/** Local accounts, of those named by their IRIs. */
export async function readLocalByIris(
  on: Runner,
  iris: readonly string[],
): Promise<{ id: string; iri: Iri }[]> {
  return run(
    on,
    `select id, iri from accounts where domain is null and state = 'active'
       and iri in (select jsonb_array_elements_text($1::jsonb))`,
    [JSON.stringify(iris)],
  );
}

/** Accepted followers, or whom an account follows: IRIs with the ids to go on from, newest accounts first. */
export async function readFollowPage(
  ctx: Pick<Ctx, "sql">,
  side: "followers" | "following",
  accountId: string,
  before: string | null,
  limit: number,
): Promise<{ id: string; iri: Iri }[]> {
  const [own, other] = side === "followers" ? ["followee_id", "follower_id"] : ["follower_id", "followee_id"];
  return run(
    ctx.sql,
    `select a.id, a.iri from (
       select f.${other} as id from follows f
       where f.${own} = $1::uuid and f.state = 'accepted' and f.${other} < $2::uuid
       order by f.${other} desc limit $3::int) o
     join accounts a on a.id = o.id order by a.id desc`,
    [accountId, before ?? "ffffffff-ffff-ffff-ffff-ffffffffffff", limit],
  );
}

/** Accepted followers whose ids are under an origin's host, over either scheme. */
export async function readFollowersOn(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
  host: string,
): Promise<Iri[]> {
  const rows = await run<{ iri: Iri }>(
    ctx.sql,
    `select a.iri from follows f join accounts a on a.id = f.follower_id
     where f.followee_id = $1::uuid and f.state = 'accepted'
       and split_part(a.iri, '/', 3) = $2::text`,
    [accountId, host],
  );
  return rows.map((row) => row.iri);
}

export async function readCounts(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
): Promise<{ followers: number; following: number; posts: number; featured: number }> {
  const [row] = await run<{ followers: number; following: number; posts: number; featured: number }>(
    ctx.sql,
    `select followers_count as followers, following_count as following, posts_count as posts,
       (select count(*)::int from pins n join posts p on p.id = n.post_id and p.deleted_at is null where n.account_id = a.id) as featured
     from accounts a where id = $1::uuid`,
    [accountId],
  );
  return row ?? { followers: 0, following: 0, posts: 0, featured: 0 };
}

/** All follows of an account, in either direction. */
export async function readAllFollows(
  tx: Tx,
  accountId: string,
): Promise<{ followerId: string; followeeId: string; followerIsLocal: boolean; followeeIsLocal: boolean }[]> {
  return run(
    tx,
    `select f.follower_id as "followerId", f.followee_id as "followeeId",
       f.follower_is_local as "followerIsLocal", a.domain is null as "followeeIsLocal"
     from follows f join accounts a on a.id = f.followee_id
     where f.follower_id = $1::uuid or f.followee_id = $1::uuid`,
    [accountId],
  );
}

/** Blocks and mutes of and by an account, and what it and others have kept of each other. */
export async function deleteBarriers(tx: Tx, accountId: string): Promise<void> {
  await run(tx, "delete from blocks where account_id = $1::uuid or target_id = $1::uuid", [accountId]);
  await run(tx, "delete from mutes where account_id = $1::uuid or target_id = $1::uuid", [accountId]);
  await run(tx, "delete from domain_blocks where account_id = $1::uuid", [accountId]);
  for (const table of ["endorsements", "account_notes", "dismissed_suggestions"])
    await run(tx, `delete from ${table} where account_id = $1::uuid or target_id = $1::uuid`, [accountId]);
}

export async function deleteFollowersOfDeleted(on: Runner, before: Date): Promise<number> {
  const rows = await run(
    on,
    `delete from follows f using accounts a
     where f.followee_id = a.id and a.domain is null and a.state = 'deleted' and a.updated_at < $1::timestamptz
     returning f.follower_id`,
    [before],
  );
  return rows.length;
}

/**
 * Whether an account of this node follows that one or has asked to: the first posts may overtake the answer, and are on
 * the home timeline as soon as that is there.
 */
export async function readIsFollowedHere(ctx: Pick<Ctx, "sql">, followeeId: string): Promise<boolean> {
  const [row] = await ctx.sql<{ found: boolean }[]>`
    select exists (select from follows
      where followee_id = ${followeeId} and follower_is_local) as found`;
  return row?.found ?? false;
}
