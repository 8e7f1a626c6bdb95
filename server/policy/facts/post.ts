import { createHash } from "node:crypto";
import type { Facts } from "#moderation/policy/facts.ts";
import { findLinks } from "#protocol/html/links.ts";
import { toText } from "#protocol/html/text.ts";
import type { Uris } from "#protocol/ids/uris.ts";
import type { Post } from "#protocol/model/post.ts";
import { hashtagKey } from "../../posts/row.ts";
import type { Counted } from "./rates.ts";

type PostFacts = NonNullable<Facts["post"]>;

/** Media known by what they hold, by their place in the post. */
export type KnownMedia = readonly ({ sha256: string | null; pdq: string | null } | null)[];

/**
 * What rules may ask of a post. What costs something is worked out when it is first asked for: most rules ask for little.
 *
 * @param known of its media, what was looked up
 */
export function postFacts(uris: Pick<Uris, "isLocal">, post: Post, known: KnownMedia = []): PostFacts {
  const text = once(() => [post.title, post.warning, toText(post.html)].filter(Boolean).join("\n"));
  const links = once(() => linksOf(post));
  return {
    iri: post.iri,
    kind: post.kind,
    visibility: post.visibility,
    get text() {
      return text();
    },
    language: post.language,
    isReply: post.inReplyTo !== null,
    isReplyToHere: post.inReplyTo !== null && uris.isLocal(post.inReplyTo),
    isQuote: post.quote !== null,
    isSensitive: post.sensitive,
    get links() {
      return links();
    },
    get linkDomains() {
      return [...new Set(links().flatMap((link) => URL.parse(link)?.hostname ?? []))];
    },
    get hashtags() {
      return [...new Set(post.hashtags.map(hashtagKey))];
    },
    get mentions() {
      return post.mentions.map(({ iri }) => iri);
    },
    get mentionsHere() {
      return post.mentions.filter(({ iri }) => uris.isLocal(iri)).length;
    },
    get media() {
      return post.media.map((medium, at) => ({
        type: medium.mediaType ?? medium.kind,
        hasDescription: Boolean(medium.alt),
        sha256: known[at]?.sha256 ?? null,
        pdq: known[at]?.pdq ?? null,
      }));
    },
  };
}

/** Links that a post is about or has in its text, without those of its mentions and hashtags. */
function linksOf(post: Post): string[] {
  const own = new Set<string>(post.mentions.map(({ iri }) => iri));
  const found = new Set<string>();
  if (post.link !== null) found.add(post.link);
  for (const [, attributes = ""] of post.html.matchAll(anchor)) {
    if (/class="[^"]*\b(?:mention|hashtag)\b/.test(attributes) || /rel="[^"]*\btag\b/.test(attributes))
      continue;
    const url = (/\bhref="([^"]*)"/.exec(attributes)?.[1] ?? "").replaceAll("&amp;", "&");
    if (/^https?:/i.test(url) && !own.has(url)) found.add(url);
  }
  // A link that nobody made clickable is read all the same.
  if (post.html.includes("://")) {
    for (const { href } of findLinks(toText(withoutAnchors(post.html)))) found.add(href);
  }
  return [...found];
}

/** Sanitised HTML: every attribute is in double quotes. */
const anchor = /<a\b([^>]*)>/g;

function withoutAnchors(html: string): string {
  return html.replaceAll(/<a\b[^>]*>[\s\S]*?<\/a>/g, " ");
}

function once<T>(work: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: work() };
    return made.value;
  };
}

/** Characters: shorter texts, such as a greeting, are the same by chance. */
const LEAST_TEXT = 20;

/**
 * A text without what spammers change in it: mentions, numbers, marks, case. Null for one that is too short to tell
 * anything.
 *
 * @example textKey("@ana Buy cheap tokens NOW, only 99!!") === textKey("@bob buy cheap tokens now only 45") // true
 */
export function textKey(text: string): string | null {
  const plain = text
    .replaceAll(/@[\w.-]+(?:@[\w.-]+)?/g, " ")
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}]+/gu, " ")
    .trim();
  return plain.length < LEAST_TEXT
    ? null
    : createHash("sha256").update(plain).digest("base64url").slice(0, 16);
}

/** What a post counts for in {@link Rates}. */
export function countedOf(facts: PostFacts, author: { iri: string; domain: string | null }): Counted {
  return {
    author: author.iri,
    server: author.domain,
    mentions: facts.mentions.length,
    text: textKey(facts.text),
    links: facts.links,
  };
}
