import { err, ok, type Result } from "../result.ts";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { defaultScheme, type PrivateKey, type PublicKey, type SignatureScheme } from "./crypto.ts";
import { malformed, type SignatureError } from "./errors.ts";
import { fieldValue, type SignableRequest, splitTarget, utf8 } from "./message.ts";

/** A `Signature` header of draft-cavage-http-signatures-12, as nearly all of the fediverse sends it. */
export interface CavageSignature {
  readonly style: "cavage";
  readonly keyId: string;
  /** As sent: "rsa-sha256", "hs2019", ...; null when it was left out. */
  readonly algorithm: string | null;
  /** Names in signing order, lower case, pseudo-headers like "(request-target)" among them. */
  readonly covered: readonly string[];
  /** Seconds since 1970. */
  readonly created: number | null;
  readonly expires: number | null;
  readonly signature: Uint8Array;
}

const PARAMETER = /\s*([A-Za-z]{1,32})=(?:"([^"]*)"|(\d{1,15}))\s*(?:,|$)/y;
const SECONDS = /^\d{1,12}$/;

/**
 * Reads the header. Tolerant where peers differ: any order, unknown parameters, quoted or bare numbers, no
 * `headers` (then only `date` is covered), base64 without padding.
 */
export function parseCavage(header: string): Result<CavageSignature, SignatureError> {
  const parameters = parseParameters(header);
  if (parameters === null) return err(malformed("parameters"));
  const keyId = parameters.get("keyid");
  if (!keyId) return err(malformed("keyId"));
  const signature = decodeBase64(parameters.get("signature") ?? "");
  if (!signature?.length) return err(malformed("signature"));
  const [created, expires] = [parameters.get("created"), parameters.get("expires")];
  if (created !== undefined && !SECONDS.test(created)) return err(malformed("created"));
  if (expires !== undefined && !SECONDS.test(expires)) return err(malformed("expires"));
  return ok({
    style: "cavage",
    keyId,
    algorithm: parameters.get("algorithm")?.toLowerCase() ?? null,
    covered: (parameters.get("headers") ?? "date").toLowerCase().split(" ").filter(Boolean),
    created: created === undefined ? null : Number(created),
    expires: expires === undefined ? null : Number(expires),
    signature,
  });
}

/** Names in lower case; null when the header is not a list of parameters, or has one twice (§2.2). */
function parseParameters(header: string): Map<string, string> | null {
  const parameters = new Map<string, string>();
  PARAMETER.lastIndex = 0;
  while (PARAMETER.lastIndex < header.length) {
    const [, name = "", quoted, bare] = PARAMETER.exec(header) ?? [];
    const key = name.toLowerCase();
    if (key === "" || parameters.has(key)) return null;
    parameters.set(key, quoted ?? bare ?? "");
  }
  return parameters;
}

/** The scheme to verify with: what the header names, if the key can do it, else null. */
export function cavageScheme(signature: CavageSignature, key: PublicKey): SignatureScheme | null {
  switch (signature.algorithm) {
    case null:
    case "hs2019": // "derived from the key": in the fediverse that is RSA with SHA-256, not the draft's PSS
      return defaultScheme(key.algorithm);
    case "rsa-sha256":
      return key.algorithm === "rsa" ? "rsa-v1_5-sha256" : null;
    case "ed25519":
    case "ed25519-sha512":
      return key.algorithm === "ed25519" ? "ed25519" : null;
    default:
      return null;
  }
}

/**
 * The signing string, §2.3. `query: false` leaves the query out of `(request-target)`, as Fedify does and
 * Mastodon long did.
 */
export function cavageSigningString(
  request: SignableRequest,
  signature: Pick<CavageSignature, "covered" | "algorithm" | "created" | "expires">,
  { query }: { readonly query: boolean },
): Result<string, SignatureError> {
  const target = splitTarget(request.url);
  if (target === null) return err(malformed("url"));
  const lines: string[] = [];
  for (const name of signature.covered) {
    const value =
      name === "(request-target)"
        ? `${request.method.toLowerCase()} ${target.path}${query ? target.query : ""}`
        : name === "(created)" || name === "(expires)"
          ? timeValue(signature, name)
          : fieldValue(request.headers, name);
    if (value === null) return err(malformed(`no value for ${name}`));
    lines.push(`${name}: ${value}`);
  }
  return ok(lines.join("\n"));
}

/** §2.3: the two are only for algorithms that do not begin with rsa, hmac or ecdsa. */
function timeValue(
  { algorithm, created, expires }: Pick<CavageSignature, "algorithm" | "created" | "expires">,
  name: "(created)" | "(expires)",
): string | null {
  if (algorithm?.match(/^(?:rsa|hmac|ecdsa)/)) return null;
  const time = name === "(created)" ? created : expires;
  return time === null ? null : String(time);
}

/** Whether the signature is the key's, over this request. Coverage, time and digest are not looked at here. */
export async function verifyCavage(
  request: SignableRequest,
  signature: CavageSignature,
  key: PublicKey,
): Promise<Result<undefined, SignatureError>> {
  const scheme = cavageScheme(signature, key);
  if (scheme === null) {
    return err({ type: "signature/unsupported-algorithm", algorithm: signature.algorithm ?? key.algorithm });
  }
  const full = cavageSigningString(request, signature, { query: true });
  if (!full.ok) return full;
  if (await key.verify(scheme, utf8(full.value), signature.signature)) return ok();
  const bare = cavageSigningString(request, signature, { query: false });
  if (
    bare.ok &&
    bare.value !== full.value &&
    (await key.verify(scheme, utf8(bare.value), signature.signature))
  ) {
    return ok();
  }
  return err({ type: "signature/invalid" });
}

/** The value of a `Signature` header over the named headers of a request that has them all. */
export async function signCavage(
  request: SignableRequest,
  covered: readonly string[],
  { keyId, privateKey }: { readonly keyId: string; readonly privateKey: PrivateKey },
): Promise<Result<string, SignatureError>> {
  // Mastodon takes only these two names; Ed25519 has none in the draft's registry that peers know.
  const algorithm = privateKey.algorithm === "rsa" ? "rsa-sha256" : "hs2019";
  const unsigned = { covered, algorithm, created: null, expires: null };
  const base = cavageSigningString(request, unsigned, { query: true });
  if (!base.ok) return base;
  const signature = encodeBase64(await privateKey.sign(utf8(base.value)));
  return ok(
    `keyId="${keyId}",algorithm="${algorithm}",headers="${covered.join(" ")}",signature="${signature}"`,
  );
}
