import { hostOf, type Iri } from "#protocol/ids/iri.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { ensureNodeActor } from "../accounts/node-actor.ts";
import { orRollBack } from "../accounts/rollback.ts";
import { serverAccount } from "../accounts/speaks-for-server.ts";
import { record } from "../admin/audit.ts";
import type { ApiCtx } from "../context.ts";
import { hostNamed } from "../hosts/named.ts";
import { type FollowError, followIn } from "../relations/follow.ts";
import { unfollow } from "../relations/unfollow.ts";
import { askPeer, type UnknownPeer } from "./known.ts";
import { deletePeer, findPeer, type PeerLine, readPeers, savePeer, savePeerKnown } from "./store/peers.ts";

export type PeerError =
  /** Nothing answers there, or nothing that is a node's own account. */
  | { readonly type: "peer/not-found"; readonly name: string }
  | { readonly type: "peer/no-node"; readonly name: string }
  | UnknownPeer
  | FollowError;

type Deps = Pick<
  ApiCtx,
  "db" | "sql" | "ids" | "clock" | "uris" | "handleHost" | "outbox" | "resolve" | "fetchRemote"
>;

export function listPeers(ctx: Pick<ApiCtx, "sql" | "uris">): Promise<PeerLine[]> {
  return readPeers(ctx.sql, ctx.uris.nodeActor());
}

/**
 * Asks another node for what its panels decide: this node's account follows that one's. Asking again asks anew, where they have refused.
 *
 * @param name a node's domain, its address, or that of its own account
 * @example await followPeer(ctx, null, "there.example");
 */
export async function followPeer(
  ctx: Deps,
  by: string | null,
  name: string,
): Promise<Result<PeerLine, PeerError>> {
  const found = await nodeNamed(ctx, name);
  if (!found.ok) return found;
  const { id: accountId, iri: actorIri } = found.value;
  const asked = await askPeer(ctx, actorIri);
  if (!asked.ok) return asked;
  const followerId = await ensureNodeActor(ctx);
  const domain = hostOf(actorIri);
  const done = await orRollBack<undefined, PeerError>(ctx, async (tx) => {
    const followed = await followIn(ctx, tx, { followerId, followeeId: accountId });
    if (!followed.ok) return followed;
    const at = ctx.clock.now();
    await savePeer(tx, { accountId, actorIri, domain, since: at });
    await savePeerKnown(tx, accountId, { ...asked.value, at });
    await record(ctx, tx, { by, action: "peer.followed", target: domain, details: { actor: actorIri } });
    return ok();
  });
  ctx.outbox.wake();
  if (!done.ok) return done;
  const peer = await findPeer(ctx.sql, ctx.uris.nodeActor(), actorIri);
  return peer === null ? err({ type: "peer/not-found", name }) : ok(peer);
}

/** Asks for them no more. What was done by them stays. */
export async function unfollowPeer(
  ctx: Deps,
  by: string | null,
  name: string,
): Promise<Result<PeerLine, PeerError>> {
  const host = hostNamed(URL.parse(name)?.host ?? name);
  const peer = await findPeer(ctx.sql, ctx.uris.nodeActor(), host ?? name);
  if (peer === null) return err({ type: "peer/not-found", name });
  const { accountId, domain } = peer;
  await unfollow(ctx, { followerId: await ensureNodeActor(ctx), followeeId: accountId });
  await ctx.db.transaction(async (tx) => {
    await deletePeer(tx, accountId);
    await record(ctx, tx, { by, action: "peer.unfollowed", target: domain });
  });
  return ok(peer);
}

async function nodeNamed(ctx: Deps, name: string): Promise<Result<{ id: string; iri: Iri }, PeerError>> {
  for (const query of queriesFor(name.trim())) {
    const found = await ctx.resolve.account(query);
    if (!found.ok) continue;
    const account = await serverAccount(ctx, found.value.id);
    return account === null ? err({ type: "peer/no-node", name }) : ok(account);
  }
  return err({ type: "peer/not-found", name });
}

/** A node's own account is called as its domain is, and is at `/actor`. */
function queriesFor(name: string): string[] {
  const url = /^https?:/.test(name) ? URL.parse(name) : null;
  if (url !== null) return [url.pathname === "/" ? `${url.origin}/actor` : url.href];
  const host = hostNamed(name);
  return host === null ? [] : [`@${host}@${host}`, `https://${host}/actor`];
}
