/** What an attempt to deliver came to. */
export type Attempt =
  | { outcome: "delivered" }
  /** Worth trying again, not before `retryAfterMs` when the host asked for that. `hostFailed`: the host itself is in trouble. */
  | { outcome: "retry"; error: string; hostFailed: boolean; retryAfterMs: number | null }
  /** The inbox will never take this activity. `answered`: it said so itself, so that its host is up. */
  | { outcome: "rejected"; error: string; answered: boolean }
  /** The inbox is gone for good. */
  | { outcome: "gone" };

const LONGEST_RETRY_AFTER_MS = 24 * 3600 * 1000;

/**
 * Reads an inbox's answer. A 4xx says that this activity is not wanted, so it is not repeated, but for those that speak of
 * the moment (408, 425, 429) or of authentication (401, 403: keys may be being fetched or rotated).
 *
 * @example classifyStatus(429, "120") // retry in two minutes
 */
export function classifyStatus(status: number, retryAfter: string | undefined): Attempt {
  if (status >= 200 && status < 300) return { outcome: "delivered" };
  if (status === 410) return { outcome: "gone" };
  const error = `HTTP ${status}`;
  const momentary = status >= 500 || status === 408 || status === 425 || status === 429;
  if (momentary)
    return { outcome: "retry", error, hostFailed: true, retryAfterMs: parseRetryAfter(retryAfter) };
  if (status === 401 || status === 403)
    return { outcome: "retry", error, hostFailed: false, retryAfterMs: null };
  return { outcome: "rejected", error, answered: true };
}

/** RFC 9110 §10.2.3, delay-seconds only: a date would tie us to the peer's clock. */
function parseRetryAfter(value: string | undefined): number | null {
  if (value === undefined || !/^\d{1,9}$/.test(value)) return null;
  return Math.min(Number(value) * 1000, LONGEST_RETRY_AFTER_MS);
}
