import { Hono } from "hono";
import { html } from "hono/html";
import { type Bulk, cancelBulk, findBulk, listBulks, undoBulk } from "#moderation/cases/bulk.ts";
import { countConcerned, listCases } from "#moderation/cases/list.ts";
import { may } from "../../admin/permissions.ts";
import { startDecision } from "../../cases/bulk.ts";
import type { ApiCtx } from "../../context.ts";
import { moderationOf } from "../../desk/moderation.ts";
import { readRules } from "../../site/rules.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { UUID } from "../uuid.ts";
import { type BulkGiven, bulkForm, decisionOf, nothingGiven, readBulkGiven } from "./bulk-form.ts";
import { type DeskContext, type DeskEnv, nothingHere, refused, showDesk, showProblem } from "./frame.ts";
import { namesFor } from "./names.ts";
import { problemOf } from "./problem.ts";
import { askedQuery, filterOf, queueAddress, readAskedFrom } from "./queue-filter.ts";

const SAMPLE = 5;
const LISTED = 40;

/** `/desk/bulk`, where all that a filter finds is decided, and `/desk/bulks`: what was decided so, how far it is, and its undo. */
export function bulkRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  const moderation = moderationOf(ctx);
  // Of the whole node: a bulk knows no communities.
  const mayDecide = ({ var: { session, handler } }: DeskContext) =>
    may(session.role, "case.bulk") && handler.communities === null;

  app.get("/desk/bulk", async (c) => {
    if (!mayDecide(c)) return refused(c, site);
    return showForm(c, (name) => c.req.query(name), { given: nothingGiven, problem: null });
  });

  app.post("/desk/bulk", async (c) => {
    if (!mayDecide(c)) return refused(c, site);
    const form = await c.req.formData();
    const read = (name: string) => String(form.get(`asked-${name}`) ?? "");
    const given = readBulkGiven(form);
    const { words, session, handler } = c.var;
    const decision = decisionOf(given);
    const again = (problem: string) => showForm(c, read, { given, problem });
    if (decision === null) return again(words.t("act.kindMissing"));
    const filter = filterOf(readAskedFrom(read), session.accountId);
    // Nobody decides about many more than they have seen.
    const { cases } = await countConcerned(moderation, handler, filter);
    if (cases > 1.1 * Number(form.get("seen")) + 10) return again(words.t("bulk.grown"));
    const started = await startDecision(ctx, session, { handler, filter, decision });
    if (!started.ok) return again(problemOf(started.error, words));
    return c.redirect(`/desk/bulks/${started.value.id}`, 303);
  });

  async function showForm(
    c: DeskContext,
    read: (name: string) => string | undefined,
    { given, problem }: { given: BulkGiven; problem: string | null },
  ) {
    const { words, handler, session } = c.var;
    const asked = readAskedFrom(read);
    const filter = filterOf(asked, session.accountId);
    const [concerned, { cases: sample }, rules] = await Promise.all([
      countConcerned(moderation, handler, filter),
      listCases(moderation, handler, { filter, limit: SAMPLE }),
      readRules(ctx),
    ]);
    const names = await namesFor(
      ctx,
      words,
      sample.flatMap(({ subject, assignedTo }) => [subject.accountId, assignedTo]),
    );
    const title = words.t("bulk.title");
    const back = queueAddress(asked);
    const form = bulkForm(
      { asked: askedQuery(asked), back, concerned, sample, rules, given, problem },
      words,
      names,
    );
    const main = html`<p class="crumb"><a href="${back}">${words.t("desk.cases")}</a></p><h1>${title}</h1>${form}`;
    return showDesk(c, site, { title, main, place: "/desk", status: problem === null ? 200 : 422 });
  }

  app.get("/desk/bulks", async (c) => {
    if (!mayDecide(c)) return refused(c, site);
    const { words } = c.var;
    const bulks = await listBulks(moderation, LISTED);
    const names = await namesFor(
      ctx,
      words,
      bulks.map(({ by }) => by),
    );
    const { t, time } = words;
    const main = html`<p class="crumb"><a href="/desk">${t("desk.cases")}</a></p><h1>${t("bulk.listTitle")}</h1>
${bulks.length === 0 ? html`<p class="card">${t("bulk.none")}</p>` : html`<ul class="card ledger">${bulks.map((bulk) => html`<li><p><a href="/desk/bulks/${bulk.id}">${titleOf(bulk, words)}</a></p><p class="quiet tight">${names.text(bulk.by)} · ${time(bulk.createdAt)} · ${t(`bulk.state.${bulk.state}`)} · ${t("bulk.progress", { done: bulk.done, total: bulk.total })}</p></li>`)}</ul>`}`;
    return showDesk(c, site, { title: t("bulk.listTitle"), main, place: "/desk" });
  });

  app.get(`/desk/bulks/:id{${UUID}}`, async (c) => {
    if (!mayDecide(c)) return refused(c, site);
    const found = await findBulk(moderation, c.req.param("id"));
    if (!found.ok) return nothingHere(c, site);
    const bulk = found.value;
    const { words } = c.var;
    const names = await namesFor(ctx, words, [bulk.by]);
    const title = titleOf(bulk, words);
    const said = c.req.query("said") === undefined ? null : words.t("desk.done");
    const main = html`<p class="crumb"><a href="/desk/bulks">${words.t("bulk.listTitle")}</a></p>${flash(said)}<h1>${title}</h1>
<p class="quiet">${names.link(bulk.by)} · ${words.time(bulk.createdAt)}</p>${progress(bulk, words)}`;
    return showDesk(c, site, { title, main, place: "/desk" });
  });

  app.post(`/desk/bulks/:id{${UUID}}/:deed{cancel|undo}`, async (c) => {
    if (!mayDecide(c)) return refused(c, site);
    const { handler } = c.var;
    const id = c.req.param("id");
    const deed = c.req.param("deed");
    const done = await (deed === "cancel" ? cancelBulk : undoBulk)(moderation, handler, id);
    if (!done.ok)
      return done.error.type === "bulk/not-found" ? nothingHere(c, site) : showProblem(c, site, done.error);
    if (deed === "undo") await ctx.chores.add({ kind: "decide-cases", bulkId: id });
    return c.redirect(`/desk/bulks/${id}?said`, 303);
  });

  return app;
}

