import { networkOf } from "../api/limits/network.ts";
import type { Ctx } from "../context.ts";
import { hashSecret } from "../platform/secret.ts";
import { countAttemptOf, forgetAttempts, uncountAttempts } from "./store/attempts.ts";

type Deps = Pick<Ctx, "sql" | "clock">;

/** What is counted together, and how many attempts cost nothing. */
export interface Counter {
  readonly key: string;
  readonly free: number;
}

export interface Throttled {
  type: "sign-in/too-many-attempts";
  /** When the next attempt is looked at. */
  until: Date;
}

/**
 * Attempts to sign in with a name from an address are counted three times: for both together, which a person who mistypes
 * meets first; for the name from everywhere, so that many addresses help nobody; and for the address with all names.
 * Names that nobody has are counted like the others.
 *
 * @param options.isKnown whether the account's owner has signed in from there before: what strangers try elsewhere keeps
 * nobody out of their own account
 */
export function signInCounters(
  name: string,
  address: string,
  { isKnown }: { isKnown: boolean },
): readonly Counter[] {
  const who = hashSecret(name.trim().toLowerCase()).slice(0, 22);
  const from = networkOf(address);
  return [
    { key: `sign-in:${who}:${from}`, free: 5 },
    ...(isKnown ? [] : [{ key: `sign-in:${who}`, free: 30 }]),
    { key: `sign-in-from:${from}`, free: 50 },
  ];
}

/** The password or the digits of one account, on pages where it is known whose they are. */
export function accountCounters(what: "factor" | "password", accountId: string): readonly Counter[] {
  return [{ key: `${what}:${accountId}`, free: 5 }];
}

/** Mail that somebody has sent to an address of theirs, or of somebody else. */
export function mailCounters(email: string, address: string): readonly Counter[] {
  return [
    { key: `mail:${hashSecret(email.trim().toLowerCase()).slice(0, 22)}`, free: 5 },
    { key: `mail-from:${networkOf(address)}`, free: 20 },
  ];
}

/**
 * Counts an attempt before it is looked at, so that a thousand at once are a thousand. After the free ones each makes the
 * next wait twice as long, from half a minute up to an hour; a day without attempts forgets them. The counts are in the
 * database, the same for all processes.
 *
 * @returns until when attempts are refused unseen; null when this one may go on
 */
export async function countAttempt(ctx: Deps, counters: readonly Counter[]): Promise<Throttled | null> {
  for (const { key, free } of counters) {
    const until = await countAttemptOf(ctx.sql, key, free, ctx.clock.now());
    if (until !== null) return { type: "sign-in/too-many-attempts", until };
  }
  return null;
}

/**
 * An attempt that went well: what was counted for the name is forgotten. An address keeps what others' names have cost it,
 * or signing in to an account of one's own would wipe it clean.
 */
export async function attemptSucceeded(ctx: Deps, counters: readonly Counter[]): Promise<void> {
  const shared = counters.filter(({ key }) => key.includes("-from:")).map(({ key }) => key);
  const own = counters.map(({ key }) => key).filter((key) => !shared.includes(key));
  await forgetAttempts(ctx.sql, own);
  await uncountAttempts(ctx.sql, shared);
}
