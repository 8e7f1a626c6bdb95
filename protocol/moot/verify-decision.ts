import { err, ok, type Result } from "../result.ts";
import type { PublicKey } from "../signing/crypto.ts";
import { importPublicKey } from "../signing/keys.ts";
import { type JsonObject, type Proof, readProofs, verifyProof } from "../signing/proofs.ts";
import { methodOf } from "./ballot.ts";
import { type Decision, type DecisionError, readDecision } from "./decision.ts";

/** What is known of those who may have signed. */
export interface Known {
  /** The key of the node whose panel it is, and the name that its proofs give it. */
  readonly node: { readonly method: string; readonly key: PublicKey };
  /**
   * The term of somebody, by the name under which they sign in it: null for whoever is no trustee. Terms that are over stay known, so
   * that old decisions verify for good.
   */
  readonly termOf: (trustee: string) => { readonly from: Date; readonly until: Date } | null;
  readonly now: Date;
}

export type VerifyDecisionError =
  | DecisionError
  | { readonly type: "decision/bad-signature"; readonly by: string }
  /** By nobody who has voted, or twice by the same. */
  | { readonly type: "decision/stranger"; readonly by: string }
  | { readonly type: "decision/no-trustee"; readonly trustee: string }
  /** Signed before or after their term, or later than now. */
  | { readonly type: "decision/out-of-term"; readonly trustee: string }
  | { readonly type: "decision/not-by-node" }
  /** Not more than half of the panel have signed it. */
  | { readonly type: "decision/too-few-signatures"; readonly signatures: number; readonly needed: number };

/** By as much may clocks differ. */
const SKEW_MS = 3_600_000;
/** A proof for each member of the largest panel, and the node's. */
const MOST_PROOFS = 10;

/**
 * Verifies a decision for good: it says what its panel voted for, more than half of the panel have signed it (m of n, by name), and so has
 * their node. Every proof must be right: one that is not, or by a stranger, makes the whole invalid.
 *
 * @example
 * const verified = await verifyDecision(JSON.parse(text), { node, termOf, now: new Date() });
 * if (verified.ok) verified.value.signers; // those who took it
 */
export async function verifyDecision(
  value: JsonObject,
  known: Known,
): Promise<Result<{ decision: Decision; signers: readonly string[] }, VerifyDecisionError>> {
  const read = readDecision(value);
  if (!read.ok) return read;
  const { votes, absent } = read.value;
  const needed = Math.floor((votes.length + absent.length) / 2) + 1;
  const proofs = readProofs(value);
  if (!proofs.ok || proofs.value.length > MOST_PROOFS)
    return err({ type: "decision/too-few-signatures", signatures: 0, needed });
  const byMethod = new Map(votes.map(({ trustee }) => [methodOf(trustee), trustee]));
  const signers: string[] = [];
  let isByNode = false;
  for (const each of proofs.value) {
    if (!each.ok) return err({ type: "decision/bad-signature", by: each.error.type });
    const { verificationMethod: by } = each.value;
    const trustee = byMethod.get(by);
    if (by === known.node.method) {
      if (isByNode) return err({ type: "decision/stranger", by });
      isByNode = await isRight(value, each.value, known.node.key, known.now);
      if (!isByNode) return err({ type: "decision/bad-signature", by });
      continue;
    }
    // Whoever has signed is taken out, so that a second signature is a stranger's.
    if (trustee === undefined || !byMethod.delete(by)) return err({ type: "decision/stranger", by });
    const problem = whyNot(trustee, each.value, known);
    if (problem !== null) return err(problem);
    const key = await importPublicKey(trustee);
    if (!key.ok || !(await isRight(value, each.value, key.value, known.now)))
      return err({ type: "decision/bad-signature", by });
    signers.push(trustee);
  }
  if (signers.length < needed)
    return err({ type: "decision/too-few-signatures", signatures: signers.length, needed });
  return isByNode ? ok({ decision: read.value, signers }) : err({ type: "decision/not-by-node" });
}

function whyNot(trustee: string, { created }: Proof, { termOf, now }: Known): VerifyDecisionError | null {
  const term = termOf(trustee);
  if (term === null) return { type: "decision/no-trustee", trustee };
  const at = Date.parse(created);
  const isInTerm = at >= term.from.getTime() - SKEW_MS && at <= term.until.getTime() + SKEW_MS;
  return isInTerm && at <= now.getTime() + SKEW_MS ? null : { type: "decision/out-of-term", trustee };
}

async function isRight(value: JsonObject, proof: Proof, key: PublicKey, now: Date): Promise<boolean> {
  return (await verifyProof(value, proof, { key, now })).ok;
}
