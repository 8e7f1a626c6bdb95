import type { Intake, IntakePort } from "#federation/ports.ts";
import type { Ctx } from "../context.ts";
import { sever } from "./follow-state.ts";
import { insertBlock } from "./store/blocks.ts";
import { isBuried } from "./store/buried.ts";
import { deleteChannelFollow } from "./store/channel-follows.ts";
import { lockPair } from "./store/parties.ts";

/** A remote account blocks a local one: the follows between them end here as they did there. */
export async function receiveBlock(
  ctx: Pick<Ctx, "db" | "clock">,
  { iri, by, target }: Parameters<IntakePort["block"]>[0],
): Promise<Intake> {
  return ctx.db.transaction(async (tx): Promise<Intake> => {
    const now = ctx.clock.now();
    if (await isBuried(tx, iri, now)) return { outcome: "ignored", reason: "block/undone" };
    const [blocker, blocked] = await lockPair(tx, by.id, target.id);
    if (!blocked?.isLocal || blocker?.state !== "active")
      return { outcome: "ignored", reason: "block/no-such-account" };
    await insertBlock(tx, { accountId: blocker.id, targetId: blocked.id, iri }, now);
    await sever(tx, blocker.id, blocked.id);
    await sever(tx, blocked.id, blocker.id);
    await deleteChannelFollow(tx, blocked.id, blocker.id);
    return { outcome: "accepted" };
  });
}
