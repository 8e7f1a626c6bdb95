import type { Iri } from "../../ids/iri.ts";
import { sameOrigin } from "../../ids/iri.ts";
import { isPublic } from "../../ids/visibility.ts";
import type { JsonObject } from "../../model/activity.ts";
import { err, ok, type Result } from "../../result.ts";
import { iris, many, reference } from "../json.ts";
import type { Refusal } from "../refusal.ts";

/**
 * Whom a post is by, and the community it belongs to.
 *
 * `attributedTo` may be an id, an inlined actor, or several of either: PeerTube gives the account (Person) and its
 * channel (Group), Plume the author and the blog. The author is the first that is not a Group; a Group alone is the
 * author itself. A post that names nobody is by whoever sent it. Only an author of the post's own origin counts: another
 * origin cannot have said so (FEP-fe34 §3).
 *
 * @param sender the actor of the activity that brought the post
 */
export function readAuthor(
  json: JsonObject,
  post: Iri,
  sender: Iri | null,
): Result<{ author: Iri; community: Iri | null }, Refusal> {
  const named = [json.attributedTo, json.actor, sender].map(many).find((values) => values.length > 0) ?? [];
  const claimed = named.flatMap((value) => {
    const found = reference(value);
    return found?.iri ? [{ iri: found.iri, isGroup: found.type === "Group" }] : [];
  });
  const first = claimed[0];
  if (first === undefined) return err({ type: "post/no-author", iri: post });
  const own = claimed.filter((actor) => sameOrigin(actor.iri, post));
  const author = own.find((actor) => !actor.isGroup) ?? own[0];
  if (author === undefined) return err({ type: "post/foreign-author", iri: post, author: first.iri });
  const group = claimed.find((actor) => actor.isGroup && actor.iri !== author.iri);
  return ok({ author: author.iri, community: readCommunity(json.audience) ?? group?.iri ?? null });
}

/** `audience` names the community of a post (FEP-1b12) unless it is a mere address: the public or a followers collection. */
export function readCommunity(audience: unknown): Iri | null {
  return iris(audience, 8).find((id) => !isPublic(id) && !/\/(followers|subscribers)$/.test(id)) ?? null;
}
