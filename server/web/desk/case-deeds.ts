import { Hono } from "hono";
import { assignCase } from "#moderation/cases/assign.ts";
import { closeCase, reopenCase } from "#moderation/cases/close.ts";
import { linkCases } from "#moderation/cases/link.ts";
import { addNote } from "#moderation/cases/note.ts";
import type { CaseCtx } from "#moderation/cases/ports.ts";
import { letCaseWait, reclassifyCase } from "#moderation/cases/reclassify.ts";
import { type Category, categories, isCategory, type Severity } from "#moderation/category.ts";
import type { Statements } from "#moderation/ports.ts";
import { err, type Result } from "#protocol/result.ts";
import { orRollBack } from "../../accounts/rollback.ts";
import { may } from "../../admin/permissions.ts";
import { casesOf } from "../../cases/ports.ts";
import type { ApiCtx } from "../../context.ts";
import { caseIdOfNumber } from "../../desk/case-views.ts";
import { statementsOn } from "../../desk/moderation.ts";
import type { Site } from "../ui/layout.ts";
import { readUuid } from "../uuid.ts";
import { showCase } from "./case.ts";
import { type DeskContext, type DeskEnv, nothingHere, refused } from "./frame.ts";
import { type Said, withSaid } from "./said.ts";

interface Doing {
  readonly cases: CaseCtx;
  readonly on: Statements;
  readonly seen: { readonly caseId: string; readonly version: number | null };
  field(name: string): string;
}

/** What is done with a case beside acting: one form each. */
export function caseDeedRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  /** Does it in one transaction, and goes back to the case; what was refused is said there. */
  const deed = (
    name: string,
    said: Said,
    work: (c: DeskContext, doing: Doing) => Promise<Result<unknown, { readonly type: string }>>,
  ) =>
    app.post(`/desk/cases/:number{[0-9]{1,15}}/${name}`, async (c) => {
      if (!may(c.var.session.role, "case.handle") && c.var.handler.communities === null)
        return refused(c, site);
      const number = Number(c.req.param("number"));
      const caseId = await caseIdOfNumber(ctx, number);
      if (caseId === null) return nothingHere(c, site);
      const form = await c.req.formData();
      const field = (key: string) => {
        const value = form.get(key);
        return typeof value === "string" ? value.trim() : "";
      };
      const version = /^\d{1,9}$/.test(field("version")) ? Number(field("version")) : null;
      const done = await orRollBack(ctx, (tx) =>
        work(c, { cases: casesOf(ctx, tx), on: statementsOn(tx), seen: { caseId, version }, field }),
      );
      if (!done.ok) return showCase(c, ctx, site, { problem: done.error });
      ctx.outbox.wake();
      return c.redirect(withSaid(`/desk/cases/${number}`, said), 303);
    });

  deed("take", "taken", (c, { cases, on, seen }) =>
    assignCase(cases, on, c.var.handler, { ...seen, to: c.var.session.accountId }),
  );
  deed("release", "released", (c, { cases, on, seen }) =>
    assignCase(cases, on, c.var.handler, { ...seen, to: null }),
  );
  deed("give", "given", (c, { cases, on, seen, field }) => {
    const to = field("to");
    return readUuid(to) !== null
      ? assignCase(cases, on, c.var.handler, { ...seen, to })
      : Promise.resolve(err({ type: "case/not-theirs" }));
  });
  for (const [name, said, isLinked] of [
    ["link", "linked", true],
    ["unlink", "unlinked", false],
  ] as const)
    deed(name, said, async (c, { cases, on, seen, field }) => {
      const number = Number(/^#?(\d{1,15})$/.exec(field("other"))?.[1] ?? 0);
      const otherId = await caseIdOfNumber(ctx, number);
      if (otherId === null) return err({ type: "case/other-not-found" });
      return linkCases(cases, on, c.var.handler, { caseId: seen.caseId, otherId, isLinked });
    });
  deed("dismiss", "dismissed", (c, { cases, on, seen }) =>
    closeCase(cases, on, c.var.handler, { ...seen, state: "dismissed" }),
  );
  deed("reopen", "reopened", (c, { cases, on, seen }) => reopenCase(cases, on, c.var.handler, seen));
  deed("wait", "waiting", (c, { cases, on, seen, field }) => {
    const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(field("until")) ? new Date(`${field("until")}Z`) : null;
    const until = at === null || Number.isNaN(at.getTime()) ? null : at;
    return letCaseWait(cases, on, c.var.handler, { ...seen, isWaiting: true, until });
  });
  deed("resume", "resumed", (c, { cases, on, seen }) =>
    letCaseWait(cases, on, c.var.handler, { ...seen, isWaiting: false }),
  );
  deed("class", "reclassified", (c, { cases, on, seen, field }) => {
    const category: Category = isCategory(field("category")) ? (field("category") as Category) : "other";
    const level = field("severity");
    const severity = (/^[0-4]$/.test(level) ? Number(level) : categories[category]) as Severity;
    return reclassifyCase(cases, on, c.var.handler, { ...seen, category, severity });
  });
  deed("notes", "noted", (c, { cases, on, seen, field }) =>
    addNote(
      cases,
      on,
      { ...c.var.handler, iri: ctx.uris.account(c.var.session.accountId) },
      { caseId: seen.caseId, text: field("text"), isShared: field("shared") === "yes" },
    ),
  );
  return app;
}
