import { html } from "hono/html";
import { isCategory } from "#moderation/category.ts";
import { evidenceOf, threadOf } from "../desk/evidence.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { type PanelView, ruleText } from "./panel-view.ts";

/** What a panel judges: the case as it was, what was said of it, why somebody appeals, and the rules. */
export function caseOf(view: PanelView, words: Words): Html {
  const { t } = words;
  const { file, rules } = view;
  const { subject, category, severity } = file.case;
  const hasMedia = file.evidence.some(({ kind }) => kind === "medium" || kind === "file");
  const muting = html`<p class="quiet tight">${t("case.mediaHidden")}</p>
<p class="checks"><label><input type="checkbox" class="unmute">${t("case.blur")}</label><label><input type="checkbox" class="colour">${t("case.colour")}</label></p>`;
  return html`${appeals(view, words)}
<section class="card stack" aria-labelledby="case-title"><h2 id="case-title">${t("portal.case")}</h2>
<p class="tags"><span class="tag">${t(`subject.${subject.kind}`)}</span> <span class="tag">${t(`category.${category}`)}</span> <span class="quiet tight">${t("portal.severity", { severity: t(`severity.${severity}`) })}</span></p>
<h3>${t("case.thenTitle")}</h3>${hasMedia ? muting : ""}${evidenceOf(file.evidence, words)}
<details><summary>${t("case.thread")}</summary>${threadOf(file.evidence, words)}</details>
<p class="tight"><a href="${subject.iri}" rel="nofollow noopener noreferrer">${t("case.origin")}</a></p></section>
${complaints(view, words)}
<section class="card" aria-labelledby="rules-title"><h2 id="rules-title">${t("portal.rules")}</h2>
${rules.length === 0 ? html`<p class="quiet">${t("act.noRules")}</p>` : html`<ol>${rules.map((rule) => html`<li><span dir="auto">${ruleText(rule, words)}</span></li>`)}</ol>`}</section>`;
}

function appeals({ file: { appeals } }: PanelView, { t }: Words): Html {
  if (appeals.length === 0) return html``;
  return html`<section class="card" aria-labelledby="appeals-title"><h2 id="appeals-title">${t("portal.appeals")}</h2><ul class="ledger">${appeals.map(
    ({ side, text }) =>
      html`<li><p class="tight"><strong>${t(`portal.appeal.${side}`)}</strong></p><p class="quoted" dir="auto">${text}</p></li>`,
  )}</ul></section>`;
}

function complaints({ file: { complaints } }: PanelView, { t, time }: Words): Html {
  const list = html`<p class="quiet tight">${t("portal.complaintsHint")}</p><ul class="ledger">${complaints.map(
    ({ topic, comment, createdAt }) =>
      html`<li><p class="tight"><strong>${t(`category.${isCategory(topic) ? topic : "other"}`)}</strong> <span class="quiet">${time(createdAt)}</span></p>
${comment === "" ? html`<p class="quiet">${t("case.noComment")}</p>` : html`<p class="quoted" dir="auto">${comment}</p>`}</li>`,
  )}</ul>`;
  return html`<section class="card" aria-labelledby="complaints-title"><h2 id="complaints-title">${t("portal.complaints")}</h2>
${complaints.length === 0 ? html`<p class="quiet">${t("portal.noComplaints")}</p>` : list}</section>`;
}
