import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { activityStreams, compact, withoutContext } from "./context.ts";

/** What every activity has: its id, minted once so that a retry repeats it, and who does it. */
export interface ActivityParts {
  iri: Iri;
  actor: Iri;
  to?: readonly Iri[];
  cc?: readonly Iri[];
  publishedAt?: Date;
}

/**
 * The envelope of an activity. Inlined documents lose their `@context` to the envelope's, which must cover their terms.
 * There is no way to write `bto` or `bcc`.
 */
export function writeActivity(
  type: string,
  parts: ActivityParts,
  members: JsonObject,
  context: unknown = activityStreams,
): JsonObject {
  const inlined = Object.entries(members).map(([name, value]) => [
    name,
    isDocument(value) ? withoutContext(value) : value,
  ]);
  return compact({
    "@context": context,
    id: parts.iri,
    type,
    actor: parts.actor,
    published: parts.publishedAt?.toISOString(),
    to: parts.to,
    cc: parts.cc,
    ...Object.fromEntries(inlined),
  });
}

/** An object to be pointed at: by its id, or inlined. */
export type Inlined = Iri | JsonObject;

/** The addressing of a document, to be repeated on the activity that carries it. */
export function addressingOf(json: JsonObject): { to: Iri[]; cc: Iri[] } {
  const list = (value: unknown) => (Array.isArray(value) ? (value as Iri[]) : []);
  return { to: list(json.to), cc: list(json.cc) };
}

function isDocument(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
