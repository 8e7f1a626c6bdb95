import { html } from "hono/html";
import type { Case } from "#moderation/cases/words.ts";
import type { Panel } from "#moderation/trustees/panels/panel.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

export interface CasePanels {
  /** The first one first. */
  panels: readonly { panel: Panel; sitting: number }[];
  mayAsk: boolean;
  mayDissolve: boolean;
}

const reasons = ["silent", "no-quorum", "unsigned"] as const;

/** Panels of a case, how far they are, and how one is asked for. */
export function panelsOf(item: Case, { panels, mayAsk, mayDissolve }: CasePanels, words: Words): Html {
  const { t } = words;
  const isSitting = panels.some(({ panel }) => panel.closedAt === null);
  const isOpen = mayAsk && item.closedAt === null && !isSitting;
  if (panels.length === 0 && !isOpen) return html``;
  return html`<section class="card stack" aria-labelledby="panel-title"><h2 id="panel-title">${t("panels.title")}</h2>
${panels.length === 0 ? "" : html`<ul class="ledger">${panels.map((each) => line(item, each, mayDissolve, words))}</ul>`}
${isOpen ? askForm(item, words) : ""}</section>`;
}

function askForm({ number, version }: Case, { t }: Words): Html {
  return html`<details><summary>${t("panels.ask")}</summary><form method="post" action="/desk/cases/${number}/panel" class="stack"><input type="hidden" name="version" value="${version}">
<p class="tight">${t("panels.askText")}</p><p class="quiet tight">${t("panels.askEmergency")}</p>
<p><button>${t("panels.ask")}</button></p></form></details>`;
}

function line(
  item: Case,
  { panel, sitting }: CasePanels["panels"][number],
  mayDissolve: boolean,
  words: Words,
): Html {
  const { t, time } = words;
  const { id, level, size, stage, stageUntil, openedAt, closedAt } = panel;
  const when =
    closedAt !== null
      ? time(closedAt)
      : stageUntil === null
        ? t("panels.asked", { when: time(openedAt) })
        : t("panels.until", { when: time(stageUntil) });
  return html`<li><p><strong>${t(`panels.level.${level}`)}</strong> <span class="tag">${t(`panels.stage.${stage}`)}</span></p>
<p class="quiet tight">${when}${closedAt === null && stage !== "drawing" ? html` · ${t("panels.seats", { sitting, size })}` : ""}</p>
${whyEnded(panel, words)}${links(panel, words)}
${mayDissolve && closedAt === null ? dissolveForm(item, id, words) : ""}</li>`;
}

function whyEnded({ stage, endedWhy }: Panel, { t }: Words): Html {
  if (stage === "dissolved") return html`<p class="quoted" dir="auto">${endedWhy}</p>`;
  const why = stage === "failed" ? reasons.find((each) => each === endedWhy) : undefined;
  return why === undefined ? html`` : html`<p class="tight">${t(`panels.why.${why}`)}</p>`;
}

function links({ id, stage, checkpoint }: Panel, { t }: Words): Html {
  if (checkpoint === null) return html``;
  const decision = html`<a href="/moot/decisions/${id}">${t("panels.decision")}</a> · `;
  return html`<p class="tight">${stage === "decided" ? decision : ""}<a href="/moot/panels/${id}">${t("panels.record")}</a></p>`;
}

function dissolveForm({ number }: Case, panelId: string, { t }: Words): Html {
  return html`<details><summary>${t("panels.dissolve")}</summary><form method="post" action="/desk/cases/${number}/dissolve" class="stack"><input type="hidden" name="panel" value="${panelId}">
<p class="tight">${t("panels.dissolveText")}</p>
<div><label for="reason-${panelId}">${t("panels.reason")}</label><p class="hint" id="reason-${panelId}-hint">${t("panels.reasonHint")}</p>
<textarea id="reason-${panelId}" name="reason" rows="2" maxlength="1000" required dir="auto" aria-describedby="reason-${panelId}-hint"></textarea></div>
<p><button class="danger">${t("panels.dissolve")}</button></p></form></details>`;
}
