import { Parser } from "htmlparser2";
import type { CardContent } from "./content.ts";
import { pageUrl } from "./find-link.ts";
import { frame } from "./frame.ts";
import { readStructured } from "./json-ld.ts";
import { dateOf, languageOf, line, most, pixels } from "./limits.ts";

/** What a page says of itself. */
export interface Page {
  content: CardContent;
  /** The address it wants to be known by, on the same host; null without one. */
  canonicalUrl: string | null;
  /** `@ana@example.social`: the author's account (`fediverse:creator`), as claimed. */
  creator: string | null;
  /** Where it can be asked for its oEmbed. */
  oembed: { url: string; format: "json" | "xml" } | null;
}

/** What the parser gathers before anything is believed. */
interface Tags {
  meta: Map<string, string>;
  title: string;
  lang: string | undefined;
  canonical: string | undefined;
  oembed: { href: string; format: "json" | "xml" } | undefined;
  data: string[];
}

const MOST_TAGS = 500;

/**
 * Reads the head of a page: OpenGraph, Twitter's and plain `<meta>`, JSON-LD of articles, and the title.
 *
 * @param url where the page came from, after redirects
 * @param isLocal whether an address is this node's own
 */
export function readPage(html: string, url: string, isLocal: (url: string) => boolean): Page {
  const tags = gather(html);
  const data = readStructured(tags.data);
  const meta = (...names: string[]) => names.map((name) => tags.meta.get(name)).find((text) => text?.trim());
  const address = (href: unknown) =>
    typeof href === "string" && href !== "null" ? pageUrl(href, url) : null;
  const size = {
    width: meta("twitter:player:width", "og:video:width"),
    height: meta("twitter:player:height", "og:video:height"),
  };
  const player = address(meta("twitter:player"));
  const html_ = player === null ? null : frame(player, size, isLocal);
  const shown = html_ === null ? { width: meta("og:image:width"), height: meta("og:image:height") } : size;
  const canonical = address(tags.canonical ?? meta("og:url"));
  const endpoint = tags.oembed && endpointOf(tags.oembed.href, url);
  return {
    content: {
      type: html_ === null ? "link" : "video",
      title: line(data?.headline ?? meta("og:title", "twitter:title") ?? tags.title, most.title),
      description: line(
        data?.description ?? meta("og:description", "twitter:description", "description"),
        most.description,
      ),
      language: languageOf(data?.language) ?? languageOf(meta("og:locale")) ?? languageOf(tags.lang),
      authorName: line(data?.authorName ?? meta("og:author", "author", "article:author:name"), most.name),
      authorUrl: address(data?.authorUrl ?? meta("article:author")) ?? "",
      providerName: line(data?.publisher ?? meta("og:site_name", "application-name"), most.name),
      providerUrl: "",
      html: html_ ?? "",
      width: pixels(shown.width),
      height: pixels(shown.height),
      imageUrl: address(
        meta("og:image:secure_url", "og:image", "og:image:url", "twitter:image") ?? data?.image,
      ),
      imageAlt: line(meta("og:image:alt", "twitter:image:alt"), most.alt),
      embedUrl: "",
      publishedAt: dateOf(data?.publishedAt) ?? dateOf(meta("article:published_time")),
      isArticle: data?.isArticle === true || meta("og:type") === "article",
    },
    canonicalUrl: canonical !== null && new URL(canonical).host === new URL(url).host ? canonical : null,
    creator: handleOf(meta("fediverse:creator")),
    oembed: endpoint && tags.oembed ? { url: endpoint, format: tags.oembed.format } : null,
  };
}

function gather(html: string): Tags {
  const tags: Tags = {
    meta: new Map(),
    title: "",
    lang: undefined,
    canonical: undefined,
    oembed: undefined,
    data: [],
  };
  let inside: "title" | "data" | null = null;
  let hasTitle = false;
  let isInSvg = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      const { content, href, type, rel = "" } = attributes;
      if (name === "html") tags.lang ??= attributes.lang;
      else if (name === "svg") isInSvg = true;
      else if (name === "title" && !hasTitle && !isInSvg) inside = "title";
      else if (name === "script" && type?.trim() === "application/ld+json") {
        inside = "data";
        tags.data.push("");
      } else if (name === "meta" && content !== undefined && tags.meta.size < MOST_TAGS) {
        // `property` is what OpenGraph says, `name` what most write; the first of each name is the one that counts.
        for (const key of [attributes.property, attributes.name]) {
          const known = key?.trim().toLowerCase();
          if (known !== undefined && !tags.meta.has(known)) tags.meta.set(known, content);
        }
      } else if (name === "link" && href !== undefined) {
        if (/\bcanonical\b/i.test(rel)) tags.canonical ??= href;
        if (type === "application/json+oembed") tags.oembed = { href, format: "json" };
        if (type === "text/xml+oembed" || type === "application/xml+oembed")
          tags.oembed ??= { href, format: "xml" };
      }
    },
    ontext(text) {
      if (inside === "title") tags.title += text;
      else if (inside === "data") tags.data[tags.data.length - 1] += text;
    },
    onclosetag(name) {
      if (name === "svg") isInSvg = false;
      if (name === "title" && inside === "title") hasTitle = true;
      if (name === "title" || name === "script") inside = null;
    },
  });
  parser.end(html);
  return tags;
}

/** A page that came by https is asked for its oEmbed by https. */
function endpointOf(href: string, url: string): string | null {
  const endpoint = pageUrl(href, url);
  return endpoint !== null && url.startsWith("https:") ? endpoint.replace(/^http:/, "https:") : endpoint;
}

function handleOf(text: string | undefined): string | null {
  const handle = text?.trim().replace(/^@/, "") ?? "";
  return /^[\w.-]{1,100}@[\w.:-]{1,255}$/.test(handle) ? handle : null;
}
