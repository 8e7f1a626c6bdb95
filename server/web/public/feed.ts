import { createHash } from "node:crypto";
import { type Enclosure, Feed } from "feed";
import { escapeHtml } from "#protocol/html/entities.ts";
import type { Medium } from "#protocol/model/medium.ts";
import type { PostView } from "../../posts/views/types.ts";
import type { Messages } from "../messages/en.ts";
import { excerpt } from "./excerpt.ts";
import type { ShownFiles } from "./shown-files.ts";

export type FeedFormat = "rss" | "atom";

export interface FeedParts {
  title: string;
  description: string;
  /** The page that the feed is of. */
  page: string;
  /** The feed itself. */
  url: string;
  image: string | null;
  author: { name: string; link: string } | null;
  siteName: string;
  posts: readonly PostView[];
  files: ShownFiles;
  /** When there is no post yet. */
  since: Date;
}

export interface BuiltFeed {
  body: string;
  etag: string;
  changedAt: Date;
}

/** In Atom the package takes a file's type from its name. */
const jpgType = /(<link rel="enclosure" href="[^"]*" )type="image\/jpg"/g;

/** RSS 2.0 or Atom (RFC 4287) of some posts, the same bytes for the same posts. */
export function buildFeed(parts: FeedParts, format: FeedFormat, words: Messages): BuiltFeed {
  const changes = parts.posts.map(changedAt);
  const latest = changes.toSorted((a, b) => b.getTime() - a.getTime())[0] ?? parts.since;
  const feed = new Feed({
    id: parts.page,
    title: inXml(parts.title),
    description: inXml(parts.description),
    link: parts.page,
    feed: parts.url,
    updated: latest,
    generator: inXml(parts.siteName),
    ...(parts.image === null ? {} : { image: parts.image }),
    ...(parts.author === null ? {} : { author: { name: inXml(parts.author.name), link: parts.author.link } }),
  });
  for (const post of parts.posts) feed.addItem(itemOf(post, format, parts.files, words));
  const body = format === "rss" ? feed.rss2() : feed.atom1().replaceAll(jpgType, '$1type="image/jpeg"');
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  return { body, etag, changedAt: latest };
}

function itemOf(post: PostView, format: FeedFormat, files: ShownFiles, words: Messages) {
  const { account, title, warning } = post;
  const content = inXml(contentOf(post, files, words));
  const [enclosed] = post.media.flatMap((medium) => {
    const url = files.of(account, medium.url, "original");
    return url === null || medium.kind === "document" ? [] : [{ ...medium, url }];
  });
  const heading = inXml((title ?? warning ?? excerpt(post.html, 80)) || words.post.by(account.displayName));
  return {
    id: post.iri,
    // The package says that titles are HTML in Atom; in RSS they are text.
    title: format === "atom" ? escapeHtml(heading) : heading,
    link: post.url,
    date: format === "rss" ? post.publishedAt : changedAt(post),
    published: post.publishedAt,
    ...(format === "rss" ? { description: content } : { content }),
    author: format === "rss" ? [] : [{ name: inXml(account.displayName), link: account.url }],
    category: post.hashtags.map((name) => ({ name: inXml(name), term: inXml(name) })),
    ...(enclosed === undefined ? {} : { enclosure: enclosureOf(enclosed) }),
  };
}

function enclosureOf({ url, size, mediaType }: Medium): Enclosure {
  return { url, length: size ?? 0, ...(mediaType === null ? {} : { type: mediaType }) };
}

function contentOf(post: PostView, files: ShownFiles, words: Messages): string {
  const warning =
    post.warning === null
      ? ""
      : `<p><strong>${escapeHtml(words.post.warning(post.warning))}</strong></p><hr>`;
  const poll = post.poll?.options.map(({ title }) => `<li>${escapeHtml(title)}</li>`).join("") ?? "";
  const media = post.media
    .map((medium) => mediumHtml(medium, files.of(post.account, medium.url, "original"), words))
    .join("");
  return `${warning}${post.html}${poll === "" ? "" : `<ul>${poll}</ul>`}${media}`;
}

function mediumHtml({ url, alt, kind }: Medium, shown: string | null, words: Messages): string {
  const text = escapeHtml(alt ?? "");
  if (kind === "image" && shown !== null) return `<p><img src="${escapeHtml(shown)}" alt="${text}"></p>`;
  return `<p><a href="${escapeHtml(url)}">${text || escapeHtml(words.post.file(kind))}</a></p>`;
}

function changedAt({ editedAt, publishedAt }: PostView): Date {
  return editedAt ?? publishedAt;
}

/**
 * Text that XML 1.0 can hold (§2.2), and that does not end a CDATA section: the package sees to the first end alone. In
 * HTML the reference means the same; in a title it is as good as never there.
 */
export function inXml(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replaceAll("]]>", "]]&gt;")
  );
}
