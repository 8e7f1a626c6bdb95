import { Hono } from "hono";
import { html } from "hono/html";
import { type Category, categories } from "#moderation/category.ts";
import type { TrainingCase } from "#moderation/trustees/training/case.ts";
import { verdicts } from "#protocol/moot/vote.ts";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { addTraining, listTraining, retire } from "../../trustees/training.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { UUID } from "../uuid.ts";
import { type DeskContext, type DeskEnv, nothingHere, refused, showDesk } from "./frame.ts";

const here = "/desk/trustees/training";

type Given = Omit<TrainingCase, "id" | "category" | "verdicts"> & { category: string; verdicts: string[] };

const nothing: Given = { language: "", category: "rules", text: "", rule: "", verdicts: [], why: "" };

interface Again {
  given?: Given;
  /** The field that is wrong. */
  bad?: string | null;
}

/** `/desk/trustees/training`: cases with a known outcome, which trustees judge before the first real one. */
export function trainingRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.get(here, (c) => overview(c, ctx, site, {}));

  app.post(here, async (c) => {
    if (!may(c.var.session.role, "trustee.manage")) return refused(c, site);
    const given = await readGiven(c);
    const added = await addTraining(ctx, c.var.session, given);
    if (!added.ok) return overview(c, ctx, site, { given, bad: added.error.field });
    return c.redirect(`${here}?said=added`, 303);
  });

  app.post(`${here}/:id{${UUID}}/retire`, async (c) => {
    if (!may(c.var.session.role, "trustee.manage")) return refused(c, site);
    const done = await retire(ctx, c.var.session, c.req.param("id"));
    return done.ok ? c.redirect(`${here}?said=retired`, 303) : nothingHere(c, site);
  });

  return app;
}

async function readGiven(c: DeskContext): Promise<Given> {
  const body = await c.req.parseBody({ all: true });
  const field = (name: string) => {
    const value = body[name];
    return typeof value === "string" ? value.trim() : "";
  };
  return {
    language: field("language").toLowerCase(),
    category: field("category"),
    text: field("text"),
    rule: field("rule"),
    verdicts: [body.verdict ?? []].flat().map(String),
    why: field("why"),
  };
}

async function overview(c: DeskContext, ctx: ApiCtx, site: Site, { given = nothing, bad = null }: Again) {
  const { words, session } = c.var;
  const { t } = words;
  if (!may(session.role, "trustee.read")) return refused(c, site);
  const { own, starter } = await listTraining(ctx);
  const mayManage = may(session.role, "trustee.manage");
  const said = (["added", "retired"] as const).find((each) => each === c.req.query("said"));
  const told = said === undefined ? null : t(`offices.${said}`);
  const main = html`<p class="crumb"><a href="/desk/trustees">${t("offices.title")}</a></p>${bad === null ? flash(told) : flash(t("offices.badCase"), true)}<h1>${t("offices.training")}</h1><p>${t("offices.trainingText")}</p>
<section class="card" aria-labelledby="own-title"><h2 id="own-title">${t("offices.own")}</h2>
${own.length === 0 ? html`<p class="quiet">${t("offices.ownNone")}</p>` : html`<ul class="ledger">${own.map((each) => line(each, mayManage ? retireForm(each, words) : html``, words))}</ul>`}</section>
${mayManage ? addForm(given, bad, words) : ""}
<section class="card" aria-labelledby="starter-title"><h2 id="starter-title">${t("offices.starter")}</h2><ul class="ledger">${starter.map((each) => line(each, html``, words))}</ul></section>`;
  const status = bad === null ? 200 : 422;
  return showDesk(c, site, { title: t("offices.training"), main, place: "/desk/trustees", status });
}

function line(
  { language, category, text, rule, verdicts: right, why }: TrainingCase,
  more: Html,
  words: Words,
) {
  const { t } = words;
  return html`<li><p class="tags"><span class="tag">${t(`category.${category}`)}</span><span class="tag">${language}</span></p>
<p class="quoted" lang="${language}" dir="auto">${text}</p>
<details><summary>${t("desk.details")}</summary><dl><dt>${t("offices.rule")}</dt><dd lang="${language}" dir="auto">${rule}</dd>
<dt>${t("offices.right")}</dt><dd>${right.map((each) => t(`kind.${each}`)).join(", ")}</dd><dt>${t("offices.why")}</dt><dd lang="${language}" dir="auto">${why}</dd></dl>${more}</details></li>`;
}

function retireForm({ id }: TrainingCase, { t }: Words): Html {
  return html`<form method="post" action="${here}/${id}/retire"><p class="quiet tight">${t("offices.retireText")}</p><p><button class="plain">${t("offices.retire")}</button></p></form>`;
}

function addForm(given: Given, bad: string | null, { t }: Words): Html {
  const wrong = (name: string) => (name === bad ? html` aria-invalid="true"` : "");
  const area = (name: "text" | "rule" | "why", title: string, hint: string, most: number) =>
    html`<div><label for="${name}">${title}</label>${hint === "" ? "" : html`<p class="hint" id="${name}-hint">${hint}</p>`}<textarea id="${name}" name="${name}" rows="${name === "text" ? 4 : 2}" maxlength="${most}" required dir="auto"${hint === "" ? "" : html` aria-describedby="${name}-hint"`}${wrong(name)}>${given[name]}</textarea></div>`;
  return html`<section class="card" aria-labelledby="add-title"><h2 id="add-title">${t("offices.add")}</h2>
<form method="post" action="${here}" class="stack">
<div><label for="language">${t("offices.language")}</label><p class="hint" id="language-hint">${t("offices.languageHint")}</p><input id="language" name="language" value="${given.language}" maxlength="3" required autocapitalize="none" spellcheck="false" dir="ltr" aria-describedby="language-hint"${wrong("language")}></div>
<div><label for="category">${t("queue.category")}</label><select id="category" name="category"${wrong("category")}>${(
    Object.keys(categories) as Category[]
  ).map(
    (name) =>
      html`<option value="${name}"${name === given.category ? html` selected` : ""}>${t(`category.${name}`)}</option>`,
  )}</select></div>
${area("text", t("offices.case"), t("offices.caseHint"), 5_000)}
${area("rule", t("offices.rule"), "", 1_000)}
<fieldset${bad === "verdicts" ? html` class="bad"` : ""}><legend>${t("offices.right")}</legend><p class="hint">${t("offices.rightHint")}</p><div class="checks">${verdicts.map(
    (each) =>
      html`<label><input type="checkbox" name="verdict" value="${each}"${given.verdicts.includes(each) ? html` checked` : ""}>${t(`kind.${each}`)}</label>`,
  )}</div></fieldset>
${area("why", t("offices.why"), t("offices.whyHint"), 2_000)}
<p><button>${t("offices.add")}</button></p></form></section>`;
}
