import type { Uris } from "#protocol/ids/uris.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { writePost } from "#protocol/vocab/write/post.ts";
import type { OutgoingPost } from "./ports.ts";

/** A local post as its document: the same where it is served and where it is sent. */
export function postDocument(uris: Uris, { id, post, author }: OutgoingPost): JsonObject {
  return writePost(post, {
    followers: author.followers ?? uris.followers(author.id),
    likes: uris.likes(id),
    shares: uris.shares(id),
    hashtagUrl: (name) => `${uris.origin}/tags/${encodeURIComponent(name.toLowerCase())}`,
  });
}

/** Whether a post may be shown to anybody. */
export function isOpen({ post }: Pick<OutgoingPost, "post">): boolean {
  return post.visibility === "public" || post.visibility === "unlisted";
}
