import { html } from "hono/html";
import { type ActionKind, actionKinds } from "#moderation/actions/kind.ts";
import type { Case } from "#moderation/cases/words.ts";
import { type Category, categories } from "#moderation/category.ts";
import { type Filter, filters, filtersFor } from "#moderation/filter.ts";
import type { SubjectKind } from "#moderation/subject.ts";
import type { SiteRule } from "../../site/rules.ts";
import { statementOf } from "../decisions/statement.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import type { ActGiven } from "./act-given.ts";

/** Days for which something may be done; 0 for until somebody undoes it. */
export const durations = [0, 1, 3, 7, 14, 30, 90, 365] as const;
/** From the mildest to the strictest. */
const order = [
  "none",
  "warn",
  "label",
  "note",
  "sensitive",
  "filter",
  "limit",
  "hold",
  "remove",
  "freeze",
  "suspend",
  "defederate",
] as const satisfies readonly ActionKind[];

/** What can be done in a case: to what it is about, its author, or the author's server. */
export function targetsOf({ subject, domain }: Case, mayDomains: boolean): SubjectKind[] {
  const author = subject.accountId !== null && subject.kind !== "account" ? (["account"] as const) : [];
  const server = domain !== null && subject.kind !== "domain" && mayDomains ? (["domain"] as const) : [];
  return [subject.kind, ...author, ...server];
}

/** About what, and where the form is sent. */
export interface ActOn {
  /** Of the form. */
  path: string;
  /** The version of the case that is seen; null where there is none. */
  version: number | null;
  subjectKind: SubjectKind;
  /** To what it can be done: the subject first. */
  targets: readonly SubjectKind[];
  category: Category;
  /** Whether there is a case to close with it. */
  isOpen: boolean;
}

interface Parts {
  on: ActOn;
  rules: readonly SiteRule[];
  given: ActGiven;
  /** Whether what the author reads is shown before it is done. */
  isPreview: boolean;
  /** What a use case refused. */
  problem: { readonly type: string } | null;
}

const wrongFields: Readonly<Record<string, "label" | "note" | "filters">> = {
  "action/bad-label": "label",
  "action/no-note": "note",
  "action/no-filters": "filters",
  "action/bad-filters": "filters",
};

/** What somebody decides about a case, with the reasons; read as the author will before it is done. */
export function actForm(parts: Parts, words: Words): Html {
  const { on, given, isPreview } = parts;
  const { targets } = on;
  const { t } = words;
  const offered = filters.filter((name) =>
    (["post", "account", "domain"] as const).some(
      (place) => targets.includes(place) && filtersFor(place).includes(name),
    ),
  );
  const kinds = order.filter((kind) =>
    (actionKinds[kind] as readonly SubjectKind[]).some((each) => targets.includes(each)),
  );
  return html`<section id="act" class="card" aria-labelledby="act-title"><h2 id="act-title">${t("act.title")}</h2>
${isPreview ? preview(parts, words) : ""}
<form method="post" action="${on.path}" class="stack">
${on.version === null ? "" : html`<input type="hidden" name="version" value="${on.version}">`}
${targets.length === 1 ? html`<input type="hidden" name="on" value="${targets[0]}">` : chooseTarget(on, given, words)}
<fieldset><legend>${t("act.kind")}</legend><ul class="kinds">${kinds.map(
    (kind) =>
      html`<li><label><input type="radio" name="kind" value="${kind}" required${given.kind === kind ? html` checked` : ""}><span>${t(`kind.${kind}`)}<span class="hint">${t(`does.${kind}`)}</span></span></label></li>`,
  )}</ul></fieldset>
${details(parts, offered, words)}
<div><label for="days">${t("act.duration")}</label><select id="days" name="days">${durations.map(
    (days) =>
      html`<option value="${days}"${given.days === days ? html` selected` : ""}>${days === 0 ? t("act.forever") : t("act.days", { count: days })}</option>`,
  )}</select></div>
${reasons(parts, words)}
<div class="checks">
<label><input type="checkbox" name="tell" value="yes"${given.isTold ? html` checked` : ""}>${t("act.tell")}</label>
${on.isOpen ? html`<label><input type="checkbox" name="close" value="yes"${given.closes ? html` checked` : ""}>${t("act.close")}</label>` : ""}
</div>
<div class="actions"><button name="step" value="do">${t("act.do")}</button>
<button class="plain" name="step" value="preview">${t("act.preview")}</button></div>
</form></section>`;
}

