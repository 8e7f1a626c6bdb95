import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { type ActivityParts, type Inlined, writeActivity } from "./activity.ts";

/** `Add` to a collection of the actor's: a pinned post to its featured ones, a moderator to a group's. */
export function writeAdd(parts: ActivityParts & { object: Inlined; target: Iri }): JsonObject {
  return writeActivity("Add", parts, { object: parts.object, target: parts.target });
}

/** `Remove` from a collection of the actor's. */
export function writeRemove(parts: ActivityParts & { object: Inlined; target: Iri }): JsonObject {
  return writeActivity("Remove", parts, { object: parts.object, target: parts.target });
}
