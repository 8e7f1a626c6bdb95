import { Hono } from "hono";
import { readAction } from "#moderation/actions/read.ts";
import { readCase } from "#moderation/cases/read.ts";
import { domainSubject, type Subject } from "#moderation/subject.ts";
import { findSubject } from "../../actions/subjects.ts";
import { undo } from "../../actions/undo.ts";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { caseIdOfNumber, caseNumberOf } from "../../desk/case-views.ts";
import { decide } from "../../desk/decide.ts";
import { moderationOf } from "../../desk/moderation.ts";
import type { Site } from "../ui/layout.ts";
import { UUID } from "../uuid.ts";
import { readGiven } from "./act-given.ts";
import { showCase } from "./case.ts";
import { type DeskEnv, nothingHere, refused, showProblem } from "./frame.ts";
import { withSaid } from "./said.ts";

/** `/desk/cases/:number/act` and `/desk/actions/:id/undo` */
export function actRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.post("/desk/cases/:number{[0-9]{1,15}}/act", async (c) => {
    if (!may(c.var.session.role, "action.take")) return refused(c, site);
    const number = Number(c.req.param("number"));
    const { handler, session } = c.var;
    const id = await caseIdOfNumber(ctx, number);
    const found = id === null ? null : await readCase(moderationOf(ctx), handler, id);
    if (found === null || !found.ok) return nothingHere(c, site);
    const form = await c.req.formData();
    const given = readGiven(form, ctx.clock.now());
    const { kind, params, endsAt, ruleIds, facts, text, isTold, closes } = given;
    const item = found.value.case;
    if (kind === null) return showCase(c, ctx, site, { given, problem: { type: "desk/kind-missing" } });
    if (form.get("step") === "preview") return showCase(c, ctx, site, { given, isPreview: true });
    const subject = await subjectOf(given.on ?? item.subject.kind, item, ctx);
    if (subject === null)
      return showCase(c, ctx, site, { given, problem: { type: "action/subject-not-found" } });
    const done = await decide(
      ctx,
      { ...session, ...handler },
      {
        caseId: item.id,
        version: Number(form.get("version")) || 0,
        subject,
        kind,
        params,
        endsAt,
        isTold,
        closes: closes && item.closedAt === null,
        reasons: { category: given.category ?? item.category, ruleIds, facts, text },
      },
    );
    if (!done.ok) return showCase(c, ctx, site, { given, problem: done.error });
    return c.redirect(withSaid(`/desk/cases/${number}`, `act.${kind}`), 303);
  });

  app.post(`/desk/actions/:id{${UUID}}/undo`, async (c) => {
    if (!may(c.var.session.role, "action.undo")) return refused(c, site);
    const action = await readAction(moderationOf(ctx), c.req.param("id"));
    if (action === null) return nothingHere(c, site);
    const reason = (await c.req.formData()).get("reason");
    const done = await undo(ctx, c.var.session, {
      actionId: action.id,
      reason: typeof reason === "string" ? reason.trim() : "",
    });
    if (!done.ok) return showProblem(c, site, done.error);
    return c.redirect(withSaid(await backFrom(action, ctx), `undo.${action.kind}`), 303);
  });

  return app;
}

/** The author or the author's server instead of what was reported. */
async function subjectOf(
  kind: Subject["kind"],
  { subject, domain }: { subject: Subject; domain: string | null },
  ctx: Pick<ApiCtx, "sql" | "uris">,
): Promise<Subject | null> {
  if (kind === subject.kind) return subject;
  if (kind === "account" && subject.accountId !== null)
    return findSubject(ctx, { kind: "account", id: subject.accountId });
  return kind === "domain" && domain !== null ? domainSubject(domain) : null;
}

/** To the case, or to whom it was about. */
async function backFrom(
  { caseId, accountId }: { caseId: string | null; accountId: string | null },
  ctx: ApiCtx,
): Promise<string> {
  const number = caseId === null ? null : await caseNumberOf(ctx, caseId);
  if (number !== null) return `/desk/cases/${number}`;
  return accountId === null ? "/desk" : `/desk/people/${accountId}`;
}
