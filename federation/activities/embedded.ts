import { type Iri, sameOrigin } from "#protocol/ids/iri.ts";
import type { JsonObject, ObjectRef } from "#protocol/model/activity.ts";
import type { Post } from "#protocol/model/post.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { iris } from "#protocol/vocab/json.ts";
import { readPost } from "#protocol/vocab/read/post.ts";
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
  const inlined = ownWord(ref, actor.iri);
  const document = inlined === null ? await fromItsServer(deps, ref.iri) : ok(inlined);
  if (!document.ok) return document;
  const envelope = inlined === null ? null : activity;
  const read = readPost(document.value, { followersOfAuthor: actor.followers, envelope });
  if (!read.ok) return err(read.error.type);
  if (read.value.author === actor.iri) return ok({ post: read.value, author: actor });
  const author = await deps.resolver.fetchAccount(read.value.author);
  if (!author.ok) return err(author.error.type);
  if (author.value.state !== "active") return err(`account/${author.value.state}`);
  // Once more, with the right followers collection: who may see the post depends on it.
  const post = readPost(document.value, { followersOfAuthor: author.value.followers, envelope });
  return post.ok ? ok({ post: post.value, author: author.value }) : err(post.error.type);
}

/** The inlined document, when it is of the actor's origin and names the actor as (one of) its author(s), or nobody. */
function ownWord({ iri, type, json }: ObjectRef, actor: Iri): JsonObject | null {
  if (json === null || type === null || (iri !== null && !sameOrigin(iri, actor))) return null;
  const named = [...iris(json.attributedTo), ...iris(json.actor)];
  return named.length === 0 || named.includes(actor) ? json : null;
}

async function fromItsServer(deps: InboundDeps, iri: Iri | null): Promise<Result<JsonObject, string>> {
  if (iri === null) return err("object/no-id");
  if (deps.ports.uris.isLocal(iri)) return err("object/local");
  const fetched = await deps.fetchDocument(iri);
  if (!fetched.ok) return err(fetched.error.type);
  return fetched.value.id === iri ? ok(fetched.value) : err("object/foreign-id");
}
