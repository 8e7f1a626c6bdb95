import type { Iri } from "../../ids/iri.ts";
import type { ObjectRef } from "../../model/activity.ts";
import { err, ok, type Result } from "../../result.ts";
import { openDocument } from "../document.ts";
import { count, iri, many, reference, text, typesOf } from "../json.ts";
import { limits } from "../limits.ts";
import type { Refusal } from "../refusal.ts";
import { collectionTypes } from "../types.ts";
import { readLine } from "./names.ts";

/** A collection or a page of one. */
export interface Collection {
  /** Inlined collections and their pages may have none. */
  iri: Iri | null;
  /** As sent: "OrderedCollection", "CollectionPage", ... */
  type: string;
  name: string | null;
  totalItems: number | null;
  /** At most 1,000. */
  items: ObjectRef[];
  first: ObjectRef | null;
  next: ObjectRef | null;
  partOf: Iri | null;
  owner: Iri | null;
}

/**
 * Reads a collection or page. `items` and `orderedItems` are taken on either kind, as peers mix them up; NodeBB's
 * `Conversation` and BookWyrm's lists are collections by another name.
 */
export function readCollection(document: unknown): Result<Collection, Refusal> {
  const opened = openDocument(document);
  if (!opened.ok) return opened;
  const json = opened.value;
  const types = typesOf(json);
  const type = types.find((name) => collectionTypes.has(name));
  if (types[0] === undefined) return err({ type: "document/no-type" });
  if (type === undefined) return err({ type: "document/unknown-type", found: types[0] });
  const items = many(json.orderedItems ?? json.items);
  return ok({
    iri: iri(json.id),
    type,
    name: readLine(json.name, limits.title) ?? readLine(text(json.summary), limits.title),
    totalItems: count(json.totalItems),
    items: items.slice(0, limits.items).flatMap((item) => reference(item) ?? []),
    first: reference(json.first) ?? reference(json.posts),
    next: reference(json.next),
    partOf: iri(json.partOf),
    owner: iri(json.attributedTo) ?? iri(json.owner) ?? iri(json.actor),
  });
}
