import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { type AliasError, addAlias, removeAlias } from "../../accounts/aliases.ts";
import { type NamedAccount, namesOf } from "../../accounts/handles.ts";
import { readAccount } from "../../accounts/list.ts";
import type { ApiCtx } from "../../context.ts";
import { readForm, show } from "../form.ts";
import { en } from "../messages/en.ts";
import type { SignedIn } from "../signed-in.ts";
import { field } from "../ui/field.ts";
import type { Html, Site } from "../ui/layout.ts";
import { MAX_QUERY, settingsNavigation } from "./navigation.ts";

const words = en.settings.aliases;
const here = "/settings/aliases";

/** `/settings/aliases`: the same person's other accounts, which can move to this one. */
export function aliasRoutes(ctx: ApiCtx, site: Site): Hono<SignedIn> {
  const app = new Hono<SignedIn>();

  const overview = async (c: Context<SignedIn>, query = "", problem: string | null = null) => {
    const account = await readAccount(ctx, c.var.session.accountId);
    const aliases = await namesOf(ctx, account?.aliases ?? []);
    return show(c, site, {
      title: words.title,
      main: aliasesPage({ aliases, query, problem, saved: words.saved[c.req.query("saved") ?? ""] ?? null }),
      status: problem === null ? 200 : 422,
    });
  };

  app.get(here, (c) => overview(c));

  app.post(here, async (c) => {
    const query = (await readForm(c))("query").trim().slice(0, MAX_QUERY);
    const added = await addAlias(ctx, c.var.session.accountId, query);
    return added.ok ? c.redirect(`${here}?saved=added`, 303) : overview(c, query, aliasProblem(added.error));
  });

  app.post(`${here}/remove`, async (c) => {
    await removeAlias(ctx, c.var.session.accountId, (await readForm(c))("alias"));
    return c.redirect(`${here}?saved=removed`, 303);
  });

  return app;
}

function aliasProblem(error: AliasError): string {
  switch (error.type) {
    case "alias/self":
      return words.self;
    case "alias/too-many":
      return words.tooMany(error.most);
    case "account/not-found":
      return en.settings.unknown["remote/not-found"];
    default:
      return en.settings.unknown[error.type];
  }
}

interface Parts {
  aliases: readonly NamedAccount[];
  query: string;
  problem: string | null;
  saved: string | null;
}

function aliasesPage({ aliases, query, problem, saved }: Parts): Html {
  return html`${settingsNavigation(here)}
<h1>${words.title}</h1>
${saved === null ? "" : html`<p class="card" role="status">${saved}</p>`}
<p>${words.text}</p>
<section aria-labelledby="list-title">
<h2 id="list-title">${words.listTitle}</h2>
${aliases.length === 0 ? html`<p class="quiet">${words.none}</p>` : html`<ul class="card spaced">${aliases.map(aliasItem)}</ul>`}
</section>
<section aria-labelledby="add-title">
<h2 id="add-title">${words.addTitle}</h2>
<form method="post" action="${here}" class="card stack">
${field({
  name: "query",
  label: words.query,
  hint: words.queryHint,
  value: query,
  problem,
  autocomplete: "off",
  required: true,
  maxlength: MAX_QUERY,
  autofocus: problem !== null,
})}
<button>${words.add}</button>
</form>
</section>
<p>${words.leave} <a href="/settings/migration">${words.leaveLink}</a></p>`;
}

function aliasItem({ iri, name, url }: NamedAccount): Html {
  return html`<li class="apart"><a href="${url}" rel="nofollow noreferrer">${name}</a>
<form method="post" action="${here}/remove"><input type="hidden" name="alias" value="${iri}">
<button class="plain" aria-label="${words.removeOne(name)}">${words.remove}</button></form></li>`;
}
