import { err, ok, type Result } from "#protocol/result.ts";
import type { Statements } from "../../ports.ts";
import type { TrusteeCtx } from "../ports.ts";
import { lockPanel } from "../store/panels.ts";
import { endWithout } from "./fail.ts";
import type { LeaveError } from "./leave.ts";

export type DissolveError =
  | Exclude<LeaveError, { type: "panel/not-yours" }>
  | { readonly type: "panel/no-reason" }
  | { readonly type: "panel/too-long"; readonly most: number };

const MOST_REASON = 1_000;

/** Ends a panel before it has decided, for a reason that its members and the case's history get. Both ledgers say that it was done. */
export async function dissolvePanel(
  ctx: TrusteeCtx,
  on: Statements,
  { panelId, by, reason }: { readonly panelId: string; readonly by: string; readonly reason: string },
): Promise<Result<void, DissolveError>> {
  if (reason.trim() === "") return err({ type: "panel/no-reason" });
  if (reason.length > MOST_REASON) return err({ type: "panel/too-long", most: MOST_REASON });
  const panel = await lockPanel(on, panelId);
  if (panel === null) return err({ type: "panel/not-found", panelId });
  if (panel.closedAt !== null) return err({ type: "panel/closed", panelId });
  await endWithout(ctx, on, panel, { stage: "dissolved", why: reason, by });
  return ok();
}
