import type { ModerationCtx, Statements } from "../ports.ts";
import type { Mark } from "./marks.ts";
import { insertMarks, type RelatedBecause, readRelated } from "./store/marks.ts";
import { readRows } from "./store/queue.ts";
import { toCase } from "./store/row.ts";
import {
  adoptStrays,
  countAlike,
  findNearWave,
  findWave,
  insertWave,
  readWaves,
  setWave,
  type Wave,
} from "./store/waves.ts";
import type { Case, Handler } from "./words.ts";

export type { Wave } from "./store/waves.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** A wave to which nothing has come for so long is over. */
const QUIET_MS = 6 * HOUR_MS;
const NEAR_BITS = 3;
/** Cases of an hour that share a mark, and accounts that they are about, which make a wave. */
const thresholds = {
  text: { cases: 5, accounts: 3 },
  link: { cases: 10, accounts: 3 },
  newcomer: { cases: 20, accounts: 20 },
} as const;

/**
 * Writes down by what a new case is like others, and puts it into the wave that it is part of; where it is the one with which
 * there are enough, the wave begins with it.
 *
 * @param example what it says
 */
export async function markCase(
  ctx: Pick<ModerationCtx, "clock" | "ids">,
  on: Statements,
  { caseId, marks, example }: { caseId: string; marks: readonly Mark[]; example: string },
): Promise<{ waveId: string | null }> {
  await insertMarks(on, caseId, marks);
  if (marks.length === 0) return { waveId: null };
  const now = ctx.clock.now();
  const at = { at: now, sinceId: ctx.ids.next(new Date(now.getTime() - HOUR_MS)) };
  const since = new Date(now.getTime() - QUIET_MS);
  const wave = await findWave(on, marks, since);
  if (wave !== null) {
    await setWave(on, caseId, wave.id);
    // Once a minute, so that the cases of a wave do not wait for its row.
    if (wave.lastAt.getTime() < now.getTime() - MINUTE_MS) await adoptStrays(on, wave, at);
    return { waveId: wave.id };
  }
  const near = marks.filter(({ kind }) => kind === "near");
  const nearWave = await findNearWave(on, near, { sinceId: at.sinceId, bits: NEAR_BITS });
  if (nearWave !== null) {
    await setWave(on, caseId, nearWave);
    return { waveId: nearWave };
  }
  for (const { kind, value } of marks) {
    if (kind !== "text" && kind !== "link" && kind !== "newcomer") continue;
    const least = thresholds[kind];
    const found = await countAlike(on, { kind, value }, { sinceId: at.sinceId, most: 2 * least.cases });
    if (found.cases < least.cases || found.accounts < least.accounts) continue;
    const id = await insertWave(on, { id: ctx.ids.next(), kind, value, example, at: now, since });
    await adoptStrays(on, { id, kind, value }, at);
    return { waveId: id };
  }
  return { waveId: null };
}

/** Waves with how many of their cases are open, the newest first. One is over when all are decided and no more come. */
export function listWaves(
  ctx: Pick<ModerationCtx, "db" | "clock">,
  { communities }: Handler,
  { isOver, limit }: { isOver: boolean; limit: number },
): Promise<(Wave & { openCount: number; count: number })[]> {
  const since = new Date(ctx.clock.now().getTime() - QUIET_MS);
  return readWaves(ctx.db, { isOver, limit, since, communities });
}

export interface Related {
  readonly because: RelatedBecause;
  /** As far as 100: that many or more. */
  readonly count: number;
  /** The newest of them that are seen. */
  readonly cases: readonly Case[];
}

const MOST_RELATED = 100;
const MOST_SHOWN = 5;

/** Cases that are like one, by what they are like it. */
export async function relatedCases(
  ctx: Pick<ModerationCtx, "db" | "clock">,
  { accountId, communities }: Handler,
  caseId: string,
): Promise<Related[]> {
  const found = await readRelated(ctx.db, caseId, MOST_RELATED);
  const groups = [...Map.groupBy(found, ({ because }) => because)].map(([because, rows]) => ({
    because,
    ids: [...new Set(rows.map(({ id }) => id))],
  }));
  const now = ctx.clock.now();
  const shown = await readRows(
    ctx.db,
    groups.flatMap(({ ids }) => ids.slice(0, MOST_SHOWN)),
  );
  const rows = new Map(shown.map((row) => [row.id, row]));
  return groups.map(({ because, ids }) => ({
    because,
    count: ids.length,
    cases: ids.slice(0, MOST_SHOWN).flatMap((id) => {
      const row = rows.get(id);
      const isSeen =
        row !== undefined &&
        // Nobody looks at what others say of them.
        row.accountId !== accountId &&
        (communities === null || (row.communityId !== null && communities.includes(row.communityId)));
      return isSeen ? [toCase(row, now)] : [];
    }),
  }));
}
