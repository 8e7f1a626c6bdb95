import type { Iri } from "../ids/iri.ts";
import { err, ok, type Result } from "../result.ts";
import { importPublicKey } from "../signing/keys.ts";
import type { JsonObject } from "../signing/proofs.ts";
import { methodOf } from "./ballot.ts";
import { isSignedBy } from "./one-proof.ts";
import { type Check, didKey, iri, problemOf, time } from "./schema.ts";

/** Shows that somebody has the key that they want to sign with as a trustee: it is signed with it, and names their account. */
export interface KeyProof {
  /** `did:key`. */
  readonly attributedTo: string;
  /** Of the account on the node that is told, so that nobody shows it for another. */
  readonly account: Iri;
  /** RFC 3339, to the second. */
  readonly published: string;
}

export type KeyProofError =
  | { readonly type: "key-proof/malformed"; readonly member: string; readonly reason: string }
  | { readonly type: "key-proof/other-account" }
  /** Made longer ago than an hour, or in the future. */
  | { readonly type: "key-proof/clock" }
  | { readonly type: "key-proof/bad-signature" };

const TYPES = ["Object", "KeyProof"] as const;
const FRESH_MS = 3_600_000;

/** As it is signed, with an `eddsa-jcs-2022` proof by the key to be added. */
export function writeKeyProof(shown: KeyProof): JsonObject {
  return { type: [...TYPES], ...shown };
}

/**
 * Reads a proof of possession and checks it. The schema is closed.
 *
 * @example await verifyKeyProof(value, { account: uris.account(id), now }) // { ok: true, value: { attributedTo: "did:key:z6Mk…", … } }
 */
export async function verifyKeyProof(
  value: JsonObject,
  { account, now }: { readonly account: Iri; readonly now: Date },
): Promise<Result<KeyProof, KeyProofError>> {
  const problem = problemOf(value, TYPES, checks);
  if (problem !== null) return err({ type: "key-proof/malformed", ...problem });
  const { type: _, proof: __, "@context": ___, ...members } = value;
  const shown = members as unknown as KeyProof;
  if (shown.account !== account) return err({ type: "key-proof/other-account" });
  if (Math.abs(Date.parse(shown.published) - now.getTime()) > FRESH_MS)
    return err({ type: "key-proof/clock" });
  const key = await importPublicKey(shown.attributedTo);
  const method = methodOf(shown.attributedTo);
  const isTheirs = key.ok && (await isSignedBy(value, { method, key: key.value, now }));
  return isTheirs ? ok(shown) : err({ type: "key-proof/bad-signature" });
}

const checks: Readonly<Record<keyof KeyProof, Check>> = {
  attributedTo: didKey,
  account: iri,
  published: time,
};
