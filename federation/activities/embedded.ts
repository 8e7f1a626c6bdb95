import { type Iri, sameOrigin } from "#protocol/ids/iri.ts";
import type { JsonObject, ObjectRef } from "#protocol/model/activity.ts";
import type { Post } from "#protocol/model/post.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { readPost } from "#protocol/vocab/read/post.ts";
import { aboutPosts } from "../films.ts";
import type { KnownAccount } from "../ports.ts";
import type { Inbound, InboundDeps } from "./handler.ts";

interface CarriedPost {
  post: Post;
  author: KnownAccount;
}

/**
 * The post in a Create or Update, and its author. What is inlined is believed when it is the actor's own; everything else is
 * read from its own server (FEP-fe34): also the posts of others on the actor's server, for whom it does not speak.
 */
export async function carriedPost(
  deps: InboundDeps,
  ref: ObjectRef,
  { actor, activity }: Inbound,
): Promise<Result<CarriedPost, string>> {
  const { iri, type, json } = ref;
  if (json !== null && type !== null && (iri === null || sameOrigin(iri, actor.iri))) {
    const own = readPost(json, { followersOfAuthor: actor.followers, envelope: activity });
    if (!own.ok) return err(own.error.type);
    if (own.value.author === actor.iri)
      return ok({ post: aboutPosts(deps.ports.uris, own.value), author: actor });
  }
  const document = await fromItsServer(deps, iri);
  if (!document.ok) return document;
  const outline = readPost(document.value);
  if (!outline.ok) return err(outline.error.type);
  const author = await deps.resolver.fetchAccount(outline.value.author);
  if (!author.ok) return err(author.error.type);
  if (author.value.state !== "active") return err(`account/${author.value.state}`);
  // Once more, with the author's followers collection: who may see the post depends on it.
  const post = readPost(document.value, { followersOfAuthor: author.value.followers });
  if (!post.ok) return err(post.error.type);
  return ok({ post: aboutPosts(deps.ports.uris, post.value), author: author.value });
}

async function fromItsServer(deps: InboundDeps, iri: Iri | null): Promise<Result<JsonObject, string>> {
  if (iri === null) return err("object/no-id");
  if (deps.ports.uris.isLocal(iri)) return err("object/local");
  const fetched = await deps.fetchDocument(iri);
  if (!fetched.ok) return err(fetched.error.type);
  return fetched.value.id === iri ? ok(fetched.value) : err("object/foreign-id");
}
