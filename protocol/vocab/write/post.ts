import type { Iri } from "../../ids/iri.ts";
import { PUBLIC } from "../../ids/visibility.ts";
import type { JsonObject } from "../../model/activity.ts";
import type { Medium } from "../../model/medium.ts";
import type { Post, QuotePolicy } from "../../model/post.ts";
import { compact, postContext, postWithMediaContext } from "./context.ts";
import { writeMedium } from "./medium.ts";
import { writePoll } from "./poll.ts";
import { writeEmoji, writeHashtag, writeMention } from "./tags.ts";

/** What a post's document needs beside the post: ids of its collections, and where its author's hashtags lead. */
export interface PostSurroundings {
  followers: Iri;
  likes?: Iri;
  shares?: Iri;
  /** Its film as a document of its own. */
  film?: { medium: Medium; iri: Iri } | null;
  hashtagUrl(name: string): string;
}

/**
 * A post as the document that peers accept: `Note`, `Article` or `Question` with `content`, `to`, `cc`, `tag`,
 * `attachment`, the quote under all its names (FEP-044f first), and who may quote it. Hidden recipients are never written.
 *
 * @example writePost(post, { followers, likes, shares, hashtagUrl: (name) => `${origin}/tags/${name}` })
 */
export function writePost(post: Post, surroundings: PostSurroundings): JsonObject {
  // Beside a title, a warning is told from an excerpt by `sensitive`.
  const sensitive = post.sensitive || (post.warning !== null && post.title !== null);
  const document = compact({
    id: post.iri,
    type: typeOf(post),
    attributedTo: post.author,
    name: post.title,
    summary: post.warning ?? post.summary,
    content: post.html,
    contentMap: post.language === null ? null : { [post.language]: post.html },
    source: post.source,
    published: post.publishedAt?.toISOString(),
    updated: post.updatedAt?.toISOString(),
    url: post.url,
    inReplyTo: post.inReplyTo,
    context: post.context,
    audience: post.community,
    attachment: post.media.map((medium) =>
      writeMedium(medium, medium === surroundings.film?.medium ? surroundings.film.iri : null),
    ),
    replies: post.replies,
    likes: surroundings.likes,
    shares: surroundings.shares,
    ...writeQuote(post),
    ...(post.poll === null ? {} : writePoll(post.poll)),
    interactionPolicy: writePolicy(post.quotePolicy, post.author, surroundings.followers),
  });
  const tag = [
    ...post.mentions.map(writeMention),
    ...post.hashtags.map((name) => writeHashtag(name, surroundings.hashtagUrl(name))),
    ...post.emojis.map(writeEmoji),
  ];
  // Strict peers expect these even when they are empty.
  const context = post.media.length === 0 ? postContext : postWithMediaContext;
  return { "@context": context, ...document, sensitive, to: post.to, cc: post.cc, tag };
}

function typeOf(post: Post): string {
  return post.kind === "article" ? "Article" : post.kind === "question" ? "Question" : "Note";
}

/** FEP-044f's `quote`, and the names by which Akkoma, Fedibird and Misskey knew quotes before it. */
function writeQuote({ quote }: Post): JsonObject {
  if (quote === null) return {};
  return {
    quote: quote.iri,
    quoteUrl: quote.iri,
    quoteUri: quote.iri,
    _misskey_quote: quote.iri,
    quoteAuthorization: quote.authorization,
  };
}

/** FEP-044f: an empty rule would mean the default, so "nobody" names the author, who may always quote. */
function writePolicy(policy: QuotePolicy | null, author: Iri, followers: Iri): JsonObject | null {
  if (policy === null) return null;
  const approved = { public: PUBLIC, followers, nobody: author }[policy];
  return { canQuote: { automaticApproval: [approved] } };
}
