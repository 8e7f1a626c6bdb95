import { err, ok, type Result } from "#protocol/result.ts";
import { isCategory } from "../category.ts";
import { appendEntry } from "../ledger/append.ts";
import type { ModerationCtx } from "../ports.ts";
import type { Threshold } from "./signal.ts";
import { readThresholds, replaceThresholds } from "./store.ts";

/** What holds until somebody says otherwise. */
export const usualThresholds: readonly Threshold[] = [
  { category: null, per: "post", count: 2, hours: 24, leastScore: 0 },
  { category: null, per: "account", count: 3, hours: 24, leastScore: 0 },
  { category: null, per: "domain", count: 25, hours: 24, leastScore: 0 },
];

export type ThresholdError = { type: "threshold/invalid"; at: number; reason: string };

const MOST = 50;

export async function listThresholds(ctx: Pick<ModerationCtx, "db">): Promise<readonly Threshold[]> {
  const rows = await readThresholds(ctx.db);
  return rows.length > 0 ? rows : usualThresholds;
}

/**
 * Puts others in the place of all thresholds.
 *
 * @param by the administrator
 * @param thresholds none: the usual ones
 */
export async function setThresholds(
  ctx: ModerationCtx,
  by: string | null,
  thresholds: readonly Threshold[],
): Promise<Result<void, ThresholdError>> {
  if (thresholds.length > MOST)
    return err({ type: "threshold/invalid", at: MOST, reason: `there are more than ${MOST}` });
  for (const [at, threshold] of thresholds.entries()) {
    const reason = problemOf(threshold);
    if (reason !== null) return err({ type: "threshold/invalid", at, reason });
  }
  const now = ctx.clock.now();
  await ctx.db.transaction(async (tx) => {
    await replaceThresholds(
      tx,
      thresholds.map((threshold) => ({ id: ctx.ids.next(), ...threshold })),
      now,
    );
    await appendEntry(ctx, tx, "private", {
      kind: "policy.thresholds",
      by,
      body: { thresholds: [...thresholds] },
    });
  });
  return ok();
}

function problemOf({ category, count, hours, leastScore }: Threshold): string | null {
  if (category !== null && !isCategory(category)) return `there is no category ${category}`;
  if (!Number.isInteger(count) || count < 1 || count > 1_000) return "count must be from 1 to 1,000";
  if (!Number.isInteger(hours) || hours < 1 || hours > 720) return "hours must be from 1 to 720";
  return leastScore >= 0 && leastScore <= 1 ? null : "leastScore must be from 0 to 1";
}
