import { html } from "hono/html";
import { listKinds } from "#moderation/policy/lists/list.ts";
import type { showList } from "#moderation/policy/read-list.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

type Found = NonNullable<Awaited<ReturnType<typeof showList>>>;
type PolicyList = Found["list"];

const here = "/desk/lists";

export function listsPage(lists: readonly PolicyList[], mayChange: boolean, { t }: Words): Html {
  return html`<h1>${t("lists.title")}</h1><p>${t("lists.text")}</p>
${
  lists.length === 0
    ? html`<p class="card">${t("lists.none")}</p>`
    : html`<ul class="card ledger">${lists.map(
        (list) =>
          html`<li class="apart"><span><a href="${here}/${list.name}">${list.name}</a> <span class="quiet tight" dir="auto">${list.description}</span></span><span class="quiet tight">${t(`lists.kind.${list.kind}`)} · ${t("lists.count", { count: list.entriesCount })}</span></li>`,
      )}</ul>`
}
${
  mayChange
    ? html`<section class="card" aria-labelledby="new-title"><h2 id="new-title">${t("lists.new")}</h2><form method="post" action="${here}" class="stack">
<div><label for="name">${t("lists.name")}</label><p class="hint" id="name-hint">${t("lists.nameHint")}</p><input id="name" name="name" required maxlength="64" pattern="[a-z0-9][a-z0-9\\-]*" aria-describedby="name-hint" autocapitalize="none" spellcheck="false"></div>
<div><label for="kind">${t("lists.kind")}</label><select id="kind" name="kind">${listKinds.map((kind) => html`<option value="${kind}">${t(`lists.kind.${kind}`)}</option>`)}</select></div>
<div><label for="description">${t("lists.description")}</label><input id="description" name="description" maxlength="500" dir="auto"></div>
<p><button>${t("lists.create")}</button></p></form></section>`
    : ""
}`;
}

interface One extends Found {
  q: string;
  hasMore: boolean;
  mayChange: boolean;
}

export function listPage({ list, entries, q, hasMore, mayChange }: One, { t }: Words): Html {
  const path = `${here}/${list.name}`;
  const next = new URLSearchParams({ ...(q !== "" && { q }), after: entries.at(-1)?.entry ?? "" });
  return html`<p class="crumb"><a href="${here}">${t("lists.title")}</a></p><h1>${list.name}</h1>
<p class="quiet">${t(`lists.kind.${list.kind}`)} · ${t("lists.count", { count: list.entriesCount })}</p>
${list.description === "" ? "" : html`<p dir="auto">${list.description}</p>`}
${mayChange ? addForm(path, t) : ""}
<section class="card" aria-labelledby="entries-title"><h2 id="entries-title">${t("lists.entries")}</h2>
<form method="get" action="${path}" class="filters" role="search"><div><label for="q">${t("lists.find")}</label><input id="q" name="q" type="search" value="${q}" maxlength="200" autocapitalize="none" spellcheck="false"></div><div class="actions"><button class="plain">${t("desk.search")}</button></div></form>
${
  entries.length === 0
    ? html`<p class="quiet">${t("lists.noEntries")}</p>`
    : html`<ul class="ledger">${entries.map(
        ({ entry, comment }) =>
          html`<li class="apart"><span><code dir="auto">${entry}</code> <span class="quiet tight" dir="auto">${comment}</span></span>${
            mayChange
              ? html`<form method="post" action="${path}/take-off"><input type="hidden" name="entry" value="${entry}"><button class="plain small" aria-label="${t("lists.takeOffOne", { entry })}">${t("lists.takeOff")}</button></form>`
              : ""
          }</li>`,
      )}</ul>`
}
${hasMore ? html`<nav class="pager" aria-label="${t("desk.pages")}"><a rel="next" href="${path}?${next}">${t("desk.older")}</a></nav>` : ""}</section>
${mayChange ? html`<details class="card"><summary>${t("lists.remove")}</summary><p>${t("lists.removeHint")}</p><form method="post" action="${path}/remove"><button class="danger">${t("lists.remove")}</button></form></details>` : ""}`;
}

function addForm(path: string, t: Words["t"]): Html {
  return html`<section class="card" aria-labelledby="add-title"><h2 id="add-title">${t("lists.add")}</h2><form method="post" action="${path}/add" class="stack">
<div><label for="entries">${t("lists.entries")}</label><p class="hint" id="entries-hint">${t("lists.addHint")}</p><textarea id="entries" name="entries" rows="6" class="code" dir="auto" spellcheck="false" autocapitalize="none" aria-describedby="entries-hint"></textarea></div>
<div class="checks"><label><input type="checkbox" name="replace" value="yes">${t("lists.replace")}</label></div>
<p><button>${t("lists.addDo")}</button></p></form></section>`;
}
