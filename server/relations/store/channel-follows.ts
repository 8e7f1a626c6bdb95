import type { Tx } from "../../context.ts";
import { run } from "../../platform/statement.ts";

export async function insertChannelFollow(
  tx: Tx,
  follow: { ownerId: string; followerId: string; iri: string },
  now: Date,
): Promise<void> {
  await run(
    tx,
    `insert into channel_follows (owner_id, follower_id, iri, created_at)
     values ($1::uuid, $2::uuid, $3::text, $4::timestamptz)
     on conflict (owner_id, follower_id) do update set iri = excluded.iri`,
    [follow.ownerId, follow.followerId, follow.iri, now],
  );
}

/** Of a follower those that its own server names, by the follow's id or by whose channel it is. @returns whether there was one */
export async function deleteNamedChannelFollow(
  tx: Tx,
  followerId: string,
  { iri, ownerId }: { iri: string | null; ownerId: string | null },
): Promise<boolean> {
  const rows = await run(
    tx,
    `delete from channel_follows
     where follower_id = $1::uuid and (iri = $2::text or owner_id::text = $3::text) returning iri`,
    [followerId, iri, ownerId],
  );
  return rows.length > 0;
}

export async function deleteChannelFollow(tx: Tx, ownerId: string, followerId: string): Promise<void> {
  await run(tx, "delete from channel_follows where owner_id = $1::uuid and follower_id = $2::uuid", [
    ownerId,
    followerId,
  ]);
}

/** Those of a channel by accounts of a domain. */
export async function deleteChannelFollowsFrom(tx: Tx, ownerId: string, domain: string): Promise<void> {
  await run(
    tx,
    `delete from channel_follows f using accounts a
     where f.owner_id = $1::uuid and a.id = f.follower_id and a.domain = $2::text`,
    [ownerId, domain],
  );
}
