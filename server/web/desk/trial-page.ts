import { html } from "hono/html";
import { verdicts } from "#moderation/policy/verdict.ts";
import { parseIri } from "#protocol/ids/iri.ts";
import type { DryRunResult, DryRunSample } from "../../policy/dry-run/result.ts";
import type { PolicyRun } from "../../policy/dry-run/run.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { becauseList } from "./because.ts";

/** How far a trial has come, and the button that ends it. */
export function progressPart({ id, state, seen, total }: PolicyRun, { t }: Words): Html {
  const isBusy = state === "waiting" || state === "running";
  return html`<p role="status"><span class="tag">${t(`trials.state.${state}`)}</span> ${t("trials.seen", { count: seen })}</p>
${isBusy ? html`<p><progress max="${Math.max(total, 1)}" value="${seen}" aria-label="${t("trials.title")}"></progress> ${t("desk.progress", { done: seen, total })}</p><form method="post" action="/desk/rules/trials/${id}/cancel"><button class="plain">${t("trials.cancel")}</button></form>` : ""}`;
}

/** What the rules would have done, by verdict, rule and server, with some of the posts. */
export function resultPart(result: DryRunResult, words: Words): Html {
  const { t, number } = words;
  return html`<section class="card" aria-labelledby="result-title"><h2 id="result-title">${t("trials.result")}</h2><p class="quiet tight">${t("trials.resultHint")}</p>
<dl>${verdicts.map((verdict) => html`<dt>${t(`verdict.${verdict}`)}</dt><dd>${number(result.verdicts[verdict])}</dd>`)}</dl></section>
<div class="pair">${counts(
    "rules",
    result.rules.map(({ ruleName, ruleId, hits }) => ({
      name: html`<span dir="auto">${ruleName}</span> <code>${ruleId}</code>`,
      hits,
    })),
    words,
  )}
${counts(
  "domains",
  result.domains.map(({ domain, hits }) => ({ name: html`${domain ?? t("trials.here")}`, hits })),
  words,
)}</div>
${result.samples.length === 0 ? "" : html`<section class="card" aria-labelledby="samples-title"><h2 id="samples-title">${t("trials.samples")}</h2>${result.samples.map((sample) => samplePart(sample, words))}</section>`}`;
}

function counts(
  kind: "rules" | "domains",
  rows: readonly { name: Html; hits: number }[],
  { t, number }: Words,
): Html {
  if (rows.length === 0) return html``;
  return html`<section class="card" aria-labelledby="${kind}-title"><h2 id="${kind}-title">${t(`trials.${kind}`)}</h2><dl class="counts">${rows.map(({ name, hits }) => html`<dt>${name}</dt><dd>${number(hits)}</dd>`)}</dl></section>`;
}

function samplePart({ iri, author, publishedAt, verdict, because }: DryRunSample, words: Words): Html {
  const { t, time } = words;
  const when = time(new Date(publishedAt));
  const isSafe = parseIri(iri) !== null;
  return html`<details><summary>${t(`verdict.${verdict}`)}: ${because.map(({ ruleName }) => html`<bdi>${ruleName}</bdi>`)} <span class="quiet tight"><bdi>${author}</bdi> · ${when}</span></summary>
<p class="tight">${isSafe ? html`<a href="${iri}" rel="nofollow noopener noreferrer" dir="ltr">${iri}</a>` : html`<bdi>${iri}</bdi>`}</p>${becauseList(because, words)}</details>`;
}
