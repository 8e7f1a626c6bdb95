import { Hono } from "hono";
import { html } from "hono/html";
import { answerAppeal } from "../../actions/appeal.ts";
import { readAppealed } from "../../actions/read.ts";
import { may } from "../../admin/permissions.ts";
import { isId } from "../../api/ids.ts";
import type { ApiCtx } from "../../context.ts";
import { caseNumbersOf } from "../../desk/case-views.ts";
import { appealsHeard } from "../../trustees/read.ts";
import { statementOf } from "../decisions/statement.ts";
import { readForm } from "../form.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { UUID } from "../uuid.ts";
import { type DeskContext, type DeskEnv, refused, showDesk } from "./frame.ts";
import { heardPart } from "./heard.ts";
import { type Names, namesFor } from "./names.ts";
import { problemOf, statusOf } from "./problem.ts";

const PAGE = 20;
type Appealed = Awaited<ReturnType<typeof readAppealed>>[number];

/** `/desk/appeals`: what people say against decisions, and the answers. */
export function appealRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.get("/desk/appeals", (c) => show(c, ctx, site, null));

  app.post(`/desk/appeals/:id{${UUID}}`, async (c) => {
    if (!may(c.var.session.role, "appeal.answer")) return refused(c, site);
    const read = await readForm(c);
    const done = await answerAppeal(ctx, c.var.session, {
      appealId: c.req.param("id"),
      isGranted: read("answer") === "grant",
      answer: read("text").trim(),
    });
    return done.ok ? c.redirect("/desk/appeals?said=answered", 303) : show(c, ctx, site, done.error);
  });

  return app;
}

async function show(c: DeskContext, ctx: ApiCtx, site: Site, problem: { type: string } | null) {
  const { words, session } = c.var;
  const { t } = words;
  if (!may(session.role, "appeal.answer")) return refused(c, site);
  const isOpen = c.req.query("view") !== "all";
  const after = c.req.query("after");
  const found = await readAppealed(
    ctx,
    { isOpen, notBy: session.accountId },
    { after: after !== undefined && isId(after) ? after : null, limit: PAGE + 1 },
  );
  const items = found.slice(0, PAGE);
  const heard = isOpen && after === undefined ? await appealsHeard(ctx, session.accountId) : [];
  const people = items.flatMap(({ appeal, action }) => [appeal.accountId, appeal.answeredBy, action.by]);
  const cases = [...items.flatMap(({ action }) => action.caseId ?? []), ...heard.map(({ caseId }) => caseId)];
  const [names, numbers] = await Promise.all([
    namesFor(ctx, words, [...people, ...heard.map(({ accountId }) => accountId)]),
    caseNumbersOf(ctx, cases),
  ]);
  const said = c.req.query("said") === "answered" ? t("appeals.done") : null;
  const view = isOpen ? "" : "view=all&";
  const main = html`${problem === null ? flash(said) : flash(ownOr(problem, words), true)}<h1>${t("appeals.title")}</h1>
<nav class="tabs" aria-label="${t("appeals.views")}"><a href="/desk/appeals"${isOpen ? html` aria-current="page"` : ""}>${t("appeals.open")}</a> <a href="/desk/appeals?view=all"${isOpen ? "" : html` aria-current="page"`}>${t("appeals.answered")}</a></nav>
${items.length === 0 ? html`<p class="card">${t("appeals.none")}</p>` : items.map((item) => card(item, numbers, words, names))}
${found.length > PAGE ? html`<nav class="pager" aria-label="${t("desk.pages")}"><a rel="next" href="/desk/appeals?${view}after=${items.at(-1)?.appeal.id ?? ""}">${t("desk.older")}</a></nav>` : ""}
${heard.length === 0 ? "" : heardPart(heard, numbers, words, names)}`;
  const status = problem === null ? 200 : statusOf(problem);
  return showDesk(c, site, { title: t("appeals.title"), main, place: "/desk/appeals", status });
}

const ownOr = (problem: { type: string }, words: Words) =>
  problem.type === "appeal/own-decision" ? words.t("appeals.yours") : problemOf(problem, words);

function card(
  { appeal, action }: Appealed,
  numbers: ReadonlyMap<string, number>,
  words: Words,
  names: Names,
): Html {
  const { t, time } = words;
  const { id, state } = appeal;
  const number = action.caseId === null ? undefined : numbers.get(action.caseId);
  return html`<article class="card stack" aria-labelledby="appeal-${id}"><h2 id="appeal-${id}">${names.link(appeal.accountId)} <span class="quiet tight">${time(appeal.createdAt)}</span> <span class="tag">${t(`appeals.state.${state}`)}</span></h2>
<p class="quoted" dir="auto">${appeal.text}</p>
<details><summary>${t("appeals.against")}: ${t(`did.${action.kind}`)} · ${names.text(action.by)}</summary>${
    action.statement === null
      ? ""
      : statementOf({ ...action, subjectKind: action.subject.kind, statement: action.statement }, words)
  }<p class="tight"><a href="${action.subject.iri}" rel="nofollow noopener noreferrer"><bdi>${action.subject.iri}</bdi></a></p></details>
${number === undefined ? "" : html`<p><a href="/desk/cases/${number}">${t("appeals.case")} #${number}</a></p>`}
${
  state === "open"
    ? html`<form method="post" action="/desk/appeals/${id}" class="stack"><div><label for="text-${id}">${t("appeals.answer")}</label><p class="hint" id="text-${id}-hint">${t("appeals.answerHint")}</p><textarea id="text-${id}" name="text" rows="3" maxlength="5000" dir="auto" aria-describedby="text-${id}-hint"></textarea></div>
<div class="actions"><button name="answer" value="grant">${t("appeals.grant")}</button><button class="plain" name="answer" value="reject">${t("appeals.reject")}</button></div></form>`
    : html`<p class="tight quiet">${names.text(appeal.answeredBy)}${appeal.answeredAt === null ? "" : html` · ${time(appeal.answeredAt)}`}</p>${appeal.answer ? html`<p class="quoted" dir="auto">${appeal.answer}</p>` : ""}`
}</article>`;
}
