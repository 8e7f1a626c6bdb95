import { compose, type Resolver } from "#protocol/html/compose.ts";
import { findHashtags } from "#protocol/html/find.ts";
import { composeMarkdown } from "#protocol/html/markdown.ts";
import type { Post } from "#protocol/model/post.ts";
import type { Ctx } from "../context.ts";
import type { Content } from "./draft.ts";
import { handleOf, type Mentioned } from "./mentions.ts";
import { hashtagKey } from "./row.ts";

type Written = Pick<
  Post,
  | "kind"
  | "type"
  | "title"
  | "html"
  | "warning"
  | "source"
  | "sensitive"
  | "language"
  | "mentions"
  | "hashtags"
  | "emojis"
  | "media"
  | "poll"
  | "quotePolicy"
>;

/** What an author typed, as the part of a post that says something. */
export function writeContent(
  ctx: Pick<Ctx, "uris" | "handleHost">,
  content: Content,
  mentioned: Mentioned,
): Written {
  const { text, textType = "text/plain", title = null, warning = null, media = [], poll = null } = content;
  const kind = poll !== null ? "question" : title !== null ? "article" : "note";
  const accounts = new Map([...mentioned.values()].map((account) => [account.id, account]));
  const typed = [text, title ?? "", warning ?? "", ...(poll?.options ?? [])].join("\n");
  return {
    kind,
    type: { note: "Note", article: "Article", question: "Question" }[kind],
    title: title?.trim() ?? null,
    html: (textType === "text/markdown" ? composeMarkdown : compose)(text, resolver(ctx, mentioned)),
    warning: warning?.trim() || null,
    source: { content: text, mediaType: textType },
    sensitive: content.sensitive === true || Boolean(warning?.trim()),
    language: content.language ?? null,
    mentions: [...accounts.values()].map(({ iri, username, domain }) => ({
      iri,
      name: `@${username}@${domain ?? ctx.handleHost}`,
    })),
    hashtags: distinct(findHashtags(text).map((found) => found.name)),
    emojis: (content.emojis ?? []).filter((emoji) => typed.includes(`:${emoji.shortcode}:`)),
    media: [...media],
    poll: poll && {
      multiple: poll.multiple ?? false,
      options: poll.options.map((option) => ({ title: option.trim(), votes: 0 })),
      voters: 0,
      closesAt: poll.closesAt ?? null,
      closedAt: null,
      hidesTotals: poll.hidesTotals ?? false,
    },
    quotePolicy: content.quotePolicy ?? null,
  };
}

function resolver(ctx: Pick<Ctx, "uris">, mentioned: Mentioned): Resolver {
  return {
    mention: (found) => mentioned.get(handleOf(found)) ?? null,
    hashtagUrl: (name) => `${ctx.uris.origin}/tags/${encodeURIComponent(hashtagKey(name))}`,
  };
}

/** Each hashtag once, as first written. */
function distinct(hashtags: readonly string[]): string[] {
  return [
    ...new Map(hashtags.toReversed().map((hashtag) => [hashtagKey(hashtag), hashtag])).values(),
  ].reverse();
}
