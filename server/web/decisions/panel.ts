import { html } from "hono/html";
import type { AnsweredAppeal } from "#moderation/trustees/panels/read.ts";
import type { Outcome } from "../../trustees/outcomes.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

/** What a panel has decided, and what whoever is concerned says against it. */
export interface BeforePanel {
  outcome: Outcome;
  /** Where the form goes. */
  action: string;
  /** An appeal that was not taken, and what it said. */
  refused: { type: string; text: string } | null;
}

/** The way to a panel's decision as it is signed. */
export function decisionLink(decisionId: string, { t }: Words): Html {
  return html`<p><a href="/moot/decisions/${decisionId}">${t("again.decision")}</a></p>`;
}

/** Appeals that were made, with what came of them, and the form for the next while there is time. */
export function againstPanel(before: BeforePanel, words: Words): Html {
  const { t } = words;
  const { decision, appeals } = before.outcome;
  const id = `appeal-${decision.id}`;
  const rest = remaining(before, words);
  if (appeals.length === 0 && rest === null) return html``;
  return html`<section class="card stack" aria-labelledby="${id}"><h2 id="${id}">${t("decision.appeal")}</h2>
${appeals.map((appeal) => made(appeal, words))}${rest ?? ""}</section>`;
}

function made({ createdAt, text, state, panelId, answer }: AnsweredAppeal, words: Words): Html {
  const { t, time } = words;
  const became =
    state !== "open" ? t(`again.${state}`) : t(panelId === null ? "again.waiting" : "again.open");
  return html`<p class="quiet">${t("decision.appealYours", { when: time(createdAt) })}</p><p class="quoted" dir="auto">${text}</p>
<p><strong>${became}</strong></p>
${answer ? html`<h3>${t("again.answer")}</h3><p class="quoted" dir="auto">${answer}</p>` : ""}${state !== "open" && panelId !== null ? decisionLink(panelId, words) : ""}`;
}

/** What they can do now; null where nothing is to be said of that. */
function remaining({ outcome, action, refused }: BeforePanel, words: Words): Html | null {
  const { t, time } = words;
  const { decision, until, closed } = outcome;
  const said =
    refused === null ? "" : html`<p class="wrong" role="alert">${appealProblem(refused.type, words)}</p>`;
  if (closed === "last")
    return html`${said}<p>${t("again.last")}</p><p class="quiet">${t("decision.elsewhere")}</p>`;
  if (closed === "late")
    return until === null
      ? null
      : html`${said}<p>${t("decision.appealOver", { when: time(until) })}</p><p class="quiet">${t("decision.elsewhere")}</p>`;
  if (closed !== null || until === null) return refused === null ? null : html`${said}`;
  const id = `text-${decision.id}`;
  return html`<p>${t("again.text")}</p>
<form method="post" action="${action}" class="stack"><input type="hidden" name="decision" value="${decision.id}">
<div><label for="${id}">${t("decision.appealLabel")}</label><p class="hint" id="${id}-hint">${t("decision.appealHint")}</p>
<textarea id="${id}" name="text" rows="6" maxlength="5000" required dir="auto" aria-describedby="${id}-hint${refused === null ? "" : ` ${id}-problem`}"${refused === null ? "" : html` aria-invalid="true" autofocus`}>${refused?.text ?? ""}</textarea>
${refused === null ? "" : html`<p class="wrong" id="${id}-problem">${appealProblem(refused.type, words)}</p>`}</div>
<p><button>${t("decision.appealSend")}</button></p></form>
<p class="quiet">${t("again.until", { when: time(until) })} ${t("decision.elsewhere")}</p>`;
}

const known = {
  "appeal/too-long": "problem.tooLong",
  "appeal/empty": "problem.missing",
  "appeal/superseded": "again.superseded",
  "appeal/last": "again.last",
  "appeal/too-late": "again.tooLate",
  "appeal/already-made": "again.alreadyMade",
} as const;

/** Why an appeal was not taken, in words. */
export function appealProblem(type: string, { t }: Words): string {
  return Object.hasOwn(known, type)
    ? t(known[type as keyof typeof known])
    : t("problem.other", { reason: type });
}
