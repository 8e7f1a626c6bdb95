import { constants, open } from "node:fs/promises";
import { join } from "node:path";
import type { LedgerName } from "#moderation/ledger/name.ts";
import { currentHead, readLedgerTile } from "#moderation/ledger/read.ts";
import type { LogSource } from "#moderation/ledger/verify.ts";
import { tilePath } from "#protocol/log/tiles.ts";
import type { Ctx } from "../context.ts";
import { statementsOn } from "../desk/moderation.ts";
import { ledgerSigner } from "./signer.ts";
import { MAX_TILE_BYTES, Unreadable } from "./unreadable.ts";

/** A log with what it says its key is. */
export interface KeyedSource extends LogSource {
  /** The text of its verifier key; null where it has none. */
  key(): Promise<string | null>;
}

/** A ledger of this node, from its database. */
export function ownSource(ctx: Pick<Ctx, "sql" | "clock" | "uris">, ledger: LedgerName): LogSource {
  const on = statementsOn(ctx.sql);
  return {
    checkpoint: async () => (await currentHead(on, ledger, await ledgerSigner(ctx, ledger))).note,
    tile: (tile) => readLedgerTile(on, ledger, tile),
  };
}

/** A log in a folder, as `folkmoot ledger export` writes it. */
export function folderSource(folder: string): KeyedSource {
  const text = async (name: string) => {
    const bytes = await readBounded(join(folder, name));
    return bytes && new TextDecoder().decode(bytes);
  };
  return {
    key: () => text("key"),
    checkpoint: () => text("checkpoint"),
    tile: (tile) => readBounded(join(folder, tilePath(tile))),
  };
}

async function readBounded(path: string): Promise<Uint8Array | null> {
  // Without waiting: what is no file may never have anything to read.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
      throw new Unreadable(error.message);
    },
  );
  if (handle === null) return null;
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return null;
    if (stat.size > MAX_TILE_BYTES) throw new Unreadable(`${path} is larger than any tile.`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
