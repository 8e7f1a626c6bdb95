import { err, ok, type Result } from "#protocol/result.ts";

/** Whole calendar months, quarters or years (UTC). A node has figures of one of these lengths alone: see the README. */
export const periodLengths = ["month", "quarter", "year"] as const;
export type PeriodLength = (typeof periodLengths)[number];

export interface Period {
  readonly from: Date;
  /** The midnight after its last day. */
  readonly until: Date;
}

export type PeriodError =
  /** A date that is none, or one before the other. */
  | { readonly type: "period/malformed" }
  | { readonly type: "period/too-many"; readonly most: number }
  /** Nothing between these dates is over. */
  | { readonly type: "period/not-over" };

const months: Readonly<Record<PeriodLength, number>> = { month: 1, quarter: 3, year: 12 };
export const MOST_PERIODS = 12;
const FIRST_YEAR = 2000;

/** The period that a time lies in. */
function periodAround(at: Date, length: PeriodLength): Period {
  const step = months[length];
  const first = Math.floor(at.getUTCMonth() / step) * step;
  return {
    from: new Date(Date.UTC(at.getUTCFullYear(), first)),
    until: new Date(Date.UTC(at.getUTCFullYear(), first + step)),
  };
}

/** The last period that is over. */
export function lastPeriod(now: Date, length: PeriodLength): Period {
  const { from } = periodAround(now, length);
  return periodAround(new Date(from.getTime() - 1), length);
}

/** When the first figures of something that began at a time can be shown: when the period that it lies in is over. */
export function firstShown(began: Date, length: PeriodLength): Date {
  return periodAround(began, length).until;
}

/**
 * The periods that lie between two days, both included, and are over; the last that is over where nothing is said.
 *
 * @param asked days as `2026-03-31`; null for one that is not said: the other's period alone
 */
export function periodsBetween(
  asked: { from: string | null; until: string | null },
  length: PeriodLength,
  now: Date,
): Result<Period[], PeriodError> {
  const last = lastPeriod(now, length);
  if (asked.from === null && asked.until === null) return ok([last]);
  const from = readDay(asked.from ?? asked.until);
  const until = readDay(asked.until ?? asked.from);
  if (from === null || until === null || until < from) return err({ type: "period/malformed" });
  const found: Period[] = [];
  for (let next = periodAround(from, length); next.from <= until; next = periodAround(next.until, length)) {
    if (next.until > now) break;
    if (found.length === MOST_PERIODS) return err({ type: "period/too-many", most: MOST_PERIODS });
    found.push(next);
  }
  return found.length === 0 ? err({ type: "period/not-over" }) : ok(found);
}

/** @example readDay("2026-02-30") // null */
export function readDay(text: string | null): Date | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`);
  const isDay = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  return isDay && day.getUTCFullYear() >= FIRST_YEAR ? day : null;
}
