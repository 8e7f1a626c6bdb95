import { err, ok, type Result } from "../result.ts";
import type { CryptoProvider, PrivateKey, PublicKey } from "./crypto.ts";
import { type CanonicalError, canonicalize } from "./jcs.ts";
import { utf8 } from "./message.ts";
import { decodeMultibase, encodeMultibase } from "./multikey.ts";

/** A JSON object, as parsed. */
export type JsonObject = { readonly [name: string]: unknown };

/** A proof that can be verified: `eddsa-jcs-2022` with the purpose `assertionMethod` (FEP-8b32). */
export interface Proof extends JsonObject {
  readonly type: "DataIntegrityProof";
  readonly cryptosuite: "eddsa-jcs-2022";
  readonly proofPurpose: "assertionMethod";
  /** The IRI or DID URL of the key. That it is a key of the object's actor is the caller's to check. */
  readonly verificationMethod: string;
  /** RFC 3339. */
  readonly created: string;
  /** Multibase base58btc of the 64 bytes of the signature. */
  readonly proofValue: string;
}

/** Why a proof is not accepted. */
export type ProofError =
  | { readonly type: "proof/missing" }
  | { readonly type: "proof/malformed"; readonly detail: string }
  | { readonly type: "proof/unsupported-cryptosuite"; readonly cryptosuite: string }
  | { readonly type: "proof/unsupported-purpose"; readonly purpose: string }
  /** The proof's `@context` is not the document's, so that its terms could mean something else. */
  | { readonly type: "proof/context-mismatch" }
  | { readonly type: "proof/expired" }
  | { readonly type: "proof/wrong-key-type" }
  | { readonly type: "proof/invalid" }
  | CanonicalError;

export interface ProofOptions {
  readonly verificationMethod: string;
  /** Ed25519. */
  readonly privateKey: PrivateKey;
  readonly created: Date;
}

/**
 * Makes a proof over a document without its proofs, so that several parties can each prove the same document (a
 * proof set), in any order: FEP-8b32, vc-di-eddsa §3.3.
 *
 * @throws TypeError when the key is not Ed25519.
 * @example
 * const proof = await createProof(activity, { verificationMethod: `${actor}#main-key`, privateKey, created: ctx.clock.now() });
 * if (proof.ok) send(addProof(activity, proof.value));
 */
export async function createProof(
  document: JsonObject,
  { verificationMethod, privateKey, created }: ProofOptions,
): Promise<Result<Proof, CanonicalError>> {
  if (privateKey.algorithm !== "ed25519") throw new TypeError("eddsa-jcs-2022 needs an Ed25519 key");
  const unsecured = withoutProof(document);
  const config = {
    ...("@context" in document && { "@context": document["@context"] }),
    type: "DataIntegrityProof",
    cryptosuite: "eddsa-jcs-2022",
    verificationMethod,
    proofPurpose: "assertionMethod",
    created: created.toISOString().replace(/\.\d+Z$/, "Z"), // whole seconds, as everyone writes and re-writes them
  } as const;
  const hash = await hashData(unsecured, config, privateKey.crypto);
  if (!hash.ok) return hash;
  return ok({ ...config, proofValue: encodeMultibase(await privateKey.sign(hash.value)) });
}

/** The document with one proof more: a single proof as an object, several as an array. */
export function addProof(document: JsonObject, proof: Proof): JsonObject {
  const { proof: present } = document;
  if (present === undefined) return { ...document, proof };
  return { ...document, proof: [...(Array.isArray(present) ? present : [present]), proof] };
}

/**
 * The document's proofs, checked for shape, in order. One that is of no known kind fails alone: a proof set may hold
 * proofs for verifiers other than us.
 *
 * @returns `proof/missing` when there is none at all.
 */
export function readProofs(document: JsonObject): Result<readonly Result<Proof, ProofError>[], ProofError> {
  const { proof } = document;
  if (proof === undefined || proof === null) return err({ type: "proof/missing" });
  const proofs: readonly unknown[] = Array.isArray(proof) ? proof : [proof];
  if (proofs.length === 0) return err({ type: "proof/missing" });
  if (proofs.length > MAX_PROOFS) return err({ type: "proof/malformed", detail: "too many proofs" });
  return ok(proofs.map(readProof));
}

/** More than any panel has trustees; each costs a signature check. */
const MAX_PROOFS = 64;

