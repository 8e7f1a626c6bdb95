import type { JsonObject } from "../../model/activity.ts";
import { type ActivityParts, type Inlined, writeActivity } from "./activity.ts";

/** `Announce`: a boost of a post by its id, or, from a group, a whole activity passed on to its followers (FEP-1b12). */
export function writeAnnounce(parts: ActivityParts & { object: Inlined }): JsonObject {
  const { object } = parts;
  return writeActivity(
    "Announce",
    parts,
    { object },
    typeof object === "string" ? undefined : object["@context"],
  );
}
