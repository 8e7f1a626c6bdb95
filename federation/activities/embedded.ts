import { type Iri, sameOrigin } from "#protocol/ids/iri.ts";
import type { JsonObject, ObjectRef } from "#protocol/model/activity.ts";
import type { Post } from "#protocol/model/post.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { readPost } from "#protocol/vocab/read/post.ts";
import type { KnownAccount } from "../ports.ts";
import type { Inbound, InboundDeps } from "./handler.ts";

/**
 * The document an activity carries or points at. Inlined ones are believed when they are of the actor's origin;
 * everything else is what its own origin serves (FEP-fe34).
 */
async function trustedObject(
  deps: InboundDeps,
  ref: ObjectRef,
  actor: Iri,
): Promise<Result<JsonObject, string>> {
  if (ref.json !== null && ref.type !== null && (ref.iri === null || sameOrigin(ref.iri, actor)))
    return ok(ref.json);
  if (ref.iri === null) return err("object/no-id");
  if (deps.ports.uris.isLocal(ref.iri)) return err("object/local");
  const fetched = await deps.fetchDocument(ref.iri);
  if (!fetched.ok) return err(fetched.error.type);
  return fetched.value.id === ref.iri ? ok(fetched.value) : err("object/foreign-id");
}

export interface CarriedPost {
  post: Post;
  author: KnownAccount;
}

/** The post in a Create or Update, and its author, who may be another account of the actor's server (a channel's owner). */
export async function carriedPost(
  deps: InboundDeps,
  ref: ObjectRef,
  inbound: Inbound,
): Promise<Result<CarriedPost, string>> {
  const { actor, activity } = inbound;
  const document = await trustedObject(deps, ref, actor.iri);
  if (!document.ok) return document;
  const read = readPost(document.value, { followersOfAuthor: actor.followers, envelope: activity });
  if (!read.ok) return err(read.error.type);
  const post = read.value;
  if (post.author === actor.iri) return ok({ post, author: actor });
  if (!sameOrigin(post.author, post.iri)) return err("post/foreign-author");
  const author = await deps.resolver.fetchAccount(post.author);
  return author.ok ? ok({ post, author: author.value }) : err(author.error.type);
}
