import { html } from "hono/html";
import { seconds } from "#moderation/trustees/panels/signature.ts";
import type { TrusteeKey } from "#moderation/trustees/trustee.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { officeTabs, type ShownPage, saidIn, type TrusteeContext } from "./frame.ts";
import { type Problem, problemOf } from "./problem.ts";
import { toldBy } from "./told.ts";

interface Shown {
  readonly key: TrusteeKey | null;
  /** The address of the account, which a proof names. */
  readonly account: string;
  readonly now: Date;
}

/** What somebody signs with now, and the choice of another. */
export function keyPage(shown: Shown, problem: Problem | null, c: TrusteeContext): ShownPage {
  const { words } = c.var;
  const { t } = words;
  const title = t("portal.key");
  const told = flash(problem === null ? saidIn(c) : problemOf(problem, words), problem !== null);
  const { key } = shown;
  const main = html`${officeTabs("/trustee/key", words)}${told}<h1>${title}</h1><p>${t("portal.keyText")}</p>
${key === null ? "" : current(key, shown, words)}
${key === null ? "" : html`<p>${t("portal.keyChange")}</p>`}
${ownKey(shown, words)}
<section class="card stack" aria-labelledby="node-title"><h2 id="node-title">${t("portal.keyNode")}</h2><p>${t("portal.keyNodeText")}</p>
<form method="post" action="/trustee/key"><p><button class="plain" name="keeper" value="node">${t("portal.keyNodeDo")}</button></p></form></section>`;
  return { title, main };
}

function current({ trustee, keptBy, until }: TrusteeKey, { account, now }: Shown, words: Words): Html {
  const { t, time } = words;
  const here = html`<p data-key-status data-account="${account}" data-trustee="${trustee}" data-here="${t("portal.keyHere")}" data-missing="${t("portal.keyMissing")}"></p>
<details><summary>${t("portal.restore")}</summary><form class="stack" data-key-restore data-account="${account}" data-trustee="${trustee}" data-now="${seconds(now)}"${toldBy(["busy", "no-file", "not-one", "wrong-passphrase", "other-key", "restored", "failed"], words)}>
<p>${t("portal.restoreText")}</p>
<div><label for="recovery-file">${t("portal.recoveryFile")}</label><input type="file" id="recovery-file" accept="application/json,.json" data-recovery-file></div>
<div><label for="restore-passphrase">${t("portal.restorePassphrase")}</label><input type="password" id="restore-passphrase" autocomplete="off" data-passphrase></div>
<p><button class="plain">${t("portal.restoreDo")}</button></p></form></details>`;
  return html`<section class="card stack" aria-labelledby="now-title"><h2 id="now-title">${t("portal.keyNow")}</h2>
<p><code>${trustee}</code></p><p>${t(`portal.keyBy.${keptBy}`)} ${t("portal.keyUntil", { when: time(until) })}.</p>
${keptBy === "trustee" ? here : ""}</section>`;
}

function ownKey({ account, now }: Shown, words: Words): Html {
  const { t } = words;
  const passphrase = (name: "passphrase" | "passphrase-again", label: string, hint: Html | "") =>
    html`<div><label for="${name}">${label}</label>${hint}<input type="password" id="${name}" autocomplete="new-password" minlength="12"${name === "passphrase" ? html` data-passphrase aria-describedby="passphrase-hint"` : html` data-passphrase-again`}></div>`;
  return html`<section class="card stack" aria-labelledby="own-title"><h2 id="own-title">${t("portal.keyOwn")}</h2><p>${t("portal.keyOwnText")}</p>
<p data-without-keys><strong>${t("portal.keyOwnNot")}</strong></p>
<form method="post" action="/trustee/key" class="stack" hidden data-with-keys data-key-enrolment data-account="${account}" data-now="${seconds(now)}"${toldBy(["too-short", "not-the-same", "busy", "made", "not-made", "failed"], words)}>
${passphrase("passphrase", t("portal.passphrase"), html`<p class="hint" id="passphrase-hint">${t("portal.passphraseHint")}</p>`)}
${passphrase("passphrase-again", t("portal.passphraseAgain"), "")}
<p><button type="button" class="plain" data-make-key>${t("portal.makeKey")}</button></p>
<div data-recovery hidden><p>${t("portal.recoveryText")}</p><p><a class="button" href="#own-title" data-recovery-link>${t("portal.recoveryLink")}</a></p></div>
<p><button disabled data-enrol>${t("portal.enrol")}</button></p></form></section>`;
}
