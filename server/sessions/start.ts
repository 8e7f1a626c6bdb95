import type { Ctx } from "../context.ts";
import { hashSecret, newSecret } from "../platform/secret.ts";
import { readCookie, sessionCookie, setCookie } from "./cookie.ts";
import { deleteSessionByToken, insertSession } from "./store/sessions.ts";

const MAX_USER_AGENT = 300;

type Deps = Pick<Ctx, "sql" | "clock" | "ids" | "uris">;

/** What is known of the browser that sends a request. */
export interface Browser {
  readonly headers: Headers;
  readonly address: string;
}

/**
 * Signs an account in. The session is always a new one: one that was put into the browser before does not come to mean
 * this account.
 *
 * @returns the `Set-Cookie` header
 */
export async function startSession(ctx: Deps, accountId: string, browser: Browser): Promise<string> {
  await endSession(ctx, browser);
  const token = newSecret();
  await insertSession(ctx.sql, {
    id: ctx.ids.next(),
    tokenHash: hashSecret(token),
    accountId,
    address: browser.address,
    userAgent: (browser.headers.get("user-agent") ?? "").slice(0, MAX_USER_AGENT),
    now: ctx.clock.now(),
  });
  return setCookie(ctx.uris.origin, sessionCookie, token);
}

/** Signs the browser out. @returns the `Set-Cookie` header */
export async function endSession(
  ctx: Pick<Ctx, "sql" | "uris">,
  { headers }: Pick<Browser, "headers">,
): Promise<string> {
  const token = readCookie(ctx.uris.origin, sessionCookie, headers);
  if (token !== null) await deleteSessionByToken(ctx.sql, hashSecret(token));
  return setCookie(ctx.uris.origin, sessionCookie, null);
}
