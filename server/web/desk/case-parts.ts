import { html } from "hono/html";
import type { ActionKind } from "#moderation/actions/kind.ts";
import { actionKinds } from "#moderation/actions/kind.ts";
import type { Related } from "#moderation/cases/waves.ts";
import type { CaseEvent, CaseNote } from "#moderation/cases/words.ts";
import type { CaseReport, CaseSignal } from "../../desk/case-views.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { caseLine } from "./case-line.ts";
import type { Names } from "./names.ts";

/** @param showsNames whether whoever reads may know which people here have complained */
export function reportsOf(
  reports: readonly CaseReport[],
  { words, names, showsNames }: { words: Words; names: Names; showsNames: boolean },
): Html {
  const { t, time } = words;
  const whom = ({ reporterId, domain }: CaseReport) => {
    if (reporterId === null) return html`${t("case.reporterAnonymous")}`;
    if (domain !== null) return html`${t("case.reporterHidden", { server: domain })}`;
    return showsNames
      ? html`${t("case.reporter", { name: "" })}${names.link(reporterId)}`
      : html`${t("case.reporterHere")}`;
  };
  return html`<ul class="ledger">${reports.map(
    (
      report,
    ) => html`<li><p class="tight"><strong>${t(`category.${report.topic}`)}</strong> <span class="quiet">${whom(report)} · ${time(report.createdAt)}${report.count > 1 ? html` · ${t("case.alike", { count: report.count - 1 })}` : ""}</span></p>
${report.comment === "" ? html`<p class="quiet">${t("case.noComment")}</p>` : html`<p class="quoted" dir="auto">${report.comment}</p>`}
${showsNames ? html`<p class="tight"><a href="/desk/reports/${report.id}">${t("talk.link", { count: report.messages })}</a></p>` : ""}</li>`,
  )}</ul>`;
}

export function signalsOf(signals: readonly CaseSignal[], { t, time, number }: Words): Html {
  return html`<ul class="ledger">${signals.map(
    ({ source, category, score, createdAt, explanation, decisionState }) =>
      html`<li><p class="tight">${t("case.signal", { source, category: t(`category.${category}`), score: number(score) })} <span class="quiet">${time(createdAt)}</span>${decisionState === null ? "" : html` <span class="tag">${t(`moot.state.${decisionState}`)}</span>`}</p>${
        Object.keys(explanation).length === 0
          ? ""
          : html`<details><summary>${t("desk.why")}</summary><dl class="tight">${Object.entries(
              explanation,
            ).map(
              ([fact, value]) =>
                html`<dt><code>${fact}</code></dt><dd dir="auto">${typeof value === "string" ? value : JSON.stringify(value)}</dd>`,
            )}</dl></details>`
      }</li>`,
  )}</ul>`;
}

/** By what others are like it; those that somebody has linked can be taken apart again. */
export function relatedOf(
  groups: readonly Related[],
  { number }: { number: number },
  words: Words,
  names: Names,
): Html {
  const { t } = words;
  const path = `/desk/cases/${number}`;
  const unlink = (other: number) =>
    html`<form method="post" action="${path}/unlink"><input type="hidden" name="other" value="${other}"><button class="plain small">${t("case.unlink", { number: `#${other}` })}</button></form>`;
  const found = groups.map(
    ({ because, count, cases }) =>
      html`<details><summary>${t(`case.because.${because}`)} <span class="count">${words.number(count)}</span></summary><ol class="cases">${cases.map((item) => caseLine(item, words, names))}</ol>${because === "by-hand" ? html`<div class="actions">${cases.map((item) => unlink(item.number))}</div>` : ""}</details>`,
  );
  return html`${groups.length === 0 ? html`<p class="quiet">${t("case.relatedNone")}</p>` : found}
<details><summary>${t("case.link")}</summary><form method="post" action="${path}/link" class="row">
<div><label for="other">${t("case.linkNumber")}</label><input id="other" name="other" inputmode="numeric" pattern="#?[0-9]+" maxlength="16" required></div>
<button class="plain">${t("case.link")}</button></form></details>`;
}

export function notesOf(
  notes: readonly CaseNote[],
  { number, server }: { number: number; server: string | null },
  { words, names }: { words: Words; names: Names },
): Html {
  const { t, time } = words;
  return html`${
    notes.length === 0
      ? html`<p class="quiet">${t("case.noteNone")}</p>`
      : html`<ul class="ledger">${notes.map(
          (note) =>
            html`<li><p class="tight"><strong>${note.accountId === null ? html`<bdi>${note.authorIri}</bdi>` : names.link(note.accountId)}</strong> <span class="quiet">${time(note.createdAt)}${note.isShared ? html` · ${t("case.noteIsShared")}` : ""}</span></p><p class="quoted" dir="auto">${note.text}</p></li>`,
        )}</ul>`
  }
<form method="post" action="/desk/cases/${number}/notes" class="stack">
<div><label for="note-text">${t("case.noteText")}</label><p class="hint" id="note-text-hint">${t("case.noteHint")}</p>
<textarea id="note-text" name="text" rows="3" maxlength="10000" required aria-describedby="note-text-hint" dir="auto"></textarea></div>
${server === null ? "" : html`<div class="checks"><label><input type="checkbox" name="shared" value="yes">${t("case.noteShared", { server })}</label></div>`}
<p><button class="plain">${t("case.noteAdd")}</button></p></form>`;
}

/** What happened, the newest first. */
export function historyOf(events: readonly CaseEvent[], words: Words, names: Names): Html {
  const { t, time } = words;
  const said = ({ kind, by, details }: CaseEvent) => {
    const who = names.text(by);
    const deed =
      typeof details.kind === "string" && Object.hasOwn(actionKinds, details.kind)
        ? t(`did.${details.kind as ActionKind}`)
        : "";
    const to = typeof details.to === "string" ? details.to : null;
    if (kind === "assigned")
      return to === by ? t("event.took", { who }) : t("event.assigned", { who, to: names.text(to) });
    if (kind === "answered") return t(`event.answered.${details.granted === true ? "yes" : "no"}`, { who });
    return t(`event.${kind}`, { who, kind: deed });
  };
  return html`<ol class="ledger" reversed>${[...events]
    .reverse()
    .map(
      (event) =>
        html`<li><p class="tight"><bdi>${said(event)}</bdi> <span class="quiet">${time(event.at)}</span></p></li>`,
    )}</ol>`;
}
