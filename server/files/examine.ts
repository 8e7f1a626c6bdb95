import { randomBytes } from "node:crypto";
import type { MediaStore } from "#media/storage/port.ts";

/**
 * Puts a small file into a store, reads it and removes it.
 *
 * @returns what is wrong, for the node's owner; null when nothing is
 */
export async function examineStore(store: MediaStore): Promise<string | null> {
  try {
    // JSON of its own, so that nobody's file is removed with it.
    const bytes = new TextEncoder().encode(JSON.stringify({ doctor: randomBytes(16).toString("hex") }));
    const name = await store.put(bytes, "json");
    const read = await store.read(name);
    await store.remove(name);
    if (read === null || Buffer.compare(read, bytes) !== 0) return "what was put there does not come back";
    return (await store.size(name)) === null ? null : "what was removed is still there";
  } catch (error) {
    const { message, cause } = error as Error;
    return cause instanceof Error ? `${message}: ${cause.message}` : message;
  }
}
