import { html } from "hono/html";
import type { Because, Evidence } from "#moderation/policy/verdict.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

/** Rules that applied, each with the facts that made it true. */
export function becauseList(because: readonly Because[], words: Words): Html {
  return html`<ul class="ledger">${because.map(
    ({ ruleId, ruleName, verdict, filters, facts }) =>
      html`<li><p><strong dir="auto">${ruleName}</strong> <code>${ruleId}</code> <span class="tag">${words.t(`verdict.${verdict}`)}</span>${filters.map((filter) => html` <span class="tag">${filter}</span>`)}</p>
${Object.keys(facts).length === 0 ? "" : html`<dl class="tight">${Object.entries(facts).map(([fact, evidence]) => html`<dt><code dir="ltr">${fact}</code></dt><dd dir="auto">${evidenceText(evidence, words)}</dd>`)}</dl>`}</li>`,
  )}</ul>`;
}

function evidenceText(evidence: Evidence, { t, number }: Words): string {
  if (evidence === null) return t("try.unknown");
  if (typeof evidence === "number") return number(evidence);
  if (typeof evidence === "boolean") return t(evidence ? "try.yes" : "try.no");
  return typeof evidence === "string" ? evidence : evidence.join(" · ");
}
