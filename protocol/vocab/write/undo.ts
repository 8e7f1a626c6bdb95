import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { addressingOf, writeActivity } from "./activity.ts";

/**
 * `Undo` of an earlier activity of the same actor, inlined whole, because some peers have kept only what it did and not
 * its id. Addressed as the activity was.
 */
export function writeUndo(parts: { iri: Iri; actor: Iri; activity: JsonObject }): JsonObject {
  const { iri, actor, activity } = parts;
  return writeActivity(
    "Undo",
    { iri, actor, ...addressingOf(activity) },
    { object: activity },
    activity["@context"],
  );
}
