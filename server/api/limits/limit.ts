import { createHmac, randomBytes } from "node:crypto";
import { Refusal } from "../refusal.ts";
import type { Limit } from "../router.ts";
import type { Ask, Budgets, State } from "./budgets.ts";
import { networkOf } from "./network.ts";
import { type Rule, rulesFor, rulesForPage } from "./rules.ts";

/**
 * The rate limits of the client API, as Mastodon has them: every answer says how much is left of the budget that is
 * nearest to its end.
 *
 * @param factor multiplies every budget; 0 for none at all
 */
export function createLimit(budgets: Budgets, factor: number): Limit {
  // Who reports without an account leaves no address, not even for the minutes of a budget.
  const key = randomBytes(16);
  const blind = (network: string) => createHmac("sha256", key).update(network).digest("base64url");
  return async (name, { accountId, tokenId, address, isPaging }) => {
    if (factor === 0) return {};
    const network = name.includes("/submissions") ? blind(networkOf(address)) : networkOf(address);
    const subjects = { token: tokenId ?? "", account: accountId ?? "", network };
    const rules = rulesFor({ name, tokenId, accountId, isPaging });
    // What counts for an account has nobody to count for without one: admission refuses those calls by itself.
    const countable = rules.filter((rule) => subjects[rule.by] !== "");
    return take(
      budgets,
      countable.map((rule) => askOf(rule, subjects[rule.by], factor)),
    );
  };
}

/** The same for the node's own forms; null when they may be used. */
export function createPageLimit(budgets: Budgets, factor: number) {
  return async (method: string, path: string, address: string): Promise<Refusal | null> => {
    const rules = factor === 0 ? [] : rulesForPage(method, path);
    if (rules.length === 0) return null;
    try {
      await take(
        budgets,
        rules.map((rule) => askOf(rule, `${formOf(path)}:${networkOf(address)}`, factor)),
      );
      return null;
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  };
}

async function take(budgets: Budgets, asks: readonly Ask[]): Promise<Record<string, string>> {
  const { ok, states } = await budgets.take(asks);
  const [nearest] = states.sort((a, b) => a.remaining - b.remaining);
  if (nearest === undefined) return {};
  if (ok) return headersOf(nearest);
  throw new Refusal(429, "Too many requests", { headers: headersOf({ ...nearest, remaining: 0 }) });
}

function askOf({ name, most, periodMs }: Rule, subject: string, factor: number): Ask {
  return { key: `${name}:${subject}`, most: Math.max(1, Math.round(most * factor)), periodMs };
}

function headersOf({ most, remaining, resetsAt }: State): Record<string, string> {
  return {
    "x-ratelimit-limit": String(most),
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-reset": resetsAt.toISOString(),
  };
}

/** Invitations are one form, whatever token they are tried with. */
function formOf(path: string): string {
  return path.startsWith("/join") ? "/join" : path;
}
