import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { isCategory } from "#moderation/category.ts";
import { loadSummaries } from "../../accounts/views/summaries.ts";
import type { ApiCtx } from "../../context.ts";
import { listOwnReports, type OwnReport } from "../../reports/mine.ts";
import { MOST_A_DAY, MOST_CHARACTERS, readOwnReport, writeToModerators } from "../../reports/talk.ts";
import { appealAboutReport, type Outcome, outcomesOfReport } from "../../trustees/outcomes.ts";
import { readForm } from "../form.ts";
import { flash, type LocalEnv, showLocal, withWords } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import { requireSignIn } from "../signed-in.ts";
import type { Html, Site } from "../ui/layout.ts";
import { readUuid, UUID } from "../uuid.ts";
import { againstPanel, decisionLink } from "./panel.ts";

const PAGE = 40;

export const myReportPaths = ["/my/reports", "/my/reports/*"] as const;

/** `/my/reports`: what somebody has reported, and what came of it. */
export function myReportRoutes(ctx: ApiCtx, site: Site): Hono<LocalEnv> {
  const app = new Hono<LocalEnv>();
  for (const path of myReportPaths) app.use(path, requireSignIn(ctx), withWords(ctx));
  app.get("/my/reports", async (c) => {
    const { words, session } = c.var;
    const { t } = words;
    const before = c.req.query("before");
    const found = await listOwnReports(ctx, session.accountId, {
      before: readUuid(before),
      limit: PAGE + 1,
    });
    const reports = found.slice(0, PAGE);
    const targets = await loadSummaries(
      ctx,
      reports.flatMap(({ targetId }) => targetId ?? []),
    );
    const names = new Map(
      targets.map(({ id, username, domain }) => [
        id,
        domain === null ? `@${username}` : `@${username}@${domain}`,
      ]),
    );
    const main = html`<h1>${t("mine.title")}</h1><p>${t("mine.text")}</p>
${
  reports.length === 0
    ? html`<p class="card">${t("mine.none")}</p>`
    : reports.map((report) => card(report, names.get(report.targetId ?? "") ?? t("desk.gone"), words))
}
${found.length > PAGE ? html`<nav class="pager" aria-label="${t("desk.pages")}"><a rel="next" href="/my/reports?before=${reports.at(-1)?.id ?? ""}">${t("desk.older")}</a></nav>` : ""}
<p><a href="/decisions">${t("decision.listTitle")}</a></p>`;
    return showLocal(c, site, words, { title: t("mine.title"), main });
  });

  app.get(`/my/reports/:id{${UUID}}`, (c) => showOne(c, ctx, site, null));

  app.post(`/my/reports/:id{${UUID}}`, async (c) => {
    const text = (await readForm(c))("text");
    const reportId = c.req.param("id");
    const sent = await writeToModerators(ctx, { reportId, by: c.var.session.accountId, text });
    return sent.ok
      ? c.redirect(`/my/reports/${reportId}?sent`, 303)
      : showOne(c, ctx, site, { of: "message", type: sent.error.type, text });
  });

  app.post(`/my/reports/:id{${UUID}}/appeal`, async (c) => {
    const read = await readForm(c);
    const [text, decisionId] = [read("text"), readUuid(read("decision")) ?? ""];
    const reportId = c.req.param("id");
    const { accountId } = c.var.session;
    const made =
      decisionId === "" ? null : await appealAboutReport(ctx, { reportId, decisionId, accountId, text });
    if (made === null || made.ok)
      return c.redirect(`/my/reports/${reportId}${made === null ? "" : "?appealed"}`, 303);
    return showOne(c, ctx, site, { of: decisionId, type: made.error.type, text });
  });

  return app;
}

/** Something that was not taken: a message, or an appeal against a decision that it names. */
interface Refused {
  of: string;
  type: string;
  text: string;
}

