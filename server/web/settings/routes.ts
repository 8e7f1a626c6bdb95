import { Hono } from "hono";
import type { ApiCtx } from "../../context.ts";
import { requireSignIn, type SignedIn } from "../signed-in.ts";
import type { Site } from "../ui/layout.ts";
import { aliasRoutes } from "./aliases.ts";
import { deletionRoutes } from "./delete.ts";
import { migrationRoutes } from "./migration.ts";
import { preferenceRoutes } from "./preferences.ts";

/** Pages with forms alone. */
export const settingsPaths = [
  "/settings/preferences",
  "/settings/aliases",
  "/settings/aliases/*",
  "/settings/migration",
  "/settings/delete",
] as const;

/** `/settings/…`: how an account posts and reads, where else its owner is, and its end. */
export function settingsRoutes(ctx: ApiCtx, site: Site): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  for (const path of settingsPaths) app.use(path, requireSignIn(ctx));
  app.get("/settings", (c) => c.redirect("/settings/preferences", 303));
  app.route("/", preferenceRoutes(ctx, site));
  app.route("/", aliasRoutes(ctx, site));
  app.route("/", migrationRoutes(ctx, site));
  app.route("/", deletionRoutes(ctx, site));
  return app;
}
