import { methodOf } from "#protocol/moot/ballot.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { importPublicKey } from "#protocol/signing/keys.ts";
import { addProof, type JsonObject, type Proof, readProofs, verifyProof } from "#protocol/signing/proofs.ts";
import type { Statements } from "../../ports.ts";
import { keptKeyOf } from "../office/kept-key.ts";
import type { TrusteeCtx } from "../ports.ts";
import { readBallots } from "../store/ballots.ts";
import { changePanel, lockPanel, readMembers } from "../store/panels.ts";
import { advance } from "./advance.ts";
import type { LeaveError } from "./leave.ts";
import { type Panel, sits } from "./panel.ts";
import { proofWith } from "./signature.ts";
import { signersOf } from "./signers.ts";

export type SignError =
  | LeaveError
  | { readonly type: "panel/not-signing"; readonly stage: Panel["stage"] }
  /** Who has shown no vote has nothing to sign. */
  | { readonly type: "panel/no-vote" }
  | { readonly type: "panel/signed-already" }
  /** It is not by their key, or not on this decision. */
  | { readonly type: "panel/bad-signature" }
  | { readonly type: "trustee/key-elsewhere" };

/**
 * A member signs the decision, in the caller's transaction. When all have, it is one.
 *
 * @param signing.document the decision with their proof; null for who has the node sign for them
 */
export async function signDecision(
  ctx: TrusteeCtx,
  on: Statements,
  {
    panelId,
    accountId,
    document,
  }: { readonly panelId: string; readonly accountId: string; readonly document: JsonObject | null },
): Promise<Result<void, SignError>> {
  const panel = await lockPanel(on, panelId);
  if (panel === null) return err({ type: "panel/not-found", panelId });
  const member = (await readMembers(on, panelId)).find((each) => each.accountId === accountId && sits(each));
  if (member === undefined) return err({ type: "panel/not-yours", panelId });
  if (panel.closedAt !== null) return err({ type: "panel/closed", panelId });
  if (panel.stage !== "signing" || panel.document === null)
    return err({ type: "panel/not-signing", stage: panel.stage });
  const { trustee } = member;
  const ballots = await readBallots(on, panelId);
  if (!ballots.some((each) => each.trustee === trustee && each.stage === "reveal"))
    return err({ type: "panel/no-vote" });
  if (signersOf(panel.document).includes(trustee)) return err({ type: "panel/signed-already" });
  const proof = await (document === null
    ? keptProof(ctx, on, { trustee, accountId, of: panel.document })
    : givenProof(ctx, { trustee, document, of: panel.document }));
  if (!proof.ok) return proof;
  const signed: Panel = { ...panel, document: addProof(panel.document, proof.value) };
  await changePanel(on, signed);
  await advance(ctx, on, signed);
  return ok();
}

async function keptProof(
  ctx: TrusteeCtx,
  on: Statements,
  { trustee, accountId, of }: { trustee: string; accountId: string; of: JsonObject },
): Promise<Result<Proof, SignError>> {
  const key = await keptKeyOf(ctx, on, accountId);
  if (key?.trustee !== trustee) return err({ type: "trustee/key-elsewhere" });
  return ok(await proofWith(key, withoutProofs(of), ctx.clock.now()));
}

/** The proof that somebody has put on the decision as they got it, if it is right on ours. */
async function givenProof(
  ctx: TrusteeCtx,
  { trustee, document, of }: { trustee: string; document: JsonObject; of: JsonObject },
): Promise<Result<Proof, SignError>> {
  const proofs = readProofs(document);
  const method = methodOf(trustee);
  const own = (proofs.ok ? proofs.value : []).flatMap((each) =>
    each.ok && each.value.verificationMethod === method ? [each.value] : [],
  );
  const [proof] = own;
  const key = await importPublicKey(trustee);
  if (proof === undefined || own.length > 1 || !key.ok) return err({ type: "panel/bad-signature" });
  const now = ctx.clock.now();
  const verified = await verifyProof(withoutProofs(of), proof, { key: key.value, now });
  return verified.ok ? ok(proof) : err({ type: "panel/bad-signature" });
}

function withoutProofs({ proof: _, ...document }: JsonObject): JsonObject {
  return document;
}
