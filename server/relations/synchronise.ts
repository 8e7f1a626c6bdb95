import type { KnownAccount } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Ctx } from "../context.ts";
import { notify } from "../notifications/notify.ts";
import { accept, sever } from "./follow-state.ts";
import { readLocalByIris, readLocalFollowers } from "./store/followers.ts";
import { readFollow } from "./store/follows.ts";
import { lockPair } from "./store/parties.ts";

/** A follow younger than this may be missing because the list was made before it. */
const GRACE_MS = 10 * 60_000;

type Deps = Pick<Ctx, "db" | "sql" | "ids" | "clock" | "uris" | "outbox">;

/**
 * Makes the follows from here agree with what the followee's server counts (FEP-8fcf): those it does not know end, those
 * that wait are accepted, and those it counts but that are not known here are undone there.
 *
 * @param localFollowers the followers on this node, as the followee's server lists them
 */
export async function synchroniseFollowers(
  ctx: Deps,
  followee: Pick<KnownAccount, "id">,
  localFollowers: readonly Iri[],
): Promise<void> {
  const claimed = new Set<string>(localFollowers);
  const known = await readLocalFollowers(ctx.sql, followee.id);
  const before = ctx.clock.now().getTime() - GRACE_MS;
  for (const follower of known) {
    const isOld = follower.acceptedAt !== null && follower.acceptedAt.getTime() < before;
    if (!claimed.has(follower.iri) && isOld) await settle(ctx, follower.id, followee.id, "end");
    if (claimed.has(follower.iri) && follower.state === "pending")
      await settle(ctx, follower.id, followee.id, "accept");
  }
  const knownIris = new Set<string>(known.map((follower) => follower.iri));
  const unknown = localFollowers.filter((iri) => !knownIris.has(iri));
  for (const account of await readLocalByIris(ctx.sql, unknown))
    await undoThere(ctx, account.id, followee.id);
  ctx.outbox.wake();
}

async function settle(
  ctx: Deps,
  followerId: string,
  followeeId: string,
  how: "end" | "accept",
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await lockPair(tx, followerId, followeeId);
    const follow = await readFollow(tx, followerId, followeeId);
    if (how === "end") await sever(tx, followerId, followeeId);
    else if (follow?.state === "pending") {
      await accept(ctx, tx, follow);
      await notify(ctx, tx, { accountId: followerId, kind: "follow-accepted", fromAccountId: followeeId });
    }
  });
}

async function undoThere(ctx: Deps, followerId: string, followeeId: string): Promise<void> {
  const followIri = ctx.uris.activity(ctx.ids.next());
  await ctx.db.transaction((tx) =>
    ctx.outbox.append(tx, { kind: "follow.undone", followerId, followeeId, followIri }),
  );
}
