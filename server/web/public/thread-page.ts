import type { Context } from "hono";
import { html } from "hono/html";
import type { Medium } from "#protocol/model/medium.ts";
import type { PostView } from "../../posts/views/types.ts";
import { readThread } from "../../timelines/thread.ts";
import { openMedia, pictureOf, playableOf } from "../media/preview.ts";
import { en } from "../messages/en.ts";
import type { Html, Site } from "../ui/layout.ts";
import { summaryOf } from "./excerpt.ts";
import { alternate, noIndex, previewTags } from "./head.ts";
import { postCard } from "./post-card.ts";
import { cardKit, type Deps, hasMedia, missing, readPublicPost, show } from "./reader.ts";
import { type ShownFiles, shownFiles } from "./shown-files.ts";

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
  const posts = [...ancestors, post, ...descendants];
  const kit = await cardKit(ctx, posts);
  const title = post.title ?? words.post.by(post.account.displayName);
  const main = html`<h1>${words.post.by(post.account.displayName)}</h1>
${ancestors.length === 0 ? "" : html`<section aria-label="${words.post.before}">${ancestors.map((each) => postCard(each, kit))}</section>`}
${postCard(post, kit, { isFocus: true })}
${descendants.length === 0 ? "" : html`<section aria-labelledby="after"><h2 id="after">${words.post.after}</h2>${descendants.map((each) => postCard(each, kit))}</section>`}`;
  c.header("link", `<${post.iri}>; rel="alternate"; type="application/activity+json"`);
  return show(c, { site, title, main, head: head(post, ctx, site, title), hasMedia: hasMedia(posts) });
}

function head(post: PostView, ctx: Deps, site: Site, title: string): Html {
  const { account } = post;
  const url = ctx.uris.postPage(account.username, post.id);
  const files = shownFiles(ctx);
  const open = openMedia(post, files);
  const playing = open.find(({ medium }) => medium.kind === "video" || medium.kind === "audio");
  const oembed = `${ctx.uris.origin}/api/oembed?format=json&url=${encodeURIComponent(url)}`;
  return html`${alternate("application/activity+json", post.iri)}${alternate("application/json+oembed", oembed, title)}${previewTags(
    {
      type: "article",
      title: post.title ?? `${account.displayName} (@${account.username}@${ctx.handleHost})`,
      description: summaryOf(post, words, 300),
      url,
      siteName: site.name,
      image: imageOf(post, open, files),
      playable: playing ? playableOf(post, playing, ctx.uris.origin) : null,
      publishedAt: post.publishedAt,
      author: ctx.uris.profilePage(account.username),
      creator: `@${account.username}@${ctx.handleHost}`,
    },
  )}${account.indexable && !account.limited ? "" : noIndex}`;
}

/** The post's first picture, unless something warns of it; else its author's. */
function imageOf({ account }: PostView, open: readonly { medium: Medium }[], files: ShownFiles) {
  for (const { medium } of open) {
    const picture = pictureOf(medium);
    if (picture !== null) return picture;
  }
  const portrait = files.of(account, account.avatarUrl, "avatar");
  return portrait === null ? null : { url: portrait, alt: account.avatarAlt, width: null, height: null };
}
