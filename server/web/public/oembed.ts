import { escapeHtml } from "#protocol/html/entities.ts";
import type { Uris } from "#protocol/ids/uris.ts";
import type { Medium } from "#protocol/model/medium.ts";
import { json, type Routes } from "../../api/call.ts";
import { isId } from "../../api/ids.ts";
import { Refusal } from "../../api/refusal.ts";
import { loadPostView } from "../../posts/views/load.ts";
import type { PostView } from "../../posts/views/types.ts";
import { mediumPath } from "../media/address.ts";
import { openMedia, pictureOf } from "../media/preview.ts";
import { en } from "../messages/en.ts";
import { excerpt } from "./excerpt.ts";
import { shownFiles } from "./shown-files.ts";

/** Pixels. */
const WIDTH = 400;
const LEAST_WIDTH = 220;
const HEIGHT = { least: 200, most: 2_000 };
const DAY_SECONDS = 86_400;

/** https://oembed.com: how a page of another site shows a post of this node. */
export const oembedRoutes: Routes = {
  async "GET /api/oembed"({ ctx, params }) {
    if ((params.text("format") ?? "json") !== "json") throw new Refusal(501, "Only JSON is spoken here");
    const named = namedBy(ctx.uris, params.required("url", 400));
    const post = named === null ? null : await loadPostView(ctx, null, named.id);
    if (named === null || post === null || post.account.domain !== null) throw Refusal.notFound();
    const open = openMedia(post, shownFiles(ctx));
    const medium = named.n === null ? null : (open.find(({ n }) => n === named.n) ?? null);
    // What its author warns of is shown by the post's own frame, folded away.
    if (named.n !== null && medium === null) throw Refusal.notFound();
    const width = bounded(params.text("maxwidth"), { usual: WIDTH, least: LEAST_WIDTH, most: WIDTH });
    const height = bounded(params.text("maxheight"), {
      usual: medium === null ? heightOf(post, width) : heightOfMedium(medium.medium, width),
      ...HEIGHT,
    });
    const page =
      medium === null
        ? ctx.uris.postPage(post.account.username, post.id)
        : `${ctx.uris.origin}${mediumPath(post, medium.n)}`;
    const isFilm = medium?.medium.kind === "video";
    const title = post.title ?? en.post.by(post.account.displayName);
    const answer = {
      version: "1.0",
      type: isFilm ? "video" : "rich",
      title,
      author_name: post.account.displayName,
      author_url: ctx.uris.profilePage(post.account.username),
      provider_name: ctx.config.nodeName,
      provider_url: `${ctx.uris.origin}/`,
      cache_age: DAY_SECONDS,
      ...thumbnailOf(medium === null ? open.map((each) => each.medium) : [medium.medium]),
      html: `<iframe src="${escapeHtml(page)}/embed" title="${escapeHtml(title)}" width="${width}" height="${height}" style="border: 0; max-width: 100%" loading="lazy"></iframe>`,
      width,
      height,
    };
    return json(answer, { headers: { "cache-control": "public, max-age=300" } });
  },
};

/** The post that an address of this node names, by its page, its frame or its document; or one of its media. */
function namedBy(uris: Uris, address: string): { id: string; n: number | null } | null {
  const url = URL.parse(address);
  if (url === null || !uris.isLocal(url.href)) return null;
  const pattern = /^\/(?:posts|@[A-Za-z0-9_.-]+)\/([^/]+)(?:\/media\/([1-9]\d?))?(?:\/embed)?\/?$/;
  const [, id, n] = pattern.exec(url.pathname) ?? [];
  if (id === undefined || !isId(id)) return null;
  return { id: id.toLowerCase(), n: n === undefined ? null : Number(n) };
}

/** All three or none (https://oembed.com §2.3.4). */
function thumbnailOf(media: readonly Medium[]) {
  for (const medium of media) {
    const picture = pictureOf(medium);
    if (picture === null || picture.width === null || picture.height === null) continue;
    return { thumbnail_url: picture.url, thumbnail_width: picture.width, thumbnail_height: picture.height };
  }
  return {};
}

/** Room for a picture or player as wide as that, with what stands below it. */
function heightOfMedium({ kind, width: own, height }: Medium, width: number): number {
  if (kind === "audio") return 620;
  return Math.round(own && height ? (width * height) / own : (width * 9) / 16) + 140;
}

function bounded(
  text: string | null,
  { usual, least, most }: { usual: number; least: number; most: number },
) {
  const asked = text === null || !/^\d{1,6}$/.test(text) ? usual : Math.min(Number(text), usual);
  return Math.min(Math.max(asked, least), most);
}

/** A frame cannot ask for room by itself without scripts: what the post will need, more or less. */
function heightOf(post: PostView, width: number): number {
  const perLine = width / 8;
  const lines = Math.ceil([...excerpt(post.html, 5_000)].length / perLine);
  const isFolded = post.warning !== null || post.sensitive;
  const parts = isFolded ? 0 : post.media.length * 300 + (post.poll?.options.length ?? 0) * 60;
  return 220 + Math.min(isFolded ? 2 : lines, 60) * 26 + parts + (post.quote === null ? 0 : 160);
}
