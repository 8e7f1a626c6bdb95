import { type AnswerInvitationError, answerInvitation } from "#moderation/trustees/office/answer.ts";
import { type DescribeError, describeTrustee } from "#moderation/trustees/office/describe.ts";
import { type EndError, endTrustee } from "#moderation/trustees/office/end.ts";
import { type InviteError, inviteTrustee, type Office } from "#moderation/trustees/office/invite.ts";
import { type EnrolKeyError, enrolKey } from "#moderation/trustees/office/key.ts";
import { type PauseError, pauseTrustee, resumeTrustee } from "#moderation/trustees/office/pause.ts";
import { judgeTraining, type TrainError } from "#moderation/trustees/training/train.ts";
import type { Trustee, TrusteeKey } from "#moderation/trustees/trustee.ts";
import { verifyKeyProof } from "#protocol/moot/key-proof.ts";
import type { Verdict } from "#protocol/moot/vote.ts";
import { err, type Result } from "#protocol/result.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import { loadSummaries } from "../accounts/views/summaries.ts";
import type { ActDeps } from "../actions/act.ts";
import { record } from "../admin/audit.ts";
import { withTrustees } from "./ports.ts";

export type InviteToOfficeError =
  | InviteError
  /** Nobody of that name has an account here: trustees sign in on this node, wherever they are at home. */
  | { readonly type: "trustee/no-account"; readonly accountId: string };

/** @param by null for whoever has the node's command line */
export async function invite(
  ctx: ActDeps,
  by: { readonly accountId: string } | null,
  { community, ...office }: Omit<Office, "community"> & { accountId: string; community: string | null },
): Promise<Result<Trustee, InviteToOfficeError>> {
  const { accountId } = office;
  const [account] = await loadSummaries(ctx, [accountId]);
  if (account === undefined || account.domain !== null) return err({ type: "trustee/no-account", accountId });
  return withTrustees(ctx, async ({ trustees, on, tx }) => {
    const invited = await inviteTrustee(trustees, on, {
      ...office,
      community: community ?? ctx.handleHost,
      by: by?.accountId ?? null,
    });
    if (invited.ok && by !== null)
      await record(ctx, tx, { by: by.accountId, action: "trustee.invited", target: accountId, details: {} });
    return invited;
  });
}

export function answer(
  ctx: ActDeps,
  input: { readonly accountId: string; readonly consents: boolean },
): Promise<Result<Trustee, AnswerInvitationError>> {
  return withTrustees(ctx, ({ trustees, on }) => answerInvitation(trustees, on, input));
}

export function pause(
  ctx: ActDeps,
  input: { readonly accountId: string; readonly until: Date | null; readonly leavesPanels: boolean },
): Promise<Result<Trustee, PauseError>> {
  return withTrustees(ctx, ({ trustees, on }) => pauseTrustee(trustees, on, input));
}

export function resume(ctx: ActDeps, accountId: string): Promise<Result<Trustee, PauseError>> {
  return withTrustees(ctx, ({ trustees, on }) => resumeTrustee(trustees, on, { accountId }));
}

export function leave(ctx: ActDeps, accountId: string): Promise<Result<Trustee, EndError>> {
  return withTrustees(ctx, ({ trustees, on }) =>
    endTrustee(trustees, on, { accountId, as: "left", why: "", by: accountId }),
  );
}

/** Removes a trustee for a cause, which they are told. */
export function remove(
  ctx: ActDeps,
  by: { readonly accountId: string },
  { accountId, why }: { readonly accountId: string; readonly why: string },
): Promise<Result<Trustee, EndError>> {
  return withTrustees(ctx, async ({ trustees, on, tx }) => {
    const ended = await endTrustee(trustees, on, { accountId, as: "removed", why, by: by.accountId });
    if (ended.ok)
      await record(ctx, tx, {
        by: by.accountId,
        action: "trustee.removed",
        target: accountId,
        details: { why },
      });
    return ended;
  });
}

export function describe(
  ctx: ActDeps,
  input: Parameters<typeof describeTrustee>[2],
): Promise<Result<Trustee, DescribeError>> {
  return withTrustees(ctx, ({ trustees, on }) => describeTrustee(trustees, on, input));
}

export type KeyError = EnrolKeyError | { readonly type: "trustee/bad-key" };

/** @param input.proof that they have the key that they name; null where the node is to make one and keep it */
export async function chooseKey(
  ctx: ActDeps,
  { accountId, proof }: { readonly accountId: string; readonly proof: JsonObject | null },
): Promise<Result<TrusteeKey, KeyError>> {
  const key = proof === null ? null : await keyIn(ctx, accountId, proof);
  if (proof !== null && key === null) return err({ type: "trustee/bad-key" });
  return withTrustees<TrusteeKey, KeyError>(ctx, ({ trustees, on }) =>
    enrolKey(trustees, on, { accountId, key }),
  );
}

/** The key that somebody has shown to have; null where they have not. */
async function keyIn(ctx: ActDeps, accountId: string, proof: JsonObject): Promise<string | null> {
  const now = ctx.clock.now();
  const shown = await verifyKeyProof(proof, { account: ctx.uris.account(accountId), now });
  return shown.ok ? shown.value.attributedTo : null;
}

export function train(
  ctx: ActDeps,
  input: { readonly accountId: string; readonly id: string; readonly verdict: Verdict },
): Promise<Result<{ isRight: boolean; why: string; isCertified: boolean }, TrainError>> {
  return withTrustees(ctx, ({ trustees, on }) => judgeTraining(trustees, on, input));
}
