import { html } from "hono/html";
import type { PolicyDiff } from "#moderation/policy/diff.ts";
import type { PolicyProblem } from "#moderation/policy/problem.ts";
import type { listVersions, readPolicy } from "#moderation/policy/read-policy.ts";
import type { Rule } from "#moderation/policy/rule.ts";
import { warningsOf } from "#moderation/policy/warnings.ts";
import type { countHits } from "../../policy/hits.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import type { Names } from "./names.ts";

interface Parts {
  current: Awaited<ReturnType<typeof readPolicy>>;
  versions: Awaited<ReturnType<typeof listVersions>>;
  /** Of the last week. */
  hits: Awaited<ReturnType<typeof countHits>>;
  text: string;
  note: string;
  problems: readonly PolicyProblem[];
  mayChange: boolean;
}

export function rulesPage(
  { current, versions, hits, text, note, problems, mayChange }: Parts,
  words: Words,
  names: Names,
): Html {
  const { t, time } = words;
  return html`<h1>${t("rules.title")}</h1><p>${t("rules.text")}</p>
<p class="row"><a class="button small" href="/desk/communities">${t("communities.title")}</a> <a class="button small" href="/desk/rules/try">${t("try.title")}</a> <a class="button small" href="/desk/rules/trials">${t("trials.title")}</a> <a class="button small" href="/desk/rules/thresholds">${t("thresholds.title")}</a></p>
${
  current === null || current.rules.rules.length === 0
    ? html`<div class="card"><p class="tight">${t("rules.none")}</p>${mayChange ? html`<p><a class="button" href="/desk/rules/starter">${t("rules.begin")}</a></p>` : ""}</div>`
    : html`<p class="quiet">${t("rules.current", { number: current.number, when: time(current.createdAt), name: names.text(current.by) })}</p>${rulesTable(current.rules.rules, hits, mayChange ? (rule) => switches("/desk/rules/rule", rule, words) : null, words)}`
}
${mayChange ? editor({ text, note, problems, basedOn: current?.number ?? 0 }, words) : ""}
${
  versions.length === 0
    ? ""
    : html`<section class="card" aria-labelledby="versions-title"><h2 id="versions-title">${t("rules.versions")}</h2><ul class="ledger">${versions.map(
        (version) =>
          html`<li><p><a href="/desk/rules/versions/${version.number}">${t("rules.version", { number: version.number })}</a> <span class="quiet tight">${time(version.createdAt)} · ${names.text(version.by)} · ${t("rules.count", { count: version.rulesCount })}</span></p>${version.note === "" ? "" : html`<p class="quoted" dir="auto">${version.note}</p>`}</li>`,
      )}</ul></section>`
}`;
}

/** @param deeds what can be done with a rule; null where nothing can */
export function rulesTable(
  rules: readonly Rule[],
  hits: Parts["hits"],
  deeds: ((rule: Rule) => Html) | null,
  words: Words,
): Html {
  const { t, number } = words;
  const hitsOf = (id: string) => hits.filter(({ ruleId }) => ruleId === id);
  return html`<div class="scrolls" tabindex="0" role="region" aria-label="${t("rules.table")}"><table><thead><tr><th scope="col">${t("rules.rule")}</th><th scope="col">${t("rules.verdict")}</th><th scope="col">${t("rules.mode")}</th><th scope="col" class="number">${t("trials.hitsWeek")}</th>${deeds === null ? "" : html`<th scope="col">${t("desk.what")}</th>`}</tr></thead>
<tbody>${rules.map(
    (
      rule,
    ) => html`<tr><td><strong dir="auto">${rule.name}</strong> <code>${rule.id}</code>${warningsOf(rule).length === 0 ? "" : html` <span class="tag grave">${t("trials.warned")}</span>`}${rule.description === "" ? "" : html`<br><span class="quiet tight" dir="auto">${rule.description}</span>`}${warningsOf(rule).map((warning) => html`<br><span class="quiet tight" lang="en" dir="ltr">${warning}</span>`)}</td>
<td>${t(`verdict.${rule.effect.verdict}`)}</td><td>${mode(rule, words)}</td><td class="number">${number(hitsOf(rule.id).reduce((sum, each) => sum + each.hits, 0))}${hitsOf(rule.id).map((each) => html`<br><span class="quiet tight">${t(each.mode === "live" ? "rules.live" : "rules.dry")}: ${number(each.hits)}</span>`)}</td>${deeds === null ? "" : html`<td>${deeds(rule)}</td>`}</tr>`,
  )}</tbody></table></div>`;
}

