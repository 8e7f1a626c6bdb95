import { html } from "hono/html";
import { isFilter } from "#moderation/filter.ts";
import type { Marks } from "../../policy/marks/lift.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

/**
 * What rules say of a post or an account, and a button that takes it back. Nothing where they say nothing.
 *
 * @param path where the form is sent; null for who may not
 */
export function ruleMarks({ labels, filters }: Marks, path: string | null, { t }: Words): Html {
  if (labels.length + filters.length === 0) return html``;
  return html`<section class="card stack" aria-labelledby="marks-title"><h2 id="marks-title">${t("marks.title")}</h2>
${labels.length === 0 ? "" : html`<p class="tags">${labels.map((label) => html`<span class="tag" dir="auto">${label}</span> `)}</p>`}
${filters.length === 0 ? "" : html`<ul>${filters.map((name) => html`<li>${isFilter(name) ? t(`filter.${name}`) : name}</li>`)}</ul>`}
${path === null ? "" : html`<form method="post" action="${path}"><p class="hint" id="lift-hint">${t("marks.hint")}</p><button class="plain" aria-describedby="lift-hint">${t("marks.lift")}</button></form>`}</section>`;
}
