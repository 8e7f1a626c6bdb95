import type { Iri } from "#protocol/ids/iri.ts";
import type { Tx } from "../../context.ts";
import { type Runner, run } from "../../platform/statement.ts";

export interface BlockRow {
  accountId: string;
  targetId: string;
  iri: Iri;
}

const columns = `account_id as "accountId", target_id as "targetId", iri`;

/** False when the block was there already. */
export async function insertBlock(tx: Tx, block: BlockRow, now: Date): Promise<boolean> {
  const rows = await run(
    tx,
    `insert into blocks (account_id, target_id, iri, created_at)
     values ($1::uuid, $2::uuid, $3::text, $4::timestamptz) on conflict do nothing returning iri`,
    [block.accountId, block.targetId, block.iri, now],
  );
  return rows.length > 0;
}

export async function deleteBlock(tx: Tx, accountId: string, targetId: string): Promise<BlockRow | null> {
  const [row] = await run<BlockRow>(
    tx,
    `delete from blocks where account_id = $1::uuid and target_id = $2::uuid returning ${columns}`,
    [accountId, targetId],
  );
  return row ?? null;
}

export async function readBlockByIri(tx: Tx, iri: string): Promise<BlockRow | null> {
  const [row] = await run<BlockRow>(tx, `select ${columns} from blocks where iri = $1::text limit 1`, [iri]);
  return row ?? null;
}

/** Local accounts that block an account. */
export async function readLocalBlockers(on: Runner, targetId: string): Promise<string[]> {
  const rows = await run<{ id: string }>(
    on,
    `select a.id from blocks b join accounts a on a.id = b.account_id
     where b.target_id = $1::uuid and a.domain is null and a.state = 'active'`,
    [targetId],
  );
  return rows.map((row) => row.id);
}
