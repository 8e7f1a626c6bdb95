import type { ModerationCtx, Statements } from "../ports.ts";
import { noteEvent } from "./event.ts";
import type { CaseCtx } from "./ports.ts";
import { changeRow, lockRow } from "./store/change.ts";
import { readRow } from "./store/queue.ts";
import { isOpen, toCase } from "./store/row.ts";
import type { Case } from "./words.ts";

type Clock = Pick<ModerationCtx, "clock">;

/** A case, locked, as whoever puts it before a panel must know it. */
export async function lockForPanel(ctx: Clock, on: Statements, caseId: string): Promise<Case | null> {
  const row = await lockRow(on, caseId);
  return row === null ? null : toCase(row, ctx.clock.now());
}

/** A case as the members of its panel get it. */
export async function readCaseForPanel(
  ctx: Pick<ModerationCtx, "clock" | "db">,
  caseId: string,
): Promise<Case | null> {
  const row = await readRow(ctx.db, caseId);
  return row === null ? null : toCase(row, ctx.clock.now());
}

/** An open case waits for its panel; a closed one stays as it is. */
export async function waitForPanel(ctx: Clock, on: Statements, caseId: string): Promise<void> {
  const row = await lockRow(on, caseId);
  if (row?.state === "open") await changeRow(on, { ...row, state: "waiting" }, ctx.clock.now());
}

/** A case that waited for a panel is open again: there will be no decision. */
export async function takeBackFromPanel(ctx: Clock, on: Statements, caseId: string): Promise<void> {
  const row = await lockRow(on, caseId);
  if (row?.state === "waiting") await changeRow(on, { ...row, state: "open" }, ctx.clock.now());
}

/**
 * A case ends as its panel has decided, or what it had ended with is another thing now: whoever waits for the outcome is told.
 *
 * @param ending.isNews false where all that is to be told was told by undoing what was done before
 */
export async function endByPanel(
  ctx: CaseCtx,
  on: Statements,
  ending: {
    caseId: string;
    state: "decided" | "dismissed";
    details: Record<string, unknown>;
    isNews: boolean;
  },
): Promise<void> {
  const { caseId, state, details, isNews } = ending;
  const row = await lockRow(on, caseId);
  if (row === null) return;
  const now = ctx.clock.now();
  const wasOpen = isOpen(row);
  if (!wasOpen && row.state === state && !isNews) return;
  const changed = await changeRow(on, { ...row, state, closedAt: now, closedBy: null }, now);
  if (wasOpen || row.state !== state) await noteEvent(ctx, on, { caseId, kind: state, by: null, details });
  const closed = toCase(changed, now);
  if (!wasOpen && isNews) await ctx.cases.turned(on, { case: { ...closed, state: "open" }, by: null });
  if (wasOpen || isNews) await ctx.cases.turned(on, { case: closed, by: null });
}
