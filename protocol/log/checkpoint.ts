import { err, ok, type Result } from "../result.ts";
import { encodeBase64 } from "../signing/base64.ts";
import { strictBase64 } from "./base64.ts";
import { HASH_BYTES } from "./hash.ts";
import { type NoteError, openNote, signNote } from "./note.ts";
import type { NoteKey, NoteSigner } from "./note-key.ts";

/** The head of a log: how long it is, and a hash of all of it. */
export interface Checkpoint {
  /** Which log it is: its address without the scheme. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Lines after the root that mean something to somebody. */
  readonly extensions: readonly string[];
}

export type CheckpointError =
  | NoteError
  | { readonly type: "checkpoint/malformed" }
  | { readonly type: "checkpoint/other-log"; readonly origin: string };

/**
 * A checkpoint's text, C2SP tlog-checkpoint: what is signed.
 *
 * @throws TypeError when it has a line that would not be read back as it is
 */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  const text = [origin, String(size), encodeBase64(root), ...extensions, ""].join("\n");
  const isSound = [origin, ...extensions].every((line) => line !== "" && !line.includes("\n"));
  if (!isSound || parseCheckpoint(text) === null) throw new TypeError("no checkpoint");
  return text;
}

/** The checkpoint in a note's text; null when it is none. */
export function parseCheckpoint(text: string): Checkpoint | null {
  if (!text.endsWith("\n")) return null;
  const [origin = "", digits = "", encoded = "", ...extensions] = text.slice(0, -1).split("\n");
  const size = /^(?:0|[1-9]\d{0,15})$/.test(digits) ? Number(digits) : Number.NaN;
  const root = strictBase64(encoded);
  if (!Number.isSafeInteger(size) || root?.length !== HASH_BYTES) return null;
  return [origin, ...extensions].includes("") ? null : { origin, size, root, extensions };
}

/**
 * A checkpoint whose signature is right. Cosignatures of witnesses may stand beside the log's own.
 *
 * @param expected the log that it must be of; by its keys alone where that is left out
 * @example const head = await openCheckpoint(note, { keys: [key], origin: "example.social/ledger/public" });
 */
export async function openCheckpoint(
  note: string,
  expected: { keys: readonly NoteKey[]; origin?: string },
): Promise<Result<Checkpoint, CheckpointError>> {
  const opened = await openNote(note, expected.keys);
  if (!opened.ok) return opened;
  const checkpoint = parseCheckpoint(opened.value.text);
  if (checkpoint === null) return err({ type: "checkpoint/malformed" });
  if (expected.origin !== undefined && checkpoint.origin !== expected.origin)
    return err({ type: "checkpoint/other-log", origin: checkpoint.origin });
  return ok(checkpoint);
}

/** A signed checkpoint. */
export function signCheckpoint(checkpoint: Checkpoint, signers: readonly NoteSigner[]): Promise<string> {
  return signNote(formatCheckpoint(checkpoint), signers);
}
