import { err, ok, type Result } from "#protocol/result.ts";
import type { Ctx } from "../context.ts";
import { newKeyPairs } from "./key-pairs.ts";
import { lockLocal } from "./store/accounts.ts";
import { insertKeys, retireKeys } from "./store/keys.ts";

/**
 * Gives a local account new key pairs. The old ones sign no more; the old Ed25519 key stays published, because proofs
 * that it made are still out there.
 */
export async function rotateKeys(
  ctx: Pick<Ctx, "db" | "ids" | "clock" | "outbox">,
  accountId: string,
): Promise<Result<undefined, { type: "account/not-found"; accountId: string }>> {
  const keys = await newKeyPairs(ctx);
  const found = await ctx.db.transaction(async (tx) => {
    if ((await lockLocal(tx, accountId)) === null) return false;
    await retireKeys(tx, accountId, ctx.clock.now());
    await insertKeys(tx, accountId, keys);
    await ctx.outbox.append(tx, { kind: "account.updated", accountId });
    return true;
  });
  if (!found) return err({ type: "account/not-found", accountId });
  ctx.outbox.wake();
  return ok();
}
