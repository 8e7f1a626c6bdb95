import { Hono } from "hono";
import { html } from "hono/html";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { caseNumberOf } from "../../desk/case-views.ts";
import { readTalk, writeToReporter } from "../../reports/talk.ts";
import { findReport } from "../../reports/views.ts";
import { readForm } from "../form.ts";
import { flash } from "../local-page.ts";
import type { Site } from "../ui/layout.ts";
import { UUID } from "../uuid.ts";
import { type DeskContext, type DeskEnv, nothingHere, refused, showDesk } from "./frame.ts";
import { namesFor } from "./names.ts";

/** `/desk/reports/:id`: what whoever complained and the moderators say to each other. */
export function talkRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  const path = `/desk/reports/:id{${UUID}}` as const;

  app.get(path, (c) => show(c, ctx, site, null));

  app.post(path, async (c) => {
    if (!may(c.var.session.role, "report.talk")) return refused(c, site);
    const [reportId, read] = [c.req.param("id"), await readForm(c)];
    const text = read("text");
    const done = await writeToReporter(ctx, { reportId, by: c.var.session.accountId, text });
    if (done.ok) return c.redirect(`/desk/reports/${reportId}?said=sent`, 303);
    return done.error.type === "report/not-found"
      ? nothingHere(c, site)
      : show(c, ctx, site, { text, type: done.error.type });
  });

  return app;
}

async function show(c: DeskContext, ctx: ApiCtx, site: Site, refusal: { text: string; type: string } | null) {
  const { words, session } = c.var;
  const { t, time } = words;
  if (!may(session.role, "report.talk")) return refused(c, site);
  const id = c.req.param("id") ?? "";
  const [talk, report] = await Promise.all([readTalk(ctx, id, session.accountId), findReport(ctx, id)]);
  if (!talk.ok || report === null) return nothingHere(c, site);
  const number = report.caseId === null ? null : await caseNumberOf(ctx, report.caseId);
  const names = await namesFor(
    ctx,
    words,
    talk.value.map(({ accountId }) => accountId),
  );
  const isElsewhere = refusal?.type === "report/from-elsewhere";
  const said =
    refusal === null
      ? flash(c.req.query("said") === "sent" ? t("talk.sent") : null)
      : flash(t(isElsewhere ? "talk.elsewhere" : "talk.empty"), true);
  const main = html`${number === null ? "" : html`<p class="crumb"><a href="/desk/cases/${number}">${t("talk.back", { number })}</a></p>`}${said}<h1>${t("talk.title")}</h1>
<section class="card"><p class="tight"><strong>${t(`category.${report.topic}`)}</strong> <span class="quiet">${time(report.createdAt)}</span></p>
${report.comment === "" ? html`<p class="quiet">${t("case.noComment")}</p>` : html`<p class="quoted" dir="auto">${report.comment}</p>`}</section>
${
  talk.value.length === 0
    ? html`<p class="card">${t("talk.none")}</p>`
    : html`<ol class="card ledger">${talk.value.map(
        ({ from, accountId, text, createdAt }) =>
          html`<li><p class="tight"><strong>${t(`talk.${from}`)}</strong>${accountId === null ? "" : html` · ${names.link(accountId)}`} <span class="quiet">${time(createdAt)}</span></p><p class="quoted" dir="auto">${text}</p></li>`,
      )}</ol>`
}
<form method="post" action="/desk/reports/${id}" class="card stack">
<div><label for="talk-text">${t("talk.text")}</label><p class="hint" id="talk-hint">${t("talk.hint")}</p>
<textarea id="talk-text" name="text" rows="4" maxlength="5000" required aria-describedby="talk-hint" dir="auto">${refusal?.text ?? ""}</textarea></div>
<p><button>${t("talk.send")}</button></p></form>`;
  const title = t("talk.title");
  return showDesk(c, site, { title, main, place: "/desk", status: refusal === null ? 200 : 422 });
}
