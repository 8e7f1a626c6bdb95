import { html } from "hono/html";
import type { BulkDecision } from "#moderation/cases/bulk.ts";
import { MOST_CONCERNED } from "#moderation/cases/list.ts";
import type { Case } from "#moderation/cases/words.ts";
import { type Category, categories, isCategory } from "#moderation/category.ts";
import type { SiteRule } from "../../site/rules.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";
import { durations } from "./act-form.ts";
import { caseLine } from "./case-line.ts";
import type { Names } from "./names.ts";

/** What can be done about each of many: without anything that only fits one. Some concern whoever answers for it. */
const deeds = {
  dismiss: null,
  close: null,
  sensitive: "subject",
  remove: "subject",
  warn: "author",
  limit: "author",
  freeze: "author",
  suspend: "author",
} as const;
export type Deed = keyof typeof deeds;

/** Fields of the form; what makes no sense is as if it were not there. */
export interface BulkGiven {
  deed: Deed | null;
  days: number;
  category: Category;
  ruleIds: readonly string[];
  facts: string;
  text: string;
}

export const nothingGiven: BulkGiven = {
  deed: null,
  days: 0,
  category: "spam",
  ruleIds: [],
  facts: "",
  text: "",
};

export function readBulkGiven(form: FormData): BulkGiven {
  const text = (name: string) =>
    String(form.get(name) ?? "")
      .replaceAll("\r\n", "\n")
      .trim();
  const days = Number(text("days"));
  return {
    deed: Object.hasOwn(deeds, text("deed")) ? (text("deed") as Deed) : null,
    days: durations.some((each) => each === days) ? days : 0,
    category: isCategory(text("category")) ? (text("category") as Category) : "spam",
    ruleIds: form.getAll("rule").map(String).slice(0, 50),
    facts: text("facts"),
    text: text("text"),
  };
}

/** @returns null where no deed was chosen */
export function decisionOf({ deed, days, ...reasons }: BulkGiven): BulkDecision | null {
  if (deed === null) return null;
  const place = deeds[deed];
  return {
    state: deed === "dismiss" ? "dismissed" : "decided",
    action:
      place === null || deed === "dismiss" || deed === "close"
        ? null
        : { kind: deed, onAuthor: place === "author", ...(days > 0 && { hours: days * 24 }) },
    reasons,
  };
}

interface Parts {
  /** What the queue was asked for: in hidden fields, `asked-wave` and so on, beside those of the decision. */
  asked: Readonly<Record<string, string>>;
  back: string;
  concerned: { cases: number; accounts: number; servers: number; local: number };
  sample: readonly Case[];
  rules: readonly SiteRule[];
  given: BulkGiven;
  problem: string | null;
}

/** What a decision about all that a filter finds would concern, and the decision. */
export function bulkForm(parts: Parts, words: Words, names: Names): Html {
  const { asked, back, concerned, sample, rules, given, problem } = parts;
  const { t } = words;
  const { cases, accounts, servers, local } = concerned;
  if (cases === 0)
    return html`<p class="card">${t("queue.emptyFiltered")}</p><p><a href="${back}">${t("bulk.back")}</a></p>`;
  return html`<section class="card" aria-labelledby="concerned"><h2 id="concerned">${t("bulk.concerned")}</h2>
<p><strong>${t(cases >= MOST_CONCERNED ? "bulk.casesOrMore" : "bulk.cases", { count: cases })}</strong>: ${t("bulk.accounts", { count: accounts })}, ${t("bulk.servers", { count: servers })}${local === 0 ? "" : html`; <strong>${t("bulk.local", { count: local })}</strong>`}.</p>
<details><summary>${t("bulk.sample")}</summary><ol class="cases">${sample.map((item) => caseLine(item, words, names))}</ol></details></section>
${problem === null ? "" : html`<p class="card flash bad" role="alert">${problem}</p>`}
<form method="post" action="/desk/bulk" class="card stack">${Object.entries(asked).map(([name, value]) => html`<input type="hidden" name="asked-${name}" value="${value}">`)}
<input type="hidden" name="seen" value="${cases}">
<fieldset><legend>${t("act.kind")}</legend><ul class="kinds">${(Object.keys(deeds) as Deed[]).map((deed) => choice(deed, given, words))}</ul></fieldset>
<div><label for="days">${t("act.duration")}</label><select id="days" name="days">${durations.map(
    (days) =>
      html`<option value="${days}"${given.days === days ? html` selected` : ""}>${days === 0 ? t("act.forever") : t("act.days", { count: days })}</option>`,
  )}</select></div>
<div><label for="category">${t("queue.category")}</label><select id="category" name="category">${(Object.keys(categories) as Category[]).map((name) => html`<option value="${name}"${name === given.category ? html` selected` : ""}>${t(`category.${name}`)}</option>`)}</select></div>
${rules.length === 0 ? "" : html`<fieldset><legend>${t("act.rule")}</legend>${rules.map((rule) => html`<div class="tick"><input type="checkbox" name="rule" id="rule-${rule.id}" value="${rule.id}"${given.ruleIds.includes(rule.id) ? html` checked` : ""}><label for="rule-${rule.id}" dir="auto">${rule.text}</label></div>`)}</fieldset>`}
<div><label for="facts">${t("act.facts")}</label><p class="hint" id="facts-hint">${t("act.factsHint")}</p><textarea id="facts" name="facts" rows="3" maxlength="5000" aria-describedby="facts-hint" dir="auto">${given.facts}</textarea></div>
<div><label for="text">${t("act.text")}</label><p class="hint" id="text-hint">${t("bulk.textHint")}</p><textarea id="text" name="text" rows="3" maxlength="5000" aria-describedby="text-hint" dir="auto">${given.text}</textarea></div>
<div class="actions"><button class="danger">${t("bulk.do", { count: cases })}</button><a href="${back}">${t("bulk.back")}</a></div>
<p class="quiet">${t("bulk.undoable")}</p></form>`;
}

function choice(deed: Deed, given: BulkGiven, { t }: Words): Html {
  const title = deed === "dismiss" || deed === "close" ? t(`bulk.${deed}`) : t(`kind.${deed}`);
  const hint = deed === "dismiss" || deed === "close" ? t(`bulk.${deed}Hint`) : t(`does.${deed}`);
  return html`<li><label><input type="radio" name="deed" value="${deed}" required${given.deed === deed ? html` checked` : ""}><span>${title}${deeds[deed] === "author" ? html` (${t("bulk.onAuthor")})` : ""}<span class="hint">${hint}</span></span></label></li>`;
}
