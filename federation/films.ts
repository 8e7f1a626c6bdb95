import type { Iri } from "#protocol/ids/iri.ts";
import type { Uris } from "#protocol/ids/uris.ts";
import type { Activity, ObjectRef } from "#protocol/model/activity.ts";
import type { Post } from "#protocol/model/post.ts";

/**
 * A film of this node has an id of its own, for software that knows films alone. What is said about it is said about its
 * post: comments are replies, likes are likes.
 */
function postOfFilm(uris: Uris, iri: Iri): Iri {
  const local = uris.parse(iri);
  return local?.name === "video" ? uris.post(local.id) : iri;
}

/** A post of another server that answers or quotes a film of this node, as one that answers or quotes its post. */
export function aboutPosts(uris: Uris, post: Post): Post {
  const inReplyTo = post.inReplyTo && postOfFilm(uris, post.inReplyTo);
  const quote = post.quote && { ...post.quote, iri: postOfFilm(uris, post.quote.iri) };
  return { ...post, inReplyTo, quote };
}

/** An activity about a film of this node as one about its post; the same where it is about nothing of the kind. */
export function withPosts(uris: Uris, activity: Activity): Activity {
  const isFilm = ({ iri }: ObjectRef) => iri !== null && postOfFilm(uris, iri) !== iri;
  if (!activity.objects.some(isFilm)) return activity;
  const objects = activity.objects.map((ref) =>
    ref.iri === null ? ref : { ...ref, iri: postOfFilm(uris, ref.iri) },
  );
  return { ...activity, objects };
}
