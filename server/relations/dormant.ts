import type { Ctx, Tx } from "../context.ts";
import { applyDomainRules } from "../hosts/decide.ts";
import { closeSeverances, openSeverance, removeSeverances } from "../severances/open.ts";
import { removeFromHome } from "../timelines/merge.ts";
import {
  countOnSide,
  type DormantFollow,
  deleteDormant,
  deleteTraces,
  moveAside,
  moveBack,
  type Pair,
  readDormantOf,
  readLongDormant,
  readReachable,
  readStanding,
  readToPutBack,
  readToSetAside,
} from "./store/dormant.ts";
import { readAllFollows } from "./store/followers.ts";
import { lockAccounts } from "./store/parties.ts";
import { tellFollowee, tellFollower } from "./unfollow.ts";

type Deps = Pick<Ctx, "clock" | "ids">;

const BATCH = 200;
/** How long what moderators do can be taken back. */
const REVERSIBLE_MS = 30 * 86_400_000;

/**
 * Puts aside the follows between people here and an account of another server that is being suspended, in the caller's
 * transaction. Nothing is sent; people here are told what they miss. Doing it again does nothing.
 */
export async function setAside(ctx: Deps, tx: Tx, accountId: string): Promise<void> {
  const account = await readStanding(tx, accountId);
  if (account === null || account.domain === null) return;
  const severed = { kind: "account_suspension", target: account.handle } as const;
  await putAside(ctx, tx, await readAllFollows(tx, accountId), severed);
}

/**
 * Puts back what was put aside of an account whose suspension has been lifted, in the caller's transaction and after the
 * account is active again; where its domain is still rejected it is suspended with that, and nothing is put back.
 */
export async function putBack(ctx: Pick<Ctx, "clock">, tx: Tx, accountId: string): Promise<void> {
  const domain = (await readStanding(tx, accountId))?.domain ?? null;
  if (domain !== null) await applyDomainRules(ctx, tx, [domain]);
  if ((await readStanding(tx, accountId))?.state === "active")
    await wake(tx, await readDormantOf(tx, accountId));
}

/**
 * Makes follows agree with the rules about domains: those with accounts of rejected domains are put aside, those of domains
 * that are dealt with again are put back. Goes by what is, so that it may be done at any time, and twice.
 */
export async function settleFollows(ctx: Deps & Pick<Ctx, "db">): Promise<void> {
  for (;;) {
    const count = await ctx.db.transaction(async (tx) => {
      const found = await readToSetAside(tx, BATCH);
      for (const target of new Set(found.map(({ domain }) => domain)))
        await putAside(
          ctx,
          tx,
          found.filter(({ domain }) => domain === target),
          { kind: "domain_block", target },
        );
      return found.length;
    });
    if (count === 0) break;
  }
  for (;;) {
    const count = await ctx.db.transaction(async (tx) => {
      const found = await readToPutBack(tx, BATCH);
      await wake(tx, found);
      return found.length;
    });
    if (count === 0) break;
  }
}

/** Ends for good what was put aside of an account that is being erased, in the caller's transaction. */
export async function endDormantOf(ctx: Pick<Ctx, "outbox">, tx: Tx, accountId: string): Promise<void> {
  await end(ctx, tx, await readDormantOf(tx, accountId));
}

/** Ends for good what was put aside thirty days ago. A periodic task. */
export async function endLongDormant(ctx: Pick<Ctx, "db" | "clock" | "outbox">): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - REVERSIBLE_MS);
  for (;;) {
    const count = await ctx.db.transaction(async (tx) => {
      const found = await readLongDormant(tx, before, BATCH);
      await end(ctx, tx, found);
      return found.length;
    });
    ctx.outbox.wake();
    if (count === 0) return;
  }
}

async function putAside(
  ctx: Deps,
  tx: Tx,
  pairs: readonly Pair[],
  severed: { kind: "domain_block" | "account_suspension"; target: string },
): Promise<void> {
  if (pairs.length === 0) return;
  await lockAccounts(tx, idsOf(pairs));
  await openSeverance(ctx, tx, severed, async (severanceId) => {
    const moved = await moveAside(tx, pairs, { severanceId, since: ctx.clock.now() });
    await countOnSide(tx, acceptedOf(moved), -1, "here");
    return moved;
  });
}

async function wake(tx: Tx, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  await lockAccounts(tx, idsOf(pairs));
  const moved = await moveBack(tx, pairs);
  const isBack = moved.filter((follow) => follow.isBack);
  await countOnSide(tx, acceptedOf(isBack), 1, "here");
  await forget(
    tx,
    moved.filter((follow) => !follow.isBack),
  );
  await removeSeverances(tx, severancesOf(moved));
}

async function end(ctx: Pick<Ctx, "outbox">, tx: Tx, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  await lockAccounts(tx, idsOf(pairs));
  const ended = await deleteDormant(tx, pairs);
  const reachable = await readReachable(tx, idsOf(ended));
  for (const { followerIsLocal, followerId, followeeId, iri, state } of ended) {
    const follow = { followerId, followeeId, iri, state, followerIsLocal, ...anyTerms };
    if (!reachable.has(followerIsLocal ? followeeId : followerId)) continue;
    if (followerIsLocal) await tellFollowee(ctx, tx, follow);
    else await tellFollower(ctx, tx, follow);
  }
  await forget(tx, ended);
  await closeSeverances(tx, severancesOf(ended));
}

/** What is told of a follow that is over does not depend on them. */
const anyTerms = { showsBoosts: true, notifies: false, languages: null };

/** Removes what hangs on follows that do not come back. */
async function forget(tx: Tx, follows: readonly DormantFollow[]): Promise<void> {
  if (follows.length === 0) return;
  await deleteTraces(tx, follows);
  await countOnSide(tx, acceptedOf(follows), -1, "there");
  for (const { followerIsLocal, followerId, followeeId } of acceptedOf(follows))
    if (followerIsLocal) await removeFromHome(tx, followerId, followeeId);
}

function acceptedOf<F extends { state: string }>(follows: readonly F[]): F[] {
  return follows.filter(({ state }) => state === "accepted");
}

function idsOf(pairs: readonly Pair[]): string[] {
  return pairs.flatMap(({ followerId, followeeId }) => [followerId, followeeId]);
}

function severancesOf(follows: readonly DormantFollow[]): string[] {
  return [...new Set(follows.flatMap(({ severanceId }) => severanceId ?? []))];
}
