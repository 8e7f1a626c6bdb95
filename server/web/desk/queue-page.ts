import { html } from "hono/html";
import { MOST_COUNTED } from "#moderation/cases/list.ts";
import type { Case } from "#moderation/cases/words.ts";
import type { Role } from "../../accounts/role.ts";
import { may } from "../../admin/permissions.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { caseLine } from "./case-line.ts";
import { deskKeys } from "./keys.ts";
import type { Names } from "./names.ts";
import { type Asked, filterForm, isFiltered, queueAddress, type View, views } from "./queue-filter.ts";

interface Parts {
  asked: Asked;
  cases: readonly Case[];
  next: string | null;
  isFirst: boolean;
  counts: Readonly<Record<View, number | null>>;
  said: string | null;
  role: Role;
  /** Whether the reader sees the cases of the whole node. */
  isOfNode: boolean;
}

/** The queue: what is to be done, the most urgent first. */
export function queuePage(parts: Parts, words: Words, names: Names): Html {
  const { asked, counts, said } = parts;
  const { t } = words;
  return html`${flash(said)}<h1>${t("queue.title")}</h1>
<nav class="tabs" aria-label="${t("queue.views")}">${views.map((view) => tab(view, asked, counts[view], words))}</nav>
${filterForm(asked, words)}
${ways(parts, words)}
<p id="live-said" class="invisible" role="status" data-text="${t("queue.updated")}"></p>
<div data-live="30">${parts.cases.length === 0 ? empty(asked, words) : list(parts, words, names)}</div>
${deskKeys("queue", words)}`;
}

function tab(view: View, asked: Asked, count: number | null, { t, number }: Words): Html {
  const isHere = view === asked.view;
  return html`<a href="${queueAddress({ ...asked, view })}"${isHere ? html` aria-current="page"` : ""}>${t(`queue.${view}`)}${
    count === null
      ? ""
      : html` <span class="count">${number(count)}${count >= MOST_COUNTED ? "+" : ""}</span>`
  }</a> `;
}

/** To waves, and to a decision about all that is shown here and on further pages. */
function ways({ asked, cases, role, isOfNode }: Parts, { t }: Words): Html {
  const mayAll = isOfNode && may(role, "case.bulk");
  return html`<p class="row quiet"><a href="/desk/waves">${t("waves.title")}</a>${mayAll ? html` <a href="/desk/bulks">${t("bulk.listTitle")}</a>` : ""}${mayAll && asked.view !== "closed" && cases.length > 1 ? html` <a href="${queueAddress(asked, {}, "/desk/bulk")}">${t("bulk.all")}</a>` : ""}</p>`;
}

function empty(asked: Asked, { t }: Words): Html {
  return isFiltered(asked) || asked.view !== "unfinished"
    ? html`<p class="card">${t(isFiltered(asked) ? "queue.emptyFiltered" : "queue.empty")}</p>`
    : html`<div class="card"><h2>${t("queue.empty")}</h2><p>${t("queue.emptyHint")}</p></div>`;
}

function list({ asked, cases, next, isFirst, role }: Parts, words: Words, names: Names): Html {
  const { t } = words;
  const mayPick = may(role, "case.bulk") && asked.view !== "closed";
  const items = html`<ol class="cases" aria-label="${t("queue.list")}">${cases.map((item) => caseLine(item, words, names, { pick: mayPick }))}</ol>`;
  const pages = html`<nav class="row pager" aria-label="${t("desk.pages")}">
${isFirst ? "" : html`<a href="${queueAddress(asked)}">${t("desk.newest")}</a>`}
${next === null ? "" : html`<a rel="next" href="${queueAddress(asked, { cursor: next })}">${t("desk.older")}</a>`}</nav>`;
  if (!mayPick) return html`${items}${pages}`;
  return html`<form method="post" action="/desk/selected">
<input type="hidden" name="back" value="${queueAddress(asked)}">
${items}
<fieldset><legend>${t("queue.bulk")}</legend>
<p data-with-scripts hidden class="checks"><label><input type="checkbox" id="pick-all">${t("queue.pickAll")}</label></p>
<div class="actions">
<button class="plain" name="deed" value="take">${t("queue.take")}</button>
<button class="plain" name="deed" value="release">${t("queue.release")}</button>
<button class="plain" name="deed" value="dismiss">${t("queue.dismiss")}</button>
</div></fieldset>
</form>${pages}`;
}
