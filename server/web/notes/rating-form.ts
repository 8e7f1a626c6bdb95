import { html } from "hono/html";
import { type OwnView, type Reason, reasonsAgainst, reasonsFor, verdicts } from "#moderation/notes/note.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

/** Where somebody says what they find of a note; for its writer the way to take it back. */
export function ratingForm(note: OwnView, words: Words): Html {
  const { t } = words;
  const at = `/notes/${note.id}`;
  if (note.isOwn)
    return html`<section class="card stack" aria-label="${t("note.yours")}"><p>${t("note.yours")}</p>
<form method="post" action="${at}/withdraw"><p><button class="danger">${t("note.withdraw")}</button></p></form></section>`;
  const own = note.ownRating;
  const given = new Set<Reason>(own?.reasons);
  const ticks = (reasons: readonly Reason[]) =>
    reasons.map(
      (reason) =>
        html`<label><input type="checkbox" name="reason" value="${reason}"${given.has(reason) ? html` checked` : ""}> ${t(`note.reason.${reason}`)}</label>`,
    );
  return html`<section class="card stack" aria-labelledby="rate"><h2 id="rate">${t("note.rate")}</h2>
<form method="post" action="${at}/rating" class="stack">
<fieldset class="kinds"><legend>${t("note.rateQuestion")}</legend>${verdicts
    .toReversed()
    .map(
      (verdict) =>
        html`<label><input type="radio" required name="rating" value="${verdict}"${own?.verdict === verdict ? html` checked` : ""}> ${t(`note.verdict.${verdict}`)}</label>`,
    )}</fieldset>
<fieldset class="kinds"><legend>${t("note.reasonsFor")}</legend>${ticks(reasonsFor)}</fieldset>
<fieldset class="kinds"><legend>${t("note.reasonsAgainst")}</legend>${ticks(reasonsAgainst)}</fieldset>
<p><button>${t(own === null ? "note.send" : "note.change")}</button></p></form>
${own === null ? "" : html`<form method="post" action="${at}/unrate"><p><button class="plain">${t("note.unrate")}</button></p></form>`}</section>`;
}
