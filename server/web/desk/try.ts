import { Hono } from "hono";
import { html } from "hono/html";
import type { PolicyResult } from "#moderation/policy/verdict.ts";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { type OneTrial, tryOnPost } from "../../policy/dry-run/one.ts";
import type { DryRunError } from "../../policy/dry-run/run.ts";
import { readForm } from "../form.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { becauseList } from "./because.ts";
import { type DeskContext, type DeskEnv, refused, showDesk } from "./frame.ts";
import { formatOf, rulesInForce } from "./rule-text.ts";

const here = "/desk/rules/try";
const MOST_TEXT = 50_000;
const fields = ["source", "iri", "author", "title", "warning", "text"] as const;
type Filled = Record<(typeof fields)[number], string>;

/** `/desk/rules/try`: what rules say of one post, that is here or made up, and why. */
export function tryRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.get(here, async (c) => {
    if (!may(c.var.session.role, "policy.read")) return refused(c, site);
    const source = (await rulesInForce(ctx)).source;
    return show(c, site, { ...blank, source, author: "somebody@new.example" }, null);
  });

  app.post(here, async (c) => {
    const { words, session } = c.var;
    if (!may(session.role, "policy.read")) return refused(c, site);
    const read = await readForm(c);
    const filled = { ...blank };
    for (const name of fields) filled[name] = read(name).replaceAll("\r\n", "\n");
    filled.author ||= "somebody@new.example";
    // Whoever comes with a draft from the page of the rules has not said what it is to be tried on.
    if (read("step") !== "try") return show(c, site, filled, null);
    const tried = await tryOnPost(ctx, trialOf(filled));
    if (!tried.ok) return show(c, site, filled, whyNot(tried.error, words), 422);
    return show(c, site, filled, verdictPart(tried.value, words));
  });

  return app;
}

const blank: Filled = { source: "", iri: "", author: "", title: "", warning: "", text: "" };

function trialOf({ source, iri, author, title, warning, text }: Filled): OneTrial {
  const made = { text: text.slice(0, MOST_TEXT), author, title: title || null, warning: warning || null };
  return {
    rules: { rules: source, format: formatOf(source) },
    post: iri.trim() === "" ? made : { iri: iri.trim() },
  };
}

function whyNot(error: DryRunError, words: Words): Html {
  if (error.type === "dry-run/invalid-rules") return invalidRules(error.problems, words);
  const { t } = words;
  return html`${flash(t(error.type === "dry-run/bad-author" ? "try.badAuthor" : "try.noPost"), true)}`;
}

/** What is wrong with rules that were to be tried. */
export function invalidRules(problems: readonly string[], { t }: Words): Html {
  return html`${flash(t("trials.bad", { count: problems.length }), true)}<ul class="card" id="problems">${problems.map((problem) => html`<li lang="en" dir="ltr">${problem}</li>`)}</ul>`;
}

function verdictPart({ verdict, filters, labels, because, dry, signals }: PolicyResult, words: Words): Html {
  const { t } = words;
  const title = t("try.verdict", { verdict: t(`verdict.${verdict}`) });
  return html`${flash(title)}<section class="card" aria-labelledby="verdict-title"><h2 id="verdict-title">${title}</h2>
${filters.length + labels.length === 0 ? "" : html`<p class="tags">${[...filters, ...labels].map((each) => html`<span class="tag" dir="auto">${each}</span>`)}</p>`}
${because.length === 0 ? html`<p>${t("try.nothing")}</p>` : becauseList(because, words)}
${dry.length === 0 ? "" : html`<h3>${t("try.dry")}</h3>${becauseList(dry, words)}`}
${signals.length === 0 ? "" : html`<h3>${t("try.signals")}</h3><ul>${signals.map((signal) => html`<li>${t(`category.${signal.category}` as "category.spam")} · ${words.number(signal.score)}${signal.opensCase ? html` · ${t("try.opensCase")}` : ""} <code>${signal.ruleId}</code></li>`)}</ul>`}</section>`;
}

function show(c: DeskContext, site: Site, filled: Filled, said: Html | null, status: 200 | 422 = 200) {
  const { t } = c.var.words;
  const input = (name: "author" | "title" | "warning", most: number) =>
    html`<div><label for="${name}">${t(name === "title" ? "try.heading" : `try.${name}`)}</label>${name === "author" ? html`<p class="hint" id="author-hint">${t("try.authorHint")}</p>` : ""}<input id="${name}" name="${name}" value="${filled[name]}" maxlength="${most}"${name === "author" ? html` dir="ltr" autocapitalize="none" spellcheck="false" aria-describedby="author-hint"` : html` dir="auto"`}></div>`;
  const main = html`<p class="crumb"><a href="/desk/rules">${t("rules.title")}</a></p>${said ?? ""}<h1>${t("try.title")}</h1><p>${t("try.what")}</p>
<form method="post" action="${here}" class="stack">
<fieldset class="card stack"><legend>${t("try.existing")}</legend><div><label for="iri">${t("try.iri")}</label><p class="hint" id="iri-hint">${t("try.iriHint")}</p><input id="iri" name="iri" value="${filled.iri}" maxlength="2048" dir="ltr" autocapitalize="none" spellcheck="false" aria-describedby="iri-hint"></div></fieldset>
<fieldset class="card stack"><legend>${t("try.made")}</legend>${input("author", 400)}${input("title", 1_000)}${input("warning", 1_000)}<div><label for="text">${t("try.text")}</label><textarea id="text" name="text" rows="5" maxlength="${MOST_TEXT}" dir="auto">${filled.text}</textarea></div></fieldset>
<details class="card"><summary>${t("try.rules")}</summary><label for="source" class="invisible">${t("rules.source")}</label><textarea id="source" name="source" class="code" rows="18" dir="ltr" spellcheck="false" autocapitalize="none" wrap="off">${filled.source}</textarea></details>
<div class="actions"><button name="step" value="try">${t("try.do")}</button><button class="plain" formaction="/desk/rules/trials">${t("trials.start")}</button></div></form>`;
  return showDesk(c, site, { title: t("try.title"), main, place: "/desk/rules", status });
}
