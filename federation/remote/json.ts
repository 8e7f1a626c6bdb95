import { err, ok, type Result } from "#protocol/result.ts";

export type JsonError =
  | { readonly type: "json/encoding" }
  | { readonly type: "json/syntax"; readonly message: string }
  | { readonly type: "json/too-deep"; readonly limit: number }
  | { readonly type: "json/too-many-keys"; readonly limit: number };

export interface JsonLimits {
  /** Nested arrays and objects. Default 64. */
  readonly maxDepth?: number;
  /** Members of objects and items of arrays in the whole document. Default 50,000. */
  readonly maxKeys?: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Parses JSON from the network. Depth and size are counted on the bytes before anything is built, so a hostile
 * document costs one pass over it and nothing more.
 *
 * @param bytes UTF-8 (RFC 8259 §8.1); a byte order mark is ignored
 * @example parseBoundedJson(body, { maxDepth: 32, maxKeys: 10_000 })
 */
export function parseBoundedJson(bytes: Uint8Array, limits: JsonLimits = {}): Result<unknown, JsonError> {
  const exceeded = exceedsLimits(bytes, limits.maxDepth ?? 64, limits.maxKeys ?? 50_000);
  if (exceeded !== null) return err(exceeded);
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return err({ type: "json/encoding" });
  }
  try {
    return ok(JSON.parse(text));
  } catch (thrown) {
    return err({ type: "json/syntax", message: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

/** Structural bytes are ASCII and never part of a multi-byte UTF-8 character, so no decoding is needed. */
function exceedsLimits(bytes: Uint8Array, maxDepth: number, maxKeys: number): JsonError | null {
  let depth = 0;
  let keys = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    // A container has at most one member more than it has commas, so opening one counts for that member.
    else if (byte === COMMA) keys++;
    else if (byte === 0x7b || byte === 0x5b) {
      keys++;
      depth++;
      if (depth > maxDepth) return { type: "json/too-deep", limit: maxDepth };
    } else if (byte === 0x7d || byte === 0x5d) depth--;
    if (keys > maxKeys) return { type: "json/too-many-keys", limit: maxKeys };
  }
  return null;
}

/** True for a JSON object: not null, not an array. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
