import {
  type BareItem,
  type InnerList,
  type Item,
  parseDictionary,
  serializeInnerList,
} from "structured-headers";
import { err, ok, type Result } from "../result.ts";
import { encodeBase64 } from "./base64.ts";
import { type Component, type ComponentLookup, readComponent, writeComponent } from "./components.ts";
import {
  defaultScheme,
  type PrivateKey,
  type PublicKey,
  type SignatureScheme,
  schemeFits,
} from "./crypto.ts";
import { malformed, type SignatureError } from "./errors.ts";
import { utf8 } from "./message.ts";

/** One labelled signature of RFC 9421 (`Signature-Input` and `Signature`). */
export interface Rfc9421Signature {
  readonly style: "rfc9421";
  readonly label: string;
  readonly keyId: string;
  /** The `alg` parameter; null when it is left to the key. */
  readonly algorithm: string | null;
  /** Identifiers in signing order as they stand in the base, without quotes: `@method`, `@query-param;name="a"`. */
  readonly covered: readonly string[];
  readonly components: readonly Component[];
  /** Seconds since 1970. */
  readonly created: number | null;
  readonly expires: number | null;
  readonly nonce: string | null;
  readonly tag: string | null;
  /** The value of `@signature-params`: the inner list, serialised anew. */
  readonly params: string;
  readonly signature: Uint8Array;
}

/**
 * Reads the first signature that names its key. A message may have several (a proxy adds its own); one that
 * cannot be read does not spoil the others.
 */
export function parseRfc9421(
  inputField: string,
  signatureField: string,
): Result<Rfc9421Signature, SignatureError> {
  const inputs = dictionary(inputField);
  const signatures = dictionary(signatureField);
  if (inputs === null || signatures === null) return err(malformed("not a structured field"));
  let failure: SignatureError = malformed("no signature");
  for (const [label, input] of inputs) {
    const signature = readOne(label, input, signatures.get(label));
    if (signature.ok) return signature;
    failure = signature.error;
  }
  return err(failure);
}

function dictionary(field: string): Map<string, Item | InnerList> | null {
  try {
    return parseDictionary(field);
  } catch {
    return null; // a ParseError, or what atob says to bad base64
  }
}

function readOne(
  label: string,
  input: Item | InnerList,
  signature: Item | InnerList | undefined,
): Result<Rfc9421Signature, SignatureError> {
  if (!isInnerList(input)) return err(malformed("Signature-Input is not an inner list"));
  const bytes = signature?.[0];
  if (!(bytes instanceof ArrayBuffer)) return err(malformed(`no signature for ${label}`));
  const [items, parameters] = input;
  const components: Component[] = [];
  for (const item of items) {
    const component = readComponent(item);
    if (component === null) return err(malformed("component"));
    // RFC 9421 §2.5: each identifier occurs once
    if (components.some(({ id }) => id === component.id)) return err(malformed(`${component.id} twice`));
    components.push(component);
  }
  const keyId = text(parameters, "keyid");
  if (keyId === null) return err(malformed("keyid"));
  return ok({
    style: "rfc9421",
    label,
    keyId,
    algorithm: text(parameters, "alg"),
    covered: components.map(({ id }) => id.replace(/^"([^"]*)"/, "$1")),
    components,
    created: integer(parameters, "created"),
    expires: integer(parameters, "expires"),
    nonce: text(parameters, "nonce"),
    tag: text(parameters, "tag"),
    params: serializeInnerList(input),
    signature: new Uint8Array(bytes),
  });
}

function isInnerList(member: Item | InnerList): member is InnerList {
  return Array.isArray(member[0]);
}

function text(parameters: Map<string, BareItem>, name: string): string | null {
  const value = parameters.get(name);
  return typeof value === "string" ? value : null;
}

function integer(parameters: Map<string, BareItem>, name: string): number | null {
  const value = parameters.get(name);
  return typeof value === "number" && Number.isInteger(value) ? value : null;
}

/**
 * The signature base, RFC 9421 §2.5. What a component's value is, the lookup says: {@link requestLookup} for a
 * request; a response's lookup would know `@status` and the `req` parameter.
 */
export function signatureBase(
  { components, params }: Pick<Rfc9421Signature, "components" | "params">,
  lookup: ComponentLookup,
): Result<string, SignatureError> {
  let base = "";
  for (const component of components) {
    const value = lookup(component);
    if (value === null) return err(malformed(`no value for ${component.id}`));
    base += `${component.id}: ${value}\n`;
  }
  return ok(`${base}"@signature-params": ${params}`);
}

/** The scheme to verify with: the `alg` parameter's, if the key can do it; the key's own without one; else null. */
export function rfc9421Scheme(algorithm: string | null, key: PublicKey): SignatureScheme | null {
  if (algorithm === null) return defaultScheme(key.algorithm);
  const scheme = schemes.find((name) => name === algorithm.toLowerCase());
  return scheme !== undefined && schemeFits(scheme, key.algorithm) ? scheme : null;
}

const schemes: readonly SignatureScheme[] = [
  "rsa-v1_5-sha256",
  "rsa-pss-sha512",
  "ecdsa-p256-sha256",
  "ed25519",
];

/** Whether the signature is the key's, over what the lookup finds. Coverage, time and digest are not looked at here. */
export async function verifyRfc9421(
  signature: Rfc9421Signature,
  key: PublicKey,
  lookup: ComponentLookup,
): Promise<Result<undefined, SignatureError>> {
  const scheme = rfc9421Scheme(signature.algorithm, key);
  if (scheme === null) {
    return err({ type: "signature/unsupported-algorithm", algorithm: signature.algorithm ?? key.algorithm });
  }
  const base = signatureBase(signature, lookup);
  if (!base.ok) return base;
  return (await key.verify(scheme, utf8(base.value), signature.signature))
    ? ok()
    : err({ type: "signature/invalid" });
}

/** What goes into a new signature. */
export interface Rfc9421Options {
  readonly label: string;
  /** Plain component names, such as "@method" and "content-digest". */
  readonly covered: readonly string[];
  /** Seconds since 1970. */
  readonly created: number;
  readonly keyId: string;
  readonly privateKey: PrivateKey;
}

/** The values of the `Signature-Input` and `Signature` fields. */
export async function signRfc9421(
  { label, covered, created, keyId, privateKey }: Rfc9421Options,
  lookup: ComponentLookup,
): Promise<Result<{ readonly signatureInput: string; readonly signature: string }, SignatureError>> {
  const components = covered.map((name) => writeComponent(name));
  const parameters = new Map<string, BareItem>([
    ["created", created],
    ["keyid", keyId],
    ["alg", defaultScheme(privateKey.algorithm)],
  ]);
  const params = serializeInnerList([covered.map((name): Item => [name, new Map()]), parameters]);
  const base = signatureBase({ components, params }, lookup);
  if (!base.ok) return base;
  const bytes = await privateKey.sign(utf8(base.value));
  return ok({ signatureInput: `${label}=${params}`, signature: `${label}=:${encodeBase64(bytes)}:` });
}
