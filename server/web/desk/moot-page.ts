import { html } from "hono/html";
import { verdicts } from "#protocol/moot/vote.ts";
import type { PeerLine, ReceivedLine } from "../../moot/read.ts";
import { type DecisionPolicy, type Treatment, treatments } from "../../moot/treatment.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { problemOf } from "./problem.ts";

const here = "/desk/moot";

/** The forms, as they were filled in. */
export interface Given {
  node: string;
  peer: string;
  verdict: DecisionPolicy["verdict"];
  treatment: Treatment | null;
}

export const nothingGiven: Given = { node: "", peer: "", verdict: "*", treatment: "show" };

export interface MootParts {
  said: { text: string; isBad: boolean } | null;
  given: Given;
  peers: readonly PeerLine[];
  policies: readonly DecisionPolicy[];
  received: readonly ReceivedLine[];
  hasMore: boolean;
  mayDecide: boolean;
}

export function mootPage(parts: MootParts, words: Words): Html {
  const { said, given, peers, policies, received, hasMore, mayDecide } = parts;
  const { t } = words;
  return html`${said === null ? "" : flash(said.text, said.isBad)}<h1>${t("moot.title")}</h1><p>${t("moot.text")}</p>
<section aria-labelledby="came"><h2 id="came">${t("moot.came")}</h2>
${received.length === 0 ? html`<p class="card">${t("moot.none")}</p>` : html`<ul class="card ledger">${received.map((each) => html`<li class="stack">${line(each, words)}</li>`)}</ul>`}
${hasMore ? html`<nav class="pager" aria-label="${t("desk.pages")}"><a rel="next" href="${here}?before=${received.at(-1)?.id ?? ""}">${t("desk.older")}</a></nav>` : ""}</section>
<section class="card stack" aria-labelledby="peers"><h2 id="peers">${t("moot.peers")}</h2>
${peers.length === 0 ? html`<p>${t("moot.noPeers")}</p>` : html`<ul class="ledger">${peers.map((peer) => html`<li>${peerLine(peer, mayDecide, words)}</li>`)}</ul>`}
${mayDecide ? followForm(given, words) : ""}</section>
<section class="card stack" aria-labelledby="policies"><h2 id="policies">${t("moot.policies")}</h2><p>${t("moot.policiesText")}</p>
${policies.length === 0 ? "" : html`<ul>${policies.map((policy) => html`<li><bdi>${policy.peer === "*" ? t("moot.everybody") : policy.peer}</bdi> · ${policy.verdict === "*" ? t("moot.anyVerdict") : t(`kind.${policy.verdict}`)}: ${t(`moot.treatment.${policy.treatment}`)}</li>`)}</ul>`}
${mayDecide ? policyForm(given, words) : ""}</section>`;
}

function line(received: ReceivedLine, words: Words): Html {
  const { iri, peer, level, verdict, state, document, receivedAt } = received;
  const { t, time } = words;
  const days = document === null || typeof document.days !== "number" ? null : document.days;
  const reasons = document === null ? "" : String(document.reasons ?? "");
  return html`<p class="apart tight"><strong>${t(`moot.state.${state}`)}</strong> <span class="quiet"><bdi>${peer}</bdi> · ${time(receivedAt)}</span></p>
<p class="tight">${t("moot.asks", { verdict: t(`kind.${verdict}`) })}${days === null ? "" : html` ${t("moot.days", { count: days })}`} · ${t(`panels.level.${level}`)} · <a href="${iri}" rel="nofollow noopener">${t("moot.there")}</a>${done(received, words)}</p>
${received.subjectIri === null ? "" : html`<p class="quiet tight" dir="ltr"><a href="${received.subjectIri}" rel="nofollow noopener noreferrer ugc">${received.subjectIri}</a></p>`}
${reasons === "" ? "" : html`<p class="quoted" dir="auto">${reasons}</p>`}
${received.why === null ? "" : html`<p class="quiet tight">${t("moot.notApplied", { reason: whyIn(received.why, words) })}</p>`}`;
}

/** What became of it here, as links. */
function done({ caseNumber, actionId, actionOf, isUndone }: ReceivedLine, { t }: Words): Html {
  const what = t("moot.action");
  const action = actionOf === null ? what : html`<a href="/desk/people/${actionOf}">${what}</a>`;
  return html`${caseNumber === null ? "" : html` · <a href="/desk/cases/${caseNumber}">${t("case.title", { number: caseNumber })}</a>`}${actionId === null ? "" : html` · ${action}${isUndone ? html` (${t("moot.undone")})` : ""}`}`;
}

function whyIn(why: string, words: Words): string {
  if (why === "subject/unknown") return words.t("moot.why.unknown");
  if (why === "action/undone-here") return words.t("moot.why.undoneHere");
  return problemOf({ type: why }, words);
}

function peerLine(peer: PeerLine, mayDecide: boolean, { t, day }: Words): Html {
  const { domain, state, since, actorIri, trustees } = peer;
  return html`<p class="apart tight"><a href="${actorIri}" rel="nofollow noopener"><bdi>${domain}</bdi></a> <span class="tag">${t(`moot.peer.${state}`)}</span></p>
<p class="quiet tight">${t("moot.since", { when: day(since) })}${trustees === null ? "" : html` · ${t("moot.trustees", { count: trustees })}`}</p>
${
  mayDecide
    ? html`<details><summary>${t("moot.unfollow", { name: `\u2068${domain}\u2069` })}</summary><form method="post" action="${here}/peers/end" class="stack"><p class="tight">${t("moot.unfollowText")}</p><input type="hidden" name="node" value="${domain}"><p><button class="danger">${t("moot.unfollow", { name: `\u2068${domain}\u2069` })}</button></p></form></details>`
    : ""
}`;
}

function followForm({ node }: Given, { t }: Words): Html {
  return html`<h3>${t("moot.follow")}</h3><form method="post" action="${here}/peers" class="stack">
<div><label for="node">${t("moot.node")}</label><p class="hint" id="node-hint">${t("moot.nodeHint")}</p><input id="node" name="node" value="${node}" required maxlength="2048" dir="ltr" autocapitalize="none" spellcheck="false" aria-describedby="node-hint"></div>
<p><button>${t("moot.followDo")}</button></p></form>`;
}

function policyForm({ peer, verdict, treatment }: Given, { t }: Words): Html {
  const option = (value: string, name: string, isChosen: boolean) =>
    html`<option value="${value}"${isChosen ? html` selected` : ""}>${name}</option>`;
  return html`<form method="post" action="${here}/policies" class="stack">
<div><label for="peer">${t("moot.policyPeer")}</label><p class="hint" id="peer-hint">${t("moot.policyPeerHint")}</p><input id="peer" name="peer" value="${peer}" required maxlength="260" dir="ltr" autocapitalize="none" spellcheck="false" aria-describedby="peer-hint"></div>
<div><label for="verdict">${t("moot.policyVerdict")}</label><select id="verdict" name="verdict">${option("*", t("moot.anyVerdict"), verdict === "*")}${verdicts.map((each) => option(each, t(`kind.${each}`), each === verdict))}</select></div>
<div><label for="treatment">${t("moot.treatment")}</label><select id="treatment" name="treatment">${treatments.map((each) => option(each, t(`moot.treatment.${each}`), each === treatment))}${option("", t("moot.treatment.none"), treatment === null)}</select></div>
<p><button>${t("moot.save")}</button></p></form>`;
}
