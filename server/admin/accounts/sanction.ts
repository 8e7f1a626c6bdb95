import type { ActionKind } from "#moderation/actions/kind.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { orRollBack } from "../../accounts/rollback.ts";
import { type ActDeps, type ActError, type Acted, actWithin } from "../../actions/act.ts";
import type { Tx } from "../../context.ts";
import { closeDealtWith, findReportAbout } from "../../reports/close.ts";
import { type AuditAction, record } from "../audit.ts";
import { type Moderator, mayActOn } from "../may-act.ts";
import { lockTarget } from "./target.ts";

/** Mastodon's names for what is done about an account. */
export type Sanction = "none" | "sensitive" | "disable" | "silence" | "suspend";

export type SanctionError =
  | ActError
  | { type: "moderation/account-not-found" }
  | { type: "moderation/not-allowed" }
  | { type: "moderation/report-not-found" }
  | { type: "moderation/not-for-remote"; action: Sanction }
  | { type: "moderation/text-too-long"; most: number };

export interface SanctionInput {
  targetId: string;
  action: Sanction;
  /** The report that led to it. */
  reportId?: string | null;
  /** What the owner is told. */
  text?: string;
  /** Whether the owner is told at all. */
  isTold?: boolean;
}

const MAX_TEXT = 5_000;

const deeds: Record<Sanction, AuditAction> = {
  none: "account.warned",
  sensitive: "account.sensitised",
  disable: "account.disabled",
  silence: "account.limited",
  suspend: "account.suspended",
};

const kinds: Record<Sanction, ActionKind> = {
  none: "warn",
  sensitive: "sensitive",
  disable: "freeze",
  silence: "limit",
  suspend: "suspend",
};

/**
 * A moderator's decision about an account, as Mastodon's API has it: an action (see `server/actions/act.ts`) that also
 * closes the reports that led to it. A suspension can be taken back for thirty days; until then nothing is erased.
 *
 * @example await sanction(ctx, moderator, { targetId, action: "silence", text: "Please be kind." });
 */
export async function sanction(
  ctx: ActDeps,
  by: Moderator,
  input: SanctionInput,
): Promise<Result<{ strikeId: string | null }, SanctionError>> {
  if ((input.text ?? "").length > MAX_TEXT) return err({ type: "moderation/text-too-long", most: MAX_TEXT });
  const done = await orRollBack<Acted, SanctionError>(ctx, (tx) => sanctionWithin(ctx, tx, by, input));
  if (!done.ok) return done;
  await done.value.afterwards();
  return ok({ strikeId: done.value.strikeId });
}

async function sanctionWithin(
  ctx: ActDeps,
  tx: Tx,
  by: Moderator,
  { targetId, action, text = "", reportId = null, isTold = true }: SanctionInput,
): Promise<Result<Acted, SanctionError>> {
  const target = await lockTarget(tx, targetId);
  if (target === null || target.state === "deleted") return err({ type: "moderation/account-not-found" });
  if (!mayActOn(by, target)) return err({ type: "moderation/not-allowed" });
  if (!target.isLocal && (action === "none" || action === "disable"))
    return err({ type: "moderation/not-for-remote", action });
  const report = reportId === null ? null : await findReportAbout(tx, reportId, targetId);
  if (reportId !== null && report === null) return err({ type: "moderation/report-not-found" });
  const { iri } = target;
  const acted = await actWithin(ctx, tx, by, {
    caseId: report?.caseId ?? null,
    subject: { kind: "account", iri, id: targetId, accountId: targetId },
    kind: kinds[action],
    reasons: { category: "other", text },
    isTold,
    reportId,
    isDeed: false,
  });
  if (!acted.ok) return acted;
  const dealtWith = action === "none" ? { reportId } : { targetId };
  const closed = await closeDealtWith(ctx, tx, { accountId: by.accountId, at: ctx.clock.now() }, dealtWith);
  const { strikeId, actionId } = acted.value;
  await record(ctx, tx, {
    by: by.accountId,
    action: deeds[action],
    target: targetId,
    details: { handle: target.handle, strike: strikeId, action: actionId, report: reportId, text, closed },
  });
  return acted;
}
