import type { Statements } from "../ports.ts";
import type { LedgerName } from "./name.ts";
import { openSecret } from "./secret.ts";
import { findLarge, listEntryRows } from "./store.ts";

/** An entry with its place. */
export interface ListedEntry {
  readonly ledger: LedgerName;
  readonly seq: number;
  /** The bytes that were hashed. */
  readonly bytes: Uint8Array;
  /** What they say. */
  readonly entry: Readonly<Record<string, unknown>>;
  /** What was encrypted in it; null where nothing was, or its key was destroyed. */
  readonly secret: unknown;
}

/**
 * Entries in their order, opened where their key lives: those about a case, or the newest.
 *
 * @example await listEntries(ctx, { caseId, ledger: null, most: 1_000 });
 */
export async function listEntries(
  { db }: { readonly db: Statements },
  which: { caseId: string | null; ledger: LedgerName | null; most: number },
): Promise<ListedEntry[]> {
  const rows = await listEntryRows(db, which);
  const entries: ListedEntry[] = [];
  for (const { ledger, seq, entry: bytes } of rows.toReversed()) {
    const entry = JSON.parse(bytes.toString()) as Record<string, unknown>;
    const large = (entry.large as { sha256?: unknown } | undefined)?.sha256;
    const whole = typeof large === "string" ? await findLarge(db, Buffer.from(large, "hex")) : null;
    const { id, secret } = whole === null ? entry : (JSON.parse(whole.toString()) as Record<string, unknown>);
    entries.push({ ledger, seq, bytes, entry, secret: await openSecret(db, String(id), secret) });
  }
  return entries;
}
