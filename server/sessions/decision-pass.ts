import type { Ctx } from "../context.ts";
import { hashSecret, newSecret } from "../platform/secret.ts";
import { passCookie, readCookie, setCookie } from "./cookie.ts";
import { insertPass, readPassByToken } from "./store/passes.ts";

type Deps = Pick<Ctx, "sql" | "clock">;

/** Of one account at a time: letters, and browsers in which the password was entered. */
const MOST = 20;

/** Somebody who may read what was decided about them, and appeal, and nothing else. */
export interface PassHolder {
  readonly accountId: string;
  readonly username: string;
}

/**
 * Makes a pass for somebody who may not sign in.
 *
 * @param hours how long it lasts
 * @returns the secret, which goes into a letter or a cookie
 */
export async function issuePass(ctx: Deps, accountId: string, hours: number): Promise<string> {
  const token = newSecret();
  const createdAt = ctx.clock.now();
  const expiresAt = new Date(createdAt.getTime() + hours * 3_600_000);
  await insertPass(ctx.sql, { tokenHash: hashSecret(token), accountId, createdAt, expiresAt }, MOST);
  return token;
}

/** Whose pass it is; null for one that is none, or over. */
export function readPass(ctx: Deps, token: string): Promise<PassHolder | null> {
  return readPassByToken(ctx.sql, hashSecret(token), ctx.clock.now());
}

/** Who sends a request with a pass. */
export async function currentPass(
  ctx: Deps & Pick<Ctx, "uris">,
  request: Pick<Request, "headers">,
): Promise<PassHolder | null> {
  const token = readCookie(ctx.uris.origin, passCookie, request.headers);
  return token === null ? null : readPass(ctx, token);
}

/** The `Set-Cookie` header that puts a pass into a browser; null takes it out. */
export function keepPass(ctx: Pick<Ctx, "uris">, token: string | null): string {
  return setCookie(ctx.uris.origin, passCookie, token);
}
