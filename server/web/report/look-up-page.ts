import { html } from "hono/html";
import type { OwnReport } from "../../reports/talk.ts";
import { alert } from "../form.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

/** Asks for the code. */
export function askPage(problem: "lookUp.unknown" | "lookUp.busy" | null, { t, lang }: Words): Html {
  return html`<h1>${t("lookUp.title")}</h1><p>${t("lookUp.lead")}</p>
${alert(problem === null ? null : t(problem))}
<form method="post" action="/report/look-up?lang=${lang}" class="card stack">
<div><label for="receipt">${t("lookUp.code")}</label><p class="hint" id="code-hint">${t("lookUp.codeHint")}</p>
<input id="receipt" name="receipt" required maxlength="200" autocomplete="off" autocapitalize="characters" spellcheck="false" dir="ltr" aria-describedby="code-hint"></div>
<p><button type="submit">${t("lookUp.show")}</button></p>
</form>
<p><a href="/report?lang=${lang}">${t("report.title")}</a></p>`;
}

/** What became of a report, and what was said. The code goes along in the form: nothing of it is in an address or a cookie. */
export function reportPage(
  report: OwnReport,
  { receipt, said, problem }: { receipt: string; said: string | null; problem: string | null },
  { t, time, lang }: Words,
): Html {
  const { outcome, messages } = report;
  return html`${flash(said)}<h1>${t("lookUp.found")}</h1>
<section class="card stack"><p class="quiet tight">${t("lookUp.sent", { when: time(report.createdAt) })}</p>
${report.subjects.map((subject) => html`<p dir="ltr"><a href="${subject}" rel="nofollow noopener noreferrer">${subject}</a></p>`)}
${report.comment === "" ? "" : html`<p class="quoted" dir="auto">${report.comment}</p>`}
<p><strong>${t(saidOf(outcome))}</strong></p>
${outcome === null ? "" : html`<p class="quiet">${t("lookUp.decided", { when: time(outcome.at) })}</p>`}
${(outcome?.rules ?? []).map((rule) => html`<p dir="auto">${t("lookUp.rule", { rule })}</p>`)}</section>
<h2>${t("lookUp.talk")}</h2>
${
  messages.length === 0
    ? html`<p>${t("lookUp.noTalk")}</p>`
    : html`<ol class="card ledger">${messages.map(
        ({ from, text, createdAt }) =>
          html`<li><p class="quiet tight">${t(from === "reporter" ? "lookUp.you" : "lookUp.moderators")} · ${time(createdAt)}</p>
<p class="quoted" dir="auto">${text}</p></li>`,
      )}</ol>`
}
${alert(problem)}
<form method="post" action="/report/look-up?lang=${lang}" class="card stack">
<input type="hidden" name="receipt" value="${receipt}">
<div><label for="text">${t("lookUp.message")}</label><p class="hint" id="message-hint">${t("lookUp.messageHint")}</p>
<textarea id="text" name="text" rows="4" required maxlength="5000" dir="auto" aria-describedby="message-hint"></textarea></div>
<p><button type="submit">${t("lookUp.send")}</button></p>
</form>`;
}

function saidOf(outcome: OwnReport["outcome"]) {
  if (outcome === null) return "lookUp.open";
  if (outcome.acted) return "lookUp.acted";
  return outcome.isTakenBack ? "letter.takenBack" : "lookUp.dismissed";
}
