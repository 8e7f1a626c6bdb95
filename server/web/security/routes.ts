import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { changeEmail, readEmail } from "../../accounts/change-email.ts";
import { isId } from "../../api/ids.ts";
import type { ApiCtx } from "../../context.ts";
import { listApps } from "../../oauth/apps.ts";
import { revokeApp } from "../../oauth/revoke.ts";
import { hasAuthenticator } from "../../sessions/authenticator.ts";
import { changeOwnPassword } from "../../sessions/change-password.ts";
import { endOtherSessions, endSessionOf } from "../../sessions/end.ts";
import { listBrowsers } from "../../sessions/list.ts";
import { listPasskeys } from "../../sessions/passkeys.ts";
import { countRecoveryCodes } from "../../sessions/recovery-codes.ts";
import { readForm, show } from "../form.ts";
import { en } from "../messages/en.ts";
import { passwordProblem } from "../sign-in/password-problem.ts";
import { requireSignIn, type SignedIn } from "../signed-in.ts";
import type { Site } from "../ui/layout.ts";
import { authenticatorRoutes } from "./authenticator.ts";
import { type SecurityProblems, securityPage } from "./page.ts";
import { newPasskeyRoutes } from "./passkeys.ts";
import { emailProblem, ownPasswordProblem } from "./problems.ts";

const words = en.security;
const here = "/settings/security";

/** `/settings/security`: password, e-mail address, authenticator, passkeys, browsers and apps of who is signed in. */
export function securityRoutes(ctx: ApiCtx, site: Site): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  app.use(here, requireSignIn(ctx));
  app.use(`${here}/*`, requireSignIn(ctx));
  app.get("/oauth/authorized_applications", (c) => c.redirect(here, 303));

  const overview = async (c: Context<SignedIn>, problems: SecurityProblems = {}) => {
    const { session } = c.var;
    const { accountId } = session;
    const [email, isOn, codes, passkeys, browsers, apps] = await Promise.all([
      readEmail(ctx, accountId),
      hasAuthenticator(ctx, accountId),
      countRecoveryCodes(ctx, accountId),
      listPasskeys(ctx, accountId),
      listBrowsers(ctx, accountId),
      listApps(ctx, accountId),
    ]);
    return show(c, site, {
      title: words.title,
      main: securityPage({
        email,
        authenticator: isOn ? { codes } : null,
        passkeys,
        browsers: browsers.map((browser) => ({ ...browser, isThis: browser.id === session.id })),
        apps,
        saved: words.saved[c.req.query("saved") ?? ""] ?? null,
        problems,
      }),
      status: Object.keys(problems).length === 0 ? 200 : 422,
      policy: { scripts: true },
      head: html`<script src="/ui/passkeys.js" defer></script>`,
    });
  };
  const saved = (c: Context, what: string) => c.redirect(`${here}?saved=${what}`, 303);

  app.get(here, (c) => overview(c));

  app.post(`${here}/password`, async (c) => {
    const read = await readForm(c);
    const changed = await changeOwnPassword(ctx, c.var.session, {
      current: read("current"),
      next: read("password"),
    });
    if (changed.ok) return saved(c, "password");
    const { error } = changed;
    if (error.type === "password/too-short" || error.type === "password/too-long")
      return overview(c, { password: passwordProblem(error) });
    return overview(c, { passwordCurrent: ownPasswordProblem(ctx, error) });
  });

  app.post(`${here}/email`, async (c) => {
    const read = await readForm(c);
    const changed = await changeEmail(ctx, c.var.session.accountId, {
      email: read("email"),
      password: read("current"),
    });
    if (changed.ok) return saved(c, changed.value.awaits === null ? "email" : "email-sent");
    const { error } = changed;
    return error.type === "password/wrong" || error.type === "sign-in/too-many-attempts"
      ? overview(c, { emailCurrent: ownPasswordProblem(ctx, error) })
      : overview(c, { email: emailProblem(error) });
  });

  app.post(`${here}/sessions/end_others`, async (c) => {
    await endOtherSessions(ctx.sql, c.var.session.accountId, c.var.session.id);
    return saved(c, "sessions");
  });

  app.post(`${here}/sessions/:id/end`, async (c) => {
    const id = c.req.param("id");
    if (isId(id)) await endSessionOf(ctx.sql, c.var.session.accountId, id);
    return saved(c, "session");
  });

  app.post(`${here}/apps/:id/revoke`, async (c) => {
    const id = c.req.param("id");
    if (isId(id)) await revokeApp(ctx, c.var.session.accountId, id);
    return saved(c, "app");
  });

  app.route("/", authenticatorRoutes(ctx, site, overview));
  app.route("/", newPasskeyRoutes(ctx, overview));
  return app;
}
