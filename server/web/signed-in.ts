import type { MiddlewareHandler } from "hono";
import type { Ctx } from "../context.ts";
import { currentSession, type Session } from "../sessions/current.ts";

/** What pages for people who are signed in get: `c.get("session")`. */
export interface SignedIn {
  Bindings: { address: string };
  Variables: { session: Session };
}

/**
 * Lets only people through who are signed in, and sends the others to the page for that, from where they come back.
 * Their pages are not kept by anybody.
 *
 * @example new Hono<SignedIn>().use("/settings/*", sameOrigin(ctx.uris.origin), requireSignIn(ctx))
 */
export function requireSignIn(ctx: Pick<Ctx, "sql" | "clock" | "uris">): MiddlewareHandler<SignedIn> {
  return async (c, next) => {
    const session = await currentSession(ctx, c.req.raw);
    c.header("cache-control", "no-store");
    if (session === null) {
      const { pathname, search } = new URL(c.req.url);
      // What was sent with a form is lost; the page that has the form is not.
      return c.redirect(signInPage(c.req.method === "GET" ? pathname + search : pathname), 303);
    }
    c.set("session", session);
    await next();
  };
}

/** The way to the sign-in page that leads back to a path of this node. */
export function signInPage(next: string): string {
  return `/auth/sign_in?next=${encodeURIComponent(next)}`;
}

/** A path of this node, to go on with; anything else, which would lead a person elsewhere, is the front page. */
export function localPath(next: string | undefined, origin: string): string {
  if (next === undefined || !/^\/(?![/\\])/.test(next) || /[\\\p{Cc}]/u.test(next)) return "/";
  const url = URL.parse(next, origin);
  return url?.origin === origin ? url.pathname + url.search : "/";
}
