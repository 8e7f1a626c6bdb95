import { Hono } from "hono";
import { readCase } from "#moderation/cases/read.ts";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { caseIdOfNumber } from "../../desk/case-views.ts";
import { moderationOf } from "../../desk/moderation.ts";
import { liftMarks } from "../../policy/marks/lift.ts";
import type { Site } from "../ui/layout.ts";
import { UUID } from "../uuid.ts";
import { showCase } from "./case.ts";
import { type DeskEnv, nothingHere, refused } from "./frame.ts";
import { showPerson } from "./person.ts";
import { withSaid } from "./said.ts";

/** Takes back what rules said of an account, or of the post that a case is about. */
export function liftRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.post(`/desk/people/:id{${UUID}}/lift`, async (c) => {
    const { session } = c.var;
    if (!may(session.role, "action.undo")) return refused(c, site);
    const id = c.req.param("id");
    const lifted = await liftMarks(ctx, session, { kind: "account", id });
    if (!lifted.ok) return showPerson(c, ctx, site, { problem: lifted.error });
    return c.redirect(withSaid(`/desk/people/${id}`, "lifted"), 303);
  });

  app.post("/desk/cases/:number{[0-9]{1,15}}/lift", async (c) => {
    const { session, handler } = c.var;
    if (!may(session.role, "action.undo")) return refused(c, site);
    const number = Number(c.req.param("number"));
    const caseId = await caseIdOfNumber(ctx, number);
    const found = caseId === null ? null : await readCase(moderationOf(ctx), handler, caseId);
    const subject = found?.ok ? found.value.case.subject : null;
    if (subject?.kind !== "post" || subject.id === null) return nothingHere(c, site);
    const lifted = await liftMarks(ctx, session, { kind: "post", id: subject.id });
    if (!lifted.ok) return showCase(c, ctx, site, { problem: lifted.error });
    return c.redirect(withSaid(`/desk/cases/${number}`, "lifted"), 303);
  });

  return app;
}
