import { html } from "hono/html";
import { isCategory } from "#moderation/category.ts";
import { type DecisionRow, signersOf } from "#moderation/trustees/panels/read.ts";
import type { Decision } from "#protocol/moot/decision.ts";
import { PANEL_SIZES } from "#protocol/moot/draw.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { trusteeName } from "./trustee-name.ts";
import { verifyPart } from "./verify-part.ts";

interface ListParts {
  decisions: readonly DecisionRow[];
  heardAgain: ReadonlyMap<string, DecisionRow>;
  hasMore: boolean;
}

/** Written by this node and checked before it was signed. */
const read = (row: DecisionRow) => row.document as unknown as Decision;

/** Public decisions, the newest first. */
export function listPage({ decisions, heardAgain, hasMore }: ListParts, words: Words): Html {
  const { t } = words;
  return html`<h1>${t("judged.title")}</h1><p>${t("judged.text")}</p>
${decisions.length === 0 ? html`<p class="card">${t("judged.none")}</p>` : html`<ul class="card ledger">${decisions.map((each) => line(each, heardAgain.has(each.id), words))}</ul>`}
${hasMore ? html`<nav class="pager" aria-label="${t("desk.pages")}"><a rel="next" href="/moot/decisions?before=${decisions.at(-1)?.id}">${t("desk.older")}</a></nav>` : ""}`;
}

function line(row: DecisionRow, isHeardAgain: boolean, words: Words): Html {
  const { t, day } = words;
  const { category, subject, level } = read(row);
  return html`<li><p><a href="/moot/decisions/${row.id}">${t(`did.${row.verdict}`)}</a>${isHeardAgain ? html` <span class="tag">${t("judged.again")}</span>` : ""}</p>
<p class="quiet tight">${t(`subject.${subject.kind}`)} · ${categoryOf(category, words)} · ${t(`panels.level.${level}`)} · ${day(row.at)}</p></li>`;
}

const categoryOf = (category: string, { t }: Words) =>
  isCategory(category) ? t(`category.${category}`) : category;

export interface DecisionParts {
  decision: DecisionRow;
  /** A rule in words; null for one that holds no longer. */
  ruleOf(iri: string): string | null;
  /** The decision that it was made against on appeal, and the one that was made against it: what the reader may read of them. */
  heard: DecisionRow | null;
  heardAgain: DecisionRow | null;
  /** Whether a larger panel hears an appeal against it now. */
  isHeard: boolean;
  origin: string;
}

/** A decision as its trustees have signed it. */
export function decisionPage(parts: DecisionParts, words: Words): Html {
  const { decision: row, ruleOf, heard, heardAgain, isHeard } = parts;
  const { t, day } = words;
  const decision = read(row);
  const { level, facts, reasons, minority, rules, subject, category } = decision;
  const said = (title: string, text: string | null) =>
    text === null || text.trim() === ""
      ? ""
      : html`<h3>${title}</h3><p class="quoted" dir="auto">${text}</p>`;
  return html`<p class="crumb"><a href="/moot/decisions">${t("judged.title")}</a></p>
<h1>${outcome(decision, words)}</h1>
<p class="quiet">${t("judged.one", { when: day(row.at) })} · ${t(`panels.level.${level}`)}</p>
${row.isPublic ? "" : html`<p class="card">${t("judged.private")}</p>`}
${heardAgain === null ? (isHeard ? html`<p class="card flash">${t("judged.appealed")}</p>` : "") : html`<p class="card flash">${t("judged.heardAgain")} ${other(heardAgain, words)}</p>`}
<section class="card" aria-label="${t("decision.what")}">
<dl><dt>${t("decision.post")}</dt><dd>${t(`subject.${subject.kind}`)}${subject.id === null ? "" : html`: <a href="${subject.id}" rel="nofollow noopener"><bdi>${subject.id}</bdi></a>`}</dd>
<dt>${t("decision.ground")}</dt><dd>${categoryOf(category, words)}</dd>
${rules.length === 0 ? "" : html`<dt>${t("decision.rules")}</dt><dd><ul>${rules.map((iri) => html`<li dir="auto">${ruleOf(iri) ?? t("judged.ruleGone", { rule: iri })}</li>`)}</ul></dd>`}</dl>
${said(t("decision.facts"), facts)}${said(t("judged.reasons"), reasons)}${said(t("judged.minority"), minority)}
${heard === null ? "" : html`<p>${t("judged.heard")} ${other(heard, words)}</p>`}</section>
${votesPart(row, words)}
${verifyPart({ id: row.id, origin: parts.origin }, words)}`;
}

const other = ({ id, verdict, at }: DecisionRow, { t, day }: Words): Html =>
  html`<a href="/moot/decisions/${id}">${t(`did.${verdict}`)}, ${day(at)}</a>`;

/** `It was removed, for 7 days` */
function outcome({ verdict, days }: Decision, words: Words): string {
  return lasting(words.t(`did.${verdict}`), days, words);
}

function lasting(what: string, days: number | null, { t }: Words): string {
  return days === null ? what : `${what}, ${t("judged.days", { count: days })}`;
}

function votesPart({ id, document }: DecisionRow, words: Words): Html {
  const { t } = words;
  const { votes, absent, level } = document as unknown as Decision;
  const signers = new Set(signersOf(document));
  const signed = votes.filter(({ trustee }) => signers.has(trustee)).length;
  return html`<section class="card" aria-labelledby="votes-title"><h2 id="votes-title">${t("judged.votes")}</h2><p class="quiet tight">${t("judged.names")}</p>
<div class="scrolls" tabindex="0" role="region" aria-labelledby="votes-title"><table><thead><tr><th scope="col">${t("judged.trustee")}</th><th scope="col">${t("judged.vote")}</th></tr></thead>
<tbody>${votes.map(
    ({ trustee, vote, changed, keptBy }) =>
      html`<tr><td>${trusteeName(trustee)}<span class="quiet tight">${t(`judged.keptBy.${keptBy}`)}${signers.has(trustee) ? "" : html` · ${t("judged.unsigned")}`}</span></td><td>${lasting(t(`kind.${vote.verdict}`), vote.days, words)}${changed ? html`<br><span class="quiet tight">${t("judged.changed")}</span>` : ""}</td></tr>`,
  )}${absent.map((trustee) => html`<tr><td>${trusteeName(trustee)}</td><td class="quiet">${t("judged.absent")}</td></tr>`)}</tbody></table></div>
<p>${t("judged.signed", { signed, size: PANEL_SIZES[level] })}</p>
<p><a href="/moot/panels/${id}">${t("panels.record")}</a></p></section>`;
}
