import { LRUCache } from "lru-cache";
import type { KnownAccount, Ports } from "./ports.ts";

const REMEMBERED_MS = 5_000;

/** Whether anybody here follows an account, remembered for some seconds: every post that arrives asks it. */
export function createFollowedHere(
  ports: Pick<Ports, "collections">,
): (account: KnownAccount) => Promise<boolean> {
  const cache = new LRUCache<string, Promise<boolean>>({ max: 20_000, ttl: REMEMBERED_MS });
  return ({ id }) => {
    const known = cache.get(id);
    if (known !== undefined) return known;
    const asked = ports.collections.isFollowedHere(id);
    cache.set(id, asked);
    asked.catch(() => cache.delete(id));
    return asked;
  };
}
