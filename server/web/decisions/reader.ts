import type { MiddlewareHandler } from "hono";
import { readSettings } from "../../accounts/settings.ts";
import type { ApiCtx } from "../../context.ts";
import { currentSession } from "../../sessions/current.ts";
import { currentPass, type PassHolder } from "../../sessions/decision-pass.ts";
import { languageOf, rememberLanguage } from "../language.ts";
import { type Words, wordsIn } from "../messages/words.ts";
import { signInPage } from "../signed-in.ts";

/** Pages for people about whom something was decided. */
export interface ReaderEnv {
  Bindings: { address: string };
  Variables: {
    /** `isSignedIn` is false for who may not sign in and has a pass: these pages are all that there is for them. */
    reader: PassHolder & { readonly isSignedIn: boolean };
    words: Words;
  };
}

/** Lets people through who are signed in, or who have a pass to what was decided about them. Their pages are not kept by anybody. */
export function requireReader(ctx: ApiCtx): MiddlewareHandler<ReaderEnv> {
  return async (c, next) => {
    c.header("cache-control", "no-store");
    const session = await currentSession(ctx, c.req.raw);
    const holder = session ?? (await currentPass(ctx, c.req.raw));
    if (holder === null) {
      const { pathname, search } = new URL(c.req.url);
      return c.redirect(signInPage(c.req.method === "GET" ? pathname + search : pathname), 303);
    }
    rememberLanguage(c, ctx.uris.origin.startsWith("https:"));
    const { accountId, username } = holder;
    c.set("reader", { accountId, username, isSignedIn: session !== null });
    const { language } = await readSettings(ctx, accountId);
    c.set("words", wordsIn(languageOf(c, language)));
    await next();
  };
}
