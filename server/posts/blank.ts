import type { Post } from "#protocol/model/post.ts";
import type { Ctx } from "../context.ts";
import type { Author } from "./author.ts";

/** A post of a local author that says nothing yet. */
export function blankPost(
  ctx: Pick<Ctx, "clock" | "uris">,
  author: Pick<Author, "iri" | "username">,
  id: string,
  visibility: Post["visibility"],
): Post {
  return {
    iri: ctx.uris.post(id),
    kind: "note",
    type: "Note",
    author: author.iri,
    community: null,
    title: null,
    html: "",
    warning: null,
    summary: null,
    source: null,
    sensitive: false,
    language: null,
    visibility,
    to: [],
    cc: [],
    inReplyTo: null,
    context: null,
    quote: null,
    quotePolicy: null,
    mentions: [],
    hashtags: [],
    emojis: [],
    media: [],
    url: ctx.uris.postPage(author.username, id),
    link: null,
    poll: null,
    event: null,
    place: null,
    rating: null,
    duration: null,
    repliesAllowed: null,
    replies: ctx.uris.replies(id),
    publishedAt: ctx.clock.now(),
    updatedAt: null,
  };
}
