import type { Result } from "#protocol/result.ts";
import type { Ctx, Tx } from "../context.ts";

/**
 * A transaction that is rolled back when its outcome is an expected failure, which is then the answer.
 *
 * @example
 * await orRollBack(ctx, async (tx) => (await taken(tx)) ? err({ type: "name/taken" }) : ok(await insert(tx)));
 */
export async function orRollBack<T, E>(
  ctx: { readonly db: Pick<Ctx["db"], "transaction"> },
  work: (tx: Tx) => Promise<Result<T, E>>,
): Promise<Result<T, E>> {
  let outcome: Result<T, E> | undefined;
  try {
    return await ctx.db.transaction(async (tx) => {
      outcome = await work(tx);
      if (!outcome.ok) tx.rollback();
      return outcome;
    });
  } catch (error) {
    if (outcome !== undefined && !outcome.ok) return outcome;
    throw error;
  }
}
