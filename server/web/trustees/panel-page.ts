import { html } from "hono/html";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { ballotForm, revealForm } from "./ballot-form.ts";
import { deliberation, votesTable } from "./deliberation.ts";
import { type ShownPage, saidIn, type TrusteeContext } from "./frame.ts";
import { caseOf } from "./panel-case.ts";
import { decisionOf } from "./panel-decision.ts";
import { type PanelView, refusedOf } from "./panel-view.ts";
import { problemOf } from "./problem.ts";
import { recusal } from "./recusal.ts";
import { stageOf } from "./stage.ts";

/** A panel as one of its members sees it: how far it is, what they do now, and the case. */
export function panelPage(view: PanelView, c: TrusteeContext): ShownPage {
  const { words } = c.var;
  const { t } = words;
  const { panel, seat } = view.file;
  const title = t("portal.panel", { size: panel.size });
  const told = view.refused === null ? saidIn(c) : problemOf(view.refused.problem, words);
  const head = html`<p class="crumb"><a href="/trustee">${t("portal.title")}</a></p>
${flash(told, view.refused !== null)}<h1>${title}</h1>`;
  if (seat.leftAs !== null)
    return { title, main: html`${head}<p class="card">${t(`portal.left.${seat.leftAs}`)}</p>` };
  const main = html`${head}<p>${t(`portal.level.${panel.level}`)}</p>
${stageOf(view, words)}
${parts(view, words)}`;
  return { title, main };
}

/** While they vote, the case comes first; afterwards what they make of it. */
function parts(view: PanelView, words: Words): Html {
  const { file } = view;
  const isVoting = file.panel.stage === "voting" || file.panel.stage === "revealing";
  const { mine, ours } = done(view, words);
  const subject = html`<div class="harm">${caseOf(view, words)}</div>`;
  return isVoting
    ? html`<div class="columns">${subject}<div>${mine}${recusal(view, words)}</div></div>`
    : html`<div class="columns"><div>${mine}${ours}${recusal(view, words)}</div>${subject}</div>`;
}

/** What a member does now, and what all of them have done. */
function done(view: PanelView, words: Words): { mine: Html; ours: Html } {
  const { panel, isAwaited } = view.file;
  const nothing = html``;
  switch (panel.stage) {
    case "voting":
      return { mine: isAwaited ? ballotForm(view, "commit", words) : nothing, ours: nothing };
    case "revealing":
      return { mine: isAwaited && !view.isKept ? revealForm(view, words) : nothing, ours: nothing };
    case "deliberating": {
      const confirm = isAwaited || refusedOf(view, "ballot") !== null;
      return {
        mine: votesTable(view, words),
        ours: html`${deliberation(view, words)}${confirm ? ballotForm(view, "final", words) : ""}`,
      };
    }
    case "signing":
    case "decided":
      return {
        mine: decisionOf(view, words),
        ours: html`${votesTable(view, words)}${deliberation(view, words)}`,
      };
    default:
      return { mine: nothing, ours: nothing };
  }
}
