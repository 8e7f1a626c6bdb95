import type { Uris } from "#protocol/ids/uris.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import type { Medium } from "#protocol/model/medium.ts";
import { writePost } from "#protocol/vocab/write/post.ts";
import { filmOf, writeVideo } from "#protocol/vocab/write/video.ts";
import type { OutgoingPost } from "./ports.ts";

/** A local post as its document: the same where it is served and where it is sent. */
export function postDocument(uris: Uris, outgoing: OutgoingPost): JsonObject {
  const { id, post, author } = outgoing;
  const medium = publishedFilm(outgoing);
  return writePost(post, {
    followers: author.followers ?? uris.followers(author.id),
    likes: uris.likes(id),
    shares: uris.shares(id),
    film: medium === null ? null : { medium, iri: uris.video(id) },
    hashtagUrl: (name) => `${uris.origin}/tags/${encodeURIComponent(name.toLowerCase())}`,
  });
}

/**
 * The film that a post is also published as, for software that knows films alone (PeerTube): of a public post by a person,
 * because a channel must belong to one.
 */
function publishedFilm({ post, author }: Pick<OutgoingPost, "post" | "author">): Medium | null {
  return post.visibility === "public" && author.kind === "person" ? filmOf(post) : null;
}

/** That film as its document, beside the post's own; `null` when there is none. */
export function videoDocument(uris: Uris, outgoing: OutgoingPost): JsonObject | null {
  const { id, post, author } = outgoing;
  const film = publishedFilm(outgoing);
  if (film === null) return null;
  return writeVideo(post, film, {
    iri: uris.video(id),
    postId: id,
    channel: uris.channel(author.id),
    likes: uris.likes(id),
    shares: uris.shares(id),
    replies: uris.replies(id),
  });
}

/** Whether a post may be shown to anybody. */
export function isOpen({ post }: Pick<OutgoingPost, "post">): boolean {
  return post.visibility === "public" || post.visibility === "unlisted";
}
