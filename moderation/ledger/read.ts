import { signCheckpoint } from "#protocol/log/checkpoint.ts";
import { EMPTY_ROOT } from "#protocol/log/hash.ts";
import type { NoteSigner } from "#protocol/log/note-key.ts";
import { TILE_WIDTH, type Tile, tileWidth, writeBundle, writeTile } from "#protocol/log/tiles.ts";
import { createTiledTree, type TiledTree } from "#protocol/log/tree.ts";
import type { Statements } from "../ports.ts";
import type { LedgerName } from "./name.ts";
import { findHashes, findHead, readEntryBytes, readLeaves, readRoots } from "./store.ts";

/** A ledger's signed head. */
export interface Head {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
}

/** The newest checkpoint; of an empty ledger one that is made now. */
export async function currentHead(on: Statements, ledger: LedgerName, signer: NoteSigner): Promise<Head> {
  const head = await findHead(on, ledger);
  if (head !== null) return head;
  const empty = { origin: signer.key.name, size: 0, root: EMPTY_ROOT, extensions: [] };
  return { size: 0, root: EMPTY_ROOT, note: await signCheckpoint(empty, [signer]) };
}

/** The bytes of a tile, as C2SP tlog-tiles has them; null where the ledger has not grown so far. */
export async function readLedgerTile(
  on: Statements,
  ledger: LedgerName,
  tile: Tile,
): Promise<Uint8Array | null> {
  const head = await findHead(on, ledger);
  if (tile.width > tileWidth(tile, head?.size ?? 0)) return null;
  const from = tile.index * TILE_WIDTH;
  if (tile.level === "entries") return writeBundle(await readEntryBytes(on, ledger, from, from + tile.width));
  const full = await findHashes(on, ledger, tile.level, tile.index);
  if (full !== null) return full.subarray(0, tile.width * 32);
  return writeTile(await hashesAt(on, ledger, tile.level, from, from + tile.width));
}

/** A ledger as it was at some size, to make proofs with. */
export function ledgerTree(on: Statements, ledger: LedgerName, size: number): TiledTree {
  return createTiledTree(size, async (tile) => (await readLedgerTile(on, ledger, tile)) ?? new Uint8Array());
}

/** The hashes of the partial tile of each level, from the leaves upwards. */
export async function readEdge(on: Statements, ledger: LedgerName, size: number): Promise<Uint8Array[][]> {
  const levels: Uint8Array[][] = [];
  for (let count = size; count > 0; count = Math.floor(count / TILE_WIDTH)) {
    const from = Math.floor(count / TILE_WIDTH) * TILE_WIDTH;
    levels.push(await hashesAt(on, ledger, levels.length, from, count));
  }
  return levels;
}

function hashesAt(on: Statements, ledger: LedgerName, level: number, from: number, to: number) {
  if (from === to) return [];
  return level === 0 ? readLeaves(on, ledger, from, to) : readRoots(on, ledger, level - 1, from, to);
}
