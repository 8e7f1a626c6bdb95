import { Hono } from "hono";
import { html, raw } from "hono/html";
import { listActions } from "#moderation/actions/read.ts";
import { type CaseFile, readCase } from "#moderation/cases/read.ts";
import { relatedCases } from "#moderation/cases/waves.ts";
import { evidenceOf } from "#moderation/evidence/read.ts";
import { may } from "../../admin/permissions.ts";
import { listHandlers } from "../../cases/handler.ts";
import type { ApiCtx } from "../../context.ts";
import { caseIdOfNumber, countStrikes, reportsOfCase, signalsOfCase } from "../../desk/case-views.ts";
import { moderationOf } from "../../desk/moderation.ts";
import { presentPost } from "../../desk/present.ts";
import { marksOf } from "../../policy/marks/lift.ts";
import { readRules } from "../../site/rules.ts";
import { panelsWithSeats } from "../../trustees/panels.ts";
import { figures } from "../media/figures.ts";
import { en } from "../messages/en.ts";
import { shownFiles } from "../public/shown-files.ts";
import type { Html, Site } from "../ui/layout.ts";
import { type ActGiven, nothingGiven } from "./act-given.ts";
import { casePage } from "./case-page.ts";
import { type DeskContext, type DeskEnv, nothingHere, showDesk } from "./frame.ts";
import { namesFor } from "./names.ts";
import { problemOf, statusOf } from "./problem.ts";
import { saidIn } from "./said.ts";

const MOST_ACTIONS = 100;

/** `/desk/cases/:number` */
export function caseRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  return new Hono<DeskEnv>().get("/desk/cases/:number{[0-9]{1,15}}", (c) => showCase(c, ctx, site, {}));
}

interface Again {
  /** What somebody had filled in. */
  given?: ActGiven;
  isPreview?: boolean;
  /** What a use case refused. */
  problem?: { readonly type: string } | null;
}

/** A case's page: fresh, or with what was filled in and what is wrong with it. */
export async function showCase(c: DeskContext, ctx: ApiCtx, site: Site, again: Again) {
  const { words, session, handler } = c.var;
  const { given = nothingGiven, isPreview = false, problem = null } = again;
  const id = await caseIdOfNumber(ctx, Number(c.req.param("number")));
  const found = id === null ? null : await readCase(moderationOf(ctx), handler, id);
  if (found === null || (!found.ok && found.error.type === "case/not-found")) return nothingHere(c, site);
  if (!found.ok) {
    const title = words.t("desk.problem");
    const main = html`<h1>${title}</h1><p>${problemOf(found.error, words)}</p>`;
    return showDesk(c, site, { title, main, place: "/desk", status: 403 });
  }
  const file = found.value;
  const [rest, panels] = await Promise.all([readRest(ctx, c, file), panelsWithSeats(ctx, file.case.id)]);
  const names = await namesFor(ctx, words, peopleOf(file, rest));
  const { role } = session;
  const main = casePage(
    {
      ...rest,
      file,
      before: { panels, mayAsk: may(role, "panel.ask"), mayDissolve: may(role, "panel.dissolve") },
      given,
      isPreview,
      problem,
      said: problem === null ? saidIn(c) : { text: problemOf(problem, words), isBad: true },
      me: session.accountId,
      showsNames: may(role, "report.talk"),
      mayAct: may(role, "action.take"),
      mayDomains: may(role, "domain.decide"),
      mayExport: may(role, "evidence.export"),
      mayLift: may(role, "action.undo"),
    },
    words,
    names,
  );
  const title = words.t("case.title", { number: `#${file.case.number}` });
  return showDesk(c, site, {
    title,
    main,
    place: "/desk",
    ...(problem !== null && { status: statusOf(problem) }),
  });
}

type Rest = Awaited<ReturnType<typeof readRest>>;

async function readRest(ctx: ApiCtx, c: DeskContext, file: CaseFile) {
  const moderation = moderationOf(ctx);
  const { id: caseId, subject } = file.case;
  const [evidence, reports, signals, related, ofCase, onSubject, strikes, rules, present, marks, handlers] =
    await Promise.all([
      evidenceOf(moderation, caseId),
      reportsOfCase(ctx, caseId),
      signalsOfCase(ctx, caseId),
      relatedCases(moderation, c.var.handler, caseId),
      listActions(moderation, { caseId }, { limit: MOST_ACTIONS }),
      listActions(moderation, { subjectIri: subject.iri }, { limit: MOST_ACTIONS }),
      subject.accountId === null ? 0 : countStrikes(ctx, subject.accountId),
      readRules(ctx),
      subject.kind === "post" && subject.id !== null ? presentPost(ctx, subject.id) : null,
      subject.kind === "post" && subject.id !== null ? marksOf(ctx, { kind: "post", id: subject.id }) : null,
      listHandlers(ctx, file.case.communityId),
    ]);
  const known = new Set(ofCase.map(({ id }) => id));
  const actions = [...ofCase, ...onSubject.filter(({ id }) => !known.has(id))];
  const card = present === null ? null : { ...present, card: presentCard(present.post, ctx) };
  return { evidence, reports, signals, related, actions, strikes, rules, present: card, marks, handlers };
}

/** A post as it is now, its media muted until somebody asks for them. */
function presentCard(post: Parameters<typeof figures>[0], ctx: ApiCtx): Html {
  const media = figures(
    { ...post, sensitive: false, account: { ...post.account, sensitized: false } },
    { words: en, files: shownFiles(ctx) },
  );
  return html`<div class="stack" dir="auto"${post.language === null ? "" : html` lang="${post.language}"`}>
${post.title === null ? "" : html`<p><strong>${post.title}</strong></p>`}
${post.warning === null ? "" : html`<p class="tag">${post.warning}</p>`}
<div class="text">${raw(post.html)}</div>
<div class="muted">${media}</div></div>`;
}

function peopleOf(file: CaseFile, { reports, actions, related }: Rest): (string | null)[] {
  return [
    file.case.subject.accountId,
    file.case.assignedTo,
    ...file.events.flatMap(({ by, details: { to } }) => [by, typeof to === "string" ? to : null]),
    ...file.notes.map(({ accountId }) => accountId),
    ...reports.map(({ reporterId }) => reporterId),
    ...actions.map(({ by }) => by),
    ...related.flatMap(({ cases }) =>
      cases.flatMap(({ subject, assignedTo }) => [subject.accountId, assignedTo]),
    ),
  ];
}
