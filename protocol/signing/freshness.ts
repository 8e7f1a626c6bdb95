import { err, ok, type Result } from "../result.ts";
import { malformed, type SignatureError } from "./errors.ts";

/** Clocks of peers may be off by an hour: Mastodon's CLOCK_SKEW_MARGIN, and Fedify's window. */
export const DEFAULT_MAX_SKEW_SECONDS = 3600;

/** How long a signature lasts that does not say so itself, as in Mastodon. */
const DEFAULT_LIFETIME_SECONDS = 300;

/** However long a signature says it lasts, it does not last longer: Mastodon's EXPIRATION_WINDOW_LIMIT. */
const MAX_LIFETIME_SECONDS = 12 * 3600;

/** Times in seconds since 1970. */
export interface Validity {
  readonly created: number;
  /** Only when it is signed itself: an unsigned one could be put in to make a replay last. */
  readonly expires: number | null;
}

/** Whether a signature made at `created` still counts at `now`. Pure: the time is passed in. */
export function checkFreshness(
  { created, expires }: Validity,
  now: Date,
  maxSkewSeconds: number,
): Result<undefined, SignatureError> {
  const seconds = now.getTime() / 1000;
  if (created > seconds + maxSkewSeconds) return err({ type: "signature/from-the-future" });
  const end = Math.min(expires ?? created + DEFAULT_LIFETIME_SECONDS, created + MAX_LIFETIME_SECONDS);
  return seconds > end + maxSkewSeconds ? err({ type: "signature/expired" }) : ok();
}

/** An HTTP date that names its zone; without one its meaning would depend on our own. */
const ZONED = /(?:GMT|UTC|Z|[+-]\d\d:?\d\d)$/i;

/** Seconds since 1970 of a Date header. */
export function parseHttpDate(text: string): Result<number, SignatureError> {
  const time = text.length < 64 && ZONED.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? err(malformed("date")) : ok(time / 1000);
}
