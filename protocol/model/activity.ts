import type { Iri } from "../ids/iri.ts";

export type JsonObject = { [key: string]: unknown };

/** Something an activity points at: by id, inlined, or both. What is inlined is a claim until its origin vouches for it. */
export interface ObjectRef {
  iri: Iri | null;
  /** First ActivityStreams type of the inlined object; `null` when only an id was given. */
  type: string | null;
  json: JsonObject | null;
}

/** An activity's envelope, normalised: single values and arrays, ids and inlined objects all read alike. */
export interface Activity {
  /** Some peers send none for Follow, Undo or Flag. */
  iri: Iri | null;
  /** As sent: "Create", "Announce", ... */
  type: string;
  actor: Iri;
  /** At least one, except for types that have no effect here. */
  objects: ObjectRef[];
  target: ObjectRef | null;
  result: ObjectRef | null;
  to: Iri[];
  cc: Iri[];
  /** Community it belongs to (`audience`). */
  audience: Iri | null;
  /** Plain text of `content` or `summary`: an emoji, a reason. */
  text: string | null;
  publishedAt: Date | null;
  /** The document as received. */
  json: JsonObject;
}
