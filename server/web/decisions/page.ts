import { html } from "hono/html";
import type { Decision } from "../../actions/read.ts";
import type { Outcome } from "../../trustees/outcomes.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { againstPanel, appealProblem, decisionLink } from "./panel.ts";
import { statementOf } from "./statement.ts";

export function titleOf({ action }: Decision, { t }: Words): string {
  return t("decision.title", { what: t(`decision.yours.${action.subject.kind}`) });
}

interface Shown {
  now: Date;
  /** An appeal that was not taken, and what it said. */
  refused: { type: string; text: string } | null;
  /** By which panel it was decided or confirmed; null where none has. */
  outcome: Outcome | null;
}

/** What was decided about somebody, why, and what they can say against it. */
export function decisionPage(decision: Decision, shown: Shown, words: Words): Html {
  const { t, time } = words;
  const { action } = decision;
  const { outcome, refused } = shown;
  const { statement, subject, undoneAt, undoReason, endsAt } = action;
  const isOver = undoneAt !== null && endsAt !== null && endsAt <= undoneAt;
  return html`<p class="crumb"><a href="/decisions">${t("decision.listTitle")}</a></p>
<h1>${titleOf(decision, words)}</h1>
${undoneAt === null ? "" : html`<div class="card flash"><p>${t(isOver ? "decision.over" : "decision.undone", { when: time(undoneAt) })}</p>${undoReason ? html`<p dir="auto">${t("decision.undoneWhy", { reason: undoReason })}</p>` : ""}</div>`}
<section class="card" aria-label="${t("decision.what")}">${statement === null ? "" : statementOf({ ...action, subjectKind: subject.kind, statement, isByPanel: outcome !== null }, words)}${outcome === null ? "" : decisionLink(outcome.decision.id, words)}
<p class="tight">${t("decision.post")}: <a href="${subject.iri}" rel="nofollow noopener"><bdi>${subject.iri}</bdi></a></p></section>
${
  outcome === null
    ? against(decision, shown, words)
    : againstPanel({ outcome, action: `/decisions/${action.id}/appeal`, refused }, words)
}`;
}

function against({ action, appeal }: Decision, { now, refused }: Shown, words: Words): Html {
  const { t, time } = words;
  const title = html`<h2 id="appeal">${t("decision.appeal")}</h2>`;
  if (appeal !== null)
    return html`<section class="card" aria-labelledby="appeal">${title}
<p class="quiet">${t("decision.appealYours", { when: time(appeal.createdAt) })}</p><p class="quoted" dir="auto">${appeal.text}</p>
<p><strong>${t(`decision.appeal.${appeal.state}`)}</strong></p>
${appeal.answer ? html`<h3>${t("decision.appealAnswer")}</h3><p class="quoted" dir="auto">${appeal.answer}</p>` : ""}</section>`;
  const until = action.statement?.appealUntil ?? null;
  if (action.undoneAt !== null || until === null) return html``;
  if (until <= now)
    return html`<section class="card" aria-labelledby="appeal">${title}<p>${t("decision.appealOver", { when: time(until) })}</p><p class="quiet">${t("decision.elsewhere")}</p></section>`;
  return html`<section class="card" aria-labelledby="appeal">${title}<p>${t("decision.appealText")}</p>
<form method="post" action="/decisions/${action.id}/appeal" class="stack">
<div><label for="text">${t("decision.appealLabel")}</label><p class="hint" id="text-hint">${t("decision.appealHint")}</p>
<textarea id="text" name="text" rows="6" maxlength="5000" required dir="auto" aria-describedby="text-hint${refused === null ? "" : " text-problem"}"${refused === null ? "" : html` aria-invalid="true" autofocus`}>${refused?.text ?? ""}</textarea>
${refused === null ? "" : html`<p class="wrong" id="text-problem">${appealProblem(refused.type, words)}</p>`}</div>
<p><button>${t("decision.appealSend")}</button></p></form>
<p class="quiet">${t("decision.appealUntil", { when: time(until) })} ${t("decision.elsewhere")}</p></section>`;
}
