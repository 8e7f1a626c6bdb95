import { err, ok, type Result } from "#protocol/result.ts";
import { appendEntry } from "../../ledger/append.ts";
import type { Statements } from "../../ports.ts";
import type { TrusteeCtx } from "../ports.ts";
import { lockTrustee, saveTrustee } from "../store/trustees.ts";
import type { Trustee } from "../trustee.ts";

export type AnswerInvitationError = { readonly type: "trustee/not-invited" };

/**
 * Somebody consents to be a trustee, or declines, in the caller's transaction. Their term begins with their consent; they are drawn
 * when they have a key and are certified. Who was certified before need not be again.
 */
export async function answerInvitation(
  ctx: TrusteeCtx,
  on: Statements,
  { accountId, consents }: { readonly accountId: string; readonly consents: boolean },
): Promise<Result<Trustee, AnswerInvitationError>> {
  const before = await lockTrustee(on, accountId);
  if (before?.state !== "invited") return err({ type: "trustee/not-invited" });
  const now = ctx.clock.now();
  const trustee: Trustee = consents
    ? {
        ...before,
        state: before.certifiedAt === null ? "training" : "active",
        consentedAt: now,
        termUntil: monthsAfter(now, before.termMonths),
      }
    : { ...before, state: "declined" };
  await saveTrustee(on, trustee, now);
  await appendEntry(ctx, on, "private", {
    kind: consents ? "trustee.consented" : "trustee.declined",
    by: accountId,
    body: { trustee: accountId, until: trustee.termUntil?.toISOString() ?? null },
  });
  return ok(trustee);
}

/** The same day of a later month, or its last. @example monthsAfter(31 January, 1) // 28 February */
function monthsAfter(time: Date, months: number): Date {
  const later = new Date(time);
  later.setUTCDate(1);
  later.setUTCMonth(later.getUTCMonth() + months);
  const last = new Date(Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1, 0)).getUTCDate();
  later.setUTCDate(Math.min(time.getUTCDate(), last));
  return later;
}
