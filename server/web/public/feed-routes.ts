import { type Context, Hono } from "hono";
import { hashtagName } from "../../hashtags/name.ts";
import { readAccountPosts } from "../../timelines/account.ts";
import { readHashtag } from "../../timelines/hashtag.ts";
import { en } from "../messages/en.ts";
import type { Site } from "../ui/layout.ts";
import { excerpt } from "./excerpt.ts";
import { type BuiltFeed, buildFeed, type FeedFormat } from "./feed.ts";
import { type Deps, feedPath, missing, readPublicAccount } from "./reader.ts";
import { shownFiles } from "./shown-files.ts";

const words = en;
const types: Record<FeedFormat, string> = { rss: "application/rss+xml", atom: "application/atom+xml" };

/** `/@name.rss`, `/@name.atom` and `/tags/:tag.rss`: the last twenty posts, for feed readers. */
export function feedRoutes(ctx: Deps, site: Site): Hono {
  const app = new Hono();
  const files = shownFiles(ctx);

  app.get(feedPath, async (c, next) => {
    const [, username = "", format = "rss"] = /^@(.+)\.(rss|atom)$/.exec(c.req.param("name")) ?? [];
    const account = await readPublicAccount(ctx, username);
    // A name may have dots in it: the page of @ana.rss.
    if (account === null)
      return (await readPublicAccount(ctx, `${username}.${format}`)) === null
        ? missing(c, ctx, site, { username })
        : next();
    const request = { withoutReplies: true, withoutBoosts: true };
    const { items } = await readAccountPosts(ctx, null, account.id, request);
    const page = ctx.uris.profilePage(account.username);
    const feed = buildFeed(
      {
        title: account.displayName,
        description: excerpt(account.bioHtml, 300) || `@${account.username}@${ctx.handleHost}`,
        page,
        url: `${page}.${format}`,
        image: files.of(account, account.avatarUrl, "avatar"),
        author: { name: account.displayName, link: page },
        siteName: site.name,
        posts: items.map(({ post }) => post).filter(({ visibility }) => visibility === "public"),
        files,
        since: account.createdAt,
      },
      format as FeedFormat,
      words,
    );
    if (!account.indexable) c.header("x-robots-tag", "noindex");
    return answer(c, feed, format as FeedFormat);
  });

  app.get("/tags/:tag{.+\\.rss}", async (c) => {
    const tag = hashtagName(c.req.param("tag").slice(0, -".rss".length));
    if (tag === null) return missing(c, ctx, site);
    const { items } = await readHashtag(ctx, null, tag.name, { local: true });
    const page = `${ctx.uris.origin}/tags/${encodeURIComponent(tag.key)}`;
    const feed = buildFeed(
      {
        title: `#${tag.name}`,
        description: words.hashtag.about(tag.name),
        page,
        url: `${page}.rss`,
        image: null,
        author: null,
        siteName: site.name,
        posts: items.map(({ post }) => post),
        files,
        since: new Date(0),
      },
      "rss",
      words,
    );
    return answer(c, feed, "rss");
  });

  return app;
}

/** RFC 9110 §13.2.2: the validator by content goes before the one by time, which cannot tell that a post was deleted. */
function answer(c: Context, { body, etag, changedAt }: BuiltFeed, format: FeedFormat): Response {
  const headers = {
    etag,
    "last-modified": changedAt.toUTCString(),
    "cache-control": "public, max-age=300",
  };
  const known = c.req.header("if-none-match");
  const since = c.req.header("if-modified-since");
  const isFresh =
    known !== undefined
      ? known.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag || tag.trim() === "*")
      : since !== undefined && Math.floor(changedAt.getTime() / 1_000) * 1_000 <= Date.parse(since);
  if (isFresh) return c.body(null, 304, headers);
  return c.body(body, 200, { ...headers, "content-type": `${types[format]}; charset=utf-8` });
}
