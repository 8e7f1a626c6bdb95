import { LRUCache } from "lru-cache";
import type { MediaStore } from "./port.ts";

/** A file of at most this many bytes may be kept in memory: most pictures that timelines show. */
export const SMALL = 256 * 1_024;
/** So long after it was seen in the store, a file is looked for again: another process may have removed it. */
const FRESH_MS = 5_000;

export interface RememberingStore extends MediaStore {
  /** A small file that was read lately, at once; undefined where it is not in memory. */
  recent(name: string): Uint8Array<ArrayBuffer> | undefined;
}

/**
 * A store that keeps small files in memory which were read lately. Bytes under a name never change, and what is removed
 * here is forgotten at once; what another process removes, in five seconds.
 *
 * @param bytes that memory may hold
 */
export function createRememberingStore(store: MediaStore, bytes: number): RememberingStore {
  const kept = new LRUCache<string, Uint8Array<ArrayBuffer>>({
    maxSize: bytes,
    sizeCalculation: (value) => value.byteLength + 256,
    ttl: FRESH_MS,
    // The clock is asked once a second, not for each file.
    ttlResolution: 1_000,
  });
  return {
    ...store,
    recent: (name) => kept.get(name),
    async read(name) {
      const found = kept.get(name) ?? (await store.read(name));
      if (found !== null && found.byteLength <= SMALL) kept.set(name, found);
      return found;
    },
    async remove(name) {
      kept.delete(name);
      await store.remove(name);
      // A reader may have brought it back in between.
      kept.delete(name);
    },
  };
}
