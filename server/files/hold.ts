import type { Tx } from "../context.ts";
import { run } from "../platform/statement.ts";

/** Any number, as long as it is no other lock's. */
const LOCK = 7_233_811;

/**
 * Until the transaction ends, no file is removed: what it puts into the store is there when its row is. Many may hold at once.
 */
export async function holdFiles(tx: Tx): Promise<void> {
  await run(tx, `select pg_advisory_xact_lock_shared(hashtext(current_schema()), ${LOCK})`, []);
}

/** Until the transaction ends, no file is put into the store by whoever holds it. */
export async function lockFiles(tx: Tx): Promise<void> {
  await run(tx, `select pg_advisory_xact_lock(hashtext(current_schema()), ${LOCK})`, []);
}
