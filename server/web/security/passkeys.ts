import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { type Context, Hono } from "hono";
import { isId } from "../../api/ids.ts";
import type { ApiCtx } from "../../context.ts";
import { askOwnPassword } from "../../sessions/own-password.ts";
import { addPasskey, newPasskeyOptions, removePasskey } from "../../sessions/passkeys.ts";
import { readForm, setCookies } from "../form.ts";
import { readJson } from "../json.ts";
import { en } from "../messages/en.ts";
import type { SignedIn } from "../signed-in.ts";
import type { SecurityProblems } from "./page.ts";
import { ownPasswordProblem } from "./problems.ts";

const here = "/settings/security";
const words = en.security;

type Overview = (c: Context<SignedIn>, problems?: SecurityProblems) => Response | Promise<Response>;

/** Adding passkeys, which the page's script does, and removing them. */
export function newPasskeyRoutes(ctx: ApiCtx, overview: Overview): Hono<SignedIn> {
  const app = new Hono<SignedIn>();

  app.post(`${here}/passkeys/options`, async (c) => {
    const { current } = await readJson(c);
    const { session } = c.var;
    const shown = await askOwnPassword(ctx, session.accountId, typeof current === "string" ? current : "");
    if (!shown.ok) return c.json({ error: ownPasswordProblem(ctx, shown.error) }, 422);
    const { options, cookie } = await newPasskeyOptions(ctx, session);
    setCookies(c, [cookie]);
    return c.json(options);
  });

  app.post(`${here}/passkeys`, async (c) => {
    const { name, response } = await readJson(c);
    const passkey = {
      name: typeof name === "string" ? name : "",
      response: response as RegistrationResponseJSON,
    };
    const added = await addPasskey(ctx, c.var.session.accountId, passkey, c.req.raw.headers);
    return added.ok ? c.json({ next: `${here}?saved=passkey` }) : c.json({ error: words.passkeyFailed }, 422);
  });

  app.post(`${here}/passkeys/:id/remove`, async (c) => {
    const { accountId } = c.var.session;
    const shown = await askOwnPassword(ctx, accountId, (await readForm(c))("current"));
    if (!shown.ok) return overview(c, { passkeyCurrent: ownPasswordProblem(ctx, shown.error) });
    const id = c.req.param("id");
    if (isId(id)) await removePasskey(ctx, accountId, id);
    return c.redirect(`${here}?saved=passkey-removed`, 303);
  });

  return app;
}
