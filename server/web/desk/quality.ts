import { Hono } from "hono";
import { may } from "../../admin/permissions.ts";
import type { ApiCtx } from "../../context.ts";
import { readRules } from "../../site/rules.ts";
import { readQuality } from "../../trustees/quality/read.ts";
import type { Site } from "../ui/layout.ts";
import { type DeskEnv, refused, showDesk } from "./frame.ts";
import { qualityPage } from "./quality-page.ts";

/** `/desk/trustees/quality`: how panels judge, in figures of nobody alone. */
export function qualityRoutes(ctx: ApiCtx, site: Site): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  app.get("/desk/trustees/quality", async (c) => {
    const { session, words, handler } = c.var;
    if (!may(session.role, "trustee.read") || handler.communities !== null) return refused(c, site);
    const [found, rules] = await Promise.all([readQuality(ctx), readRules(ctx)]);
    const main = qualityPage(found, { rules, uris: ctx.uris }, words);
    return showDesk(c, site, { title: words.t("quality.title"), main, place: "/desk/trustees" });
  });
  return app;
}
