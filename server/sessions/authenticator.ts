import { Secret, TOTP } from "otpauth";
import type { Ctx } from "../context.ts";
import {
  deleteAuthenticator,
  enableAuthenticator,
  putAuthenticator,
  readAuthenticator,
  takeTimeStep,
} from "./store/factors.ts";

type Deps = Pick<Ctx, "sql" | "clock">;

const PERIOD_S = 30;
/** Digits of the half minute before and after also count: clocks differ (RFC 6238 §5.2). */
const WINDOW = 1;
const SECRET_BYTES = 20;

/** Whether signing in takes digits of an app. */
export async function hasAuthenticator(ctx: Pick<Ctx, "sql">, accountId: string): Promise<boolean> {
  return ((await readAuthenticator(ctx.sql, accountId))?.enabledAt ?? null) !== null;
}

export interface NewAuthenticator {
  /** Base32, to type where no picture can be read. */
  secret: string;
  /** `otpauth://totp/...`, for the picture. */
  uri: string;
}

/**
 * Makes the secret for an app. It counts once digits of it have been entered; until then a new one takes its place, and
 * one that counts already goes on.
 *
 * @param label what the app shows: the node's name and the account's
 */
export async function beginAuthenticator(
  ctx: Deps,
  accountId: string,
  label: { issuer: string; account: string },
): Promise<NewAuthenticator | null> {
  const secret = new Secret({ size: SECRET_BYTES });
  const isKept = await putAuthenticator(ctx.sql, accountId, secret.base32, ctx.clock.now());
  return isKept ? describe(secret.base32, label) : null;
}

/** The one that waits for its first digits; null when none does. */
export async function pendingAuthenticator(
  ctx: Pick<Ctx, "sql">,
  accountId: string,
  label: { issuer: string; account: string },
): Promise<NewAuthenticator | null> {
  const row = await readAuthenticator(ctx.sql, accountId);
  return row === null || row.enabledAt !== null ? null : describe(row.secret, label);
}

/** Enters the first digits, from when on signing in takes them. False when they are wrong. */
export async function confirmAuthenticator(ctx: Deps, accountId: string, digits: string): Promise<boolean> {
  if (!(await checkAgainstClock(ctx, accountId, digits))) return false;
  return enableAuthenticator(ctx.sql, accountId, ctx.clock.now());
}

/** Whether digits are those of now, and of an authenticator that counts. None are taken twice. */
export async function checkDigits(ctx: Deps, accountId: string, digits: string): Promise<boolean> {
  return (await hasAuthenticator(ctx, accountId)) && checkAgainstClock(ctx, accountId, digits);
}

export function removeAuthenticator(ctx: Pick<Ctx, "sql">, accountId: string): Promise<boolean> {
  return deleteAuthenticator(ctx.sql, accountId);
}

async function checkAgainstClock(ctx: Deps, accountId: string, digits: string): Promise<boolean> {
  const token = digits.replace(/\s/g, "");
  const row = await readAuthenticator(ctx.sql, accountId);
  if (row === null || !/^\d{6}$/.test(token)) return false;
  const timestamp = ctx.clock.now().getTime();
  // The comparison takes as long for every token (otpauth).
  const delta = totp(row.secret).validate({ token, timestamp, window: WINDOW });
  if (delta === null) return false;
  // Written only when it is later than the last: of two with the same digits, one is right.
  return takeTimeStep(ctx.sql, accountId, Math.floor(timestamp / 1_000 / PERIOD_S) + delta);
}

function totp(secret: string, label?: { issuer: string; account: string }): TOTP {
  return new TOTP({
    ...(label && { issuer: label.issuer, label: label.account }),
    secret: Secret.fromBase32(secret),
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_S,
  });
}

function describe(secret: string, label: { issuer: string; account: string }): NewAuthenticator {
  return { secret, uri: totp(secret, label).toString() };
}
