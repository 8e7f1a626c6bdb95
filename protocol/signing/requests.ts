import { err, ok, type Result } from "../result.ts";
import { type CavageSignature, parseCavage, signCavage, verifyCavage } from "./cavage.ts";
import { requestLookup } from "./components.ts";
import { checkCoverage, coveredDigests } from "./coverage.ts";
import type { PrivateKey, PublicKey } from "./crypto.ts";
import { type BodyDigest, digestBody, digestMatches } from "./digest.ts";
import { malformed, type SignatureError } from "./errors.ts";
import { checkFreshness, DEFAULT_MAX_SKEW_SECONDS, parseHttpDate, type Validity } from "./freshness.ts";
import { fieldValue, hasBody, type SignableRequest, splitTarget } from "./message.ts";
import { parseRfc9421, type Rfc9421Signature, signRfc9421, verifyRfc9421 } from "./rfc9421.ts";

export type { SignatureError } from "./errors.ts";
export type { HeaderFields, SignableRequest } from "./message.ts";

/** The two ways in which the fediverse signs requests; both have `keyId`, `covered`, `created`, `expires`. */
export type RequestSignature = CavageSignature | Rfc9421Signature;

const NO_BODY = new Uint8Array();

/**
 * What the request says about its signature, before any key is known. A request with `Signature-Input` is RFC 9421,
 * any other with `Signature` is draft-cavage.
 *
 * @example
 * const signature = readSignature(request);
 * if (!signature.ok) return refuse(signature.error); // signature/missing or signature/malformed
 * const key = await loadKey(signature.value.keyId);
 * const verified = await verifyRequest(request, { signature: signature.value, key, now: ctx.clock.now() });
 */
export function readSignature(
  request: Pick<SignableRequest, "headers">,
): Result<RequestSignature, SignatureError> {
  const signature = fieldValue(request.headers, "signature");
  if (!signature) return err({ type: "signature/missing" });
  const input = fieldValue(request.headers, "signature-input");
  return input ? parseRfc9421(input, signature) : parseCavage(signature);
}

export interface VerifyOptions {
  readonly key: PublicKey;
  readonly now: Date;
  /** How far a peer's clock may be off, in seconds; an hour when left out. */
  readonly maxSkewSeconds?: number;
  /** What {@link readSignature} returned, to spare a second reading. */
  readonly signature?: RequestSignature;
}

/**
 * Whether the request was signed with that key, in full and just now. Checked in order of cost: coverage, time, digest,
 * signature. A signature without its own end lasts five minutes, and none longer than twelve hours, plus the
 * skew (as in Mastodon). That the key belongs to the activity's actor is the caller's to check. Never throws on
 * what a peer sends.
 *
 * @returns the signature that was verified, or why it was not.
 */
export async function verifyRequest(
  request: SignableRequest,
  { key, now, maxSkewSeconds = DEFAULT_MAX_SKEW_SECONDS, signature: known }: VerifyOptions,
): Promise<Result<RequestSignature, SignatureError>> {
  const read = known ? ok(known) : readSignature(request);
  if (!read.ok) return read;
  const signature = read.value;
  const target = splitTarget(request.url);
  if (target === null) return err(malformed("url"));

  const coverage = checkCoverage(request, signature, target);
  if (!coverage.ok) return coverage;
  const validity = validityOf(request, signature);
  if (!validity.ok) return validity;
  const fresh = checkFreshness(validity.value, now, maxSkewSeconds);
  if (!fresh.ok) return fresh;
  for (const field of coveredDigests(signature)) {
    const matches = await digestMatches(request.headers, field, request.body ?? NO_BODY, key.crypto);
    if (!matches) return err({ type: "signature/digest-mismatch" });
  }

  const verified =
    signature.style === "cavage"
      ? await verifyCavage(request, signature, key)
      : await verifyRfc9421(signature, key, requestLookup(request, target));
  return verified.ok ? ok(signature) : verified;
}

/** The signed times. A draft-cavage `expires` counts only when it is covered; RFC 9421 always signs its parameters. */
function validityOf(request: SignableRequest, signature: RequestSignature): Result<Validity, SignatureError> {
  const { style, covered, created, expires } = signature;
  const inParameters = style === "rfc9421" || covered.includes("(created)");
  const end = style === "rfc9421" || covered.includes("(expires)") ? expires : null;
  if (inParameters && created !== null) return ok({ created, expires: end });
  const date = parseHttpDate(fieldValue(request.headers, "date") ?? "");
  return date.ok ? ok({ created: date.value, expires: end }) : date;
}

/** A private key and the IRI under which peers find its public half. */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: PrivateKey;
}

export interface SignOptions {
  readonly style: RequestSignature["style"];
  readonly now: Date;
  /** The body's digest, when it was made already: one body goes to thousands of inboxes. */
  readonly digest?: BodyDigest;
}

/**
 * The header fields to add to a request so that a peer can verify it. draft-cavage: `date`, `digest`, `signature`, over
 * `(request-target) host date digest content-type`. RFC 9421: `content-digest`, `signature-input`, `signature`,
 * over `@method @target-uri @authority content-digest content-type`. `host` is signed as the URL has it, which
 * is what HTTP clients send.
 *
 * @throws TypeError when the URL is not an absolute http(s) URL.
 * @example
 * const added = await signRequest({ method: "POST", url: inbox, headers, body }, key, { style: "cavage", now, digest });
 * await fetch(inbox, { method: "POST", headers: { ...headers, ...added }, body });
 */
export async function signRequest(
  request: SignableRequest,
  key: SigningKey,
  { style, now, digest: given }: SignOptions,
): Promise<Record<string, string>> {
  const { body } = request;
  const digest = given ?? (body && hasBody(request) ? await digestBody(body, key.privateKey.crypto) : null);
  return style === "cavage" ? addCavage(request, key, now, digest) : addRfc9421(request, key, now, digest);
}

async function addCavage(
  request: SignableRequest,
  key: SigningKey,
  now: Date,
  digest: BodyDigest | null,
): Promise<Record<string, string>> {
  const added = { date: now.toUTCString(), ...(digest && { digest: digest.digest }) };
  const host = splitTarget(request.url)?.authority;
  const headers = { ...request.headers, ...added, host };
  const covered = ["(request-target)", "host", "date"];
  for (const name of ["digest", "content-type"]) if (fieldValue(headers, name) !== null) covered.push(name);
  const signature = await signCavage({ ...request, headers }, covered, key);
  if (!signature.ok) throw new TypeError(`cannot sign ${request.method} ${request.url}`);
  return { ...added, signature: signature.value };
}

async function addRfc9421(
  request: SignableRequest,
  key: SigningKey,
  now: Date,
  digest: BodyDigest | null,
): Promise<Record<string, string>> {
  const target = splitTarget(request.url);
  if (target === null) throw new TypeError(`cannot sign ${request.method} ${request.url}`);
  const added: Record<string, string> = digest === null ? {} : { "content-digest": digest.contentDigest };
  const headers = { ...request.headers, ...added };
  const covered = ["@method", "@target-uri", "@authority"];
  for (const name of ["content-digest", "content-type"]) {
    if (fieldValue(headers, name) !== null) covered.push(name);
  }
  const created = Math.floor(now.getTime() / 1000);
  const lookup = requestLookup({ ...request, headers }, target);
  const signed = await signRfc9421({ label: "sig1", covered, created, ...key }, lookup);
  if (!signed.ok) throw new TypeError(`cannot sign ${request.method} ${request.url}`);
  return { ...added, "signature-input": signed.value.signatureInput, signature: signed.value.signature };
}
