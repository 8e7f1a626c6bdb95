import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { type ActivityParts, type Inlined, writeActivity } from "./activity.ts";

/**
 * `Delete` of a post, given as its `Tombstone`, or of the actor itself, given as its id (as Mastodon sends either).
 *
 * @param parts.audience the community that a moderator removed it from
 * @param parts.summary why moderators removed it, which says that they did (Lemmy); null when its author deleted it
 */
export function writeDelete(
  parts: ActivityParts & { object: Inlined; summary?: string | null; audience?: Iri },
): JsonObject {
  const { object, summary = null, audience } = parts;
  return writeActivity("Delete", parts, {
    object,
    ...(summary !== null && { summary }),
    ...(audience !== undefined && { audience }),
  });
}
