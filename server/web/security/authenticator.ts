import { type Context, Hono } from "hono";
import { html, raw } from "hono/html";
import QRCode from "qrcode";
import type { ApiCtx } from "../../context.ts";
import {
  beginAuthenticator,
  confirmAuthenticator,
  hasAuthenticator,
  type NewAuthenticator,
  pendingAuthenticator,
  removeAuthenticator,
} from "../../sessions/authenticator.ts";
import { askOwnPassword } from "../../sessions/own-password.ts";
import { newRecoveryCodes } from "../../sessions/recovery-codes.ts";
import { accountCounters, attemptSucceeded, countAttempt } from "../../sessions/throttle.ts";
import { minutesUntil, readForm, show } from "../form.ts";
import { en } from "../messages/en.ts";
import type { SignedIn } from "../signed-in.ts";
import { field } from "../ui/field.ts";
import type { Html, Site } from "../ui/layout.ts";
import type { SecurityProblems } from "./page.ts";
import { ownPasswordProblem } from "./problems.ts";

const words = en.security;
const here = "/settings/security";

type Overview = (c: Context<SignedIn>, problems?: SecurityProblems) => Response | Promise<Response>;

/** Setting up the app with six digits, removing it, and its recovery codes. */
export function authenticatorRoutes(ctx: ApiCtx, site: Site, overview: Overview): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  const label = (c: Context<SignedIn>) => ({
    issuer: ctx.config.nodeName,
    account: `${c.var.session.username}@${ctx.handleHost}`,
  });

  /** Null when they have shown who they are; else the page that says why not. */
  const stopped = async (c: Context<SignedIn>) => {
    const shown = await askOwnPassword(ctx, c.var.session.accountId, (await readForm(c))("current"));
    return shown.ok ? null : overview(c, { factorCurrent: ownPasswordProblem(ctx, shown.error) });
  };

  const setUp = async (c: Context<SignedIn>, fresh: NewAuthenticator, problem: string | null) =>
    show(c, site, {
      title: words.setUpTitle,
      status: problem === null ? 200 : 422,
      main: setUpForm(fresh, await picture(fresh.uri), problem),
    });

  const codes = async (c: Context<SignedIn>) =>
    show(c, site, {
      title: words.codesTitle,
      main: html`<h1>${words.codesTitle}</h1>
<p>${words.codes}</p>
<ul class="card codes">${(await newRecoveryCodes(ctx, c.var.session.accountId)).map((code) => html`<li><code>${code}</code></li>`)}</ul>
<p><a href="${here}">${words.done}</a></p>`,
    });

  app.post(`${here}/authenticator/start`, async (c) => {
    const answer = await stopped(c);
    if (answer !== null) return answer;
    const fresh = await beginAuthenticator(ctx, c.var.session.accountId, label(c));
    return fresh === null ? c.redirect(here, 303) : setUp(c, fresh, null);
  });

  app.post(`${here}/authenticator/confirm`, async (c) => {
    const { accountId } = c.var.session;
    const pending = await pendingAuthenticator(ctx, accountId, label(c));
    if (pending === null) return c.redirect(here, 303);
    const counters = accountCounters("factor", accountId);
    const throttled = await countAttempt(ctx, counters);
    if (throttled !== null)
      return setUp(c, pending, en.signIn.tooMany(minutesUntil(throttled.until, ctx.clock.now())));
    if (!(await confirmAuthenticator(ctx, accountId, (await readForm(c))("code"))))
      return setUp(c, pending, en.signIn.codeWrong);
    await attemptSucceeded(ctx, counters);
    await ctx.mail?.later({ kind: "notice", notice: "authenticator-added", accountId });
    return codes(c);
  });

  app.post(`${here}/authenticator/remove`, async (c) => {
    const answer = await stopped(c);
    if (answer !== null) return answer;
    const { accountId } = c.var.session;
    if (await removeAuthenticator(ctx, accountId))
      await ctx.mail?.later({ kind: "notice", notice: "authenticator-removed", accountId });
    return c.redirect(`${here}?saved=authenticator-removed`, 303);
  });

  app.post(`${here}/recovery_codes`, async (c) => {
    const answer = await stopped(c);
    if (answer !== null) return answer;
    return (await hasAuthenticator(ctx, c.var.session.accountId)) ? codes(c) : c.redirect(here, 303);
  });

  // Reloading one of these pages, or coming back to it from the sign-in page, leads to where they begin.
  for (const path of [
    "authenticator/start",
    "authenticator/confirm",
    "authenticator/remove",
    "recovery_codes",
  ])
    app.get(`${here}/${path}`, (c) => c.redirect(here, 303));

  return app;
}

/** An SVG in the page itself: the key goes to no other program. */
function picture(uri: string): Promise<string> {
  return QRCode.toString(uri, { type: "svg", margin: 2, errorCorrectionLevel: "M" });
}

function setUpForm({ secret }: NewAuthenticator, svg: string, problem: string | null): Html {
  return html`<h1>${words.setUpTitle}</h1>
<p>${words.setUp}</p>
<form method="post" action="${here}/authenticator/confirm" class="card stack">
<div class="qr" role="img" aria-label="${words.picture}">${raw(svg)}</div>
<p>${words.key}: <code>${secret.match(/.{1,4}/g)?.join(" ")}</code></p>
${field({
  name: "code",
  label: words.digits,
  hint: words.digitsHint,
  problem,
  autocomplete: "one-time-code",
  inputmode: "numeric",
  required: true,
  maxlength: 10,
  autofocus: true,
})}
<button>${words.confirm}</button>
</form>`;
}
