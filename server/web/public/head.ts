import { html } from "hono/html";
import type { Html } from "../ui/layout.ts";

/** A file that other programs play beside the address of a page. */
export interface Playable {
  kind: "video" | "audio";
  url: string;
  mediaType: string | null;
  width: number | null;
  height: number | null;
  /** A page that plays it in a frame. */
  player: string;
}

/** What other programs show of a page when somebody shares its address (https://ogp.me). */
export interface Preview {
  type: "website" | "profile" | "article";
  title: string;
  description: string;
  url: string;
  siteName: string;
  image: { url: string; alt: string | null; width: number | null; height: number | null } | null;
  playable?: Playable | null;
  publishedAt?: Date;
  /** Address of the author's page. */
  author?: string;
  /** `@ana@example.social`: Mastodon names the author of a shared page by it. */
  creator?: string;
  username?: string;
}

export function previewTags(preview: Preview): Html {
  const { image } = preview;
  const tags: [name: string, content: string | number | null | undefined][] = [
    ["og:type", preview.type],
    ["og:site_name", preview.siteName],
    ["og:title", preview.title],
    ["og:description", preview.description],
    ["og:url", preview.url],
    ["og:image", image?.url],
    ["og:image:alt", image?.alt],
    ["og:image:width", image?.width],
    ["og:image:height", image?.height],
    ["og:published_time", preview.publishedAt?.toISOString()],
    ["article:published_time", preview.publishedAt?.toISOString()],
    ["article:author", preview.author],
    ["profile:username", preview.username],
  ];
  const { playable } = preview;
  if (playable) tags.push(...playableTags(playable));
  const said = tags.filter(([, content]) => content != null && content !== "");
  return html`<meta name="description" content="${preview.description}">
<link rel="canonical" href="${preview.url}">
${said.map(([name, content]) => html`<meta property="${name}" content="${content}">\n`)}${
  preview.creator === undefined ? "" : html`<meta name="fediverse:creator" content="${preview.creator}">`
}`;
}

/** Open Graph's, and those of https://developer.x.com/en/docs/x-for-websites/cards/overview/player-card, which many read. */
function playableTags({ kind, url, mediaType, width, height, player }: Playable) {
  const tags: [name: string, content: string | number | null][] = [
    [`og:${kind}`, url],
    [`og:${kind}:type`, mediaType],
  ];
  if (kind === "video") tags.push(["og:video:width", width], ["og:video:height", height]);
  if (kind === "video" && width !== null && height !== null)
    tags.push(
      ["twitter:card", "player"],
      ["twitter:player", player],
      ["twitter:player:width", width],
      ["twitter:player:height", height],
    );
  return tags;
}

/** The page in another form. */
export function alternate(type: string, href: string, title?: string): Html {
  return html`<link rel="alternate" type="${type}" href="${href}"${title === undefined ? "" : html` title="${title}"`}>\n`;
}

export const noIndex = html`<meta name="robots" content="noindex">`;
