import { Hono } from "hono";
import { html } from "hono/html";
import { findLocalAccount } from "../accounts/list.ts";
import type { Ctx } from "../context.ts";
import { pageHeaders } from "./headers.ts";
import { type JoinSite, joinRoutes } from "./join.ts";
import { en } from "./messages/en.ts";
import { profilePage } from "./profile-page.ts";
import { page } from "./ui/layout.ts";
import { style } from "./ui/style.ts";

const words = en;

/** Every page that people see: joining, public profiles, and the stylesheet they share. */
export function createPages(
  ctx: Pick<Ctx, "db" | "ids" | "clock" | "uris" | "handleHost">,
  site: JoinSite,
): Hono {
  const app = new Hono();
  app.use(pageHeaders);
  app.route("/", joinRoutes(ctx, site));

  app.get("/ui/style.css", (c) => {
    c.header("cache-control", "public, max-age=3600");
    return c.body(style, 200, { "content-type": "text/css; charset=utf-8" });
  });

  app.get("/:name{@[A-Za-z0-9_.-]+}", async (c) => {
    const account = await findLocalAccount(ctx, c.req.param("name").slice(1));
    if (account === null || account.kind === "application") {
      const main = html`<h1>${words.profile.notFoundTitle}</h1><p>${words.profile.notFound}</p>`;
      return c.html(page({ site, title: words.profile.notFoundTitle, main }), 404);
    }
    const head = html`<link rel="alternate" type="application/activity+json" href="${account.iri}">
${account.indexable ? "" : html`<meta name="robots" content="noindex">`}`;
    c.header("cache-control", "public, max-age=30");
    c.header("link", `<${account.iri}>; rel="alternate"; type="application/activity+json"`);
    return c.html(page({ site, title: account.displayName, head, main: profilePage(account, words) }));
  });

  return app;
}
