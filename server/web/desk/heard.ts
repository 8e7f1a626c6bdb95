import { html } from "hono/html";
import type { HeardAppeal } from "#moderation/trustees/panels/read.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import type { Names } from "./names.ts";

/** Appeals that panels hear, to be read: trustees answer them. Who reported stays unnamed. */
export function heardPart(
  appeals: readonly HeardAppeal[],
  numbers: ReadonlyMap<string, number>,
  words: Words,
  names: Names,
): Html {
  const { t } = words;
  return html`<section aria-labelledby="heard-title"><h2 id="heard-title">${t("again.desk")}</h2><p>${t("again.deskText")}</p>
<ul class="card ledger">${appeals.map((each) => line(each, numbers.get(each.caseId), words, names))}</ul></section>`;
}

function line(appeal: HeardAppeal, number: number | undefined, words: Words, names: Names): Html {
  const { t, time } = words;
  const { decisionId, accountId, side, text, createdAt, level, stage } = appeal;
  const by =
    side === "reporter" ? t("again.byReporter") : t("again.byAuthor", { name: names.text(accountId) });
  const before = level === null || stage === null ? null : { level: level as 0 | 1 | 2, stage };
  return html`<li><p><strong>${number === undefined ? "" : html`<a href="/desk/cases/${number}">${t("appeals.case")} #${number}</a>`}</strong> ${by} <span class="quiet tight">${time(createdAt)}</span> <span class="tag">${before === null ? t("again.waiting") : html`${t(`panels.level.${before.level}`)}: ${t(`panels.stage.${before.stage}`)}`}</span></p>
<p class="quoted" dir="auto">${text}</p>
<p class="tight"><a href="/moot/decisions/${decisionId}">${t("panels.decision")}</a></p></li>`;
}
