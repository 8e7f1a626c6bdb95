import { Hono } from "hono";
import { html } from "hono/html";
import { loadSummaries } from "../../accounts/views/summaries.ts";
import type { ApiCtx } from "../../context.ts";
import { listOwnReports, type OwnReport } from "../../reports/mine.ts";
import { type LocalEnv, showLocal, withWords } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import { requireSignIn } from "../signed-in.ts";
import type { Html, Site } from "../ui/layout.ts";

const PAGE = 40;

/** `/my/reports`: what somebody has reported, and what came of it. */
export function myReportRoutes(ctx: ApiCtx, site: Site): Hono<LocalEnv> {
  const app = new Hono<LocalEnv>();
  app.use("/my/reports", requireSignIn(ctx), withWords(ctx));
  app.get("/my/reports", async (c) => {
    const { words, session } = c.var;
    const { t } = words;
    const before = c.req.query("before");
    const found = await listOwnReports(ctx, session.accountId, {
      before: before !== undefined && /^[0-9a-f-]{36}$/.test(before) ? before : null,
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
  return app;
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
${comment === "" ? "" : html`<h3>${t("mine.comment")}</h3><p class="quoted" dir="auto">${comment}</p>`}</article>`;
}
