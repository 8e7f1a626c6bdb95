import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { deleteAccount } from "../../accounts/delete.ts";
import type { ApiCtx } from "../../context.ts";
import { askOwnPassword } from "../../sessions/own-password.ts";
import { endSession } from "../../sessions/start.ts";
import { alert, notice, readForm, setCookies, show } from "../form.ts";
import { en } from "../messages/en.ts";
import { currentPassword } from "../security/current-password.ts";
import { ownPasswordProblem } from "../security/problems.ts";
import type { SignedIn } from "../signed-in.ts";
import type { Html, Site } from "../ui/layout.ts";
import { settingsNavigation } from "./navigation.ts";

const words = en.settings.delete;
const here = "/settings/delete";

interface Problems {
  account?: string;
  password?: string;
}

/** `/settings/delete`: the end of an account, by its owner. */
export function deletionRoutes(ctx: ApiCtx, site: Site): Hono<SignedIn> {
  const app = new Hono<SignedIn>();

  const overview = (c: Context<SignedIn>, problems: Problems = {}) =>
    show(c, site, {
      title: words.title,
      main: deletionPage(`${c.var.session.username}@${ctx.handleHost}`, problems),
      status: Object.keys(problems).length === 0 ? 200 : 422,
    });

  app.get(here, (c) => overview(c));

  app.post(here, async (c) => {
    const { accountId } = c.var.session;
    const shown = await askOwnPassword(ctx, accountId, (await readForm(c))("current"));
    if (!shown.ok) return overview(c, { password: ownPasswordProblem(ctx, shown.error) });
    const deleted = await deleteAccount(ctx, accountId);
    if (!deleted.ok)
      return overview(c, {
        account: deleted.error.type === "login/last-owner" ? words.lastOwner : words.gone,
      });
    setCookies(c, [await endSession(ctx, c.req.raw)]);
    return show(c, site, { title: words.doneTitle, main: notice(words.doneTitle, words.done) });
  });

  return app;
}

function deletionPage(handle: string, { account, password }: Problems): Html {
  return html`${settingsNavigation(here)}
<h1>${words.title}</h1>
${alert(account ?? null)}
<section aria-labelledby="happens-title">
<h2 id="happens-title">${words.happensTitle}</h2>
<ul>
<li>${words.erased}</li>
<li>${words.told}</li>
<li>${words.name(handle)}</li>
</ul>
<p>${words.keep} <a href="/settings/export">${words.keepLink}</a></p>
<p>${words.go} <a href="/settings/migration">${words.goLink}</a></p>
</section>
<section aria-labelledby="form-title">
<h2 id="form-title">${words.formTitle}</h2>
<form method="post" action="${here}" class="card stack">
${currentPassword("current", password)}
<button class="danger">${words.submit}</button>
</form>
</section>`;
}
