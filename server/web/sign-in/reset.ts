import { type Context, Hono } from "hono";
import { html } from "hono/html";
import type { ApiCtx } from "../../context.ts";
import { askForReset, resetByLink } from "../../sessions/change-password.ts";
import { readLink } from "../../sessions/links.ts";
import { browserOf, minutesUntil, notice, readForm, show } from "../form.ts";
import { en } from "../messages/en.ts";
import { field } from "../ui/field.ts";
import type { Site } from "../ui/layout.ts";
import { passwordProblem } from "./password-problem.ts";
import { whomToAsk } from "./whom.ts";

const words = en.reset;

/** `/auth/password`, where a link is asked for, and `/auth/password/edit`, where it leads. */
export function resetRoutes(ctx: ApiCtx, site: Site): Hono {
  const app = new Hono();

  const ask = (c: Context, problem: string | null, status: 200 | 422 | 429) =>
    show(c, site, {
      title: words.title,
      status,
      main: html`<h1>${words.title}</h1>
<p>${words.text}</p>
<form method="post" class="card stack">
${field({
  name: "email",
  label: words.email,
  hint: words.emailHint,
  problem,
  type: "email",
  autocomplete: "email",
  required: true,
  maxlength: 254,
  autofocus: true,
})}
<button>${words.submit}</button>
</form>`,
    });
  const noMail = (c: Context) =>
    show(c, site, {
      title: words.noMailTitle,
      main: notice(words.noMailTitle, words.noMail, whomToAsk(ctx.config.adminEmail)),
    });

  app.get("/auth/password", (c) => (ctx.mail === null ? noMail(c) : ask(c, null, 200)));

  app.post("/auth/password", async (c) => {
    if (ctx.mail === null) return noMail(c);
    const email = (await readForm(c))("email").trim().slice(0, 320);
    if (!email.includes("@")) return ask(c, en.problems.emailInvalid, 422);
    const throttled = await askForReset(ctx, { email, address: browserOf(c).address });
    if (throttled !== null)
      return ask(c, en.signIn.tooMany(minutesUntil(throttled.until, ctx.clock.now())), 429);
    return show(c, site, { title: words.sentTitle, main: notice(words.sentTitle, words.sent) });
  });

  const choose = (c: Context, token: string, problem: string | null) =>
    show(c, site, {
      title: words.chooseTitle,
      status: problem === null ? 200 : 422,
      main: html`<h1>${words.chooseTitle}</h1>
<form method="post" action="/auth/password/edit" class="card stack">
<input type="hidden" name="token" value="${token}">
${field({
  name: "password",
  label: words.password,
  hint: words.passwordHint,
  problem,
  type: "password",
  autocomplete: "new-password",
  required: true,
  minlength: 10,
  maxlength: 256,
  autofocus: true,
})}
<button>${words.choose}</button>
</form>`,
    });
  const closed = (c: Context) =>
    show(c, site, {
      title: words.closedTitle,
      status: 404,
      main: notice(words.closedTitle, words.closed, html`<a href="/auth/password">${words.title}</a>`),
    });

  app.get("/auth/password/edit", async (c) => {
    const token = c.req.query("token") ?? "";
    return (await readLink(ctx, token, ["reset"])) === null ? closed(c) : choose(c, token, null);
  });

  app.post("/auth/password/edit", async (c) => {
    const read = await readForm(c);
    const token = read("token");
    const changed = await resetByLink(ctx, token, read("password"));
    if (changed.ok)
      return show(c, site, {
        title: words.doneTitle,
        main: notice(words.doneTitle, words.done, html`<a href="/auth/sign_in">${en.signIn.title}</a>`),
      });
    return changed.error.type === "link/not-usable"
      ? closed(c)
      : choose(c, token, passwordProblem(changed.error));
  });

  return app;
}
