import type { Backoff } from "./port.ts";

const DAY_MS = 86_400_000;

/**
 * How long to wait after the `attempt`-th try (from 1) has failed, in milliseconds.
 *
 * @param chance uniform in [0, 1): spreads the tries so that a host that comes back is not met by all at once
 */
export function waitAfter(attempt: number, backoff: Backoff | undefined, chance: number): number {
  if (!backoff) return 0;
  const full = backoff.firstMs * (backoff.factor ?? 2) ** (attempt - 1);
  return Math.round(Math.min(full, backoff.maxMs ?? DAY_MS) * (0.8 + 0.4 * chance));
}
