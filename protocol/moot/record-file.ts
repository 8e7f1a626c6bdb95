import { err, ok, type Result } from "../result.ts";
import type { JsonObject } from "../signing/proofs.ts";
import { type RecordError, type VerifiedRecord, verifyRecord } from "./record.ts";

/** More than a panel of nine, drawn from thousands, with longest reasons takes. */
export const MAX_RECORD_BYTES = 1_000_000;

export type RecordFileError =
  | { readonly type: "record/too-large" }
  | { readonly type: "record/no-json" }
  /** A member is there twice, or a number is not written as everybody writes it: readers could see different things. */
  | { readonly type: "record/ambiguous" };

/** The object in a file's text, if it says the same to everybody who reads it. */
export function parseJson(text: string, mostBytes: number): Result<JsonObject, RecordFileError> {
  // Each UTF-16 unit is at least one byte, so that longer text need not be encoded to be too long.
  if (text.length > mostBytes || new TextEncoder().encode(text).length > mostBytes)
    return err({ type: "record/too-large" });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err({ type: "record/no-json" });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return err({ type: "record/no-json" });
  // What JSON.parse has passed over is not in what is written again: all but white space and how a character is escaped.
  const plain = text.replaceAll(/"(?:[^"\\]+|\\.)*"|\s+/g, (token) =>
    token.startsWith('"') ? JSON.stringify(JSON.parse(token)) : "",
  );
  return plain === JSON.stringify(value) ? ok(value as JsonObject) : err({ type: "record/ambiguous" });
}

/** {@link verifyRecord} of a file's text. */
export async function verifyRecordFile(
  text: string,
  expected: { readonly now: Date; readonly nodeKey?: string },
): Promise<Result<VerifiedRecord, RecordError | RecordFileError>> {
  const read = parseJson(text, MAX_RECORD_BYTES);
  return read.ok ? verifyRecord(read.value, expected) : read;
}
