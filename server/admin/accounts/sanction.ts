import { err, ok, type Result } from "#protocol/result.ts";
import { orRollBack } from "../../accounts/rollback.ts";
import type { ApiCtx, Tx } from "../../context.ts";
import { notify } from "../../notifications/notify.ts";
import { setAside } from "../../relations/dormant.ts";
import { closeDealtWith, isReportAbout } from "../../reports/close.ts";
import { blockMailboxOf } from "../../signups/mailboxes.ts";
import { type AuditAction, record } from "../audit.ts";
import { type Moderator, mayActOn } from "../may-act.ts";
import {
  changeTarget,
  insertStrike,
  lockTarget,
  type StrikeAction,
  setDisabled,
  type Target,
} from "./store.ts";

export type SanctionError =
  | { type: "moderation/account-not-found" }
  | { type: "moderation/not-allowed" }
  | { type: "moderation/report-not-found" }
  | { type: "moderation/not-for-remote"; action: StrikeAction }
  | { type: "moderation/text-too-long"; most: number };

export interface SanctionInput {
  targetId: string;
  action: StrikeAction;
  /** The report that led to it. */
  reportId?: string | null;
  /** What the owner is told. */
  text?: string;
  /** Whether the owner is told at all. */
  isTold?: boolean;
}

const MAX_TEXT = 5_000;

const deeds: Record<StrikeAction, AuditAction> = {
  none: "account.warned",
  sensitive: "account.sensitised",
  disable: "account.disabled",
  silence: "account.limited",
  suspend: "account.suspended",
};

type Deps = Pick<ApiCtx, "db" | "sql" | "clock" | "ids" | "uris" | "outbox" | "forgetAccount" | "mail">;

/**
 * A moderator's decision about an account: it is written down, its owner is told, and the reports that led to it are
 * closed. A suspension can be taken back for thirty days; until then nothing is erased.
 *
 * @example await sanction(ctx, moderator, { targetId, action: "silence", text: "Please be kind." });
 */
export async function sanction(
  ctx: Deps,
  by: Moderator,
  input: SanctionInput,
): Promise<Result<{ strikeId: string }, SanctionError>> {
  const { targetId, action, text = "", reportId = null, isTold = true } = input;
  if (text.length > MAX_TEXT) return err({ type: "moderation/text-too-long", most: MAX_TEXT });
  const strikeId = ctx.ids.next();
  let target: Target | null = null;
  const done = await orRollBack<{ strikeId: string }, SanctionError>(ctx, async (tx) => {
    target = await lockTarget(tx, targetId);
    if (target === null || target.state === "deleted") return err({ type: "moderation/account-not-found" });
    if (!mayActOn(by, target)) return err({ type: "moderation/not-allowed" });
    if (!target.isLocal && (action === "none" || action === "disable"))
      return err({ type: "moderation/not-for-remote", action });
    if (reportId !== null && !(await isReportAbout(tx, reportId, targetId)))
      return err({ type: "moderation/report-not-found" });
    const at = ctx.clock.now();
    await insertStrike(tx, { id: strikeId, targetId, accountId: by.accountId, reportId, action, text, at });
    // Told first: who is suspended is told nothing any more.
    if (isTold && target.isLocal)
      await notify(ctx, tx, {
        accountId: targetId,
        kind: "warning",
        fromAccountId: targetId,
        subjectId: strikeId,
      });
    await carryOut(ctx, tx, target, action);
    const dealtWith = action === "none" ? { reportId } : { targetId };
    const closed = await closeDealtWith(ctx, tx, { accountId: by.accountId, at }, dealtWith);
    await record(ctx, tx, {
      by: by.accountId,
      action: deeds[action],
      target: targetId,
      details: { handle: target.handle, strike: strikeId, report: reportId, text, closed },
    });
    return ok({ strikeId });
  });
  if (!done.ok) return done;
  ctx.outbox.wake();
  const { iri, isLocal } = target as unknown as Target;
  ctx.forgetAccount(iri);
  if (isTold && isLocal) await ctx.mail?.later({ kind: "warning", strikeId });
  return done;
}

async function carryOut(ctx: Deps, tx: Tx, target: Target, action: StrikeAction): Promise<void> {
  const now = ctx.clock.now();
  switch (action) {
    case "none":
      return;
    case "sensitive":
      return changeTarget(tx, target.id, { sensitized: true }, now);
    case "silence":
      return changeTarget(tx, target.id, { limited: true }, now);
    case "disable":
      return setDisabled(tx, target.id, now);
    case "suspend":
      // Who follows from elsewhere would go on getting what is meant for followers.
      if (!target.isLocal) await setAside(ctx, tx, target.id);
      await changeTarget(tx, target.id, { suspended: true }, now);
      if (!target.isLocal) return;
      await blockMailboxOf(ctx, tx, target);
      await ctx.outbox.append(tx, { kind: "account.suspended", accountId: target.id });
  }
}
