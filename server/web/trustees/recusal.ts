import { html } from "hono/html";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { type PanelView, refusedOf } from "./panel-view.ts";
import { problemOf } from "./problem.ts";

const reasons = ["stake", "time"] as const;

/** Where a member leaves their seat, as long as the panel has not ended. */
export function recusal(view: PanelView, words: Words): Html {
  const { t } = words;
  const { panel } = view.file;
  if (panel.closedAt !== null) return html``;
  const refused = refusedOf(view, "recusal");
  const chosen = refused?.sent.one("because");
  const isReplaced = panel.stage === "voting";
  return html`<details class="card"${refused === null ? "" : html` open`}><summary>${t("portal.recuse")}</summary><form method="post" action="/trustee/panels/${panel.id}/recusal" class="stack">
<p>${t(isReplaced ? "portal.recuseText.before" : "portal.recuseText.after")}</p>
<fieldset class="nested${refused === null ? "" : " bad"}"><legend>${t("portal.because")}</legend>
${refused === null ? "" : html`<p class="wrong">${problemOf(refused.problem, words)}</p>`}<div class="kinds">${reasons.map(
    (each) =>
      html`<label><input type="radio" name="because" value="${each}" required${each === chosen ? html` checked` : ""}><span>${t(`portal.because.${each}`)}</span></label>`,
  )}</div></fieldset>
<div><label for="why">${t("portal.why")}</label><p class="hint" id="why-hint">${t("portal.whyHint")}</p>
<textarea id="why" name="why" rows="2" maxlength="1000" dir="auto" aria-describedby="why-hint">${refused?.sent.one("why") ?? ""}</textarea></div>
<p><button class="danger">${t("portal.recuseDo")}</button></p></form></details>`;
}
