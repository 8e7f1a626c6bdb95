/** Days (UTC), the last one included. */
export interface Period {
  readonly start: Date;
  /** The midnight after the last day. */
  readonly end: Date;
}

const DAY_MS = 86_400_000;
const MOST_DAYS = 366;

/** The midnight before a time. */
function midnight(at: Date): Date {
  return new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS);
}

/**
 * The days between two dates as clients write them; times are not looked at. Null for what is no period, or longer than a
 * year.
 */
export function periodOf(startAt: string | null, endAt: string | null): Period | null {
  const [start, last] = [readDay(startAt), readDay(endAt)];
  if (start === null || last === null || last < start) return null;
  const end = new Date(last.getTime() + DAY_MS);
  return end.getTime() - start.getTime() > MOST_DAYS * DAY_MS ? null : { start, end };
}

function readDay(text: string | null): Date | null {
  const date = text === null ? null : new Date(text);
  return date === null || Number.isNaN(date.getTime()) ? null : midnight(date);
}

/** The period that is as long and ends where this one begins, as Mastodon counts it. */
export function previousOf({ start, end }: Period): Period {
  const length = Math.max(DAY_MS, end.getTime() - DAY_MS - start.getTime());
  return { start: new Date(start.getTime() - length), end: new Date(end.getTime() - length) };
}

export function daysOf({ start, end }: Period): Date[] {
  const count = (end.getTime() - start.getTime()) / DAY_MS;
  return Array.from({ length: count }, (_, day) => new Date(start.getTime() + day * DAY_MS));
}

/** The least id (UUIDv7, RFC 9562 §5.7) that can have been made at a time: ids are in the order of time. */
export function leastId(at: Date): string {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
