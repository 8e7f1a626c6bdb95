import type { Statements } from "../ports.ts";
import type { LedgerName } from "./name.ts";

export async function insertPending(on: Statements, ledger: LedgerName, entry: Uint8Array): Promise<void> {
  await on.run("insert into ledger_pending (ledger, entry) values ($1::text, $2::bytea)", [ledger, entry]);
}