function mode({ enabled, mode: way }: Rule, { t }: Words): Html {
  return html`<span class="tag">${t(!enabled ? "rules.off" : way === "live" ? "rules.live" : "rules.dry")}</span>`;
}

/** A rule on or off, live or on trial. @param more further buttons named `deed` */
export function switches(
  action: string,
  { id, enabled, mode: way }: Rule,
  { t }: Words,
  more: Html | string = "",
): Html {
  return html`<form method="post" action="${action}" class="row" aria-label="${t("rules.change", { rule: id })}"><input type="hidden" name="rule" value="${id}">
<button class="plain small" name="deed" value="${enabled ? "disable" : "enable"}">${t(enabled ? "rules.disable" : "rules.enable")}</button>
<button class="plain small" name="deed" value="${way === "live" ? "dry" : "live"}">${t(way === "live" ? "rules.makeDry" : "rules.makeLive")}</button>${more}</form>`;
}

function editor(
  { text, note, problems, basedOn }: Pick<Parts, "text" | "note" | "problems"> & { basedOn: number },
  { t }: Words,
): Html {
  return html`<section class="card" aria-labelledby="edit-title"><h2 id="edit-title">${t("rules.edit")}</h2>
<form method="post" action="/desk/rules" class="stack"><input type="hidden" name="based_on" value="${basedOn}">
<div><label for="source">${t("rules.source")}</label><p class="hint" id="source-hint">${t("rules.sourceHint")}</p>
<textarea id="source" name="source" class="code" rows="24" dir="ltr" spellcheck="false" autocapitalize="none" wrap="off" aria-describedby="source-hint${problems.length > 0 ? " problems" : ""}"${problems.length > 0 ? html` aria-invalid="true"` : ""}>${text}</textarea></div>
<div><label for="note">${t("rules.note")}</label><p class="hint" id="note-hint">${t("rules.noteHint")}</p><input id="note" name="note" value="${note}" maxlength="1000" aria-describedby="note-hint" dir="auto"></div>
<div class="actions"><button name="step" value="save">${t("rules.save")}</button><button class="plain" name="step" value="check">${t("rules.check")}</button></div>
<div class="actions"><button class="plain" formaction="/desk/rules/trials">${t("trials.start")}</button><button class="plain" formaction="/desk/rules/try">${t("try.onDraft")}</button></div></form></section>`;
}

/** What one set of rules has that another has not. */
export function diffPart({ added, removed, changed }: PolicyDiff, { t }: Words): Html {
  const name = (rule: Rule) => html`<span dir="auto">${rule.name}</span> <code>${rule.id}</code>`;
  if (added.length + removed.length + changed.length === 0) return html`<p>${t("rules.same")}</p>`;
  return html`<section class="card diff" aria-labelledby="diff-title"><h2 id="diff-title">${t("rules.compare")}</h2>
${added.map((rule) => html`<ins data-sign="+">${t("rules.added")}: ${name(rule)}</ins>`)}
${removed.map((rule) => html`<del data-sign="−">${t("rules.removed")}: ${name(rule)}</del>`)}
${changed.map(({ after, members }) => html`<p>${name(after)} · ${t("rules.changed", { members: members.join(", ") })}</p>`)}</section>`;
}
