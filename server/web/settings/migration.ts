import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { type NamedAccount, namesOf } from "../../accounts/handles.ts";
import { readAccount } from "../../accounts/list.ts";
import { type MoveError, moveAccount } from "../../accounts/move.ts";
import type { ApiCtx } from "../../context.ts";
import { askOwnPassword } from "../../sessions/own-password.ts";
import { readForm, show } from "../form.ts";
import { en } from "../messages/en.ts";
import { currentPassword } from "../security/current-password.ts";
import { ownPasswordProblem } from "../security/problems.ts";
import type { SignedIn } from "../signed-in.ts";
import { field } from "../ui/field.ts";
import type { Html, Site } from "../ui/layout.ts";
import { MAX_QUERY, settingsNavigation } from "./navigation.ts";

const words = en.settings.migration;
const here = "/settings/migration";

interface Form {
  query: string;
  problem?: string;
  passwordProblem?: string;
}

/** `/settings/migration`: from this account to another one, with all followers. */
export function migrationRoutes(ctx: ApiCtx, site: Site): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  const handleOf = (c: Context<SignedIn>) => `${c.var.session.username}@${ctx.handleHost}`;

  const overview = async (c: Context<SignedIn>, form: Form = { query: "" }) => {
    const account = await readAccount(ctx, c.var.session.accountId);
    const [target] = await namesOf(ctx, account?.movedTo ? [account.movedTo] : []);
    const main = target === undefined ? movePage(handleOf(c), form) : movedPage(target, form);
    const isWrong = form.problem !== undefined || form.passwordProblem !== undefined;
    return show(c, site, { title: words.title, main, status: isWrong ? 422 : 200 });
  };

  app.get(here, (c) => overview(c));

  app.post(here, async (c) => {
    const read = await readForm(c);
    const { accountId } = c.var.session;
    const query = read("target").trim().slice(0, MAX_QUERY);
    const shown = await askOwnPassword(ctx, accountId, read("current"));
    if (!shown.ok) return overview(c, { query, passwordProblem: ownPasswordProblem(ctx, shown.error) });
    const moved = await moveAccount(ctx, accountId, query);
    return moved.ok
      ? c.redirect(here, 303)
      : overview(c, { query, problem: moveProblem(moved.error, handleOf(c)) });
  });

  return app;
}

function moveProblem(error: MoveError, handle: string): string {
  switch (error.type) {
    case "move/self":
      return words.self;
    case "move/not-an-alias":
      return words.notAnAlias(handle);
    case "move/already-moved":
      return words.elsewhere;
    case "account/not-found":
      return en.settings.unknown["remote/not-found"];
    default:
      return en.settings.unknown[error.type];
  }
}

function movePage(handle: string, { query, problem, passwordProblem }: Form): Html {
  return html`${settingsNavigation(here)}
<h1>${words.title}</h1>
<section aria-labelledby="happens-title">
<h2 id="happens-title">${words.happensTitle}</h2>
<ul>
<li>${words.follows}</li>
<li>${words.stays} <a href="/settings/export">${words.takeAlong}</a></li>
<li>${words.closed}</li>
<li><strong>${words.forGood}</strong></li>
</ul>
</section>
<section aria-labelledby="form-title">
<h2 id="form-title">${words.formTitle}</h2>
<form method="post" action="${here}" class="card stack">
${field({
  name: "target",
  label: words.target,
  hint: words.targetHint(handle),
  value: query,
  problem: problem ?? null,
  autocomplete: "off",
  required: true,
  maxlength: MAX_QUERY,
  autofocus: problem !== undefined,
})}
${currentPassword("current", passwordProblem)}
<button>${words.move}</button>
</form>
</section>
<p>${words.hereTitle} <a href="/settings/aliases">${words.hereLink}</a></p>`;
}

/** A move that was broken off goes on when it is asked for again. */
function movedPage({ iri, name, url }: NamedAccount, { problem, passwordProblem }: Form): Html {
  return html`${settingsNavigation(here)}
<h1>${words.movedTitle}</h1>
<div class="card" role="status">
<p>${words.movedTo} <a href="${url}" rel="nofollow noreferrer">${name}</a>.</p>
<p>${words.since}</p>
</div>
<section aria-labelledby="again-title">
<h2 id="again-title">${words.againTitle}</h2>
<form method="post" action="${here}" class="card stack">
<p>${words.again}</p>
${problem === undefined ? "" : html`<p class="wrong" role="alert">${problem}</p>`}
<input type="hidden" name="target" value="${iri}">
${currentPassword("current", passwordProblem)}
<button class="plain">${words.moveAgain}</button>
</form>
</section>`;
}
