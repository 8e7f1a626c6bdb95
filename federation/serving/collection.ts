import type { Iri } from "#protocol/ids/iri.ts";
import { type Item, writeCollection, writePage } from "#protocol/vocab/write/collection.ts";
import type { Page } from "../ports.ts";
import { isUuid } from "../uuid.ts";
import { type Found, missing } from "./found.ts";

/** A collection in pages: itself at its id, `?page=first` its first page, and whatever `next` says the others. */
export interface Paged {
  iri: Iri;
  /** `null` when nobody counts them. */
  total: number | null;
  read(cursor: string | null): Promise<Page<Item>>;
  /** The JSON-LD context that inlined items need. */
  context?: unknown;
  attributedTo?: Iri;
  isPublic: boolean;
}

/** @example await findPage(followers, "first") // an OrderedCollectionPage; null gives the OrderedCollection */
export async function findPage(collection: Paged, page: string | null): Promise<Found> {
  const { iri, total, isPublic, context, attributedTo } = collection;
  const counted = total === null ? {} : { totalItems: total };
  const at = (cursor: string) => `${iri}?page=${encodeURIComponent(cursor)}` as Iri;
  if (page === null) {
    const by = attributedTo === undefined ? {} : { attributedTo };
    const document = writeCollection({ iri, ...counted, ...by, first: at("first") });
    return { is: "document", document, isPublic };
  }
  // Cursors are ids of items; anything else is not one that was given out.
  if (page !== "first" && !isUuid(page)) return missing;
  const { items, next } = await collection.read(page === "first" ? null : page);
  const document = writePage({
    iri: at(page),
    partOf: iri,
    items,
    ...counted,
    ...(context === undefined ? {} : { context }),
    next: next === null ? null : at(next),
  });
  return { is: "document", document, isPublic };
}
