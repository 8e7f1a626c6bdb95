import type { Context } from "hono";
import { html, raw } from "hono/html";
import type { Medium } from "#protocol/model/medium.ts";
import type { PostView } from "../../posts/views/types.ts";
import { contentPolicy } from "../headers.ts";
import { en } from "../messages/en.ts";
import { alternate, noIndex, previewTags } from "../public/head.ts";
import { type Deps, missing } from "../public/reader.ts";
import { type ShownFiles, shownFiles } from "../public/shown-files.ts";
import { type Html, page, type Site } from "../ui/layout.ts";
import { mediumPath } from "./address.ts";
import { fileLinks } from "./file-links.ts";
import { readMedium, type ShownMedium } from "./found.ts";
import { playerPart } from "./player.ts";
import { openMedia, pictureOf, playableOf } from "./preview.ts";
import { viewerPart } from "./viewer.ts";

const words = en;

/** `/@name/:post/media/:n`: one picture, video or sound, as large as there is room. Complete without scripts. */
export async function mediumPage(c: Context, ctx: Deps, site: Site): Promise<Response> {
  const files = shownFiles(ctx);
  const found = await readMedium(c, ctx, files);
  const username = (c.req.param("name") ?? "").slice(1);
  if (found === null) return missing(c, ctx, site, { username, post: c.req.param("post") ?? "" });
  const { post, medium, name } = found;
  const title = words.media.by(name, post.account.displayName);
  const alt = medium.alt?.trim() ?? "";
  const part = medium.kind === "image" ? viewerPart(found, words) : playerPart(found, words);
  const main = html`<p class="crumb"><a id="back" href="${post.url}">${words.media.back(post.account.displayName)}</a></p>
<h1>${title}</h1>
${warned(post, medium, part.main)}
<div class="beside">
<section class="text" aria-labelledby="description"><h2 id="description">${words.media.alt}</h2>
${alt === "" ? html`<p class="quiet">${words.media.noAlt}</p>` : html`<p class="alt">${alt}</p>`}
${post.html === "" ? "" : html`<blockquote class="nested text">${raw(post.html)}</blockquote>`}</section>
<section class="text" aria-labelledby="files"><h2 id="files">${words.media.files}</h2>
${fileLinks(medium, words)}${part.aside}</section>
</div>`;
  c.header("cache-control", "public, max-age=30");
  c.header("content-security-policy", contentPolicy({ scripts: true }));
  const head = html`${headOf(found, ctx, site, title, files)}<script type="module" src="${part.script}"></script>`;
  return c.html(page({ site, title, main, head, isWide: true }));
}

/** What its author warns of is opened by the reader here too: an address is easily passed on. */
export function warned(post: PostView, medium: Medium, part: Html): Html {
  const isSensitive = post.sensitive || post.account.sensitized || medium.sensitive;
  const warning = post.warning ?? (isSensitive ? words.media.sensitive : null);
  return warning === null ? part : html`<details class="card"><summary>${warning}</summary>${part}</details>`;
}

function headOf(found: ShownMedium, ctx: Deps, site: Site, title: string, files: ShownFiles): Html {
  const { post, n } = found;
  const { account } = post;
  const url = `${ctx.uris.origin}${mediumPath(post, n)}`;
  const open = openMedia(post, files).find((each) => each.n === n);
  const oembed = `${ctx.uris.origin}/api/oembed?format=json&url=${encodeURIComponent(url)}`;
  return html`${alternate("application/json+oembed", oembed, title)}${previewTags({
    type: "article",
    title,
    description: open === undefined ? words.media.sensitive : (open.medium.alt?.trim() ?? ""),
    url,
    siteName: site.name,
    image: open === undefined ? null : pictureOf(open.medium),
    playable: open === undefined ? null : playableOf(post, open, ctx.uris.origin),
    publishedAt: post.publishedAt,
    author: ctx.uris.profilePage(account.username),
    creator: `@${account.username}@${ctx.handleHost}`,
  })}${account.indexable && !account.limited ? "" : noIndex}`;
}
