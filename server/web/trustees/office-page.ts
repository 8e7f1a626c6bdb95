import { html } from "hono/html";
import type { PanelOf } from "#moderation/trustees/panels/read.ts";
import type { Training } from "#moderation/trustees/training/train.ts";
import { isInOffice, type Trustee } from "#moderation/trustees/trustee.ts";
import type { OwnOffice } from "../../trustees/read.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { checklist } from "./checklist.ts";
import { officeTabs, type ShownPage, saidIn, type TrusteeContext } from "./frame.ts";
import { invitation } from "./invitation.ts";
import { type Problem, problemOf } from "./problem.ts";

interface Shown {
  /** Null for who was never asked. */
  readonly office: OwnOffice | null;
  /** Null for who is not in office. */
  readonly training: Training | null;
  readonly panels: readonly PanelOf[];
  /** Where the next page of panels begins. */
  readonly next: string | null;
  readonly node: string;
}

/** Where somebody is as a trustee: asked, in office, or not any more. */
export function officePage(shown: Shown, problem: Problem | null, c: TrusteeContext): ShownPage {
  const { words } = c.var;
  const { t } = words;
  const { office, training, node } = shown;
  const told = problem === null ? saidIn(c) : problemOf(problem, words);
  const isInvited = office?.trustee.state === "invited";
  const title = t(isInvited ? "portal.invitedTitle" : "portal.title");
  const head = html`${flash(told, problem !== null)}<h1>${title}</h1>`;
  if (office === null) return { title, main: html`${head}<p>${t("portal.never", { node })}</p>` };
  const { trustee } = office;
  if (isInvited)
    return { title, main: html`${head}${invitation(trustee, node, words)}${panelsOf(shown, words)}` };
  if (training === null || !isInOffice(trustee))
    return { title, main: html`${head}${ended(trustee, node, words)}${panelsOf(shown, words)}` };
  const main = html`${officeTabs("/trustee", words)}${head}
${panelsOf(shown, words)}
${checklist({ ...office, training }, words)}
${pausing(trustee, words)}
<details class="card"><summary>${t("portal.leave")}</summary><form method="post" action="/trustee/leave" class="stack"><p>${t("portal.leaveText")}</p>
<p><button class="danger">${t("portal.leaveDo")}</button></p></form></details>`;
  return { title, main };
}

function ended({ state, endedAs, endedAt, endedWhy }: Trustee, node: string, { t, time }: Words): Html {
  if (state === "declined" || endedAs === null || endedAt === null)
    return html`<p>${t("portal.declined", { node })}</p>`;
  return html`<p>${t(`portal.ended.${endedAs}`, { when: time(endedAt) })}</p>
${endedWhy === null ? "" : html`<p class="card" dir="auto">${t("portal.endedWhy", { why: endedWhy })}</p>`}<p>${t("portal.signedStays")}</p>`;
}

function pausing({ state, pausedUntil }: Trustee, { t, time }: Words): Html {
  if (state === "paused")
    return html`<section class="card stack"><p>${pausedUntil === null ? t("portal.paused") : t("portal.pausedUntil", { when: time(pausedUntil) })}</p>
<form method="post" action="/trustee/resume"><p><button>${t("portal.resume")}</button></p></form></section>`;
  if (state !== "active") return html``;
  return html`<details class="card"><summary>${t("portal.pause")}</summary><form method="post" action="/trustee/pause" class="stack">
<p>${t("portal.pauseText")}</p>
<div><label for="pause-days">${t("portal.pauseDays")}</label><p class="hint" id="pause-days-hint">${t("portal.pauseDaysHint")}</p>
<input id="pause-days" name="days" inputmode="numeric" pattern="[0-9]*" maxlength="4" autocomplete="off" aria-describedby="pause-days-hint"></div>
<div class="checks"><label><input type="checkbox" name="leaves" value="yes">${t("portal.pauseLeaves")}</label></div>
<p><button>${t("portal.pause")}</button></p></form></details>`;
}

/** What waits first. */
function panelsOf({ panels, next, office }: Shown, words: Words): Html {
  const { t } = words;
  const isOpen = ({ panel, leftAs }: PanelOf) => panel.closedAt === null && leftAs === null;
  const open = panels.filter(isOpen).sort((a, b) => Number(b.isAwaited) - Number(a.isAwaited));
  const earlier = panels.filter((each) => !isOpen(each));
  if (panels.length === 0 && office?.trustee.state !== "active") return html``;
  return html`<section aria-labelledby="panels-title"><h2 id="panels-title">${t("portal.panels")}</h2>
${open.length === 0 ? html`<p class="card">${t("portal.noOpen")}</p>` : html`<ul class="card ledger">${open.map((each) => line(each, words))}</ul>`}
${earlier.length === 0 ? "" : html`<details><summary>${t("portal.earlier")} <span class="count">${words.number(earlier.length)}</span></summary><ul class="card ledger">${earlier.map((each) => line(each, words))}</ul></details>`}
${next === null ? "" : html`<nav class="pager" aria-label="${t("desk.pages")}"><a rel="next" href="/trustee?before=${next}">${t("desk.older")}</a></nav>`}</section>`;
}

function line({ panel, leftAs, isAwaited }: PanelOf, { t, time }: Words): Html {
  const { id, size, stage, openedAt, stageUntil } = panel;
  const until = stageUntil === null ? "" : html` · ${t("portal.until", { when: time(stageUntil) })}`;
  const state =
    leftAs === null
      ? html`${isAwaited ? html`<strong class="tag">${t("portal.yourTurn")}</strong> ` : ""}${t(`portal.stage.${stage}`)}${until}`
      : html`${t(`portal.left.${leftAs}`)}`;
  return html`<li><p class="tight"><a href="/trustee/panels/${id}">${t("portal.panelOf", { size, when: time(openedAt) })}</a></p><p class="tight">${state}</p></li>`;
}
