import type { Context } from "hono";
import { html } from "hono/html";
import { hashtagName } from "../../hashtags/name.ts";
import { readHashtag } from "../../timelines/hashtag.ts";
import { readPublic } from "../../timelines/public.ts";
import type { JoinSite } from "../join.ts";
import { en } from "../messages/en.ts";
import type { Site } from "../ui/layout.ts";
import { alternate, previewTags } from "./head.ts";
import { postCard } from "./post-card.ts";
import { cardKit, type Deps, hasMedia, missing, pager, show } from "./reader.ts";

const words = en;

/** `/`: what was written here lately. */
export async function frontPage(c: Context, ctx: Deps, site: JoinSite): Promise<Response> {
  const maxId = c.req.query("max_id") ?? null;
  const { items, older } = await readPublic(ctx, null, { local: true, maxId });
  const posts = items.map((entry) => entry.post);
  const kit = await cardKit(ctx, posts);
  const main = html`<h1>${site.name}</h1>
${site.description === "" ? "" : html`<p class="lead">${site.description}</p>`}
<p class="quiet">${words.front.what}${site.registrationsOpen ? html` <a href="/join">${words.front.join}</a>` : ""}</p>
${items.length === 0 ? html`<p>${words.front.empty}</p>` : items.map(({ post }) => postCard(post, kit))}
${pager("/", { isFirst: maxId === null, older })}`;
  const head = previewTags({
    type: "website",
    title: site.name,
    description: site.description || words.front.what,
    url: `${ctx.uris.origin}/`,
    siteName: site.name,
    image: null,
  });
  return show(c, { site, title: words.front.title, main, head, hasMedia: hasMedia(posts) });
}

/** `/tags/:tag`: public posts from here with a hashtag. */
export async function hashtagPage(c: Context, ctx: Deps, site: Site): Promise<Response> {
  const tag = hashtagName(c.req.param("tag") ?? "");
  if (tag === null) return missing(c, ctx, site);
  const maxId = c.req.query("max_id") ?? null;
  const { items, older } = await readHashtag(ctx, null, tag.name, { local: true, maxId });
  const posts = items.map((entry) => entry.post);
  const kit = await cardKit(ctx, posts);
  const path = `/tags/${encodeURIComponent(tag.key)}`;
  const url = `${ctx.uris.origin}${path}`;
  const main = html`<h1>#${tag.name}</h1>
<p class="quiet">${words.hashtag.about(tag.name)} · <a href="${path}.rss">${words.hashtag.feed}</a></p>
${items.length === 0 ? html`<p>${words.front.empty}</p>` : items.map(({ post }) => postCard(post, kit))}
${pager(path, { isFirst: maxId === null, older })}`;
  const title = `#${tag.name}`;
  const description = words.hashtag.about(tag.name);
  const head = html`${alternate("application/rss+xml", `${url}.rss`, title)}${previewTags({ type: "website", title, description, url, siteName: site.name, image: null })}`;
  return show(c, { site, title, main, head, hasMedia: hasMedia(posts) });
}
