import { err, ok, type Result } from "../result.ts";
import { encodeBase64 } from "../signing/base64.ts";
import { platformCrypto } from "../signing/crypto.platform.ts";
import type { CryptoProvider, PrivateKey, PublicKey } from "../signing/crypto.ts";
import { ED25519_SPKI_PREFIX, keyInsideSpki, withPrefix } from "../signing/der.ts";
import { sha256 } from "../signing/sha256.ts";
import { strictBase64 } from "./base64.ts";

/** C2SP signed-note's signature type of plain Ed25519. */
const ED25519 = 0x01;
const MAX_KEY_CHARS = 1_000;

/** A key that notes are verified with. */
export interface NoteKey {
  readonly name: string;
  /** The first four bytes of a hash of name and key: which key it is, not that it is the right one. */
  readonly id: number;
  readonly publicKey: PublicKey;
}

/** A key that notes are signed with. */
export interface NoteSigner {
  readonly key: NoteKey;
  readonly privateKey: PrivateKey;
}

export type NoteKeyError =
  | { readonly type: "note-key/malformed" }
  /** Of a kind of signatures that is not plain Ed25519. */
  | { readonly type: "note-key/unsupported" }
  /** Its id is not the one that follows from its name and bytes: somebody mistyped it. */
  | { readonly type: "note-key/wrong-id" };

/** C2SP signed-note: names are not empty and hold neither spaces nor plus; no control characters are in a note at all. */
export function isKeyName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  return name !== "" && name.isWellFormed() && !/[\s\u0085+\u0000-\u001f\u007f]/u.test(name);
}

/**
 * The key by the name that it signs under.
 *
 * @throws TypeError for a name that cannot be one, and for a key that is not Ed25519
 */
export function noteKey(name: string, publicKey: PublicKey): NoteKey {
  const bytes = keyInsideSpki(publicKey.spki);
  if (!isKeyName(name) || publicKey.algorithm !== "ed25519" || bytes === null)
    throw new TypeError(`no key for notes: ${name}`);
  return { name, id: idOf(name, typed(bytes)), publicKey };
}

/**
 * A verifier key from its text, `name+id+base64`, as Go's sumdb and C2SP's tools write it.
 *
 * @example await parseNoteKey("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
 */
export async function parseNoteKey(
  text: string,
  crypto: CryptoProvider = platformCrypto,
): Promise<Result<NoteKey, NoteKeyError>> {
  if (text.length > MAX_KEY_CHARS) return err({ type: "note-key/malformed" });
  // The base64 may hold a plus itself.
  const [, name = "", id = "", encoded = ""] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/s.exec(text) ?? [];
  const bytes = strictBase64(encoded);
  if (!isKeyName(name) || bytes === null || bytes.length === 0) return err({ type: "note-key/malformed" });
  if (idOf(name, bytes) !== Number.parseInt(id, 16)) return err({ type: "note-key/wrong-id" });
  if (bytes[0] !== ED25519) return err({ type: "note-key/unsupported" });
  if (bytes.length !== 33) return err({ type: "note-key/malformed" });
  try {
    const spki = withPrefix(ED25519_SPKI_PREFIX, bytes.subarray(1));
    return ok(noteKey(name, await crypto.importPublicKey("ed25519", spki)));
  } catch {
    return err({ type: "note-key/malformed" });
  }
}

/** The text of a verifier key, to be published. */
export function formatNoteKey({ name, id, publicKey }: NoteKey): string {
  const bytes = keyInsideSpki(publicKey.spki) ?? new Uint8Array();
  return `${name}+${id.toString(16).padStart(8, "0")}+${encodeBase64(typed(bytes))}`;
}

function typed(key: Uint8Array): Uint8Array {
  return withPrefix(Uint8Array.of(ED25519), key);
}

function idOf(name: string, typedKey: Uint8Array): number {
  const hash = sha256(withPrefix(new TextEncoder().encode(`${name}\n`), typedKey));
  return new DataView(hash.buffer, hash.byteOffset, hash.byteLength).getUint32(0);
}
