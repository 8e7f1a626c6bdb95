/** Why a remote file cannot be shown now. */
export interface Failure {
  reason: string;
  /** What readers are told: there is nothing to see, its server does not answer, or this node is busy. */
  as: "missing" | "unreachable" | "busy";
  /** For how long nobody asks again. */
  forMs: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What must not be remembered of a file, as it says something about this node. */
export function busy(reason: string): Failure {
  return { reason, as: "busy", forMs: 0 };
}

/** It is not what can be shown, and will not soon be. */
export function unfit(reason: string): Failure {
  return { reason, as: "missing", forMs: 6 * HOUR };
}

/** What a failed fetch means: see `FetchError`. */
export function failureOf(error: {
  type: string;
  status?: number;
  retryAfter?: string | undefined;
}): Failure {
  const { type: reason, status = 0 } = error;
  if (reason === "timeout" || reason === "network") return { reason, as: "unreachable", forMs: 5 * MINUTE };
  if (reason !== "response/status") return { reason, as: "missing", forMs: HOUR };
  if (status === 429 || status >= 500)
    return { reason: `${reason} ${status}`, as: "unreachable", forMs: waitOf(error.retryAfter) };
  return { reason: `${reason} ${status}`, as: "missing", forMs: HOUR };
}

/** RFC 9110 §10.2.3 in seconds; dates are not worth it. Between one minute and an hour. */
function waitOf(retryAfter: string | undefined): number {
  const seconds = /^\d{1,9}$/.test(retryAfter?.trim() ?? "") ? Number(retryAfter) : 120;
  return Math.min(Math.max(seconds * 1_000, MINUTE), HOUR);
}
