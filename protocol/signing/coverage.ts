import { err, ok, type Result } from "../result.ts";
import type { CavageSignature } from "./cavage.ts";
import type { DigestField } from "./digest.ts";
import type { SignatureError } from "./errors.ts";
import { fieldValue, hasBody, plainAuthority, type SignableRequest, type Target } from "./message.ts";
import type { Rfc9421Signature } from "./rfc9421.ts";

/**
 * Whether the signature covers all that makes the request what it is: method, target, authority, a time, and the
 * digest when there is a body. Whatever were left out, an attacker could change.
 */
export function checkCoverage(
  request: SignableRequest,
  signature: CavageSignature | Rfc9421Signature,
  target: Target,
): Result<undefined, SignatureError> {
  const covered = new Set(signature.covered);
  const missing =
    signature.style === "cavage" ? missingInCavage(covered) : missingInRfc9421(covered, signature, target);
  if (missing !== null) return err({ type: "signature/uncovered", missing });
  if (hasBody(request) && coveredDigests(signature).length === 0) {
    return err({ type: "signature/uncovered", missing: "digest" });
  }
  return covered.has("host") ? checkHost(request, target) : ok();
}

/** The digest fields that are signed, and therefore have to be the body's. */
export function coveredDigests({ covered }: CavageSignature | Rfc9421Signature): readonly DigestField[] {
  return digestFields.filter((field) => covered.includes(field));
}

const digestFields: readonly DigestField[] = ["digest", "content-digest"];

type Missing = Extract<SignatureError, { type: "signature/uncovered" }>["missing"];

function missingInCavage(covered: ReadonlySet<string>): Missing | null {
  if (!covered.has("(request-target)")) return "target";
  if (!covered.has("host")) return "authority";
  return covered.has("date") || covered.has("(created)") ? null : "date";
}

function missingInRfc9421(
  covered: ReadonlySet<string>,
  { created }: Rfc9421Signature,
  { query }: Target,
): Missing | null {
  if (!covered.has("@method")) return "method";
  const path = covered.has("@path") && (query === "" || covered.has("@query"));
  if (!covered.has("@target-uri") && !covered.has("@request-target") && !path) return "target";
  if (!covered.has("@target-uri") && !covered.has("@authority") && !covered.has("host")) return "authority";
  return created !== null || covered.has("date") ? null : "date";
}

/** A Host that is signed but not the URL's: signed for another server, and replayed here. */
function checkHost(
  request: SignableRequest,
  { scheme, authority }: Target,
): Result<undefined, SignatureError> {
  const host = fieldValue(request.headers, "host") ?? "";
  return plainAuthority(host, scheme) === authority ? ok() : err({ type: "signature/wrong-host", host });
}
