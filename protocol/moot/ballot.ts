import type { Iri } from "../ids/iri.ts";
import { err, ok, type Result } from "../result.ts";
import { encodeBase64url } from "../signing/base64.ts";
import type { PublicKey } from "../signing/crypto.ts";
import { canonicalize } from "../signing/jcs.ts";
import { utf8 } from "../signing/message.ts";
import type { JsonObject } from "../signing/proofs.ts";
import { sha256 } from "../signing/sha256.ts";
import { isSignedBy } from "./one-proof.ts";
import { didKey, digest, iri, oneOf, problemOf, text, time } from "./schema.ts";
import { type Vote, voteCheck } from "./vote.ts";

/** Who has the key that a ballot is signed with: its trustee alone, or the node for them. */
export type KeptBy = "trustee" | "node";

interface OfBallot {
  readonly id: Iri;
  /** The panel that it is cast in. */
  readonly panel: Iri;
  /** `did:key`. */
  readonly trustee: string;
  readonly keptBy: KeptBy;
  /** RFC 3339, to the second. */
  readonly published: string;
}

/** What a trustee says first: that they have voted, and nothing of how. */
export interface Commitment extends OfBallot {
  readonly stage: "commit";
  /** {@link commitmentTo} the vote. */
  readonly commitment: string;
}

/** How they have voted, with the nonce that shows it is what they had committed to; or, after deliberation, how they vote now. */
export interface Ballot extends OfBallot {
  readonly stage: "reveal" | "final";
  readonly vote: Vote;
  /** 32 bytes in base64url; absent from a final one. */
  readonly nonce?: string;
}

export type BallotError =
  | { readonly type: "ballot/malformed"; readonly member: string; readonly reason: string }
  | { readonly type: "ballot/other-panel" }
  | { readonly type: "ballot/bad-signature" }
  /** What is revealed is not what was committed to. */
  | { readonly type: "ballot/not-as-committed" };

/**
 * Binds a trustee to a vote without showing it: SHA-256 of the RFC 8785 form of the panel, the trustee, the vote and a nonce. The nonce
 * keeps others from trying all votes.
 *
 * @param nonce 32 random bytes in base64url
 * @returns 32 bytes in base64url
 */
export function commitmentTo(of: {
  readonly panel: string;
  readonly trustee: string;
  readonly vote: Vote;
  readonly nonce: string;
}): string {
  const { panel, trustee, vote, nonce } = of;
  const { verdict, days, rules } = vote;
  const written = canonicalize({ panel, trustee, vote: { verdict, days, rules }, nonce });
  if (!written.ok) throw new TypeError("a vote has no canonical form");
  return encodeBase64url(sha256(utf8(written.value)));
}

/** Whether a revealed ballot is the vote that was committed to, by the same trustee in the same panel. */
export function isAsCommitted(ballot: Ballot, commitment: Commitment): boolean {
  const { panel, trustee, vote, nonce } = ballot;
  if (nonce === undefined || panel !== commitment.panel || trustee !== commitment.trustee) return false;
  return commitmentTo({ panel, trustee, vote, nonce }) === commitment.commitment;
}

/** A ballot as it is signed: the object of the trustee's own `Create`, with an `eddsa-jcs-2022` proof by their key to be added. */
export function writeBallot(ballot: Commitment | Ballot): JsonObject {
  const { trustee, ...members } = ballot;
  const written = { type: [...typesOf(ballot.stage)], attributedTo: trustee, ...members };
  const read = readBallot(written);
  if (!read.ok) throw new TypeError(`a ballot's ${describe(read.error)}`);
  return written;
}

const describe = (error: BallotError) =>
  error.type === "ballot/malformed" ? `${error.member} ${error.reason}` : error.type;

const typesOf = (stage: string) => ["Object", stage === "commit" ? "BallotCommitment" : "Ballot"] as const;

/**
 * Reads a ballot; its proof is checked by {@link verifyBallot}. The schema is closed: nothing can be hidden in one, neither a mark by
 * which somebody shows how they have voted before it is time.
 */
export function readBallot(value: JsonObject): Result<Commitment | Ballot, BallotError> {
  const { stage } = value;
  if (stage !== "commit" && stage !== "reveal" && stage !== "final")
    return err({ type: "ballot/malformed", member: "stage", reason: "is none" });
  const problem = problemOf(value, typesOf(stage), { ...common, ...ofStage[stage] });
  if (problem !== null) return err({ type: "ballot/malformed", ...problem });
  const { type: _, proof: __, "@context": ___, attributedTo: trustee, ...members } = value;
  return ok({ ...members, trustee } as unknown as Commitment | Ballot);
}

const common = {
  id: iri,
  panel: iri,
  attributedTo: didKey,
  keptBy: oneOf("trustee", "node"),
  published: time,
  stage: text(/^(?:commit|reveal|final)$/, "is none"),
};
const ofStage = {
  commit: { commitment: digest },
  reveal: { vote: voteCheck, nonce: digest },
  final: { vote: voteCheck },
};

/**
 * Reads a ballot and checks that its trustee has signed it: one proof, by the key that is their name.
 *
 * @param expected.panel the panel that it must be cast in
 * @param expected.key the trustee's key, from {@link importPublicKey} of the ballot's `trustee`
 */
export async function verifyBallot(
  value: JsonObject,
  { panel, key, now }: { readonly panel: Iri; readonly key: PublicKey; readonly now: Date },
): Promise<Result<Commitment | Ballot, BallotError>> {
  const read = readBallot(value);
  if (!read.ok) return read;
  if (read.value.panel !== panel) return err({ type: "ballot/other-panel" });
  const method = methodOf(read.value.trustee);
  return (await isSignedBy(value, { method, key, now })) ? read : err({ type: "ballot/bad-signature" });
}

/** How a `did:key` names its only key: `did:key:z6Mk…#z6Mk…`. */
export function methodOf(trustee: string): string {
  return `${trustee}#${trustee.slice("did:key:".length)}`;
}
