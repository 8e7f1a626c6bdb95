import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { addressingOf, writeActivity } from "./activity.ts";

/**
 * `Create` of a post, addressed and dated as the post itself.
 *
 * @param post the document by `writePost`
 */
export function writeCreate(parts: { iri: Iri; actor: Iri; post: JsonObject }): JsonObject {
  const { iri, actor, post } = parts;
  const dated = post.published === undefined ? {} : { published: post.published };
  return writeActivity(
    "Create",
    { iri, actor, ...addressingOf(post) },
    { ...dated, object: post },
    post["@context"],
  );
}