function titleOf({ decision, total }: Bulk, { t }: Words): string {
  const { state, action } = decision;
  const deed =
    action !== null ? t(`kind.${action.kind}`) : t(state === "dismissed" ? "bulk.dismiss" : "bulk.close");
  return t("bulk.one", { deed, count: total });
}

/** How far it is; looked at again by the desk's script while it runs. */
function progress(bulk: Bulk, { t, time }: Words): Html {
  const { id, state, done, skipped, total, endedAt, decision } = bulk;
  const runs = state === "running" || state === "undoing";
  const left = state === "undoing" || state === "undone";
  const { facts = "", text = "", category } = decision.reasons;
  return html`<div data-live="${runs ? 2 : 60}"><section class="card" aria-labelledby="how-far"><h2 id="how-far">${t(`bulk.state.${state}`)}</h2>
<div class="row"><progress max="${total}" value="${left ? total - done : done + skipped}" aria-labelledby="how-far"></progress><span>${t(left ? "bulk.left" : "bulk.progress", { done, total })}</span></div>
${state === "undone" && done > 0 ? html`<p>${t("bulk.notUndone", { count: done })}</p>` : ""}${skipped === 0 ? "" : html`<p>${t("bulk.skipped", { count: skipped })}</p>`}${endedAt === null ? "" : html`<p class="quiet">${t("bulk.ended", { when: time(endedAt) })}</p>`}
<div class="actions">${state === "running" ? button(id, "cancel", t("bulk.cancel"), "plain") : ""}${state === "done" || state === "cancelled" ? button(id, "undo", t("bulk.undo"), "danger") : ""}${state === "undone" && done > 0 ? button(id, "undo", t("bulk.undoRest"), "plain") : ""}${runs ? html`<a href="/desk/bulks/${id}">${t("bulk.renew")}</a>` : ""}</div></section>
<dl class="card"><dt>${t("queue.category")}</dt><dd>${t(`category.${category}`)}</dd>${facts === "" ? "" : html`<dt>${t("act.facts")}</dt><dd class="quoted" dir="auto">${facts}</dd>`}${text === "" ? "" : html`<dt>${t("act.text")}</dt><dd class="quoted" dir="auto">${text}</dd>`}</dl></div>`;
}

function button(id: string, deed: "cancel" | "undo", title: string, look: string): Html {
  return html`<form method="post" action="/desk/bulks/${id}/${deed}"><button class="${look}">${title}</button></form>`;
}
