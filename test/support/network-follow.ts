import { createAccount } from "#server/accounts/create.ts";
import type { Ctx } from "#server/context.ts";
import { requestFollow } from "#server/relations/follow.ts";
import type { Peer, PeerActor } from "./network-peer.ts";

/** A local account, made without a login. */
export async function localAccount(ctx: Ctx, username: string): Promise<{ id: string; iri: string }> {
  const made = await createAccount(ctx, { username });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
}

/** A local account follows an actor of a peer, who accepts. */
export async function followActor(
  ctx: Ctx,
  followerId: string,
  { peer, actor }: { peer: Peer; actor: PeerActor },
): Promise<void> {
  const found = await ctx.resolve.account(actor.iri);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  const followeeId = found.value.id;
  const asked = await requestFollow(ctx, { followerId, followeeId });
  if (!asked.ok) throw new Error(JSON.stringify(asked.error));
  const [row] = await ctx.sql<{ iri: string; actor: string; inbox: string }[]>`
    select f.iri, a.iri as actor, a.inbox from follows f join accounts a on a.id = f.follower_id
    where f.follower_id = ${followerId} and f.followee_id = ${followeeId}`;
  if (!row) throw new Error("no follow was stored");
  const accept = {
    "@context": "https://www.w3.org/ns/activitystreams",
    id: peer.mint("accepts"),
    type: "Accept",
    actor: actor.iri,
    object: { id: row.iri, type: "Follow", actor: row.actor, object: actor.iri },
  };
  const status = await peer.send(actor, row.inbox, accept);
  if (status >= 300) throw new Error(`the Accept was answered with ${status}`);
}
