import { err, ok, type Result } from "#protocol/result.ts";
import type { Statements } from "../../ports.ts";
import { leaveAllPanels } from "../panels/leave.ts";
import type { TrusteeCtx } from "../ports.ts";
import { lockTrustee, saveTrustee } from "../store/trustees.ts";
import type { Trustee } from "../trustee.ts";

export type PauseError =
  | { readonly type: "trustee/not-in-office" }
  | { readonly type: "trustee/not-paused" }
  | { readonly type: "trustee/ends-in-the-past" };

/**
 * A trustee is not drawn for a while. Whether they leave the panels that they sit in is theirs to say.
 *
 * @param pausing.until null until they come back by themselves
 */
export async function pauseTrustee(
  ctx: TrusteeCtx,
  on: Statements,
  pausing: { readonly accountId: string; readonly until: Date | null; readonly leavesPanels: boolean },
): Promise<Result<Trustee, PauseError>> {
  const { accountId, until, leavesPanels } = pausing;
  const before = await lockTrustee(on, accountId);
  if (before?.state !== "active") return err({ type: "trustee/not-in-office" });
  const now = ctx.clock.now();
  if (until !== null && until <= now) return err({ type: "trustee/ends-in-the-past" });
  const trustee: Trustee = { ...before, state: "paused", pausedUntil: until };
  await saveTrustee(on, trustee, now);
  if (leavesPanels) await leaveAllPanels(ctx, on, { accountId, as: "declined", why: "" });
  return ok(trustee);
}

/** A trustee is drawn again. */
export async function resumeTrustee(
  ctx: TrusteeCtx,
  on: Statements,
  { accountId }: { readonly accountId: string },
): Promise<Result<Trustee, PauseError>> {
  const before = await lockTrustee(on, accountId);
  if (before?.state !== "paused") return err({ type: "trustee/not-paused" });
  const trustee: Trustee = { ...before, state: "active", pausedUntil: null };
  await saveTrustee(on, trustee, ctx.clock.now());
  return ok(trustee);
}
