import type { Ctx, Tx } from "../context.ts";
import { deleteSeverances, endSeverances, openRow, recordSevered, type SeveranceKind } from "./store.ts";
import { tellSevered } from "./tell.ts";

/**
 * Keeps which follows a decision puts aside, under the one severance of it that is open, and tells the people of this node
 * whose they were. They are told at once, as Mastodon does, although the follows may come back.
 *
 * @param work puts them aside, and answers which
 */
export async function openSeverance(
  ctx: Pick<Ctx, "clock" | "ids">,
  tx: Tx,
  { kind, target }: { kind: SeveranceKind; target: string },
  work: (severanceId: string) => Promise<readonly { followerId: string; followeeId: string }[]>,
): Promise<void> {
  const at = ctx.clock.now();
  const id = await openRow(tx, { id: ctx.ids.next(), kind, target, at });
  const follows = await work(id);
  await recordSevered(tx, { id, kind, target, at }, follows, ctx.ids);
  await tellSevered(ctx, tx, id);
}

/** Nothing of them is put aside any more: it is as if they had not been, for those who were told, too. */
export const removeSeverances = deleteSeverances;

/** What they put aside does not come back. */
export const closeSeverances = endSeverances;
