import type { Role } from "../accounts/role.ts";
import type { Ctx } from "../context.ts";
import { hashSecret } from "../platform/secret.ts";
import { readCookie, sessionCookie } from "./cookie.ts";
import { readSession, touchSession } from "./store/sessions.ts";

/** Somebody who is signed in with a browser. */
export interface Session {
  readonly id: string;
  readonly accountId: string;
  readonly username: string;
  readonly role: Role;
}

export const UNUSED_DAYS = 60;
const TOUCH_EVERY_MS = 3_600_000;

/**
 * Who sends this request with a browser; null when nobody is signed in, or no longer may be.
 *
 * @example const session = await currentSession(ctx, c.req.raw);
 */
export async function currentSession(
  ctx: Pick<Ctx, "sql" | "clock" | "uris">,
  request: Pick<Request, "headers">,
): Promise<Session | null> {
  const token = readCookie(ctx.uris.origin, sessionCookie, request.headers);
  if (token === null) return null;
  const now = ctx.clock.now();
  const unusedSince = new Date(now.getTime() - UNUSED_DAYS * 24 * 3_600_000);
  const row = await readSession(ctx.sql, hashSecret(token), unusedSince);
  if (row === null) return null;
  const { lastUsedAt, ...session } = row;
  if (now.getTime() - lastUsedAt.getTime() > TOUCH_EVERY_MS) await touchSession(ctx.sql, session.id, now);
  return session;
}
