import type { Context } from "hono";
import { html } from "hono/html";
import { contentPolicy } from "../headers.ts";
import { en } from "../messages/en.ts";
import { type Deps, missing } from "../public/reader.ts";
import { shownFiles } from "../public/shown-files.ts";
import type { Site } from "../ui/layout.ts";
import { mediumPath } from "./address.ts";
import { readMedium } from "./found.ts";
import { warned } from "./page.ts";
import { playerPart } from "./player.ts";
import { viewerPart } from "./viewer.ts";

const words = en;

/** `/@name/:post/media/:n/embed`: a picture or player alone, which pages of other sites may show in a frame. */
export async function mediumFrame(c: Context, ctx: Deps, site: Site): Promise<Response> {
  const found = await readMedium(c, ctx, shownFiles(ctx));
  const username = (c.req.param("name") ?? "").slice(1);
  if (found === null) return missing(c, ctx, site, { username, post: c.req.param("post") ?? "" });
  const { post, medium, name } = found;
  const title = words.media.by(name, post.account.displayName);
  const part = medium.kind === "image" ? viewerPart(found, words) : playerPart(found, words);
  c.header("cache-control", "public, max-age=300");
  c.header("content-security-policy", contentPolicy({ framed: true, scripts: true }));
  return c.html(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${site.name}</title>
<link rel="icon" href="/ui/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/ui/style.css">
<link rel="canonical" href="${ctx.uris.origin}${mediumPath(post, found.n)}">
<base target="_blank">
<script type="module" src="${part.script}"></script>
</head>
<body class="embed">
<main>${warned(post, medium, part.main)}
<p class="quiet"><a href="${post.url}">${words.post.readAt(site.name)}</a></p></main>
</body>
</html>
`);
}
