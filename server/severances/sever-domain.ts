import type { Ctx } from "../context.ts";
import { severAll } from "../relations/follow-state.ts";
import { readFollowsOfDomain, recordSevered } from "./store.ts";
import { tellSevered } from "./tell.ts";

const BATCH = 200;

/**
 * Ends all follows between people here and a domain that the node rejects, and tells them. Nothing is sent: the other
 * side is not talked to any more. Doing it again under the same id does what is left.
 */
export async function severDomain(
  ctx: Pick<Ctx, "db" | "clock" | "ids">,
  { severanceId, domain }: { severanceId: string; domain: string },
): Promise<void> {
  const severance = {
    id: severanceId,
    kind: "domain_block" as const,
    target: domain,
    at: ctx.clock.now(),
  };
  for (;;) {
    const ended = await ctx.db.transaction(async (tx) => {
      const follows = await readFollowsOfDomain(tx, domain, BATCH);
      const removed = await severAll(tx, follows);
      await recordSevered(tx, severance, removed, ctx.ids);
      return follows.length;
    });
    if (ended === 0) break;
  }
  await ctx.db.transaction((tx) => tellSevered(ctx, tx, severance.id));
}
