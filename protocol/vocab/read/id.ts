import { type Iri, parseIri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { err, ok, type Result } from "../../result.ts";
import { text } from "../json.ts";
import type { Refusal } from "../refusal.ts";

/** The id that a document must have: an absolute http(s) IRI. */
export function readId(json: JsonObject): Result<Iri, Refusal> {
  const written = text(json.id);
  if (written === null) return err({ type: "document/no-id" });
  const id = parseIri(written);
  return id === null ? err({ type: "document/bad-id", found: written.slice(0, 200) }) : ok(id);
}
