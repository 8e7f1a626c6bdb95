import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { ApiCtx } from "../../context.ts";
import { currentSession } from "../../sessions/current.ts";
import { signInWithCode } from "../../sessions/second-factor.ts";
import { type SignInError, signIn } from "../../sessions/sign-in.ts";
import { endSession } from "../../sessions/start.ts";
import { readStep } from "../../sessions/steps.ts";
import { browserOf, minutesUntil, notice, readForm, setCookies, show } from "../form.ts";
import { en } from "../messages/en.ts";
import { localPath } from "../signed-in.ts";
import type { Site } from "../ui/layout.ts";
import { factorForm, signInForm } from "./forms.ts";
import { passFor } from "./pass.ts";
import { whomToAsk } from "./whom.ts";

const words = en.signIn;
const MAX_NAME = 320;
const scripts = { policy: { scripts: true }, head: html`<script src="/ui/passkeys.js" defer></script>` };

/** `/auth/sign_in`, `/auth/second_factor` and `/auth/sign_out`. */
export function signInRoutes(ctx: ApiCtx, site: Site): Hono {
  const app = new Hono();
  const { registration } = ctx.config;
  const canJoin = registration === "open" || registration === "approval";
  const nextOf = (text: string | undefined) => localPath(text, ctx.uris.origin);

  const form = (
    c: Context,
    values: { name: string; next: string; problem: string | null },
    status: 200 | 422 | 429,
  ) => show(c, site, { title: words.title, main: signInForm({ ...values, canJoin }), status, ...scripts });

  app.get("/auth/sign_in", async (c) => {
    const next = nextOf(c.req.query("next"));
    // An app may ask for another sign-in: people have several accounts.
    const isAgain = c.req.query("again") !== undefined;
    if (!isAgain && (await currentSession(ctx, c.req.raw)) !== null) return c.redirect(next, 303);
    return form(c, { name: "", next, problem: null }, 200);
  });

  app.post("/auth/sign_in", async (c) => {
    const read = await readForm(c);
    const name = read("name").slice(0, MAX_NAME);
    const next = nextOf(read("next"));
    const signed = await signIn(ctx, { name, password: read("password") }, browserOf(c));
    if (!signed.ok) return refused(c, signed.error, { name, next });
    setCookies(c, signed.value.cookies);
    const factorPage = `/auth/second_factor?next=${encodeURIComponent(next)}`;
    return c.redirect(signed.value.next === "done" ? next : factorPage, 303);
  });

  async function refused(c: Context, error: SignInError, values: { name: string; next: string }) {
    switch (error.type) {
      case "sign-in/wrong":
        return form(c, { ...values, problem: words.wrong }, 422);
      case "sign-in/too-many-attempts":
        return form(c, { ...values, problem: tooMany(c, error.until) }, 429);
      case "sign-in/not-possible":
        if (await passFor(ctx, c, error)) return c.redirect("/decisions", 303);
        return show(c, site, {
          title: words.notPossible,
          main: notice(
            words.notPossible,
            words[error.obstacle],
            error.obstacle === "unconfirmed"
              ? html`<a href="/auth/confirmation">${words.again}</a>`
              : whomToAsk(ctx.config.adminEmail),
          ),
          status: 403,
        });
    }
  }

  function tooMany(c: Context, until: Date): string {
    const now = ctx.clock.now();
    c.header("retry-after", String(Math.ceil((until.getTime() - now.getTime()) / 1_000)));
    return words.tooMany(minutesUntil(until, now));
  }

  const factor = (c: Context, next: string, problem: string | null, status: 200 | 422 | 429) =>
    show(c, site, { title: words.factorTitle, main: factorForm({ next, problem }), status });

  app.get("/auth/second_factor", async (c) => {
    const step = await readStep(ctx, "factor", c.req.raw.headers);
    return step === null
      ? c.redirect("/auth/sign_in", 303)
      : factor(c, nextOf(c.req.query("next")), null, 200);
  });

  app.post("/auth/second_factor", async (c) => {
    const read = await readForm(c);
    const next = nextOf(read("next"));
    const signed = await signInWithCode(ctx, read("code").slice(0, 100), browserOf(c));
    if (signed.ok) {
      setCookies(c, signed.value);
      return c.redirect(next, 303);
    }
    switch (signed.error.type) {
      case "second-factor/wrong":
        return factor(c, next, words.codeWrong, 422);
      case "sign-in/too-many-attempts":
        return factor(c, next, tooMany(c, signed.error.until), 429);
      case "second-factor/not-begun":
        return form(c, { name: "", next, problem: words.notBegun }, 422);
    }
  });

  app.get("/auth/sign_out", (c) =>
    show(c, site, {
      title: words.signOut,
      main: html`<h1>${words.signOut}</h1>
<form method="post" class="card stack"><p>${words.signOutText}</p><button>${words.signOut}</button></form>`,
    }),
  );

  app.post("/auth/sign_out", async (c) => {
    setCookies(c, [await endSession(ctx, c.req.raw)]);
    return show(c, site, {
      title: words.signedOut,
      main: notice(words.signedOut, html`<a href="/auth/sign_in">${words.title}</a>`),
    });
  });

  return app;
}
