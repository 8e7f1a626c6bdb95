import { setTimeout as sleep } from "node:timers/promises";
import type { Tx } from "../context.ts";
import { run } from "../platform/statement.ts";

/** Any number, as long as it is no other lock's. */
const LOCK = 7_233_811;
const TRIES = 20;
const PAUSE_MS = 50;

/**
 * Until the transaction ends, no file is removed: one that it writes a row for is in use when the next sweep looks. Many may
 * hold at once. It waits for no store itself: what its row names is put there afterwards.
 */
export async function holdFiles(tx: Tx): Promise<void> {
  await run(tx, `select pg_advisory_xact_lock_shared(hashtext(current_schema()), ${LOCK})`, []);
}

/**
 * Until the transaction ends, no file is put into the store by whoever holds it. It never stands in the queue for the lock,
 * where all who come later to hold it would wait behind it.
 *
 * @returns false when others have held it for a second
 */
export async function lockFiles(tx: Tx): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries++) {
    if (tries > 0) await sleep(PAUSE_MS);
    const text = `select pg_try_advisory_xact_lock(hashtext(current_schema()), ${LOCK}) as locked`;
    const [row] = await run<{ locked: boolean }>(tx, text, []);
    if (row?.locked) return true;
  }
  return false;
}
