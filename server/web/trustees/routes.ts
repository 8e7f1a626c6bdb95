import { Hono } from "hono";
import type { ApiCtx } from "../../context.ts";
import { type LocalEnv, withWords } from "../local-page.ts";
import { requireSignIn } from "../signed-in.ts";
import type { Site } from "../ui/layout.ts";
import { keyRoutes } from "./key.ts";
import { officeRoutes } from "./office.ts";
import { panelRoutes } from "./panel.ts";
import { descriptionRoutes } from "./settings.ts";
import { trainingRoutes } from "./training.ts";

export const trusteePaths = ["/trustee", "/trustee/*"] as const;

/** `/trustee`: the pages of somebody who judges. */
export function trusteePages(ctx: ApiCtx, site: Site): Hono<LocalEnv> {
  const app = new Hono<LocalEnv>();
  for (const path of trusteePaths) app.use(path, requireSignIn(ctx), withWords(ctx));
  app.route("/", officeRoutes(ctx, site));
  app.route("/", trainingRoutes(ctx, site));
  app.route("/", keyRoutes(ctx, site));
  app.route("/", descriptionRoutes(ctx, site));
  app.route("/", panelRoutes(ctx, site));
  return app;
}
