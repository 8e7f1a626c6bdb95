import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { writeActivity } from "./activity.ts";

/** `Move` of an account to another, told to its followers; the other must name it among its aliases. */
export function writeMove(parts: { iri: Iri; actor: Iri; target: Iri; followers: Iri }): JsonObject {
  const { target, followers, ...envelope } = parts;
  return writeActivity("Move", { ...envelope, to: [followers] }, { object: envelope.actor, target });
}
