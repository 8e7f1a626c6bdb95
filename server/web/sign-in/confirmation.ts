import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { askForConfirmation, confirmEmail } from "../../accounts/confirm.ts";
import type { ApiCtx } from "../../context.ts";
import { readLink } from "../../sessions/links.ts";
import { browserOf, minutesUntil, notice, readForm, show } from "../form.ts";
import { en } from "../messages/en.ts";
import { field } from "../ui/field.ts";
import type { Site } from "../ui/layout.ts";
import { whomToAsk } from "./whom.ts";

const words = en.confirmation;

/**
 * `/auth/confirmation`: where mailed links lead, and where they can be had again. A link alone confirms nothing: programs
 * that look into mail open links too, and would confirm an address for a stranger.
 */
export function confirmationRoutes(ctx: ApiCtx, site: Site): Hono {
  const app = new Hono();

  const again = (c: Context, problem: string | null, status: 200 | 404 | 422 | 429, isClosed = false) =>
    show(c, site, {
      title: words.title,
      status,
      main: html`<h1>${isClosed ? en.reset.closedTitle : words.title}</h1>
${isClosed ? html`<p>${en.reset.closed}</p>` : ""}
${
  ctx.mail === null
    ? html`<p>${en.reset.noMail}</p><p>${whomToAsk(ctx.config.adminEmail)}</p>`
    : html`<p>${words.againText}</p>
<form method="post" action="/auth/confirmation/new" class="card stack">
${field({
  name: "email",
  label: en.reset.email,
  hint: en.reset.emailHint,
  problem,
  type: "email",
  autocomplete: "email",
  required: true,
  maxlength: 254,
})}
<button>${words.again}</button>
</form>`
}`,
    });

  app.get("/auth/confirmation", async (c) => {
    const token = c.req.query("token");
    if (token === undefined) return again(c, null, 200);
    if ((await readLink(ctx, token, ["confirm", "change"])) === null) return again(c, null, 404, true);
    return show(c, site, {
      title: words.title,
      main: html`<h1>${words.title}</h1>
<form method="post" action="/auth/confirmation" class="card stack">
<p>${words.text}</p>
<input type="hidden" name="token" value="${token}">
<button>${words.submit}</button>
</form>`,
    });
  });

  app.post("/auth/confirmation", async (c) => {
    const confirmed = await confirmEmail(ctx, (await readForm(c))("token"));
    if (!confirmed.ok)
      return confirmed.error.type === "link/not-usable"
        ? again(c, null, 404, true)
        : show(c, site, { title: words.title, status: 422, main: notice(words.title, words.taken) });
    const { purpose, isApproved } = confirmed.value;
    const text = purpose === "change" ? words.changed : isApproved ? words.done : words.pending;
    return show(c, site, {
      title: words.doneTitle,
      main: notice(words.doneTitle, text, html`<a href="/auth/sign_in">${en.signIn.title}</a>`),
    });
  });

  app.post("/auth/confirmation/new", async (c) => {
    if (ctx.mail === null) return again(c, null, 200);
    const email = (await readForm(c))("email").trim().slice(0, 320);
    if (!email.includes("@")) return again(c, en.problems.emailInvalid, 422);
    const throttled = await askForConfirmation(ctx, { email, address: browserOf(c).address });
    if (throttled !== null)
      return again(c, en.signIn.tooMany(minutesUntil(throttled.until, ctx.clock.now())), 429);
    return show(c, site, { title: words.sentTitle, main: notice(words.sentTitle, words.sent) });
  });

  return app;
}
