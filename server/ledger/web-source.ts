import { isTransient } from "#federation/remote/errors.ts";
import { type Tile, tilePath } from "#protocol/log/tiles.ts";
import { createWebReader } from "../web-reader.ts";
import { MAX_TILE_BYTES, Unreadable } from "./unreadable.ts";

const PATIENCE_MS = 60_000;
const TRIES = 3;

/**
 * Somebody's log on the web: bounded in size and time, and never at a private address unless that is allowed.
 *
 * @param prefix the log's address, without a slash at its end
 */
export function webSource(prefix: string, { allowPrivateAddress }: { allowPrivateAddress: boolean }) {
  const reader = createWebReader("ledger", { allowPrivateAddress });
  async function get(path: string): Promise<Uint8Array | null> {
    for (let tries = 1; ; tries++) {
      const answer = await reader.get(`${prefix}/${path}`, {
        maxBytes: MAX_TILE_BYTES,
        timeoutMs: PATIENCE_MS,
      });
      if (answer.ok) return answer.value.body;
      const { error } = answer;
      if ("status" in error && (error.status === 404 || error.status === 410)) return null;
      if (tries === TRIES || !isTransient(error)) {
        const why = "status" in error ? `it answers ${error.status}` : error.type;
        throw new Unreadable(`${prefix}/${path} could not be read: ${why}.`);
      }
    }
  }
  const text = async (path: string) => {
    const bytes = await get(path);
    return bytes && new TextDecoder().decode(bytes);
  };
  return {
    key: () => text("key"),
    checkpoint: () => text("checkpoint"),
    tile: (tile: Tile) => get(tilePath(tile)),
    close: () => reader.close(),
  };
}