function readProof(value: unknown): Result<Proof, ProofError> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return malformed("not an object");
  const proof: JsonObject = { ...value };
  const { type, cryptosuite, proofPurpose } = proof;
  if (type !== "DataIntegrityProof") return malformed("type");
  if (typeof cryptosuite !== "string") return malformed("cryptosuite");
  if (cryptosuite !== "eddsa-jcs-2022") return err({ type: "proof/unsupported-cryptosuite", cryptosuite });
  if (typeof proofPurpose !== "string") return malformed("proofPurpose");
  if (proofPurpose !== "assertionMethod") {
    return err({ type: "proof/unsupported-purpose", purpose: proofPurpose });
  }
  if (typeof proof.verificationMethod !== "string") return malformed("verificationMethod");
  if (typeof proof.proofValue !== "string" || proof.proofValue.length > 100) return malformed("proofValue");
  if (typeof proof.created !== "string" || Number.isNaN(Date.parse(proof.created)))
    return malformed("created");
  if ("previousProof" in proof) return malformed("previousProof: proof chains are not supported");
  return ok(proof as Proof); // every member that Proof names was looked at
}

function malformed(detail: string): Result<never, ProofError> {
  return err({ type: "proof/malformed", detail });
}

/**
 * Whether that proof, one of {@link readProofs}, is the key's over the document. Never throws on what a peer sends.
 *
 * @example
 * const verified = await verifyProof(activity, proof, { key, now: ctx.clock.now() });
 * if (!verified.ok) refuse(verified.error.type); // "proof/invalid"
 */
export async function verifyProof(
  document: JsonObject,
  proof: Proof,
  { key, now }: { readonly key: PublicKey; readonly now: Date },
): Promise<Result<Proof, ProofError>> {
  if (key.algorithm !== "ed25519") return err({ type: "proof/wrong-key-type" });
  if (isOver(proof, now)) return err({ type: "proof/expired" });
  const { proofValue, ...config } = proof;
  const signature = decodeMultibase(proofValue);
  if (signature?.length !== 64) return malformed("proofValue");
  const unsecured = withoutProof(document);

  const candidates: { readonly document: JsonObject; readonly config: JsonObject }[] = [];
  if ("@context" in config) {
    // vc-di-eddsa §3.3.2 step 4 lets the document add contexts at the end; unsigned ones could redefine terms
    if (!sameContext(document["@context"], config["@context"]))
      return err({ type: "proof/context-mismatch" });
    candidates.push({ document: { ...unsecured, "@context": config["@context"] }, config });
  } else {
    // Fedify and FEP-8b32 sign the document's context with the configuration, and do not always send it there.
    if ("@context" in document) {
      candidates.push({ document: unsecured, config: { ...config, "@context": document["@context"] } });
    }
    candidates.push({ document: unsecured, config });
  }

  for (const candidate of candidates) {
    const hash = await hashData(candidate.document, candidate.config, key.crypto);
    if (!hash.ok) return hash;
    if (await key.verify("ed25519", hash.value, signature)) return ok(proof);
  }
  return err({ type: "proof/invalid" });
}

function isOver({ expires }: Proof, now: Date): boolean {
  if (expires === undefined) return false;
  const end = typeof expires === "string" ? Date.parse(expires) : Number.NaN;
  return !(now.getTime() <= end); // an end that cannot be read is over
}

/**
 * What a proof covers. Not a Linked Data Signature, which is made after it and covers it (FEP-8b32): Fedify and Mitra leave
 * it out as well.
 */
function withoutProof(document: JsonObject): JsonObject {
  const { proof: _, signature: __, ...unsecured } = document;
  return unsecured;
}

/** A context alone and an array of one are the same. */
function sameContext(a: unknown, b: unknown): boolean {
  const [left, right] = [canonicalize([a].flat()), canonicalize([b].flat())];
  return left.ok && right.ok && left.value === right.value;
}

/** What is signed: SHA-256 of the canonical configuration, then SHA-256 of the canonical document (vc-di-eddsa §3.3.4). */
async function hashData(
  document: JsonObject,
  config: JsonObject,
  crypto: CryptoProvider,
): Promise<Result<Uint8Array, CanonicalError>> {
  const [canonicalConfig, canonicalDocument] = [canonicalize(config), canonicalize(document)];
  if (!canonicalConfig.ok) return canonicalConfig;
  if (!canonicalDocument.ok) return canonicalDocument;
  const hash = new Uint8Array(64);
  hash.set(await crypto.digest("SHA-256", utf8(canonicalConfig.value)));
  hash.set(await crypto.digest("SHA-256", utf8(canonicalDocument.value)), 32);
  return ok(hash);
}
