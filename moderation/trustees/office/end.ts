import { err, ok, type Result } from "#protocol/result.ts";
import { appendEntry } from "../../ledger/append.ts";
import type { Statements } from "../../ports.ts";
import { leaveAllPanels } from "../panels/leave.ts";
import type { TrusteeCtx } from "../ports.ts";
import { endKeys, findCurrentKey } from "../store/keys.ts";
import { lockTrustee, readTrusteesDue, saveInterests, saveTrustee } from "../store/trustees.ts";
import type { Trustee } from "../trustee.ts";
import { resumeTrustee } from "./pause.ts";

export type EndError =
  | { readonly type: "trustee/not-in-office" }
  /** Nobody is removed without a cause. */
  | { readonly type: "trustee/no-cause" }
  | { readonly type: "trustee/cause-too-long"; readonly most: number };

const MOST_CAUSE = 2_000;

/**
 * Somebody is no trustee any more: they leave, their term is over, or they are removed for a cause, which they are told and both ledgers
 * keep. They leave the panels that they sit in; what they have signed stays valid, and their key signs nothing more.
 */
export async function endTrustee(
  ctx: TrusteeCtx,
  on: Statements,
  ending: {
    readonly accountId: string;
    readonly as: "left" | "term" | "removed";
    readonly why: string;
    readonly by: string | null;
  },
): Promise<Result<Trustee, EndError>> {
  const { accountId, as, why, by } = ending;
  if (as === "removed" && why.trim() === "") return err({ type: "trustee/no-cause" });
  if (why.length > MOST_CAUSE) return err({ type: "trustee/cause-too-long", most: MOST_CAUSE });
  const before = await lockTrustee(on, accountId);
  if (before === null || before.state === "declined" || before.state === "ended")
    return err({ type: "trustee/not-in-office" });
  const now = ctx.clock.now();
  const key = await findCurrentKey(on, accountId, now);
  const trustee: Trustee = {
    ...before,
    state: "ended",
    pausedUntil: null,
    // Who was removed is trained again before they can be drawn.
    certifiedAt: as === "removed" ? null : before.certifiedAt,
    endedAt: now,
    endedAs: as,
    endedWhy: why === "" ? null : why,
  };
  await saveTrustee(on, trustee, now);
  await leaveAllPanels(ctx, on, { accountId, as: "ended", why: "" });
  await endKeys(on, accountId, now);
  await appendEntry(ctx, on, "private", {
    kind: "trustee.ended",
    by,
    body: { trustee: accountId, as },
    ...(why !== "" && { secret: { about: accountId, content: { why } } }),
  });
  if (key !== null)
    await appendEntry(ctx, on, "public", { kind: "trustee.ended", body: { trustee: key.trustee, as } });
  if (as !== "left")
    await ctx.trustees.told(on, [{ accountId, kind: as === "removed" ? "removed" : "term", panelId: null }]);
  return ok(trustee);
}

/** Whose term is over, or whose pause. */
export function trusteesOver(
  ctx: Pick<TrusteeCtx, "clock">,
  on: Statements,
): Promise<{ accountId: string; isTerm: boolean }[]> {
  return readTrusteesDue(on, ctx.clock.now());
}

/** Ends the one or the other. */
export async function endOver(
  ctx: TrusteeCtx,
  on: Statements,
  { accountId, isTerm }: { readonly accountId: string; readonly isTerm: boolean },
): Promise<void> {
  await (isTerm
    ? endTrustee(ctx, on, { accountId, as: "term", why: "", by: null })
    : resumeTrustee(ctx, on, { accountId }));
}

/** Somebody's account is gone, and so they are; what they have said of themselves goes with it, and what they have signed stays. */
export async function endGone(
  ctx: TrusteeCtx,
  on: Statements,
  accountId: string,
): Promise<Result<Trustee, EndError>> {
  await saveInterests(on, accountId, []);
  return endTrustee(ctx, on, { accountId, as: "left", why: "", by: null });
}
