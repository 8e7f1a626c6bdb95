import { Hono } from "hono";
import { html } from "hono/html";
import { type Category, categories, isCategory } from "#moderation/category.ts";
import type { Threshold } from "#moderation/signals/signal.ts";
import { listThresholds, setThresholds, type ThresholdError } from "#moderation/signals/threshold.ts";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { moderationOf } from "../../desk/moderation.ts";
import { readForm } from "../form.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { type DeskContext, type DeskEnv, refused, showDesk } from "./frame.ts";

const here = "/desk/rules/thresholds";
/** Rows to fill in, beside those that there are. */
const SPARE = 2;
const MOST = 50;
const titles = {
  post: "thresholds.per.post",
  account: "thresholds.per.account",
  domain: "thresholds.per.domain",
} as const satisfies Record<Threshold["per"], string>;
const pers = Object.keys(titles) as Threshold["per"][];

/** A row of the form as it was filled in. */
type Row = Record<"category" | "per" | "count" | "hours" | "score", string>;
const names = ["category", "per", "count", "hours", "score"] as const;

/** `/desk/rules/thresholds`: how many signals open a case. */
export function thresholdRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.get(here, async (c) => {
    const isDone = c.req.query("said") === "done";
    return show(c, site, (await listThresholds(moderationOf(ctx))).map(toRow), isDone ? "done" : null);
  });

  app.post(here, async (c) => {
    const { session } = c.var;
    if (!may(session.role, "policy.change")) return refused(c, site);
    const read = await readForm(c);
    const rows: Row[] = [];
    for (let at = 0; at < MOST + SPARE; at++) {
      const row = Object.fromEntries(names.map((name) => [name, read(`${name}-${at}`).trim()])) as Row;
      // A row without a count is one that was not filled in, or is taken out.
      if (row.count !== "") rows.push(row);
    }
    const wanted = read("what") === "usual" ? [] : rows;
    const set = await setThresholds(moderationOf(ctx), session.accountId, wanted.map(fromRow));
    if (!set.ok) return show(c, site, rows, set.error);
    return c.redirect(`${here}?said=done`, 303);
  });

  return app;
}

function toRow({ category, per, count, hours, leastScore }: Threshold): Row {
  return { category: category ?? "", per, count: `${count}`, hours: `${hours}`, score: `${leastScore}` };
}

function fromRow({ category, per, count, hours, score }: Row): Threshold {
  return {
    category: isCategory(category) ? category : null,
    per: pers.find((each) => each === per) ?? "post",
    count: Number(count),
    hours: Number(hours),
    leastScore: Number(score || 0),
  };
}

function show(c: DeskContext, site: Site, rows: readonly Row[], said: "done" | ThresholdError | null) {
  const { session, words } = c.var;
  const { t } = words;
  if (!may(session.role, "policy.read")) return refused(c, site);
  const mayChange = may(session.role, "policy.change");
  const bad = said !== null && said !== "done" ? said : null;
  const spare = Array.from({ length: mayChange ? SPARE : 0 }, () => empty).slice(0, MOST - rows.length);
  const text =
    bad === null ? t("thresholds.done") : t("thresholds.bad", { row: bad.at + 1, reason: bad.reason });
  const main = html`<p class="crumb"><a href="/desk/rules">${t("rules.title")}</a></p>${said === null ? "" : flash(text, bad !== null)}<h1>${t("thresholds.title")}</h1><p>${t("thresholds.text")}</p>
<form method="post" action="${here}" class="card stack"><p class="quiet tight">${mayChange ? t("thresholds.hint") : ""}</p>
${[...rows, ...spare].map((row, at) => rowPart(row, at, mayChange, words))}
${mayChange ? html`<div class="actions"><button name="what" value="these">${t("rules.save")}</button><button class="plain" name="what" value="usual">${t("thresholds.usual")}</button></div>` : ""}</form>`;
  return showDesk(c, site, {
    title: t("thresholds.title"),
    main,
    place: "/desk/rules",
    status: bad === null ? 200 : 422,
  });
}

const empty: Row = { category: "", per: "account", count: "", hours: "24", score: "0" };

function rowPart(row: Row, at: number, mayChange: boolean, { t }: Words): Html {
  const off = mayChange ? "" : html` disabled`;
  const number = (name: "count" | "hours" | "score") =>
    html`<div><label for="${name}-${at}">${t(`thresholds.${name}`)}</label><input id="${name}-${at}" name="${name}-${at}" value="${row[name]}" inputmode="${name === "score" ? "decimal" : "numeric"}" maxlength="6"${off}></div>`;
  return html`<fieldset class="filters"><legend>${row.count === "" ? t("thresholds.more") : t("thresholds.row", { row: at + 1 })}</legend>
${number("count")}<div><label for="category-${at}">${t("thresholds.category")}</label><select id="category-${at}" name="category-${at}"${off}><option value="">${t("thresholds.any")}</option>${(Object.keys(categories) as Category[]).map((each) => html`<option value="${each}"${each === row.category ? html` selected` : ""}>${t(`category.${each}`)}</option>`)}</select></div>
<div><label for="per-${at}">${t("thresholds.per")}</label><select id="per-${at}" name="per-${at}"${off}>${pers.map((each) => html`<option value="${each}"${each === row.per ? html` selected` : ""}>${t(titles[each])}</option>`)}</select></div>
${number("hours")}${number("score")}</fieldset>`;
}