/** What some kinds need; the style sheet shows it with its kind alone. */
function details({ given, problem }: Parts, offered: readonly Filter[], { t }: Words): Html {
  const { label = "", note = "", filters: chosen = [] } = given.params;
  const wrong = problem === null ? undefined : wrongFields[problem.type];
  const marked = (field: typeof wrong) => (field === wrong ? html` aria-invalid="true"` : "");
  return html`<div class="needs-label"><label for="label">${t("act.label")}</label><p class="hint" id="label-hint">${t("act.labelHint")}</p><input id="label" name="label" maxlength="64" value="${label}" aria-describedby="label-hint" autocapitalize="none"${marked("label")}></div>
<div class="needs-note"><label for="act-note">${t("act.note")}</label><p class="hint" id="act-note-hint">${t("act.noteHint")}</p><textarea id="act-note" name="note" rows="3" maxlength="1000" aria-describedby="act-note-hint" dir="auto"${marked("note")}>${note}</textarea></div>
<fieldset class="needs-filter${wrong === "filters" ? " bad" : ""}"><legend>${t("act.filters")}</legend><div class="checks">${offered.map(
    (name) =>
      html`<label><input type="checkbox" name="filter" value="${name}"${chosen.includes(name) ? html` checked` : ""}>${t(`filter.${name}`)}</label>`,
  )}</div></fieldset>`;
}

function chooseTarget({ targets, subjectKind }: ActOn, given: ActGiven, { t }: Words): Html {
  const title = (kind: SubjectKind) => {
    if (kind === subjectKind && kind !== "post") return t("act.onSubject");
    return kind === "post" ? t("act.onPost") : kind === "account" ? t("act.onAccount") : t("act.onDomain");
  };
  return html`<fieldset><legend>${t("act.on")}</legend><div class="checks">${targets.map(
    (kind) =>
      html`<label><input type="radio" name="on" value="${kind}"${kind === (given.on ?? subjectKind) ? html` checked` : ""}>${title(kind)}</label>`,
  )}</div></fieldset>`;
}

function reasons({ rules, given, on }: Parts, { t }: Words): Html {
  const category = given.category ?? on.category;
  return html`<div><label for="act-category">${t("queue.category")}</label><select id="act-category" name="category">${(
    Object.keys(categories) as Category[]
  ).map(
    (name) =>
      html`<option value="${name}"${name === category ? html` selected` : ""}>${t(`category.${name}`)}</option>`,
  )}</select></div>
${
  rules.length === 0
    ? html`<p class="quiet">${t("act.noRules")}</p>`
    : html`<fieldset><legend>${t("act.rule")}</legend>${rules.map(
        (rule) =>
          html`<div class="tick"><input type="checkbox" name="rule" id="rule-${rule.id}" value="${rule.id}"${given.ruleIds.includes(rule.id) ? html` checked` : ""}><label for="rule-${rule.id}" dir="auto">${rule.text}</label></div>`,
      )}</fieldset>`
}
<div><label for="facts">${t("act.facts")}</label><p class="hint" id="facts-hint">${t("act.factsHint")}</p><textarea id="facts" name="facts" rows="3" maxlength="5000" aria-describedby="facts-hint" dir="auto">${given.facts}</textarea></div>
<div><label for="act-text">${t("act.text")}</label><p class="hint" id="act-text-hint">${t("act.textHint")}</p><textarea id="act-text" name="text" rows="4" maxlength="5000" aria-describedby="act-text-hint" dir="auto">${given.text}</textarea></div>`;
}

function preview({ given, rules, on }: Parts, words: Words): Html {
  const { t } = words;
  if (given.kind === null) return html``;
  const stated = {
    kind: given.kind,
    params: given.params,
    subjectKind: given.on ?? on.subjectKind,
    startsAt: null,
    endsAt: given.endsAt,
    statement: {
      category: given.category ?? on.category,
      rules: rules.filter(({ id }) => given.ruleIds.includes(id)),
      facts: given.facts,
      text: given.text,
      isAutomated: false,
      appealUntil: null,
    },
  };
  return html`<div class="nested flash" role="status" tabindex="-1" autofocus><h3>${t("act.previewTitle")}</h3><p class="quiet">${t("act.previewHint")}</p>${statementOf(stated, words)}</div>`;
}
