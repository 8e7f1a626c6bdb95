import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { Hono } from "hono";
import type { ApiCtx } from "../../context.ts";
import { passkeySignInOptions, signInWithPasskey } from "../../sessions/passkeys.ts";
import { browserOf, setCookies } from "../form.ts";
import { readJson } from "../json.ts";
import { en } from "../messages/en.ts";
import { localPath } from "../signed-in.ts";
import { passFor } from "./pass.ts";

const words = en.signIn;

/** What the script of the sign-in page asks: the challenge, and then the session. */
export function passkeyRoutes(ctx: ApiCtx): Hono {
  const app = new Hono();

  app.post("/auth/passkey/options", async (c) => {
    const { options, cookie } = await passkeySignInOptions(ctx);
    setCookies(c, [cookie]);
    c.header("cache-control", "no-store");
    return c.json(options);
  });

  app.post("/auth/passkey", async (c) => {
    const { response, next } = await readJson(c);
    const signed = await signInWithPasskey(ctx, response as AuthenticationResponseJSON, browserOf(c));
    c.header("cache-control", "no-store");
    if (!signed.ok) {
      const { error } = signed;
      if (error.type === "sign-in/not-possible" && (await passFor(ctx, c, error, { isByPasskey: true })))
        return c.json({ next: "/decisions" });
      const isKnown = error.type === "sign-in/not-possible";
      return c.json({ error: isKnown ? words[error.obstacle] : words.passkeyFailed }, 422);
    }
    setCookies(c, signed.value);
    return c.json({ next: localPath(typeof next === "string" ? next : undefined, ctx.uris.origin) });
  });

  return app;
}
