import { html } from "hono/html";
import type { Html } from "../ui/layout.ts";

/** What other programs show of a page when somebody shares its address (https://ogp.me). */
export interface Preview {
  type: "website" | "profile" | "article";
  title: string;
  description: string;
  url: string;
  siteName: string;
  image: { url: string; alt: string | null; width: number | null; height: number | null } | null;
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
  const said = tags.filter(([, content]) => content != null && content !== "");
  return html`<meta name="description" content="${preview.description}">
<link rel="canonical" href="${preview.url}">
${said.map(([name, content]) => html`<meta property="${name}" content="${content}">\n`)}${
  preview.creator === undefined ? "" : html`<meta name="fediverse:creator" content="${preview.creator}">`
}`;
}

/** The page in another form. */
export function alternate(type: string, href: string, title?: string): Html {
  return html`<link rel="alternate" type="${type}" href="${href}"${title === undefined ? "" : html` title="${title}"`}>\n`;
}

export const noIndex = html`<meta name="robots" content="noindex">`;
