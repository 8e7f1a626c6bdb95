import { html } from "hono/html";
import { type Category, categories } from "#moderation/category.ts";
import type { OfficeLine } from "../../trustees/read.ts";
import { flash } from "../local-page.ts";
import type { MessageKey } from "../messages/catalogues.ts";
import type { Words } from "../messages/words.ts";
import type { Html } from "../ui/layout.ts";

const here = "/desk/trustees";

export const officeStates = ["invited", "declined", "training", "active", "paused", "ended"] as const;

export interface Asked {
  q: string;
  state: (typeof officeStates)[number] | null;
  page: number;
}

/** The form by which somebody is invited, as it was filled in. */
export interface Invitation {
  handle: string;
  community: string;
  languages: string;
  regions: string;
  months: string;
  topics: readonly string[];
}

export const nobodyYet: Invitation = {
  handle: "",
  community: "",
  languages: "",
  regions: "",
  months: "12",
  topics: [],
};

export interface TrusteesParts {
  asked: Asked;
  trustees: readonly OfficeLine[];
  hasMore: boolean;
  mayManage: boolean;
  given: Invitation;
  said: "invited" | "removed" | null;
  /** The type of what was refused. */
  problem: string | null;
}

type BadKey = Extract<MessageKey, `offices.bad.${string}`>;

/** What each refusal is called, and the field that it is about. */
const refusals: Readonly<Record<string, { key: BadKey; field: keyof Invitation | null }>> = {
  "trustee/no-account": { key: "offices.bad.no-account", field: "handle" },
  "trustee/already": { key: "offices.bad.already", field: "handle" },
  "trustee/no-language": { key: "offices.bad.no-language", field: "languages" },
  "trustee/bad-language": { key: "offices.bad.bad-language", field: "languages" },
  "trustee/bad-region": { key: "offices.bad.bad-region", field: "regions" },
  "trustee/bad-community": { key: "offices.bad.bad-community", field: "community" },
  "trustee/bad-term": { key: "offices.bad.bad-term", field: "months" },
  "trustee/too-many": { key: "offices.bad.too-many", field: "regions" },
  "trustee/not-in-office": { key: "offices.bad.not-in-office", field: null },
  "trustee/no-cause": { key: "offices.bad.no-cause", field: null },
  "trustee/cause-too-long": { key: "offices.bad.cause-too-long", field: null },
};

export function trusteesPage(parts: TrusteesParts, words: Words): Html {
  const { asked, trustees, hasMore, mayManage, said, problem } = parts;
  const { t } = words;
  const refusal = problem === null ? undefined : refusals[problem];
  const wrong =
    problem === null
      ? null
      : refusal === undefined
        ? t("problem.other", { reason: problem })
        : t(refusal.key);
  const isFiltered = asked.q !== "" || asked.state !== null;
  const next = new URLSearchParams({
    ...(asked.q !== "" && { q: asked.q }),
    ...(asked.state !== null && { state: asked.state }),
    page: String(asked.page + 1),
  });
  return html`${wrong === null ? flash(said === null ? null : t(`offices.${said}`)) : flash(wrong, true)}<h1>${t("offices.title")}</h1><p>${t("offices.text")}</p>
<p class="row"><a class="button small" href="${here}/training">${t("offices.training")}</a> <a class="button small" href="${here}/quality">${t("quality.title")}</a> <a class="button small" href="/moot/decisions">${t("judged.title")}</a></p>
${searchForm(asked, words)}
${
  trustees.length === 0
    ? html`<p class="card">${t(isFiltered ? "offices.noneFound" : "offices.none")}</p>`
    : html`<ul class="card ledger">${trustees.map((each) => line(each, mayManage, words))}</ul>`
}
${hasMore ? html`<nav class="pager" aria-label="${t("desk.pages")}"><a rel="next" href="${here}?${next}">${t("desk.older")}</a></nav>` : ""}
${mayManage ? inviteForm(parts.given, refusal?.field ?? null, wrong, words) : ""}`;
}

