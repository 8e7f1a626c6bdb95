import type { JsonObject } from "../../model/activity.ts";
import { type ActivityParts, type Inlined, writeActivity } from "./activity.ts";

/** `Delete` of a post, given as its `Tombstone`, or of the actor itself, given as its id (as Mastodon sends either). */
export function writeDelete(parts: ActivityParts & { object: Inlined }): JsonObject {
  return writeActivity("Delete", parts, { object: parts.object });
}
