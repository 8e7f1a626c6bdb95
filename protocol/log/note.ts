import { err, ok, type Result } from "../result.ts";
import { encodeBase64 } from "../signing/base64.ts";
import { withPrefix } from "../signing/der.ts";
import { strictBase64 } from "./base64.ts";
import { isKeyName, type NoteKey, type NoteSigner } from "./note-key.ts";

/** As golang.org/x/mod/sumdb/note: room for hundreds of signatures of any kind there is. */
const MAX_CHARS = 1_000_000;
const MAX_SIGNATURES = 100;

export interface NoteSignature {
  readonly name: string;
  readonly id: number;
  readonly signature: Uint8Array;
}

/** A note as it was written, of which nothing is known to be true. */
export interface UnverifiedNote {
  /** Ends with a line feed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export type NoteError =
  | { readonly type: "note/malformed" }
  | { readonly type: "note/too-large" }
  /** By none of the keys. */
  | { readonly type: "note/unsigned" }
  /** By one of the keys, as it says, and is not. */
  | { readonly type: "note/wrong-signature"; readonly name: string };

/** A note's parts, by C2SP signed-note. */
export function parseNote(note: string): Result<UnverifiedNote, NoteError> {
  if (note.length > MAX_CHARS) return err({ type: "note/too-large" });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (!note.isWellFormed() || /[\u0000-\u0009\u000b-\u001f]/.test(note))
    return err({ type: "note/malformed" });
  const split = note.lastIndexOf("\n\n");
  if (split < 0 || !note.endsWith("\n")) return err({ type: "note/malformed" });
  const lines = note.slice(split + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) return err({ type: "note/too-large" });
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const [, name = "", encoded = ""] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
    const bytes = strictBase64(encoded);
    if (!isKeyName(name) || bytes === null || bytes.length < 5) return err({ type: "note/malformed" });
    const id = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
    signatures.push({ name, id, signature: bytes.subarray(4) });
  }
  return ok({ text: note.slice(0, split + 1), signatures });
}

/**
 * The text of a note that at least one of the keys has signed. Signatures by other keys are passed over, as C2SP signed-note has
 * it; a wrong one by a key that is known makes the note worth nothing.
 *
 * @example const opened = await openNote(note, [key]); if (opened.ok) opened.value.text;
 */
export async function openNote(
  note: string,
  keys: readonly NoteKey[],
): Promise<Result<{ text: string; signedBy: readonly NoteKey[] }, NoteError>> {
  const parsed = parseNote(note);
  if (!parsed.ok) return parsed;
  const { text, signatures } = parsed.value;
  const data = new TextEncoder().encode(text);
  const signedBy: NoteKey[] = [];
  for (const { name, id, signature } of signatures) {
    const key = keys.find((known) => known.name === name && known.id === id);
    if (key === undefined || signedBy.includes(key)) continue;
    if (!(await key.publicKey.verify("ed25519", data, signature)))
      return err({ type: "note/wrong-signature", name });
    signedBy.push(key);
  }
  return signedBy.length === 0 ? err({ type: "note/unsigned" }) : ok({ text, signedBy });
}

/**
 * A note with the signers' signatures.
 *
 * @param text ends with a line feed, and holds no other control characters
 * @throws TypeError for a text that cannot be a note's
 */
export async function signNote(text: string, signers: readonly NoteSigner[]): Promise<string> {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (!text.endsWith("\n") || !text.isWellFormed() || /[\u0000-\u0009\u000b-\u001f]/.test(text))
    throw new TypeError("a note's text ends with a line feed and holds no other control characters");
  const data = new TextEncoder().encode(text);
  let note = `${text}\n`;
  for (const { key, privateKey } of signers) {
    const id = new Uint8Array(4);
    new DataView(id.buffer).setUint32(0, key.id);
    note += `— ${key.name} ${encodeBase64(withPrefix(id, await privateKey.sign(data)))}\n`;
  }
  return note;
}
