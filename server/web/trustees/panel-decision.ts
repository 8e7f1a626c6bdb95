import { html } from "hono/html";
import { readDecision } from "#protocol/moot/decision.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { keyHint, signedInBrowser, submit } from "./ballot-form.ts";
import { type PanelView, refusedOf, unsigned } from "./panel-view.ts";
import { problemOf } from "./problem.ts";
import { voteText } from "./vote-text.ts";

/** The decision as it is signed, and who has. */
export function decisionOf(view: PanelView, words: Words): Html {
  const { t } = words;
  const { panel, signers } = view.file;
  const read = panel.document === null ? null : readDecision(unsigned(panel.document));
  if (!read?.ok) return html``;
  const { verdict, days, rules, facts, reasons, minority, votes, absent, subject } = read.value;
  const said = (title: string, text: string | null) =>
    text === null || text.trim() === ""
      ? ""
      : html`<h3>${title}</h3><p class="quoted" dir="auto">${text}</p>`;
  return html`<section class="card stack" aria-labelledby="decision-title"><h2 id="decision-title">${t("portal.decision")}</h2>
<div>${voteText({ verdict, days, rules }, view, words)}</div>
${said(t("portal.facts"), facts)}${said(t("portal.reasons"), reasons)}${said(t("portal.minority"), minority)}
${absent.length === 0 ? "" : html`<p>${t("portal.absent", { count: absent.length })}</p>`}
<p class="quiet">${t("portal.signers", { count: signers.length, all: votes.length })}</p>
${panel.stage === "decided" ? published(panel.id, subject.id !== null, words) : signing(view, words)}</section>`;
}

function published(panelId: string, isPublic: boolean, { t }: Words): Html {
  return isPublic
    ? html`<p><a class="button" href="/moot/decisions/${panelId}">${t("portal.decidedLink")}</a></p>`
    : html`<p class="quiet">${t("portal.decidedPrivate")}</p>`;
}

function signing(view: PanelView, words: Words): Html {
  const { t } = words;
  const { panel, seat, signers, votes, isAwaited } = view.file;
  const refused = refusedOf(view, "signature");
  const problem = refused === null ? "" : html`<p class="wrong">${problemOf(refused.problem, words)}</p>`;
  if (signers.includes(seat.trustee)) return html`<p><strong>${t("portal.signed")}</strong></p>${problem}`;
  const own = votes.find(({ trustee }) => trustee === seat.trustee);
  if (!isAwaited || own === undefined) return html`<p>${t("portal.noSignature")}</p>${problem}`;
  const { verdict, days, rules } = own.last ?? own.first;
  const given = view.isKept
    ? ""
    : html` data-document="${JSON.stringify(unsigned(panel.document ?? {}))}" data-vote="${JSON.stringify({ verdict, days, rules })}"`;
  return html`<form method="post" action="/trustee/panels/${panel.id}/signature" class="stack"${signedInBrowser(view, "sign", words)}${given}>
<p>${t("portal.signText")}</p>${keyHint(view, words)}${problem}<p>${submit(view, t("portal.signDo"))}</p></form>`;
}
