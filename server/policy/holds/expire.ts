import type { ApiCtx } from "../../context.ts";
import { each } from "../../platform/each.ts";
import { pruneHeld, readExpired, unclaimHeld } from "../store/holds.ts";
import { refuseHold, releaseHold } from "./decide.ts";

const BATCH = 100;
const KEPT_DAYS = 90;
/** A release that takes longer has broken off. */
const RELEASE_MS = 10 * 60_000;

/** Ends what nobody has looked at in time, as the node's settings say. A periodic task. */
export async function expireHolds(ctx: ApiCtx): Promise<void> {
  await unclaimHeld(ctx.sql, { before: new Date(ctx.clock.now().getTime() - RELEASE_MS) });
  const end = ctx.config.holdExpiry === "release" ? releaseHold : refuseHold;
  const tried = new Set<string>();
  for (;;) {
    const ids = await readExpired(ctx.sql, ctx.clock.now(), BATCH);
    const fresh = ids.filter((id) => !tried.has(id));
    for (const id of fresh) tried.add(id);
    await each(ctx.log, "end a hold", fresh, (id) => end(ctx, null, id));
    // What could not be ended is there again: it has its turn the next time.
    if (ids.length < BATCH || fresh.length === 0) return;
  }
}

/** Forgets after three months what was decided. */
export async function forgetHolds(ctx: Pick<ApiCtx, "sql" | "clock">): Promise<void> {
  await pruneHeld(ctx.sql, new Date(ctx.clock.now().getTime() - KEPT_DAYS * 86_400_000));
}
