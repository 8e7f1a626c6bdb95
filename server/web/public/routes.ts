import { Hono } from "hono";
import type { ApiCtx } from "../../context.ts";
import type { JoinSite } from "../join.ts";
import { mediumFrame } from "../media/frame.ts";
import { mediumPage } from "../media/page.ts";
import { documentPages } from "./documents.ts";
import { embedPage } from "./embed.ts";
import { feedRoutes } from "./feed-routes.ts";
import { frontPage, hashtagPage } from "./lists.ts";
import { type Tab, tabPaths } from "./profile.ts";
import { profilePage } from "./profile-page.ts";
import { accountPath, type Deps, postPath } from "./reader.ts";
import { threadPage } from "./thread-page.ts";

/** What anybody may read: the front page, hashtags, profiles, conversations, their feeds, and what the site says of itself. */
export function publicPages(ctx: Deps & Pick<ApiCtx, "config">, site: JoinSite): Hono {
  const app = new Hono();
  app.get("/", (c) => frontPage(c, ctx, site));
  app.route("/", documentPages(ctx, site));
  // Before the pages, whose patterns their addresses fit too.
  app.route("/", feedRoutes(ctx, site));
  app.get("/tags/:tag", (c) => hashtagPage(c, ctx, site));
  for (const [tab, path] of Object.entries(tabPaths) as [Tab, string][])
    app.get(`${accountPath}${path}`, (c) => profilePage(c, ctx, site, tab));
  // Where Mastodon lists an account's own posts with a hashtag.
  app.get(`${accountPath}/tagged/:tag`, (c) =>
    c.redirect(`/tags/${encodeURIComponent(c.req.param("tag") ?? "")}`),
  );
  app.get(postPath, (c) => threadPage(c, ctx, site));
  app.get(`${postPath}/media/:n{[1-9][0-9]?}`, (c) => mediumPage(c, ctx, site));
  app.get(`${postPath}/media/:n{[1-9][0-9]?}/embed`, (c) => mediumFrame(c, ctx, site));
  app.get(`${postPath}/embed`, (c) => embedPage(c, ctx, site));
  return app;
}
