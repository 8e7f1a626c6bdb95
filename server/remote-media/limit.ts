import type { Budgets } from "../api/limits/budgets.ts";
import { networkOf } from "../api/limits/network.ts";

/** Fetches from elsewhere that one network may cause: a long timeline of pictures that nobody here has seen, many times over. */
const MOST = 2_000;
const PERIOD_MS = 300_000;

/**
 * Whether one more file is fetched for whoever is at an address. What is here already costs nobody anything.
 *
 * @param factor multiplies the budget; 0 for none at all
 */
export function createFetchLimit(budgets: Pick<Budgets, "take">, factor: number) {
  return async (address: string): Promise<boolean> => {
    if (factor === 0) return true;
    const most = Math.max(1, Math.round(MOST * factor));
    const ask = { key: `remote media:${networkOf(address)}`, most, periodMs: PERIOD_MS };
    return (await budgets.take([ask])).ok;
  };
}
