import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db, Tx } from "../../context.ts";
import type { KeyRow, NewKey } from "../key-pairs.ts";
import { signingKeys } from "../schema.ts";

export async function insertKeys(tx: Tx, accountId: string, keys: readonly NewKey[]): Promise<void> {
  await tx.insert(signingKeys).values(keys.map((key) => ({ ...key, accountId })));
}

/** All key pairs of an account, oldest first. */
export async function readKeys(db: Db | Tx, accountId: string): Promise<KeyRow[]> {
  return db
    .select()
    .from(signingKeys)
    .where(eq(signingKeys.accountId, accountId))
    .orderBy(asc(signingKeys.id));
}

export async function retireKeys(tx: Tx, accountId: string, at: Date): Promise<void> {
  await tx
    .update(signingKeys)
    .set({ retiredAt: at })
    .where(and(eq(signingKeys.accountId, accountId), isNull(signingKeys.retiredAt)));
}
