import { html } from "hono/html";
import { ballotId } from "#moderation/trustees/panels/ballot-id.ts";
import { seconds } from "#moderation/trustees/panels/signature.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { type PanelView, type Refused, refusedOf, ruleText } from "./panel-view.ts";
import { problemOf } from "./problem.ts";
import { toldBy } from "./told.ts";
import { verdictChoice } from "./verdict-choice.ts";

type BallotStage = "commit" | "reveal" | "final";

/** What the scripts need of a form that a browser signs; nothing where the node signs. */
export function signedInBrowser(view: PanelView, stage: BallotStage | "sign", words: Words): Html {
  const { file, uris, account, now, isKept } = view;
  if (isKept) return html``;
  const { panel, seat } = file;
  const id =
    stage === "sign" ? "" : html` data-ballot-id="${uris.ballot(ballotId(panel.id, seat.trustee, stage))}"`;
  return html` data-ballot="${stage}" data-account="${account}" data-panel="${uris.panel(panel.id)}" data-trustee="${seat.trustee}" data-now="${seconds(now)}"${id}${toldBy(["no-key", "no-vote", "not-a-decision", "other-vote", "failed"], words)}`;
}

/** The button of such a form: where the browser signs, its script lets it be pressed, so that nothing is sent without. */
export function submit({ isKept }: Pick<PanelView, "isKept">, label: string): Html {
  return html`<button${isKept ? "" : html` disabled`}>${label}</button>`;
}

/** For somebody whose key is in their browser: what the form needs, and where to get the key back. */
export function keyHint({ isKept }: PanelView, { t }: Words): Html {
  return isKept
    ? html``
    : html`<p class="hint">${t("portal.ownKey")} <a href="/trustee/key">${t("portal.recovery")}</a></p>`;
}

/** The vote, unseen or, once all are shown, as it stays. */
export function ballotForm(view: PanelView, stage: "commit" | "final", words: Words): Html {
  const { t } = words;
  const { panel, votes, seat } = view.file;
  const refused = refusedOf(view, "ballot");
  const first = votes.find(({ trustee }) => trustee === seat.trustee)?.first;
  const given = refused === null ? first : votedIn(refused);
  const isFinal = stage === "final";
  const problem = refused === null ? null : problemOf(refused.problem, words);
  const choice = verdictChoice(
    { legend: t("portal.verdict"), offered: panel.offered, chosen: given?.verdict ?? null, problem },
    words,
  );
  return html`<section class="card" aria-labelledby="vote-title"><h2 id="vote-title">${t(isFinal ? "portal.confirm" : "portal.vote")}</h2>
<form method="post" action="/trustee/panels/${panel.id}/ballots" class="stack"${signedInBrowser(view, stage, words)}>
<p>${t("portal.voteText")} ${t(isFinal ? "portal.confirmText" : "portal.voteHidden")}</p>${keyHint(view, words)}
${choice}
<div><label for="days">${t("portal.days")}</label><p class="hint" id="days-hint">${t("portal.daysHint")}</p>
<input id="days" name="days" inputmode="numeric" pattern="[0-9]*" maxlength="5" autocomplete="off" aria-describedby="days-hint" value="${given?.days ?? ""}"></div>
${rules(view, given?.rules ?? [], words)}
<p>${submit(view, t(isFinal ? "portal.confirmDo" : "portal.voteDo"))}</p></form></section>`;
}

function votedIn({ sent }: Refused) {
  return { verdict: sent.one("verdict"), days: sent.one("days"), rules: sent.all("rules") };
}

function rules(view: PanelView, chosen: readonly string[], words: Words): Html {
  if (view.rules.length === 0) return html``;
  return html`<fieldset class="nested"><legend>${words.t("portal.rulesBroken")}</legend><div class="kinds">${view.rules.map(
    (rule) =>
      html`<label><input type="checkbox" name="rules" value="${rule.address}"${chosen.includes(rule.address) ? html` checked` : ""}><span dir="auto">${ruleText(rule, words)}</span></label>`,
  )}</div></fieldset>`;
}

/** Shows the vote that only a member's browser knows. */
export function revealForm(view: PanelView, words: Words): Html {
  const { t } = words;
  const { panel, own } = view.file;
  const refused = refusedOf(view, "ballot");
  const commitment = own.find(({ stage }) => stage === "commit")?.document.commitment;
  return html`<section class="card" aria-labelledby="show-title"><h2 id="show-title">${t("portal.show")}</h2>
<form method="post" action="/trustee/panels/${panel.id}/ballots" class="stack" data-commitment="${String(commitment ?? "")}"${signedInBrowser(view, "reveal", words)}>
<p>${t("portal.showText")}</p>${keyHint(view, words)}
${refused === null ? "" : html`<p class="wrong">${problemOf(refused.problem, words)}</p>`}
<p>${submit(view, t("portal.showDo"))}</p></form></section>`;
}
