import { type Runner, run } from "../../platform/statement.ts";

const FIRST_WAIT_S = 30;
const LONGEST_WAIT_S = 3_600;
/** Twice the wait with every attempt, this many times at most: a power of two must stay a number. */
const MOST_DOUBLINGS = 12;

/**
 * One statement counts and blocks: of many at once, each finds what the one before it has written. The attempt that goes
 * over the free ones is looked at itself; what comes after it waits.
 */
const next = `case when a.at < $3::timestamptz - interval '1 day' then 1 else a.count + 1 end`;
const count = `
insert into attempts as a (key, count, at) values ($1::text, 1, $3::timestamptz)
on conflict (key) do update set
  count = ${next},
  at = $3::timestamptz,
  blocked_until = case when ${next} > $2::int then $3::timestamptz + interval '1 second'
    * least(${LONGEST_WAIT_S}, ${FIRST_WAIT_S} * power(2, least(${MOST_DOUBLINGS}, ${next} - $2::int - 1))) end
where a.blocked_until is null or a.blocked_until <= $3::timestamptz
returning key`;

const blocked = `select blocked_until as until from attempts where key = $1::text and blocked_until > $2::timestamptz`;

/**
 * Counts one attempt, unless the key is blocked.
 *
 * @param free attempts before the first block, at least one
 * @returns until when it is blocked; null when the attempt was counted
 */
export async function countAttemptOf(on: Runner, key: string, free: number, now: Date): Promise<Date | null> {
  const counted = await run(on, count, [key, free, now]);
  if (counted.length > 0) return null;
  const [row] = await run<{ until: Date }>(on, blocked, [key, now]);
  return row?.until ?? null;
}

export async function forgetAttempts(on: Runner, keys: readonly string[]): Promise<void> {
  await run(on, "delete from attempts where key = any($1::text[])", [keys]);
}

export async function uncountAttempts(on: Runner, keys: readonly string[]): Promise<void> {
  await run(on, "update attempts set count = greatest(count - 1, 0) where key = any($1::text[])", [keys]);
}

export async function pruneAttempts(on: Runner, now: Date): Promise<void> {
  await run(on, "delete from attempts where at < $1::timestamptz - interval '1 day'", [now]);
}
