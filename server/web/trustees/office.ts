import { Hono } from "hono";
import { isInOffice } from "#moderation/trustees/trustee.ts";
import type { ApiCtx } from "../../context.ts";
import { answer, leave, pause, resume } from "../../trustees/office.ts";
import { listOwnPanels, readOwnOffice } from "../../trustees/read.ts";
import { readTraining } from "../../trustees/training.ts";
import { readForm } from "../form.ts";
import type { LocalEnv } from "../local-page.ts";
import type { Site } from "../ui/layout.ts";
import { readUuid } from "../uuid.ts";
import { showTrustee, type TrusteeContext, withSaid } from "./frame.ts";
import { officePage } from "./office-page.ts";
import type { Problem } from "./problem.ts";

const PAGE = 40;
const DAY_MS = 86_400_000;
const MOST_DAYS = 3_650;

/** `/trustee`: somebody's own office, and the panels that they sit in. */
export function officeRoutes(ctx: ApiCtx, site: Site): Hono<LocalEnv> {
  const app = new Hono<LocalEnv>();

  app.get("/trustee", (c) => show(c, ctx, site, null));

  app.post("/trustee/answer", async (c) => {
    const consents = (await readForm(c))("consents") === "yes";
    const done = await answer(ctx, { accountId: c.var.session.accountId, consents });
    return done.ok
      ? c.redirect(withSaid("/trustee", consents ? "consented" : "declined"), 303)
      : show(c, ctx, site, done.error);
  });

  app.post("/trustee/pause", async (c) => {
    const read = await readForm(c);
    const days = read("days").trim();
    const count = Number(days);
    if (days !== "" && !(Number.isInteger(count) && count >= 1 && count <= MOST_DAYS))
      return show(c, ctx, site, { type: "trustee/ends-in-the-past" });
    const done = await pause(ctx, {
      accountId: c.var.session.accountId,
      until: days === "" ? null : new Date(ctx.clock.now().getTime() + count * DAY_MS),
      leavesPanels: read("leaves") === "yes",
    });
    return done.ok ? c.redirect(withSaid("/trustee", "paused"), 303) : show(c, ctx, site, done.error);
  });

  app.post("/trustee/resume", async (c) => {
    const done = await resume(ctx, c.var.session.accountId);
    return done.ok ? c.redirect(withSaid("/trustee", "resumed"), 303) : show(c, ctx, site, done.error);
  });

  app.post("/trustee/leave", async (c) => {
    const done = await leave(ctx, c.var.session.accountId);
    return done.ok ? c.redirect(withSaid("/trustee", "left"), 303) : show(c, ctx, site, done.error);
  });

  return app;
}

async function show(c: TrusteeContext, ctx: ApiCtx, site: Site, problem: Problem | null) {
  const { accountId } = c.var.session;
  const office = await readOwnOffice(ctx, accountId);
  const page = { before: readUuid(c.req.query("before")), limit: PAGE + 1 };
  const [panels, training] = await Promise.all([
    office === null ? [] : listOwnPanels(ctx, accountId, page),
    office !== null && isInOffice(office.trustee) ? readTraining(ctx, office.trustee) : null,
  ]);
  const next = panels.length > PAGE ? (panels[PAGE - 1]?.panel.id ?? null) : null;
  const shown = { office, training, panels: panels.slice(0, PAGE), next, node: site.name };
  return showTrustee(c, site, { ...officePage(shown, problem, c), problem });
}
