import type { Context } from "hono";
import { html } from "hono/html";
import type { PostView } from "../../posts/views/types.ts";
import { readThread } from "../../timelines/thread.ts";
import { en } from "../messages/en.ts";
import type { Html, Site } from "../ui/layout.ts";
import { summaryOf } from "./excerpt.ts";
import { alternate, noIndex, previewTags } from "./head.ts";
import { ownFiles } from "./own-files.ts";
import { postCard } from "./post-card.ts";
import { cardKit, type Deps, missing, readPublicPost, show } from "./reader.ts";

const words = en;

/** `/@name/:post`: a post in its conversation, as far as anybody may read it. */
export async function threadPage(c: Context, ctx: Deps, site: Site): Promise<Response> {
  const username = (c.req.param("name") ?? "").slice(1);
  const id = c.req.param("post") ?? "";
  const post = await readPublicPost(ctx, username, id);
  if (post === null) return missing(c, ctx, site, { username, post: id });
  const thread = await readThread(ctx, null, id);
  // What limited accounts say to others is shown to those who follow them.
  const isShown = (each: PostView) => !each.account.limited || each.account.id === post.account.id;
  const ancestors = thread.ancestors.filter(isShown);
  const descendants = thread.descendants.filter(isShown);
  const kit = await cardKit(ctx, [...ancestors, post, ...descendants]);
  const title = post.title ?? words.post.by(post.account.displayName);
  const main = html`<h1>${words.post.by(post.account.displayName)}</h1>
${ancestors.length === 0 ? "" : html`<section aria-label="${words.post.before}">${ancestors.map((each) => postCard(each, kit))}</section>`}
${postCard(post, kit, { isFocus: true })}
${descendants.length === 0 ? "" : html`<section aria-labelledby="after"><h2 id="after">${words.post.after}</h2>${descendants.map((each) => postCard(each, kit))}</section>`}`;
  c.header("link", `<${post.iri}>; rel="alternate"; type="application/activity+json"`);
  return show(c, { site, title, main, head: head(post, ctx, site, title) });
}

function head(post: PostView, ctx: Deps, site: Site, title: string): Html {
  const { account } = post;
  const url = ctx.uris.postPage(account.username, post.id);
  const oembed = `${ctx.uris.origin}/api/oembed?format=json&url=${encodeURIComponent(url)}`;
  return html`${alternate("application/activity+json", post.iri)}${alternate("application/json+oembed", oembed, title)}${previewTags(
    {
      type: "article",
      title: post.title ?? `${account.displayName} (@${account.username}@${ctx.handleHost})`,
      description: summaryOf(post, words, 300),
      url,
      siteName: site.name,
      image: pictureOf(post, ctx),
      publishedAt: post.publishedAt,
      author: ctx.uris.profilePage(account.username),
      creator: `@${account.username}@${ctx.handleHost}`,
    },
  )}${account.indexable && !account.limited ? "" : noIndex}`;
}

/** The post's first picture, unless it has a warning; else its author's. */
function pictureOf({ media, sensitive, warning, account }: PostView, ctx: Deps) {
  const files = ownFiles(ctx.uris);
  const isOpen = !sensitive && warning === null;
  const picture = isOpen
    ? media.find(({ kind, url, sensitive }) => kind === "image" && !sensitive && files.has(url))
    : undefined;
  if (picture !== undefined) return picture;
  if (account.avatarUrl === null || !files.has(account.avatarUrl)) return null;
  return { url: account.avatarUrl, alt: account.avatarAlt, width: null, height: null };
}