function line(trustee: OfficeLine, mayManage: boolean, words: Words): Html {
  const { t, day, number } = words;
  const { accountId, username, state, community, languages, termMonths, termUntil, certifiedAt, sat } =
    trustee;
  const name = username === null ? t("desk.gone") : `@${username}`;
  const until = state === "paused" ? trustee.pausedUntil : null;
  const term =
    termUntil === null
      ? t("offices.months", { count: termMonths })
      : t("panels.until", { when: day(termUntil) });
  const isOver = state === "ended" || state === "declined";
  return html`<li><div class="apart"><strong>${username === null ? name : html`<a href="/desk/people/${accountId}"><bdi>${name}</bdi></a>`}</strong>
<span class="tags"><span class="tag">${t(`offices.state.${state}`)}${until === null ? "" : html` · ${t("panels.until", { when: day(until) })}`}</span>${trustee.endedAs === null ? "" : html`<span class="tag">${t(`offices.ended.${trustee.endedAs}`)}</span>`}</span></div>
<p class="quiet tight">${t("offices.home")}: <bdi>${community}</bdi> · ${t("offices.languages")}: <bdi>${languages.join(", ")}</bdi> · ${t("offices.term")}: ${term} · ${t("offices.certified")}: ${certifiedAt === null ? t("desk.no") : day(certifiedAt)} · ${t("offices.sat")}: ${number(sat)}</p>
${trustee.endedWhy === null ? "" : html`<p class="quoted" dir="auto">${trustee.endedWhy}</p>`}
${mayManage && !isOver ? removeForm(accountId, name, words) : ""}</li>`;
}

function removeForm(accountId: string, name: string, { t }: Words): Html {
  const title = t("offices.remove", { name: `\u2068${name}\u2069` });
  return html`<details><summary>${title}</summary><form method="post" action="${here}/${accountId}/remove" class="stack">
<p class="tight">${t("offices.removeText")}</p>
<div><label for="why-${accountId}">${t("offices.cause")}</label><textarea id="why-${accountId}" name="why" rows="2" maxlength="2000" required dir="auto"></textarea></div>
<p><button class="danger">${title}</button></p></form></details>`;
}

function searchForm({ q, state }: Asked, { t }: Words): Html {
  return html`<form method="get" action="${here}" class="card filters" role="search">
<div><label for="q">${t("offices.query")}</label><input id="q" name="q" type="search" value="${q}" maxlength="100" autocapitalize="none" spellcheck="false"></div>
<div><label for="state">${t("offices.state")}</label><select id="state" name="state"><option value="">${t("desk.any")}</option>${officeStates.map((each) => html`<option value="${each}"${each === state ? html` selected` : ""}>${t(`offices.state.${each}`)}</option>`)}</select></div>
<div class="actions"><button>${t("desk.search")}</button></div></form>`;
}

function inviteForm(
  given: Invitation,
  bad: keyof Invitation | null,
  problem: string | null,
  { t }: Words,
): Html {
  const input = (
    name: Exclude<keyof Invitation, "topics">,
    title: string,
    hint: string,
    more: Html = html``,
  ) =>
    html`<div><label for="${name}">${title}</label>${hint === "" ? "" : html`<p class="hint" id="${name}-hint">${hint}</p>`}<input id="${name}" name="${name}" value="${given[name]}" autocomplete="off" autocapitalize="none" spellcheck="false" dir="ltr"${hint === "" && bad !== name ? "" : html` aria-describedby="${hint === "" ? "" : `${name}-hint`}${bad === name ? ` ${name}-problem` : ""}"`}${bad === name ? html` aria-invalid="true"` : ""}${more}>${bad === name ? html`<p class="wrong" id="${name}-problem">${problem}</p>` : ""}</div>`;
  return html`<section class="card" aria-labelledby="invite-title"><h2 id="invite-title">${t("offices.invite")}</h2><p class="quiet tight">${t("offices.inviteText")}</p>
<form method="post" action="${here}" class="stack">
${input("handle", t("offices.handle"), t("offices.handleHint"), html` required maxlength="100"`)}
${input("languages", t("offices.languages"), t("offices.languagesHint"), html` required maxlength="100"`)}
${input("community", t("offices.home"), t("offices.homeHint"), html` maxlength="253"`)}
${input("regions", t("offices.regions"), t("offices.regionsHint"), html` maxlength="200"`)}
${input("months", t("offices.termMonths"), "", html` required inputmode="numeric" maxlength="2"`)}
<fieldset><legend>${t("offices.topics")}</legend><div class="checks">${(
    Object.keys(categories) as Category[]
  ).map(
    (name) =>
      html`<label><input type="checkbox" name="topic" value="${name}"${given.topics.includes(name) ? html` checked` : ""}>${t(`category.${name}`)}</label>`,
  )}</div></fieldset>
<p><button>${t("offices.inviteDo")}</button></p></form></section>`;
}
