import { toText } from "#protocol/html/text.ts";
import { findLink } from "../cards/find-link.ts";
import { hashtagKeys } from "../posts/row.ts";
import { baseLanguage, stemmerOf } from "./languages.ts";
import type { Trait } from "./query.ts";
import type { DocumentInput, FindablePost } from "./store.ts";
import { folded, wordsOf } from "./words.ts";

/** What can be found of a post: its words, those of its media and its poll, and its traits. */
export function documentOf(post: FindablePost): DocumentInput {
  const language = baseLanguage(post.language);
  const texts = [post.title, post.warning, toText(post.html), ...(post.options ?? [])];
  // Hashtags need not be written in the text.
  const words = wordsOf(
    [...texts, ...post.media.map(({ alt }) => alt), ...post.hashtags].filter(Boolean).join("\n"),
  );
  return {
    post_id: post.id,
    account_id: post.accountId,
    is_open: post.isOpen,
    stemmer: stemmerOf(language),
    words,
    folded: folded(words),
    traits: [...traitsOf(post), ...hashtagKeys(post.hashtags).map((name) => `#${name}`)],
    language,
  };
}

function traitsOf(post: FindablePost): Trait[] {
  const kinds = new Set(post.media.map(({ kind }) => kind));
  const link = findLink(
    { ...post, profiles: [], quoteUrl: null, mediaUrls: post.media.map(({ url }) => url) },
    () => false,
  );
  const traits: Record<Exclude<Trait, "embed">, boolean> = {
    media: post.media.length > 0,
    image: kinds.has("image"),
    video: kinds.has("video"),
    audio: kinds.has("audio"),
    poll: post.kind === "question",
    link: link !== null,
    quote: post.quoteIri !== null,
    reply: post.isReply,
    sensitive: post.sensitive,
  };
  return (Object.keys(traits) as (keyof typeof traits)[]).filter((trait) => traits[trait]);
}
