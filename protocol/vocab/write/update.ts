import type { Iri } from "../../ids/iri.ts";
import { PUBLIC } from "../../ids/visibility.ts";
import type { JsonObject } from "../../model/activity.ts";
import { addressingOf, writeActivity } from "./activity.ts";

/**
 * `Update` of a post (addressed as the post) or of an actor (addressed to the public).
 *
 * @param object the whole new document, by `writePost` or `writeAccount`
 */
export function writeUpdate(parts: {
  iri: Iri;
  actor: Iri;
  object: JsonObject;
  publishedAt?: Date;
}): JsonObject {
  const { object, ...envelope } = parts;
  const addressing = "to" in object ? addressingOf(object) : { to: [PUBLIC], cc: [] };
  return writeActivity("Update", { ...envelope, ...addressing }, { object }, object["@context"]);
}
