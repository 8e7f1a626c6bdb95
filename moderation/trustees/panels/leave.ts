import { err, ok, type Result } from "#protocol/result.ts";
import { appendEntry } from "../../ledger/append.ts";
import type { Statements } from "../../ports.ts";
import type { TrusteeCtx } from "../ports.ts";
import { changePanel, lockPanel, readMembers, readSeatsOf, unseatMember } from "../store/panels.ts";
import { advance } from "./advance.ts";
import { redraw, seat } from "./draw.ts";
import { type Member, type Panel, sits } from "./panel.ts";

export type LeaveError =
  | { readonly type: "panel/not-found"; readonly panelId: string }
  /** They never sat in it, or sit no more. */
  | { readonly type: "panel/not-yours"; readonly panelId: string }
  | { readonly type: "panel/closed"; readonly panelId: string };

type How = NonNullable<Member["leftAs"]>;

/**
 * A member leaves a panel, in the caller's transaction. Before the votes are shown a substitute is drawn; where there is none, and
 * afterwards, their seat stays empty and counts as a ballot that was lost.
 */
export async function leavePanel(
  ctx: TrusteeCtx,
  on: Statements,
  leaving: { readonly panelId: string; readonly accountId: string; readonly as: How; readonly why: string },
): Promise<Result<void, LeaveError>> {
  const { panelId, accountId, as, why } = leaving;
  const panel = await lockPanel(on, panelId);
  if (panel === null) return err({ type: "panel/not-found", panelId });
  const member = (await readMembers(on, panelId)).find((each) => each.accountId === accountId && sits(each));
  if (member === undefined) return err({ type: "panel/not-yours", panelId });
  if (panel.closedAt !== null) return err({ type: "panel/closed", panelId });
  await advance(ctx, on, await vacate(ctx, on, panel, [member.trustee], { as, why }));
  return ok();
}

/** The same for all panels that somebody sits in. */
export async function leaveAllPanels(
  ctx: TrusteeCtx,
  on: Statements,
  { accountId, as, why }: { readonly accountId: string; readonly as: How; readonly why: string },
): Promise<void> {
  for (const panelId of await readSeatsOf(on, accountId))
    await leavePanel(ctx, on, { panelId, accountId, as, why });
}

/** Empties seats, and fills them as long as the votes are not shown. @returns the panel as it is then */
export async function vacate(
  ctx: TrusteeCtx,
  on: Statements,
  panel: Panel,
  trustees: readonly string[],
  { as, why }: { as: How; why: string },
): Promise<Panel> {
  const now = ctx.clock.now();
  let current = panel;
  for (const trustee of trustees) {
    const left = [...current.left, trustee];
    const drawn = current.stage === "voting" ? redraw(ctx, current, left) : null;
    const isFilled = drawn?.ok === true;
    await unseatMember(on, panel.id, { trustee, as, why, isUnfilled: !isFilled }, now);
    await appendEntry(ctx, on, "public", {
      kind: "panel.left",
      caseId: panel.caseId,
      body: { panel: ctx.uris.panel(panel.id), trustee, as, replaced: isFilled },
    });
    if (!isFilled) continue;
    current = { ...current, left };
    await changePanel(on, current);
    const seated = new Set((await readMembers(on, panel.id)).map((each) => each.trustee));
    const fresh = drawn.value.filter((each) => !seated.has(each));
    await seat(ctx, on, panel.id, fresh);
  }
  return current;
}
