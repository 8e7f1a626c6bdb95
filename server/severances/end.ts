import type { Ctx, Tx } from "../context.ts";
import { recordSevered, type SeveranceKind } from "./store.ts";
import { tellSevered } from "./tell.ts";

/** Keeps which follows a decision has ended, in its transaction, and tells the people of this node whose they were. */
export async function noteSeverance(
  ctx: Pick<Ctx, "clock" | "ids">,
  tx: Tx,
  { kind, target }: { kind: SeveranceKind; target: string },
  follows: readonly { followerId: string; followeeId: string }[],
): Promise<void> {
  if (follows.length === 0) return;
  const severance = { id: ctx.ids.next(), kind, target, at: ctx.clock.now() };
  await recordSevered(tx, severance, follows, ctx.ids);
  await tellSevered(ctx, tx, severance.id);
}
