import { html } from "hono/html";
import type { Trustee } from "#moderation/trustees/trustee.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { languageTitle } from "./language-title.ts";

const asked = ["panels", "votes", "time", "harm", "record", "secret", "training", "leave"] as const;

/** What an office asks of somebody, and their answer. */
export function invitation({ termMonths, languages }: Trustee, node: string, words: Words): Html {
  const { t, lang } = words;
  const named = languages.map((language) => languageTitle(language, lang)).join(", ");
  return html`<p>${t("portal.invitedText", { node })}</p>
<section class="card stack" aria-labelledby="asks-title"><h2 id="asks-title">${t("portal.asks")}</h2>
<ul class="spaced">${asked.map((each) => html`<li>${t(`portal.asks.${each}`)}</li>`)}</ul>
<p>${t("portal.term", { months: termMonths })} ${t("portal.languagesAsked", { languages: named })}</p>
<form method="post" action="/trustee/answer" class="actions"><button name="consents" value="yes">${t("portal.consent")}</button>
<button class="plain" name="consents" value="no">${t("portal.decline")}</button></form></section>`;
}
