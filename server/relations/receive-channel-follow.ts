import type { Intake, IntakePort } from "#federation/ports.ts";
import { sameOrigin } from "#protocol/ids/iri.ts";
import type { Ctx } from "../context.ts";
import { buryIri } from "../posts/bury.ts";
import { buryBriefly, isBuried } from "./store/buried.ts";
import { deleteNamedChannelFollow, insertChannelFollow } from "./store/channel-follows.ts";
import { lockPair, readBarriers } from "./store/parties.ts";

type Deps = Pick<Ctx, "db" | "clock" | "outbox">;

/**
 * A remote account follows the channel of a local person. What is in a channel is public, so nobody needs to approve, and it
 * is no follow of the person: not counted, not told, and no way to posts for followers.
 */
export async function receiveChannelFollow(
  ctx: Deps,
  { iri, follower, owner }: Parameters<IntakePort["followChannel"]>[0],
): Promise<Intake> {
  const intake = await ctx.db.transaction(async (tx): Promise<Intake> => {
    const now = ctx.clock.now();
    if (await isBuried(tx, iri, now)) return { outcome: "ignored", reason: "follow/undone" };
    const [from, to] = await lockPair(tx, follower.id, owner.id);
    if (!to?.isLocal || to.state !== "active" || to.kind !== "person")
      return { outcome: "ignored", reason: "follow/no-such-channel" };
    if (from?.state !== "active" || from.isLocal)
      return { outcome: "ignored", reason: "follow/follower-gone" };
    if ((await readBarriers(tx, to, from)).blocks) return { outcome: "ignored", reason: "follow/blocked" };
    await insertChannelFollow(tx, { ownerId: to.id, followerId: from.id, iri }, now);
    await ctx.outbox.append(tx, {
      kind: "channel.followed",
      ownerId: to.id,
      followerId: from.id,
      followIri: iri,
    });
    return { outcome: "accepted" };
  });
  ctx.outbox.wake();
  return intake;
}

/** The end of such a follow, named by its id or by the channel; `null` when it is about something else. */
export async function undoChannelFollow(
  ctx: Pick<Ctx, "db" | "clock" | "uris">,
  { iri, type, by, object }: Parameters<IntakePort["undo"]>[0],
): Promise<Intake | null> {
  if (type !== null && type !== "Follow") return null;
  const named = object === null ? null : ctx.uris.parse(object);
  const ownerId = named?.name === "channel" ? named.id : null;
  return ctx.db.transaction(async (tx): Promise<Intake | null> => {
    const ended = await deleteNamedChannelFollow(tx, by.id, { iri, ownerId });
    if (!ended && ownerId === null) return null;
    // FEP-fe34: nobody may forbid what another server is yet to send.
    if (iri !== null && sameOrigin(iri, by.iri)) {
      if (ended) await buryBriefly(tx, iri, ctx.clock.now());
      else await buryIri(ctx, tx, iri);
    }
    return { outcome: "accepted" };
  });
}
