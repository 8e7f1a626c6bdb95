import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { writeActivity } from "./activity.ts";

/** `Like` of a post; only its author is told. */
export function writeLike(parts: { iri: Iri; actor: Iri; object: Iri; author: Iri }): JsonObject {
  const { object, author, ...envelope } = parts;
  return writeActivity("Like", { ...envelope, to: [author] }, { object });
}
