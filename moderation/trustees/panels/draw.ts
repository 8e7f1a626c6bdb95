import { parseCheckpoint } from "#protocol/log/checkpoint.ts";
import { type DrawError, drawPanel } from "#protocol/moot/draw.ts";
import type { Result } from "#protocol/result.ts";
import { noteEvent } from "../../cases/event.ts";
import type { Severity } from "../../category.ts";
import { placeOf } from "../../ledger/place.ts";
import type { Statements } from "../../ports.ts";
import type { TrusteeCtx } from "../ports.ts";
import { accountsOf, changePanel, seatMembers } from "../store/panels.ts";
import type { Panel } from "./panel.ts";
import { stageEnd } from "./stage-time.ts";

/**
 * Draws a panel, once a checkpoint has the entry that announces it. In the caller's transaction, which has locked the panel.
 *
 * @returns the panel as it is then
 */
export async function drawWaiting(
  ctx: TrusteeCtx,
  on: Statements,
  panel: Panel,
  severity: Severity,
): Promise<Panel> {
  const { id, caseId } = panel;
  const place = await placeOf(on, "public", {
    kind: "panel.opened",
    caseId,
    member: "panel",
    value: ctx.uris.panel(id),
  });
  if (place === null) return panel;
  const now = ctx.clock.now();
  const known: Panel = { ...panel, after: place.seq, checkpoint: place.note };
  const drawn = redraw(ctx, known, known.left);
  if (!drawn.ok) throw new Error(`a panel of enough people cannot be drawn: ${drawn.error.type}`);
  const voting: Panel = { ...known, stage: "voting", stageUntil: stageEnd("voting", severity, now) };
  await changePanel(on, voting);
  await seat(ctx, on, id, drawn.value);
  const { size } = panel;
  await noteEvent(ctx, on, { caseId, kind: "panel-drawn", by: null, details: { panel: id, size } });
  return voting;
}

/** Seats people, who are told. */
export async function seat(
  ctx: TrusteeCtx,
  on: Statements,
  panelId: string,
  names: readonly string[],
): Promise<void> {
  const accounts = await accountsOf(on, names);
  const members = names.map((trustee) => ({ trustee, accountId: accounts.get(trustee) ?? "" }));
  await seatMembers(on, panelId, members, ctx.clock.now());
  await ctx.trustees.told(
    on,
    members.map(({ accountId }) => ({ accountId, kind: "drawn" as const, panelId })),
  );
}

/** Who sits when those have left, in that order: what anybody else finds too. */
export function redraw(
  { uris }: Pick<TrusteeCtx, "uris">,
  { id: _, caseId, level, size, language, roster, excluded, checkpoint }: Panel,
  left: readonly string[],
): Result<readonly string[], DrawError> {
  const [text = ""] = (checkpoint ?? "").split("\n\n");
  const head = parseCheckpoint(`${text}\n`);
  if (head === null) throw new Error("a panel's checkpoint is none");
  const { root } = head;
  const input = { root, case: uris.case(caseId), level, size, language, roster, excluded, left };
  const drawn = drawPanel(input);
  return drawn.ok ? { ok: true, value: drawn.value.members } : drawn;
}
