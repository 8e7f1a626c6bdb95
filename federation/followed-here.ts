import { LRUCache } from "lru-cache";
import type { KnownAccount, Ports } from "./ports.ts";

const REMEMBERED_MS = 5_000;

/**
 * Whether anybody here follows an account: every post that arrives asks it. Only a yes is remembered, for some seconds: a
 * no that outlived the acceptance of a follow would lose the first posts that follow it.
 */
export function createFollowedHere(
  ports: Pick<Ports, "collections">,
): (account: KnownAccount) => Promise<boolean> {
  const followed = new LRUCache<string, true>({ max: 20_000, ttl: REMEMBERED_MS });
  return async ({ id }) => {
    if (followed.has(id)) return true;
    const isFollowed = await ports.collections.isFollowedHere(id);
    if (isFollowed) followed.set(id, true);
    return isFollowed;
  };
}