/** One report with what came of it, and the talk about it; what was refused stands there with it. */
async function showOne(c: Context<LocalEnv>, ctx: ApiCtx, site: Site, refused: Refused | null) {
  const { words, session } = c.var;
  const { t, time } = words;
  const id = c.req.param("id") ?? "";
  const found = await readOwnReport(ctx, id, session.accountId, words);
  if (!found.ok) {
    const title = t("desk.notFoundTitle");
    const main = html`<h1>${title}</h1><p>${t("desk.notFound")}</p>`;
    return showLocal(c, site, words, { title, main, status: 404 });
  }
  const { createdAt, topic, comment, state, outcome, messages, subjects } = found.value;
  const outcomes = await outcomesOfReport(ctx, { reportId: id, accountId: session.accountId });
  const message = refused?.of === "message" ? refused : null;
  const title = t("mine.one");
  const main = html`<p class="crumb"><a href="/my/reports">${t("mine.title")}</a></p>${flash(message === null ? saidIn(c) : problemOf(message.type, words), message !== null)}<h1>${title}</h1>
<section class="card stack" aria-label="${title}"><p class="tight"><strong>${t(`category.${isCategory(topic) ? topic : "other"}`)}</strong> <span class="quiet">${t("mine.sent", { when: time(createdAt) })}</span></p>
<ul>${subjects.map((iri) => html`<li><a href="${iri}" rel="nofollow noopener"><bdi>${iri}</bdi></a></li>`)}</ul>
${comment === "" ? "" : html`<p class="quoted" dir="auto">${comment}</p>`}
<p><strong>${outcome === null ? t(state === "open" ? "mine.open" : "mine.closed") : outcome.text}</strong></p></section>
${outcomes.map((each) => ofPanel(each, id, refused, words))}
<section class="card stack" aria-labelledby="talk"><h2 id="talk">${t("mine.talk")}</h2>
${messages.length === 0 ? "" : html`<ol class="ledger">${messages.map((message) => html`<li><p class="tight"><strong>${t(message.from === "reporter" ? "mine.you" : "mine.moderators")}</strong> <span class="quiet">${time(message.createdAt)}</span></p><p class="quoted" dir="auto">${message.text}</p></li>`)}</ol>`}
<form method="post" action="/my/reports/${id}" class="stack"><div><label for="text">${t("mine.message")}</label><p class="hint" id="text-hint">${t("mine.messageHint")}</p>
<textarea id="text" name="text" rows="4" maxlength="${MOST_CHARACTERS}" required dir="auto" aria-describedby="text-hint">${message?.text ?? ""}</textarea></div>
<p><button>${t("mine.send")}</button></p></form></section>`;
  return showLocal(c, site, words, { title, main, status: refused === null ? 200 : 422 });
}

function saidIn(c: Context<LocalEnv>): string | null {
  const { t } = c.var.words;
  if (c.req.query("appealed") !== undefined) return t("again.sent");
  return c.req.query("sent") === undefined ? null : t("mine.messageSent");
}

/** What a panel has decided on it, and what its reporter says against that. */
function ofPanel(outcome: Outcome, reportId: string, refused: Refused | null, words: Words): Html {
  const { t, time } = words;
  const { id, verdict, at, level } = outcome.decision;
  const action = `/my/reports/${reportId}/appeal`;
  return html`<section class="card stack" aria-labelledby="panel-${id}"><h2 id="panel-${id}">${t("again.outcome")}</h2>
<p><strong>${t(`did.${verdict}`)}</strong> <span class="quiet">${t(`panels.level.${level as 0 | 1 | 2}`)} · ${time(at)}</span></p>${decisionLink(id, words)}</section>
${againstPanel({ outcome, action, refused: refused?.of === id ? refused : null }, words)}`;
}

function problemOf(type: string, { t }: Words): string {
  if (type === "report/message-empty") return t("problem.missing");
  if (type === "report/message-too-long") return t("problem.tooLong");
  return type === "report/too-many-messages"
    ? t("mine.tooMany", { most: MOST_A_DAY })
    : t("problem.other", { reason: type });
}

function card(
  { comment, state, outcome, outcomeDetails, createdAt, id }: OwnReport,
  name: string,
  words: Words,
): Html {
  const { t, time } = words;
  const became =
    outcome === "acted"
      ? t("mine.acted")
      : outcome === "not-acted"
        ? t(outcomeDetails?.isRevised ? "letter.takenBack" : "mine.dismissed")
        : t(state === "open" ? "mine.open" : "mine.closed");
  return html`<article class="card stack" aria-labelledby="report-${id}"><h2 id="report-${id}"><bdi>${t("mine.about", { name })}</bdi></h2>
<p class="quiet tight">${t("mine.sent", { when: time(createdAt) })}</p>
<p><strong>${became}</strong></p>
${(outcomeDetails?.rules ?? []).map((rule) => html`<p dir="auto">${t("mine.rule", { rule })}</p>`)}
${comment === "" ? "" : html`<h3>${t("mine.comment")}</h3><p class="quoted" dir="auto">${comment}</p>`}
<p><a href="/my/reports/${id}" aria-label="${t("mine.talkAbout", { name })}">${t("mine.talk")}</a></p></article>`;
}
