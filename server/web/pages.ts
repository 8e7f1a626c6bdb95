import { Hono } from "hono";
import type { ApiCtx } from "../context.ts";
import { accountPages } from "./account-pages.ts";
import { appRoutes } from "./app/routes.ts";
import { pageHeaders } from "./headers.ts";
import { type JoinSite, joinRoutes } from "./join.ts";
import { publicPages } from "./public/routes.ts";
import { icon } from "./ui/icon.ts";
import { style } from "./ui/style.ts";

/** Every page that people see: joining, signing in, public profiles and posts, and the stylesheet they share. */
export function createPages(ctx: ApiCtx, site: JoinSite): Hono {
  const app = new Hono();
  app.use(pageHeaders);
  app.get("/ui/style.css", (c) => {
    c.header("cache-control", "public, max-age=3600");
    return c.body(style, 200, { "content-type": "text/css; charset=utf-8" });
  });
  app.get("/ui/icon.svg", (c) => {
    c.header("cache-control", "public, max-age=86400");
    return c.body(icon, 200, { "content-type": "image/svg+xml" });
  });
  app.route("/", joinRoutes(ctx, site));
  app.route("/", accountPages(ctx, site));
  app.route("/", appRoutes(site));
  app.route("/", publicPages(ctx, site));
  return app;
}
