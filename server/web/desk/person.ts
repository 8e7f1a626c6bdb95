import { Hono } from "hono";
import { html, raw } from "hono/html";
import { listActions } from "#moderation/actions/read.ts";
import { listCases } from "#moderation/cases/list.ts";
import { act } from "../../actions/act.ts";
import { findSubject } from "../../actions/subjects.ts";
import { type AdminAccountView, findAdminAccount } from "../../admin/accounts/views.ts";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { countStrikes } from "../../desk/case-views.ts";
import { moderationOf } from "../../desk/moderation.ts";
import { marksOf } from "../../policy/marks/lift.ts";
import { readRules } from "../../site/rules.ts";
import { flash } from "../local-page.ts";
import type { Words } from "../messages/words.ts";
import type { Html, Site } from "../ui/layout.ts";
import { UUID } from "../uuid.ts";
import { actForm } from "./act-form.ts";
import { type ActGiven, nothingGiven, readGiven } from "./act-given.ts";
import { caseLine } from "./case-line.ts";
import { actionsOf } from "./case-sides.ts";
import { type DeskContext, type DeskEnv, nothingHere, refused, showDesk } from "./frame.ts";
import { handleOf, namesFor } from "./names.ts";
import { statesOf } from "./people.ts";
import { problemOf, statusOf } from "./problem.ts";
import { ruleMarks } from "./rule-marks.ts";
import { saidIn, withSaid } from "./said.ts";

const CASES = 10;

interface Again {
  given?: ActGiven;
  isPreview?: boolean;
  problem?: { readonly type: string } | null;
}

/** `/desk/people/:id`: one account, what was done about it, its cases, and what can be done without one. */
export function personRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.get(`/desk/people/:id{${UUID}}`, (c) => showPerson(c, ctx, site, {}));

  app.post(`/desk/people/:id{${UUID}}/act`, async (c) => {
    const { session } = c.var;
    if (!may(session.role, "action.take")) return refused(c, site);
    const id = c.req.param("id");
    const subject = await findSubject(ctx, { kind: "account", id });
    if (subject === null) return nothingHere(c, site);
    const form = await c.req.formData();
    const given = readGiven(form, ctx.clock.now());
    const { kind, params, endsAt, ruleIds, facts, text, isTold, category } = given;
    if (kind === null) return showPerson(c, ctx, site, { given, problem: { type: "desk/kind-missing" } });
    if (form.get("step") === "preview") return showPerson(c, ctx, site, { given, isPreview: true });
    const reasons = { category: category ?? "other", ruleIds, facts, text };
    const done = await act(ctx, session, { subject, kind, params, endsAt, isTold, reasons });
    if (!done.ok) return showPerson(c, ctx, site, { given, problem: done.error });
    return c.redirect(withSaid(`/desk/people/${id}`, `act.${kind}`), 303);
  });

  return app;
}

/** The page, fresh or with what was filled in and what is wrong with it. */
export async function showPerson(c: DeskContext, ctx: ApiCtx, site: Site, again: Again) {
  const { words, session, handler } = c.var;
  const { t } = words;
  if (!may(session.role, "people.read")) return refused(c, site);
  const id = c.req.param("id") ?? "";
  const { given = nothingGiven, isPreview = false, problem = null } = again;
  const moderation = moderationOf(ctx);
  const person = await findAdminAccount(ctx, id);
  if (person === null) return nothingHere(c, site);
  const about = (state: "unfinished" | "closed") =>
    listCases(moderation, handler, { filter: { accountId: id, state }, limit: CASES });
  const [open, closed, actions, strikes, rules, marks] = await Promise.all([
    about("unfinished"),
    about("closed"),
    listActions(moderation, { accountId: id, notOn: session.accountId }, { limit: 50 }),
    countStrikes(ctx, id),
    readRules(ctx),
    marksOf(ctx, { kind: "account", id }),
  ]);
  const cases = [...open.cases, ...closed.cases];
  const names = await namesFor(ctx, words, [
    id,
    ...actions.map(({ by }) => by),
    ...cases.map(({ assignedTo }) => assignedTo),
  ]);
  const said = problem === null ? saidIn(c) : { text: problemOf(problem, words), isBad: true };
  const on = {
    path: `/desk/people/${id}/act`,
    version: null,
    subjectKind: "account",
    targets: ["account"],
    category: "other",
    isOpen: false,
  } as const;
  const main = html`<p class="crumb"><a href="/desk/people">${t("people.title")}</a></p>
${said === null ? "" : flash(said.text, said.isBad)}
<h1><bdi>${person.account.displayName || handleOf(person.account)}</bdi></h1>
<div class="columns"><div>${aboutCard(person, strikes, words)}
${ruleMarks(marks, may(session.role, "action.undo") ? `/desk/people/${id}/lift` : null, words)}
<section class="card" aria-labelledby="cases-title"><h2 id="cases-title">${t("people.cases")}</h2>${
    cases.length === 0
      ? html`<p class="quiet">${t("people.noCases")}</p>`
      : html`<ol class="cases">${cases.map((item) => caseLine(item, words, names))}</ol>`
  }</section>${actionsOf(actions, words, names)}</div>
<aside aria-label="${t("act.title")}">${may(session.role, "action.take") ? actForm({ on, rules, given, isPreview, problem }, words) : ""}</aside></div>`;
  const title = handleOf(person.account);
  return showDesk(c, site, {
    title,
    main,
    place: "/desk/people",
    status: problem === null ? 200 : statusOf(problem),
  });
}

function aboutCard(person: AdminAccountView, strikes: number, words: Words): Html {
  const { t, time } = words;
  const { account, login, knownSince } = person;
  return html`<section class="card stack" aria-labelledby="about-title"><h2 id="about-title"><bdi>${handleOf(account)}</bdi></h2>
<p class="tags">${statesOf(person, words)}</p>
<div class="text" dir="auto">${raw(account.bioHtml)}</div>
<p class="quiet tight">${t("people.since", { when: time(knownSince) })} · ${t("people.posts", { count: account.postsCount })} · ${t("people.followers", { count: account.followersCount })} · ${t("case.strikes", { count: strikes })}</p>
${login?.email ? html`<p class="tight">${t("people.email")}: <bdi>${login.email}</bdi></p>` : ""}
${login?.reason ? html`<p class="tight">${t("people.reason")}:</p><p class="quoted" dir="auto">${login.reason}</p>` : ""}
<p><a href="${account.url}" rel="nofollow noopener noreferrer">${t("people.profile")}</a></p></section>`;
}
