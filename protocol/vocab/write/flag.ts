import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { writeActivity } from "./activity.ts";

/**
 * `Flag`: a report passed on to the server of the reported account. Sent as the node's own actor, so that the server
 * learns what is reported but not who reported it.
 *
 * @param parts.objects the account first, then its posts (Mastodon); or one post of a community (Lemmy)
 * @param parts.to who it is for, when not the first object: the community
 */
export function writeFlag(parts: {
  iri: Iri;
  actor: Iri;
  objects: readonly [Iri, ...Iri[]];
  reason: string;
  to?: Iri;
}): JsonObject {
  const { objects, reason, to = objects[0], ...envelope } = parts;
  // Lemmy reads no list.
  const object = objects.length === 1 ? objects[0] : objects;
  return writeActivity("Flag", { ...envelope, to: [to] }, { object, content: reason });
}
