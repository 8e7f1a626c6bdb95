import { html } from "hono/html";
import type { DatasetChange } from "#moderation/advice/dataset.ts";
import { filtersFor } from "#moderation/filter.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

const here = "/desk/advice";

export function newDatasetForm({ t }: Words): Html {
  return html`<section class="card" aria-labelledby="new-title"><h2 id="new-title">${t("advice.new")}</h2><form method="post" action="${here}" class="stack">
<div><label for="name">${t("subs.name")}</label><input id="name" name="name" required maxlength="200" dir="auto"></div>
<div><label for="summary">${t("advice.summary")}</label><textarea id="summary" name="summary" rows="2" maxlength="2000" dir="auto"></textarea></div><p><button>${t("advice.create")}</button></p></form></section>`;
}

/** What a dataset says now, as everybody reads it. */
export function saidPart(
  id: string,
  changes: readonly DatasetChange[],
  { q, isCut, mayPublish }: { q: string; isCut: boolean; mayPublish: boolean },
  words: Words,
): Html {
  const { t } = words;
  return html`<section class="card" aria-labelledby="said-title"><h2 id="said-title">${t("advice.says")}</h2>
<form method="get" action="${here}/${id}" class="filters" role="search"><div><label for="q">${t("advice.key")}</label><input id="q" name="q" type="search" value="${q}" maxlength="300" autocapitalize="none" spellcheck="false"></div><div class="actions"><button>${t("desk.search")}</button></div></form>
${
  changes.length === 0
    ? html`<p>${t("advice.saysNothing")}</p>`
    : html`<ul class="ledger">${changes.map((change) => html`<li class="apart"><span>${recordText(change, words)}</span>${mayPublish ? goingForm(id, change, words) : ""}</li>`)}</ul>`
}${isCut ? html`<p class="quiet tight">${t("advice.cut")}</p>` : ""}</section>`;
}

/** Every record, the oldest first, as others follow them. */
export function recordsPart(changes: readonly DatasetChange[], total: number, words: Words): Html {
  if (total === 0) return html``;
  const { t, time } = words;
  return html`<section class="card" id="records" aria-labelledby="records-title"><h2 id="records-title">${t("advice.records", { count: total })}</h2><ol class="ledger">${changes.map((change) => html`<li><span class="quiet tight">${time(change.createdAt)}</span> ${recordText(change, words)}</li>`)}</ol></section>`;
}

function recordText({ type, key, policy, filters, labels, comment }: DatasetChange, { t }: Words): Html {
  return html`<bdi>${key}</bdi> <span class="tag">${t(`advice.type.${type}`)}</span>${policy === null ? "" : html` <span class="tag">${t(`verdict.${policy}`)}</span>`}${[...filters, ...labels].map((each) => html` <span class="tag"><bdi>${each}</bdi></span>`)}${comment === "" ? "" : html`<br><span class="quiet tight" dir="auto">${comment}</span>`}`;
}

function goingForm(id: string, { entity, key, type }: DatasetChange, { t }: Words): Html {
  return html`<form method="post" action="${here}/${id}" class="row" aria-label="${key}"><input type="hidden" name="entity" value="${entity}"><input type="hidden" name="key" value="${key}">${type === "retraction" ? "" : html`<button class="plain small" name="type" value="retraction">${t("advice.retract")}</button>`}<button class="danger small" name="type" value="tombstone">${t("advice.erase")}</button></form>`;
}

/** Publishes an advisory or a recommendation. */
export function adviceForm(id: string, { t }: Words): Html {
  const choice = (name: string, title: string, options: readonly [string, string][], hint: Html | "" = "") =>
    html`<div><label for="${name}">${title}</label>${hint}<select id="${name}" name="${name}"${hint === "" ? "" : html` aria-describedby="${name}-hint"`}>${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select></div>`;
  return html`<section class="card" aria-labelledby="say-title"><h2 id="say-title">${t("advice.publish")}</h2><p class="quiet tight">${t("advice.publishHint")}</p><form method="post" action="${here}/${id}" class="stack">
${choice("entity", t("advice.about"), [
  ["domain", t("advice.domain")],
  ["actor", t("advice.actor")],
])}
<div><label for="key">${t("advice.key")}</label><p class="hint" id="key-hint">${t("advice.keyHint")}</p><input id="key" name="key" required maxlength="2048" dir="ltr" autocapitalize="none" spellcheck="false" aria-describedby="key-hint"></div>
${choice("type", t("advice.type"), [
  ["recommendation", t("advice.type.recommendation")],
  ["advisory", t("advice.type.advisory")],
])}
${choice(
  "policy",
  t("advice.policy"),
  (["reject", "filter", "accept", "drop"] as const).map((each) => [each, t(`verdict.${each}`)]),
  html`<p class="hint" id="policy-hint">${t("advice.policyHint")}</p>`,
)}
<fieldset><legend>${t("advice.filters")}</legend><div class="checks">${filtersFor("domain").map((filter) => html`<label><input type="checkbox" name="filters" value="${filter}"><code>${filter}</code></label>`)}</div></fieldset>
<div><label for="labels">${t("advice.labels")}</label><p class="hint" id="labels-hint">${t("advice.labelsHint")}</p><input id="labels" name="labels" maxlength="8000" dir="ltr" autocapitalize="none" spellcheck="false" aria-describedby="labels-hint"></div>
<div><label for="comment">${t("advice.comment")}</label><textarea id="comment" name="comment" rows="2" maxlength="2000" dir="auto"></textarea></div>
<p><button>${t("advice.publish")}</button></p></form></section>`;
}
