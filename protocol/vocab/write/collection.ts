import type { Iri } from "../../ids/iri.ts";
import type { JsonObject } from "../../model/activity.ts";
import { activityStreams, compact, withoutContext } from "./context.ts";

/** Ids, or whole documents such as the posts of a featured collection. */
export type Item = Iri | JsonObject;

interface CollectionParts {
  iri: Iri;
  totalItems?: number;
  first?: Iri;
  last?: Iri;
  /** For collections short enough to need no pages. */
  items?: readonly Item[];
  attributedTo?: Iri;
  /** The context of inlined items, when they need more than ActivityStreams. */
  context?: unknown;
}

/** An `OrderedCollection`, newest first: outbox, followers, featured, replies. A hidden one has only its count. */
export function writeCollection(parts: CollectionParts): JsonObject {
  return {
    ...compact({
      "@context": parts.context ?? activityStreams,
      id: parts.iri,
      type: "OrderedCollection",
      attributedTo: parts.attributedTo,
      totalItems: parts.totalItems,
      first: parts.first,
      last: parts.last,
    }),
    ...(parts.items === undefined ? {} : { orderedItems: parts.items.map(inlined) }),
  };
}

interface PageParts {
  iri: Iri;
  partOf: Iri;
  items: readonly Item[];
  next?: Iri | null;
  previous?: Iri | null;
  totalItems?: number;
  context?: unknown;
}

/** One page of a collection; the last has no `next`. */
export function writePage(parts: PageParts): JsonObject {
  return {
    ...compact({
      "@context": parts.context ?? activityStreams,
      id: parts.iri,
      type: "OrderedCollectionPage",
      partOf: parts.partOf,
      totalItems: parts.totalItems,
      prev: parts.previous,
      next: parts.next,
    }),
    orderedItems: parts.items.map(inlined),
  };
}

function inlined(item: Item): Item {
  return typeof item === "string" ? item : withoutContext(item);
}
