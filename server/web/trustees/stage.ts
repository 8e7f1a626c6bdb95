import { html } from "hono/html";
import { type PanelStage, panelStages } from "#moderation/trustees/panels/panel.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import type { PanelView } from "./panel-view.ts";

type OpenStage = Exclude<PanelStage, "decided" | "failed" | "dissolved">;

const steps = panelStages.filter((stage) => stage !== "failed" && stage !== "dissolved");
const failures = ["silent", "no-quorum", "unsigned"] as const;

/** How far a panel is, until when, and what comes next. */
export function stageOf(view: PanelView, words: Words): Html {
  const { t } = words;
  const { stage } = view.file.panel;
  const isOver = stage === "failed" || stage === "dissolved";
  const way = isOver
    ? ""
    : html`<ol class="steps">${steps.map((each) => html`<li${each === stage ? html` aria-current="step"` : ""}>${t(`portal.stage.${each}`)}</li>`)}</ol>`;
  return html`<section class="card" aria-labelledby="stage-title"><h2 id="stage-title">${t("portal.now", { stage: t(`portal.stage.${stage}`) })}</h2>${way}${told(view, words)}</section>`;
}

function told({ file }: PanelView, { t, time }: Words): Html {
  const { panel, isAwaited, awaited } = file;
  const { stage, stageUntil, endedWhy } = panel;
  if (stage === "decided") return html`<p>${t("portal.decided")}</p>`;
  if (stage === "dissolved")
    return html`<p dir="auto">${t("portal.dissolvedWhy", { why: endedWhy ?? "" })}</p>`;
  if (stage === "failed")
    return html`<p>${t(`portal.failed.${failures.find((each) => each === endedWhy) ?? "silent"}`)}</p>`;
  const open: OpenStage = stage;
  const others = awaited - (isAwaited ? 1 : 0);
  const until =
    stageUntil === null
      ? ""
      : html` <time datetime="${stageUntil.toISOString()}">${t("portal.until", { when: time(stageUntil) })}</time>`;
  return html`<p>${isAwaited ? html`<strong class="tag">${t("portal.yourTurn")}</strong>` : ""}${until}</p>
<p>${t(`portal.${isAwaited ? "do" : "wait"}.${open}`)}</p>
${open === "drawing" ? "" : html`<p class="quiet">${t("portal.others", { count: others })}</p>`}`;
}
