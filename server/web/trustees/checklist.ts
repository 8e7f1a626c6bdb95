import { html } from "hono/html";
import type { Training } from "#moderation/trustees/training/train.ts";
import type { OwnOffice } from "../../trustees/read.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

/** What it takes to be drawn, and what of it is done. */
export function checklist(
  { trustee, key, training }: OwnOffice & { readonly training: Training },
  words: Words,
): Html {
  const { t, time } = words;
  const { certifiedAt, termUntil } = trustee;
  const { needed } = training;
  const right = Math.min(training.right, needed);
  const isReady = key !== null && certifiedAt !== null;
  const keyLine =
    key === null
      ? "portal.list.key"
      : key.keptBy === "node"
        ? "portal.list.keyNode"
        : "portal.list.keyTrustee";
  const certified =
    certifiedAt === null
      ? t("portal.list.notCertified")
      : t("portal.list.certified", { when: time(certifiedAt) });
  const until = termUntil === null ? "" : time(termUntil);
  return html`<section class="card stack" aria-labelledby="list-title"><h2 id="list-title">${t("portal.list")}</h2>
<ul class="ledger">${[
    step(key !== null, html`<a href="/trustee/key">${t(keyLine)}</a>`, words),
    step(
      right >= needed,
      html`<a href="/trustee/training">${t("portal.list.training", { right, needed })}</a>`,
      words,
    ),
    step(certifiedAt !== null, html`${certified}`, words),
  ]}</ul>
<p>${isReady ? t("portal.list.drawn", { when: until }) : html`${t("portal.list.notYet")} ${t("portal.list.until", { when: until })}`}</p></section>`;
}

function step(isDone: boolean, what: Html, { t }: Words): Html {
  return html`<li class="apart"><span>${what}</span><span class="tag">${t(isDone ? "portal.done" : "portal.toDo")}</span></li>`;
}
