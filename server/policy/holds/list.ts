import type { ApiCtx } from "../../context.ts";
import { countHeld, findHeld, type HeldFilter, type HeldItem, listHeld } from "../store/holds.ts";
import { refuseHold, releaseHold } from "./decide.ts";
import type { HoldsDecision } from "./decision.ts";

export type { HeldItem } from "../store/holds.ts";

/** Something that waits, with whose it is. */
export type Held = HeldItem & { handle: string };

/**
 * What waits for a moderator, the longest first.
 *
 * @param page.after the id of the last one of the page before
 * @returns `total` counts to 10,000
 */
export async function listHolds(
  ctx: Pick<ApiCtx, "sql">,
  filter: HeldFilter,
  page: { after: string | null; limit: number },
): Promise<{ items: Held[]; total: number }> {
  const [items, total] = await Promise.all([listHeld(ctx.sql, filter, page), countHeld(ctx.sql, filter)]);
  return { items, total };
}

/** One that waits, or that was decided about in the last three months. */
export function readHold(ctx: Pick<ApiCtx, "sql">, id: string): Promise<HeldItem | null> {
  return findHeld(ctx.sql, id);
}

const BATCH = 200;

/** Decides about all that a filter finds, a few hundred at a time. A chore: it may be done twice. */
export async function decideHolds(
  ctx: ApiCtx,
  { decision, by, filter, until, reason }: HoldsDecision,
): Promise<void> {
  for (let after: string | null = null; ; ) {
    const items: Held[] = await listHeld(ctx.sql, filter, { after, limit: BATCH });
    for (const { id } of items) {
      if (id > until) return;
      if (decision === "release") await releaseHold(ctx, by, id);
      else await refuseHold(ctx, by, id, { reason });
    }
    after = items.at(-1)?.id ?? null;
    if (items.length < BATCH) return;
  }
}
