import { Hono } from "hono";
import type { ApiCtx } from "../context.ts";
import { mediaElsewhere } from "../files/elsewhere.ts";
import { accountPages } from "./account-pages.ts";
import { appRoutes } from "./app/routes.ts";
import { notice } from "./form.ts";
import { pageHeaders } from "./headers.ts";
import { type JoinSite, joinRoutes } from "./join.ts";
import { mediaScripts } from "./media/scripts.ts";
import { en } from "./messages/en.ts";
import { datasetPages } from "./public/datasets.ts";
import { decisionPages } from "./public/decisions.ts";
import { publicPages } from "./public/routes.ts";
import { transparencyPages } from "./transparency/routes.ts";
import { recordRoutes } from "./trustees/record.ts";
import { icon } from "./ui/icon.ts";
import { page } from "./ui/layout.ts";
import { style } from "./ui/style.ts";

/** Every page that people see: joining, signing in, public profiles and posts, and the stylesheet they share. */
export function createPages(ctx: ApiCtx, site: JoinSite): Hono {
  const app = new Hono();
  app.use(pageHeaders(mediaElsewhere(ctx.config)));
  app.get("/ui/style.css", (c) => {
    c.header("cache-control", "public, max-age=3600");
    return c.body(style, 200, { "content-type": "text/css; charset=utf-8" });
  });
  app.get("/ui/icon.svg", (c) => {
    c.header("cache-control", "public, max-age=86400");
    return c.body(icon, 200, { "content-type": "image/svg+xml" });
  });
  app.route("/", mediaScripts());
  app.route("/", joinRoutes(ctx, site));
  app.route("/", accountPages(ctx, site));
  app.route("/", recordRoutes(ctx, site));
  app.route("/", appRoutes(site));
  app.route("/", datasetPages(ctx));
  app.route("/", decisionPages(ctx, site));
  app.route("/", transparencyPages(ctx, site));
  app.route("/", publicPages(ctx, site));
  // Whoever reads with a browser gets a page; programs get what programs read (http/app.ts).
  app.get("*", (c, next) => {
    if (!c.req.header("accept")?.includes("text/html")) return next();
    const { title, text } = en.nothing;
    return c.html(page({ site, title, main: notice(title, text) }), 404);
  });
  return app;
}
