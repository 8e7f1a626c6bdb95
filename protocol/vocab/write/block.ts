import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { writeActivity } from "./activity.ts";

/** `Block` of an account. Its server needs to know, so that it stops showing what the blocker no longer wants shown. */
export function writeBlock(parts: { iri: Iri; actor: Iri; object: Iri }): JsonObject {
  return writeActivity("Block", { ...parts, to: [parts.object] }, { object: parts.object });
}
