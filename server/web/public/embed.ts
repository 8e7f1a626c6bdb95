import type { Context } from "hono";
import { html } from "hono/html";
import { contentPolicy } from "../headers.ts";
import { en } from "../messages/en.ts";
import type { Site } from "../ui/layout.ts";
import { postCard } from "./post-card.ts";
import { cardKit, type Deps, missing, readPublicPost } from "./reader.ts";

const words = en;

/** `/@name/:post/embed`: a post alone, which pages of other sites may show in a frame. */
export async function embedPage(c: Context, ctx: Deps, site: Site): Promise<Response> {
  const username = (c.req.param("name") ?? "").slice(1);
  const id = c.req.param("post") ?? "";
  const post = await readPublicPost(ctx, username, id);
  if (post === null) return missing(c, ctx, site, { username, post: id });
  const kit = await cardKit(ctx, [post]);
  c.header("cache-control", "public, max-age=300");
  c.header("content-security-policy", contentPolicy({ framed: true }));
  return c.html(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${words.post.by(post.account.displayName)} · ${site.name}</title>
<link rel="icon" href="/ui/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/ui/style.css">
<link rel="canonical" href="${ctx.uris.postPage(post.account.username, post.id)}">
<base target="_blank">
</head>
<body class="embed">
<main>${postCard(post, kit, { isFocus: true })}
<p class="quiet"><a href="${post.url}">${words.post.readAt(site.name)}</a></p></main>
</body>
</html>
`);
}
