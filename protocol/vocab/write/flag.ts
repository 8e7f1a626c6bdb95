import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { writeActivity } from "./activity.ts";

/**
 * `Flag`: a report passed on to the server of the reported account. Sent as the node's own actor, so that the server
 * learns what is reported but not who reported it.
 *
 * @param parts.objects the account first, then its posts
 */
export function writeFlag(parts: {
  iri: Iri;
  actor: Iri;
  objects: readonly [Iri, ...Iri[]];
  reason: string;
}): JsonObject {
  const { objects, reason, ...envelope } = parts;
  return writeActivity("Flag", { ...envelope, to: [objects[0]] }, { object: objects, content: reason });
}
