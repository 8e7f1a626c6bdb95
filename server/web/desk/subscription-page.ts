import { html } from "hono/html";
import type { listSubscriptionEntries } from "../../subscriptions/entries.ts";
import type { findSubscription, SubscriptionTerms } from "../../subscriptions/subscribe.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

type List = Extract<Awaited<ReturnType<typeof findSubscription>>, { ok: true }>["value"];
type Entry = Awaited<ReturnType<typeof listSubscriptionEntries>>[number];

const spans = [60, 360, 1_440, 10_080] as const;
const verdicts = ["reject", "limit", "none"] as const;

/** What somebody filled in; a number that is none leaves what is there. */
export function termsIn(read: (name: string) => string): Partial<SubscriptionTerms> & { isPaused: boolean } {
  const whole = (name: string, least: number, most: number) => {
    const value = /^\d{1,5}$/.test(read(name)) ? Number(read(name)) : -1;
    return value >= least && value <= most ? value : null;
  };
  const [priority, threshold] = [whole("priority", 0, 255), whole("threshold", 1, 100)];
  const everyMinutes = whole("every", 5, 43_200);
  const name = read("name").trim().slice(0, 200);
  return {
    ...(name !== "" && { name }),
    mode: read("mode") === "apply" ? "apply" : "recommend",
    ...(priority !== null && { priority }),
    ...(threshold !== null && { threshold }),
    merge: read("merge") === "min" ? "min" : "max",
    maxVerdict: verdicts.find((each) => each === read("max_verdict")) ?? "reject",
    exclusions: read("exclusions")
      .split(/[\s,]+/)
      .filter(Boolean)
      .slice(0, 10_000),
    ...(everyMinutes !== null && { everyMinutes }),
    isPaused: read("paused") === "yes",
  };
}

export function termsForm(list: List, { t }: Words): Html {
  const field = (name: "priority" | "threshold", value: number, most: number) =>
    html`<div><label for="${name}">${t(`subs.${name}`)}</label><p class="hint" id="${name}-hint">${t(`subs.${name}Hint`)}</p><input id="${name}" name="${name}" value="${value}" inputmode="numeric" maxlength="${most}" aria-describedby="${name}-hint"></div>`;
  const choice = (name: string, title: string, held: string, options: readonly [string, string][]) =>
    html`<div><label for="${name}">${title}</label><select id="${name}" name="${name}">${options.map(([value, text]) => html`<option value="${value}"${value === held ? html` selected` : ""}>${text}</option>`)}</select></div>`;
  const every = [...new Set([...spans, list.everyMinutes])].sort((a, b) => a - b);
  return html`<section class="card" aria-labelledby="terms-title"><h2 id="terms-title">${t("subs.terms")}</h2><form method="post" action="/desk/subscriptions/${list.id}" class="stack">
<div><label for="name">${t("subs.name")}</label><input id="name" name="name" value="${list.name}" maxlength="200" dir="auto"></div>
${choice("mode", t("subs.mode"), list.mode, [
  ["recommend", t("subs.mode.recommend")],
  ["apply", t("subs.mode.apply")],
])}
${choice(
  "max_verdict",
  t("subs.most"),
  list.maxVerdict,
  verdicts.map((each) => [each, t(each === "none" ? "subs.most.none" : `domains.verdict.${each}`)]),
)}
${field("priority", list.priority, 3)}${field("threshold", list.threshold, 3)}
${choice("merge", t("subs.merge"), list.merge, [
  ["max", t("subs.merge.max")],
  ["min", t("subs.merge.min")],
])}
${choice(
  "every",
  t("subs.every"),
  String(list.everyMinutes),
  every.map((minutes) => [
    String(minutes),
    minutes % 60 === 0 ? t("subs.hours", { count: minutes / 60 }) : t("subs.minutes", { count: minutes }),
  ]),
)}
<div><label for="exclusions">${t("subs.exclusions")}</label><p class="hint" id="exclusions-hint">${t("subs.exclusionsHint")}</p><textarea id="exclusions" name="exclusions" rows="3" dir="ltr" spellcheck="false" autocapitalize="none" aria-describedby="exclusions-hint">${list.exclusions.join("\n")}</textarea></div>
<div class="checks"><label><input type="checkbox" name="paused" value="yes"${list.state === "paused" ? html` checked` : ""}>${t("subs.pause")}</label></div>
<p class="hint">${t("subs.termsHint")}</p><p><button>${t("rules.save")}</button></p></form></section>`;
}

/** What the list says, each with what was answered. */
export function entriesPart(
  { id }: List,
  entries: readonly Entry[],
  { after, mayDecide }: { after: string; mayDecide: boolean },
  { t }: Words,
): Html {
  const verdict = (entry: Entry) =>
    entry.verdict === "advisory" ? t("subs.advisory") : t(`domains.verdict.${entry.verdict}`);
  const buttons = (entry: Entry) =>
    html`<form method="post" action="/desk/subscriptions/${id}/entry" class="row" aria-label="${entry.key}"><input type="hidden" name="key" value="${entry.key}"><input type="hidden" name="after" value="${after}">${
      entry.answer === null
        ? html`<button class="plain small" name="answer" value="confirm">${t("subs.confirm")}</button><button class="plain small" name="answer" value="dismiss">${t("subs.dismiss")}</button>`
        : html`<button class="plain small" name="answer" value="back">${t("subs.takeBack")}</button>`
    }</form>`;
  return html`<section class="card" id="entries" aria-labelledby="entries-title"><h2 id="entries-title">${t("subs.says")}</h2>${
    entries.length === 0
      ? html`<p>${t("subs.saysNothing")}</p>`
      : html`<ul class="ledger">${entries.map(
          (entry) =>
            html`<li class="apart"><span><bdi>${entry.key}</bdi> <span class="tag">${verdict(entry)}</span>${entry.answer === null ? "" : html` <span class="tag">${t(`subs.answer.${entry.answer}`)}</span>`}<br><span class="quiet tight" dir="auto">${entry.publicReason || entry.reason}</span></span>${mayDecide ? buttons(entry) : ""}</li>`,
        )}</ul>`
  }</section>`;
}

const reasons = {
  "domain-list/unreachable": "subs.why.unreachable",
  "domain-list/is-a-page": "subs.why.unreadable",
  "domain-list/not-text": "subs.why.unreadable",
  "domain-list/not-json": "subs.why.unreadable",
  "domain-list/empty": "subs.why.empty",
  "domain-list/too-large": "subs.why.large",
  "domain-list/too-many-lines": "subs.why.large",
  "domain-list/too-much-gone": "subs.why.gone",
} as const;

/** Why a list was not taken, in words: it is kept as JSON with a type. */
export function reasonIn(error: string, { t }: Words): string {
  let type = error.slice(0, 200);
  try {
    type = String((JSON.parse(error) as { type?: unknown }).type);
  } catch {
    // Said as it is.
  }
  return Object.hasOwn(reasons, type) ? t(reasons[type as keyof typeof reasons]) : type;
}
