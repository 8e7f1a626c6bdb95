import { err, ok, type Result } from "../result.ts";

/** Why a value has no canonical JSON form. */
export type CanonicalError =
  | { readonly type: "json/lone-surrogate" }
  | { readonly type: "json/not-a-number" }
  | { readonly type: "json/not-a-json-value" }
  | { readonly type: "json/too-deep" };

/** Deep enough for every real document, shallow enough never to exhaust the stack; it also ends cycles. */
const MAX_DEPTH = 200;

/**
 * The JSON Canonicalization Scheme, RFC 8785: members sorted by UTF-16 code units, no white space, numbers and
 * strings as ECMAScript writes them. What I-JSON (RFC 7493) does not allow is refused, never repaired: lone
 * surrogates, NaN and infinities, `undefined`, functions, bigints, class instances, nesting beyond 200 levels
 * (so cycles too). Sign the UTF-8 encoding of the result.
 *
 * @example
 * canonicalize({ b: [1e21, -0], a: "€" }); // { ok: true, value: '{"a":"€","b":[1e+21,0]}' }
 */
export function canonicalize(value: unknown): Result<string, CanonicalError> {
  try {
    return ok(write(value, 0));
  } catch (thrown) {
    if (thrown instanceof NotCanonical) return err(thrown.error);
    throw thrown;
  }
}

class NotCanonical extends Error {
  readonly error: CanonicalError;
  constructor(type: CanonicalError["type"]) {
    super(type);
    this.error = { type };
  }
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case "string":
      return writeString(value);
    case "number":
      if (!Number.isFinite(value)) throw new NotCanonical("json/not-a-number");
      return String(value); // RFC 8785 §3.2.2.3 is ECMAScript's Number::toString, for which -0 is "0"
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      if (depth >= MAX_DEPTH) throw new NotCanonical("json/too-deep");
      return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1);
    default:
      throw new NotCanonical("json/not-a-json-value");
  }
}

function writeString(text: string): string {
  if (!text.isWellFormed()) throw new NotCanonical("json/lone-surrogate");
  return JSON.stringify(text); // escapes exactly what RFC 8785 §3.2.2.2 asks for
}

function writeArray(items: readonly unknown[], depth: number): string {
  let out = "[";
  for (let i = 0; i < items.length; i++) out += (i === 0 ? "" : ",") + write(items[i], depth);
  return `${out}]`;
}

function writeObject(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new NotCanonical("json/not-a-json-value");
  const members = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(members).sort(); // default order is by UTF-16 code units, RFC 8785 §3.2.3
  let out = "{";
  for (const name of names) {
    out += `${out.length === 1 ? "" : ","}${writeString(name)}:${write(members[name], depth)}`;
  }
  return `${out}}`;
}
