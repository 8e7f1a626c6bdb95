import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx, Tx } from "../context.ts";
import { notify } from "../notifications/notify.ts";
import { begin, renegotiate } from "./follow-state.ts";
import { type FollowTerms, readFollow, usualTerms } from "./store/follows.ts";
import { lockPair, type Party, readBarriers } from "./store/parties.ts";

type Deps = Pick<Ctx, "db" | "ids" | "clock" | "uris" | "outbox">;

export type FollowError =
  | { type: "follow/self" }
  | { type: "follow/account-gone"; accountId: string }
  /** One of the two blocks the other, or the other's domain. */
  | { type: "follow/blocked" }
  | { type: "follow/too-many"; most: number }
  | { type: "follow/bad-language"; language: string };

export interface FollowInput {
  followerId: string;
  followeeId: string;
  /** What is absent is as usual, or stays as it is. */
  terms?: Partial<FollowTerms>;
}

/** How many accounts anybody may follow; who has many followers may follow a tenth more than they have. */
const MOST_FOLLOWED = 7_500;
const LANGUAGES = 50;

/**
 * A local account follows somebody. `pending` means that the followee, or the followee's server, has not answered yet.
 * Following again changes the terms.
 *
 * @example await requestFollow(ctx, { followerId: ana.id, followeeId: ben.id }); // { state: "accepted" }
 */
export async function requestFollow(
  ctx: Deps,
  input: FollowInput,
): Promise<Result<{ state: "pending" | "accepted" }, FollowError>> {
  const outcome = await ctx.db.transaction((tx) => followIn(ctx, tx, input));
  ctx.outbox.wake();
  return outcome;
}

/** {@link requestFollow} as a part of a larger transaction. */
export async function followIn(
  ctx: Omit<Deps, "db">,
  tx: Tx,
  { followerId, followeeId, terms = {} }: FollowInput,
): Promise<Result<{ state: "pending" | "accepted" }, FollowError>> {
  if (followerId === followeeId) return err({ type: "follow/self" });
  const languages = terms.languages ?? [];
  const wrong = languages.find(
    (language, at) => at >= LANGUAGES || !/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language),
  );
  if (wrong !== undefined) return err({ type: "follow/bad-language", language: wrong });
  const [follower, followee] = await lockPair(tx, followerId, followeeId);
  if (follower?.state !== "active" || !follower.isLocal)
    return err({ type: "follow/account-gone", accountId: followerId });
  if (followee?.state !== "active" || followee.movedTo !== null)
    return err({ type: "follow/account-gone", accountId: followeeId });
  const barriers = await readBarriers(tx, follower, followee);
  if (barriers.blocks || barriers.isBlocked) return err({ type: "follow/blocked" });

  const existing = await readFollow(tx, followerId, followeeId);
  if (existing !== null) {
    await renegotiate(tx, existing, terms);
    return ok({ state: existing.state });
  }
  const most = mostFollowed(follower);
  if (follower.followingCount >= most) return err({ type: "follow/too-many", most });
  const iri = ctx.uris.activity(ctx.ids.next());
  const isFree = followee.isLocal && !followee.locked && !follower.mustAsk;
  const state = isFree ? "accepted" : "pending";
  await begin(ctx, tx, {
    ...usualTerms,
    ...terms,
    followerId,
    followeeId,
    iri,
    state,
    followerIsLocal: true,
  });
  if (followee.isLocal) {
    const kind = state === "accepted" ? "follow" : "follow-request";
    await notify(ctx, tx, { accountId: followeeId, kind, fromAccountId: followerId });
  } else {
    await ctx.outbox.append(tx, { kind: "follow.requested", followerId, followeeId, followIri: iri });
  }
  return ok({ state });
}

function mostFollowed({ followersCount }: Party): number {
  return Math.max(MOST_FOLLOWED, Math.round(followersCount * 1.1));
}
