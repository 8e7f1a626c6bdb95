import { err, ok, type Result } from "#protocol/result.ts";
import type { Statements } from "../../ports.ts";
import type { TrusteeCtx } from "../ports.ts";
import { lockPanel, readMembers, readSeatsOf } from "../store/panels.ts";
import { advance } from "./advance.ts";
import { sits } from "./panel.ts";
import { type How, vacate } from "./vacate.ts";

export type LeaveError =
  | { readonly type: "panel/not-found"; readonly panelId: string }
  /** They never sat in it, or sit no more. */
  | { readonly type: "panel/not-yours"; readonly panelId: string }
  | { readonly type: "panel/closed"; readonly panelId: string };

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
