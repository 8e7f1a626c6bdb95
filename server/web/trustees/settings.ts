import { Hono } from "hono";
import { html } from "hono/html";
import { categories } from "#moderation/category.ts";
import { type Interest, isInOffice } from "#moderation/trustees/trustee.ts";
import type { ApiCtx } from "../../context.ts";
import { describe } from "../../trustees/office.ts";
import { type OwnOffice, readOwnOffice } from "../../trustees/read.ts";
import { flash, type LocalEnv } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import { field } from "../ui/field.ts";
import type { Html, Site } from "../ui/layout.ts";
import { nothingHere, officeTabs, saidIn, showTrustee, type TrusteeContext, withSaid } from "./frame.ts";
import { type Problem, problemOf } from "./problem.ts";

/** What somebody says of themselves, as it stands in the form. */
interface Given {
  readonly languages: string;
  readonly regions: string;
  readonly topics: readonly string[];
  readonly domains: string;
  readonly accounts: string;
  readonly unwanted: readonly string[];
}

const here = "/trustee/settings";

/** `/trustee/settings`: what a trustee knows, and what they have a stake in. */
export function descriptionRoutes(ctx: ApiCtx, site: Site): Hono<LocalEnv> {
  const app = new Hono<LocalEnv>();

  app.get(here, (c) => show(c, ctx, site, null));

  app.post(here, async (c) => {
    const given = givenIn(await c.req.parseBody({ all: true }));
    const done = await describe(ctx, { accountId: c.var.session.accountId, ...saidBy(given) });
    return done.ok
      ? c.redirect(withSaid(here, "saved"), 303)
      : show(c, ctx, site, { given, problem: done.error });
  });

  return app;
}

async function show(
  c: TrusteeContext,
  ctx: ApiCtx,
  site: Site,
  refused: { given: Given; problem: Problem } | null,
) {
  const { words } = c.var;
  const office = await readOwnOffice(ctx, c.var.session.accountId);
  if (office === null || !isInOffice(office.trustee)) return nothingHere(c, site);
  const problem = refused?.problem ?? null;
  const title = words.t("portal.settings");
  const told = flash(problem === null ? saidIn(c) : problemOf(problem, words), problem !== null);
  const main = html`${officeTabs(here, words)}${told}<h1>${title}</h1><p>${words.t("portal.settingsText")}</p>${form(refused?.given ?? givenBy(office), problem, words)}`;
  return showTrustee(c, site, { title, main, problem });
}

function givenIn(body: Record<string, unknown>): Given {
  const all = (name: string) => [body[name] ?? []].flat().filter((each) => typeof each === "string");
  const one = (name: string) => all(name)[0] ?? "";
  return {
    languages: one("languages"),
    regions: one("regions"),
    topics: all("topics"),
    domains: one("domains"),
    accounts: one("accounts"),
    unwanted: all("unwanted"),
  };
}

function givenBy({ trustee, interests }: OwnOffice): Given {
  const of = (kind: Interest["kind"]) =>
    interests.filter((each) => each.kind === kind).map(({ value }) => value);
  return {
    languages: trustee.languages.join(", "),
    regions: trustee.regions.join(", "),
    topics: trustee.topics,
    domains: of("domain").join("\n"),
    accounts: of("account").join("\n"),
    unwanted: of("topic"),
  };
}

const wordsIn = (text: string) => [...new Set(text.split(/[\s,،;]+/u).filter(Boolean))];

function saidBy({ languages, regions, topics, domains, accounts, unwanted }: Given) {
  const interests = (kind: Interest["kind"], values: readonly string[]): Interest[] =>
    values.map((value) => ({ kind, value }));
  return {
    languages: wordsIn(languages.toLowerCase()),
    regions: wordsIn(regions.toUpperCase()),
    topics,
    interests: [
      ...interests("domain", wordsIn(domains.toLowerCase())),
      ...interests("account", wordsIn(accounts)),
      ...interests("topic", unwanted),
    ],
  };
}

function form(given: Given, problem: Problem | null, words: Words): Html {
  const { t } = words;
  const of = (...types: string[]) =>
    problem !== null && types.includes(problem.type) ? problemOf(problem, words) : null;
  const ticks = (name: "topics" | "unwanted", legend: string) =>
    html`<fieldset class="nested"><legend>${legend}</legend><div class="checks">${Object.keys(categories).map(
      (each) =>
        html`<label><input type="checkbox" name="${name}" value="${each}"${given[name].includes(each) ? html` checked` : ""}>${t(`category.${each as keyof typeof categories}`)}</label>`,
    )}</div></fieldset>`;
  const lines = (name: "domains" | "accounts") =>
    html`<div><label for="${name}">${t(`portal.${name}`)}</label><p class="hint" id="${name}-hint">${t(`portal.${name}Hint`)}</p>
<textarea id="${name}" name="${name}" rows="3" maxlength="20000" dir="ltr" autocapitalize="none" spellcheck="false" aria-describedby="${name}-hint">${given[name]}</textarea></div>`;
  const text = (name: "languages" | "regions", bad: string | null) =>
    field({
      name,
      label: t(`portal.${name}`),
      hint: t(`portal.${name}Hint`),
      value: given[name],
      problem: bad,
      autocomplete: "off",
      maxlength: 200,
    });
  return html`<form method="post" action="${here}" class="stack">
<section class="card stack">${text("languages", of("trustee/no-language", "trustee/bad-language"))}
${text("regions", of("trustee/bad-region"))}
${ticks("topics", t("portal.topics"))}</section>
<section class="card stack" aria-labelledby="interests-title"><h2 id="interests-title">${t("portal.interests")}</h2><p>${t("portal.interestsText")}</p>
${of("trustee/bad-interest") === null ? "" : html`<p class="wrong">${of("trustee/bad-interest")}</p>`}
${lines("domains")}${lines("accounts")}
${ticks("unwanted", t("portal.interestTopics"))}</section>
<p><button>${t("portal.save")}</button></p></form>`;
}
