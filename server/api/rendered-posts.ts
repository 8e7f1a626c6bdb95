import { LRUCache } from "lru-cache";

/**
 * A status as JSON without what depends on the viewer, and without the last brace: `{"id":"…"`. Or an account, whole; their
 * ids are UUIDs, and nobody else's.
 */
interface Rendered {
  version: string;
  /** Milliseconds. What lies beside a post, such as its card, has no part in the version. */
  until: number;
  text: string;
}

export type RenderedPosts = LRUCache<string, Rendered>;

/** Characters of JSON. */
const MAX_SIZE = 24 * 1024 * 1024;

/** Statuses and accounts as text, kept while the rows that they were made of have not changed. One a node. */
export function createRenderedPosts(): RenderedPosts {
  return new LRUCache<string, Rendered>({
    maxSize: MAX_SIZE,
    sizeCalculation: ({ text }) => text.length + 200,
  });
}
