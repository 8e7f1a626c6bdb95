import { LRUCache } from "lru-cache";
import type { Authenticate, Authenticated } from "../api/admit.ts";

/** How long a token that was valid is taken for valid: what another process ends lasts as much longer. */
const KEPT_MS = 1_000;
const MOST = 10_000;

export interface TokenMemory {
  authenticate: Authenticate;
  /** Somebody has changed something by this process: whose token it may have been is asked anew. */
  forget(): void;
}

/**
 * Remembers for a second whose tokens are, for those who only read: an app asks for several things at once, and the question
 * costs as much as many an answer. Whoever changes something is looked up.
 */
export function createTokenMemory(look: Authenticate): TokenMemory {
  const known = new LRUCache<string, Authenticated>({ max: MOST, ttl: KEPT_MS });
  return {
    async authenticate(token, address, isReading) {
      if (token === null) return null;
      const remembered = isReading ? known.get(token) : undefined;
      if (remembered !== undefined) return remembered;
      const found = await look(token, address, isReading);
      // Whoever must wait for a moderator is looked up until that is over.
      if (found !== null && found !== "invalid" && found.obstacle === null) known.set(token, found);
      return found;
    },
    forget: () => known.clear(),
  };
}
