import { noteEvent } from "../../cases/event.ts";
import { takeBackFromPanel } from "../../cases/panel.ts";
import { appendEntry } from "../../ledger/append.ts";
import type { Statements } from "../../ports.ts";
import type { TrusteeCtx } from "../ports.ts";
import { detachAppeals } from "../store/appeals.ts";
import { changePanel, readMembers } from "../store/panels.ts";
import { type Panel, sits } from "./panel.ts";

/** Why a panel came to nothing: nobody answered, too few voted, or too few signed. */
export type FailedWhy = "silent" | "no-quorum" | "unsigned";

/** Ends a panel that comes to nothing: its case is the desk's again, and appeals before it wait for another. */
export function fail(ctx: TrusteeCtx, on: Statements, panel: Panel, why: FailedWhy): Promise<Panel> {
  return endWithout(ctx, on, panel, { stage: "failed", why, by: null });
}

/** @param how.by who has dissolved it */
export async function endWithout(
  ctx: TrusteeCtx,
  on: Statements,
  panel: Panel,
  { stage, why, by }: { stage: "failed" | "dissolved"; why: string; by: string | null },
): Promise<Panel> {
  const now = ctx.clock.now();
  const { id, caseId, level } = panel;
  const ended: Panel = { ...panel, stage, endedWhy: why, stageUntil: null, closedAt: now };
  await changePanel(on, ended);
  await detachAppeals(on, id);
  await appendEntry(ctx, on, "public", {
    kind: `panel.${stage}`,
    caseId,
    body: { panel: ctx.uris.panel(id), level, ...(stage === "failed" && { why }) },
  });
  await noteEvent(ctx, on, { caseId, kind: `panel-${stage}`, by, details: { panel: id, why } });
  if (level === 0) await takeBackFromPanel(ctx, on, caseId);
  const seated = (await readMembers(on, id)).filter(sits);
  await ctx.trustees.told(
    on,
    seated.map(({ accountId }) => ({ accountId, kind: "failed" as const, panelId: id })),
  );
  return ended;
}
