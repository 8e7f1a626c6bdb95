import { Hono } from "hono";
import { html } from "hono/html";
import { diffPolicy } from "#moderation/policy/diff.ts";
import { checkPolicy, savePolicy } from "#moderation/policy/save.ts";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { moderationOf } from "../../desk/moderation.ts";
import {
  cancelDryRun,
  listDryRuns,
  type RunOutline,
  readDryRun,
  startDryRun,
} from "../../policy/dry-run/run.ts";
import { readForm } from "../form.ts";
import { flash } from "../local-page.ts";
import type { Html, Site } from "../ui/layout.ts";
import { UUID } from "../uuid.ts";
import { type DeskContext, type DeskEnv, nothingHere, refused, showDesk } from "./frame.ts";
import { namesFor } from "./names.ts";
import { formatOf, rulesInForce } from "./rule-text.ts";
import { problemList, whyNot } from "./rules.ts";
import { diffPart } from "./rules-page.ts";
import { progressPart, resultPart } from "./trial-page.ts";
import { invalidRules } from "./try.ts";

const here = "/desk/rules/trials";
const one = `${here}/:id{${UUID}}`;
const MOST_POSTS = 100_000;
const spans = [1, 7, 30, 90] as const;

/** `/desk/rules/trials`: rules tried on past posts, before they hold. */
export function trialRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.get(here, (c) => overview(c, ctx, site, null));

  app.post(here, async (c) => {
    const { session, words } = c.var;
    if (!may(session.role, "policy.read")) return refused(c, site);
    const read = await readForm(c);
    const rules = read("source").replaceAll("\r\n", "\n");
    const days = spans.find((each) => String(each) === read("days")) ?? 7;
    const run = { rules, format: formatOf(rules), days, most: MOST_POSTS };
    const started = await startDryRun(ctx, session.accountId, run);
    if (started.ok) return c.redirect(`${here}/${started.value.id}`, 303);
    const problems = started.error.type === "dry-run/invalid-rules" ? started.error.problems : [];
    return overview(c, ctx, site, { said: invalidRules(problems, words), source: rules });
  });

  app.get(one, (c) => showOne(c, ctx, site, html``));

  app.post(`${one}/cancel`, async (c) => {
    if (!may(c.var.session.role, "policy.read")) return refused(c, site);
    await cancelDryRun(ctx, c.req.param("id"));
    return c.redirect(`${here}/${c.req.param("id")}`, 303);
  });

  app.post(`${one}/save`, async (c) => {
    const { session, words } = c.var;
    if (!may(session.role, "policy.change")) return refused(c, site);
    const run = await readDryRun(ctx, c.req.param("id"));
    if (!run.ok) return nothingHere(c, site);
    const read = await readForm(c);
    const { rules: text, format } = run.value;
    const saving = { text, format, note: read("note").trim(), basedOn: Number(read("based_on")) || 0 };
    const saved = await savePolicy(moderationOf(ctx), session.accountId, saving);
    if (!saved.ok) {
      const { said = null, problems = [] } = whyNot(saved.error, words);
      return showOne(c, ctx, site, html`${flash(said, true)}${problemList(problems, words)}`, 422);
    }
    await ctx.rules.refresh();
    return c.redirect(`/desk/rules?saved=${saved.value.version.number}`, 303);
  });

  return app;
}

async function overview(
  c: DeskContext,
  ctx: ApiCtx,
  site: Site,
  again: { said: Html; source: string } | null,
) {
  const { words, session } = c.var;
  const { t, time } = words;
  if (!may(session.role, "policy.read")) return refused(c, site);
  const [runs, held] = await Promise.all([listDryRuns(ctx), rulesInForce(ctx)]);
  const names = await namesFor(
    ctx,
    words,
    runs.map(({ accountId }) => accountId),
  );
  const line = (run: RunOutline) =>
    html`<li><p><a href="${here}/${run.id}">${time(run.createdAt)}</a> <span class="tag">${t(`trials.state.${run.state}`)}</span> <span class="quiet tight">${names.text(run.accountId)} · ${t("trials.days", { count: run.days })} · ${t("trials.seen", { count: run.seen })}</span></p></li>`;
  const main = html`<p class="crumb"><a href="/desk/rules">${t("rules.title")}</a></p>${again?.said ?? ""}<h1>${t("trials.title")}</h1><p>${t("trials.text")}</p>
<form method="post" action="${here}" class="card stack"><div><label for="source">${t("trials.source")}</label><textarea id="source" name="source" class="code" rows="16" dir="ltr" spellcheck="false" autocapitalize="none" wrap="off">${again?.source ?? held.source}</textarea></div>
<div><label for="days">${t("trials.span")}</label><select id="days" name="days">${spans.map((days) => html`<option value="${days}"${days === 7 ? html` selected` : ""}>${t("trials.days", { count: days })}</option>`)}</select></div><p><button>${t("trials.start")}</button></p></form>
${runs.length === 0 ? "" : html`<section class="card" aria-labelledby="runs-title"><h2 id="runs-title">${t("trials.earlier")}</h2><ul class="ledger">${runs.map(line)}</ul></section>`}`;
  const status = again === null ? 200 : 422;
  return showDesk(c, site, { title: t("trials.title"), main, place: "/desk/rules", status });
}

async function showOne(c: DeskContext, ctx: ApiCtx, site: Site, said: Html, status: 200 | 422 = 200) {
  const { words, session } = c.var;
  const { t } = words;
  if (!may(session.role, "policy.read")) return refused(c, site);
  const found = await readDryRun(ctx, c.req.param("id") ?? "");
  if (!found.ok) return nothingHere(c, site);
  const run = found.value;
  const [held, checked] = await Promise.all([
    rulesInForce(ctx),
    checkPolicy(moderationOf(ctx), { text: run.rules, format: run.format }),
  ]);
  const isOver = run.state !== "waiting" && run.state !== "running";
  const main = html`<p class="crumb"><a href="${here}">${t("trials.title")}</a></p>${said}<h1>${t("trials.one", { when: words.time(run.createdAt) })}</h1>
<div${isOver ? "" : html` data-live="2"`}>${progressPart(run, words)}${run.result === null ? "" : resultPart(run.result, words)}</div>
${checked.ok ? diffPart(diffPolicy(held.rules, checked.value), words) : problemList(checked.error, words)}
${isOver && checked.ok && may(session.role, "policy.change") ? saveForm(run.id, held.number, c) : ""}
<details class="card"><summary>${t("trials.source")}</summary><pre class="code scrolls" dir="ltr" tabindex="0">${run.rules}</pre></details>`;
  return showDesk(c, site, { title: t("trials.title"), main, place: "/desk/rules", status });
}

function saveForm(id: string, basedOn: number, { var: { words } }: DeskContext): Html {
  const { t } = words;
  return html`<form method="post" action="${here}/${id}/save" class="card stack"><input type="hidden" name="based_on" value="${basedOn}">
<div><label for="note">${t("rules.note")}</label><p class="hint" id="note-hint">${t("rules.noteHint")}</p><input id="note" name="note" maxlength="1000" dir="auto" aria-describedby="note-hint"></div><p><button>${t("trials.save")}</button></p></form>`;
}
