import { Hono } from "hono";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { caseIdOfNumber } from "../../desk/case-views.ts";
import { dissolve, panelsFor, putBeforePanel } from "../../trustees/panels.ts";
import { readForm } from "../form.ts";
import type { Site } from "../ui/layout.ts";
import { showCase } from "./case.ts";
import { type DeskEnv, nothingHere, refused } from "./frame.ts";
import { withSaid } from "./said.ts";

const here = "/desk/cases/:number{[0-9]{1,15}}";

/** Puts a case before a panel, and ends one that has not decided. */
export function casePanelRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();

  app.post(`${here}/panel`, async (c) => {
    if (!may(c.var.session.role, "panel.ask")) return refused(c, site);
    const number = Number(c.req.param("number"));
    const caseId = await caseIdOfNumber(ctx, number);
    if (caseId === null) return nothingHere(c, site);
    const seen = (await readForm(c))("version");
    const version = /^\d{1,9}$/.test(seen) ? Number(seen) : null;
    const asked = await putBeforePanel(ctx, c.var.handler, { caseId, version });
    if (!asked.ok) return showCase(c, ctx, site, { problem: asked.error });
    return c.redirect(withSaid(`/desk/cases/${number}`, "panelAsked"), 303);
  });

  app.post(`${here}/dissolve`, async (c) => {
    if (!may(c.var.session.role, "panel.dissolve")) return refused(c, site);
    const number = Number(c.req.param("number"));
    const caseId = await caseIdOfNumber(ctx, number);
    const read = await readForm(c);
    const panels = caseId === null ? [] : await panelsFor(ctx, caseId);
    const panel = panels.find(({ id }) => id === read("panel"));
    if (panel === undefined) return nothingHere(c, site);
    const done = await dissolve(ctx, c.var.session, { panelId: panel.id, reason: read("reason").trim() });
    if (!done.ok) return showCase(c, ctx, site, { problem: done.error });
    return c.redirect(withSaid(`/desk/cases/${number}`, "panelDissolved"), 303);
  });

  return app;
}
