import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { activityStreams, compact } from "./context.ts";

/** What is left of a deleted post or account: its id, what it was, and since when it is gone. */
export function writeTombstone(iri: Iri, was: { type?: string; deletedAt?: Date } = {}): JsonObject {
  return compact({
    "@context": activityStreams,
    id: iri,
    type: "Tombstone",
    formerType: was.type,
    deleted: was.deletedAt?.toISOString(),
  });
}
