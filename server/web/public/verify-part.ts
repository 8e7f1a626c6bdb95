import { html } from "hono/html";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

/** How a decision is verified: in the reader's browser, or with its file and the command line. */
export function verifyPart({ id, origin }: { id: string; origin: string }, { t }: Words): Html {
  const record = `/moot/decisions/${id}/record`;
  const right = t("judged.verifyRight", { signers: "{signers}", size: "{size}" });
  const wrong = t("judged.verifyWrong", { reason: "{reason}" });
  return html`<section class="card stack" aria-labelledby="verify-title"><h2 id="verify-title">${t("judged.verify")}</h2><p>${t("judged.verifyText")}</p>
<div class="stack" data-verify data-record="${record}" data-button="${t("judged.verifyButton")}" data-busy="${t("judged.verifyBusy")}" data-right="${right}" data-wrong="${wrong}" data-unread="${t("judged.verifyUnread")}" data-why-file="${t("judged.wrong.file")}" data-why-key="${t("judged.wrong.key")}" data-why-signatures="${t("judged.wrong.signatures")}" data-why-draw="${t("judged.wrong.draw")}" data-why-votes="${t("judged.wrong.votes")}"></div>
<p><a class="button" href="${record}" download="decision-${id}.json">${t("judged.download")}</a></p>
<p class="tight">${t("judged.command")}</p><pre class="code command" dir="ltr">folkmoot decision verify decision-${id}.json</pre>
<p class="tight">${t("judged.drawCommand")}</p><pre class="code command" dir="ltr">folkmoot panel draw ${origin}/moot/panels/${id}</pre></section>`;
}
