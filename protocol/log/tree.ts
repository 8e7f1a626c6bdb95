import { EMPTY_ROOT, nodeHash } from "./hash.ts";
import { consistencySpans, inclusionSpans, type Span, splitOf } from "./proofs.ts";
import { readTile, TILE_WIDTH, type Tile, tileWidth } from "./tiles.ts";

/** A tree of which tiles can be had: what a client of a log makes proofs with. */
export interface TiledTree {
  readonly size: number;
  root(): Promise<Uint8Array>;
  /** The proof that an entry is in this tree. */
  inclusion(index: number): Promise<Uint8Array[]>;
  /** The proof that this tree begins with the tree of `from` entries. */
  consistency(from: number): Promise<Uint8Array[]>;
}

/** Thrown where a tile has not the length that it must have. */
export class TruncatedTile extends Error {
  readonly tile: Tile;
  constructor(tile: Tile) {
    super(`tile ${tile.level}/${tile.index} is not of ${tile.width} hashes`);
    this.tile = tile;
  }
}

/**
 * Proofs from tiles: some three or four of them an entry, whatever the size of the tree. What a stranger's tiles give is worth
 * nothing until {@link verifyInclusion} or {@link verifyConsistency} has said so, with the root of a checkpoint.
 *
 * @param read the bytes of a tile of hashes; asked once for each
 * @throws TruncatedTile from each of its functions
 * @example
 * const tree = createTiledTree(checkpoint.size, (tile) => get(tilePath(tile)));
 * verifyConsistency({ from: 6, to: tree.size, fromRoot, toRoot: checkpoint.root, proof: await tree.consistency(6) });
 */
export function createTiledTree(
  size: number,
  read: (tile: Tile & { level: number }) => Promise<Uint8Array> | Uint8Array,
): TiledTree {
  const kept = new Map<string, Promise<Uint8Array[]>>();

  function hashes(level: number, index: number): Promise<Uint8Array[]> {
    const key = `${level}/${index}`;
    const found = kept.get(key) ?? fetched({ level, index, width: tileWidth({ level, index }, size) });
    kept.set(key, found);
    return found;
  }

  async function fetched(tile: Tile & { level: number }): Promise<Uint8Array[]> {
    const parts = readTile(await read(tile), tile.width);
    if (parts === null) throw new TruncatedTile(tile);
    return parts;
  }

  /** The root of the perfect subtree over `width` entries, a power of two, from `begin`, a multiple of it. */
  async function perfect(begin: number, width: number): Promise<Uint8Array> {
    let level = 0;
    let count = width;
    for (; count >= TILE_WIDTH; count /= TILE_WIDTH) level++;
    const at = begin / TILE_WIDTH ** level;
    const tile = await hashes(level, Math.floor(at / TILE_WIDTH));
    let row = tile.slice(at % TILE_WIDTH, (at % TILE_WIDTH) + count);
    while (row.length > 1) row = pairs(row);
    return row[0] ?? EMPTY_ROOT;
  }

  async function hashOf({ begin, end }: Span): Promise<Uint8Array> {
    const width = end - begin;
    if (width === 0) return EMPTY_ROOT;
    const split = splitOf(width);
    if (width === 1 || split * 2 === width) return perfect(begin, width);
    return nodeHash(await perfect(begin, split), await hashOf({ begin: begin + split, end }));
  }

  const all = (spans: readonly Span[]) => Promise.all(spans.map(hashOf));
  return {
    size,
    root: () => hashOf({ begin: 0, end: size }),
    inclusion: async (index) => all(inclusionSpans(index, size)),
    consistency: async (from) => all(consistencySpans(from, size)),
  };
}

function pairs(row: readonly Uint8Array[]): Uint8Array[] {
  const above: Uint8Array[] = [];
  for (let at = 0; at + 1 < row.length; at += 2) {
    const [left, right] = [row[at], row[at + 1]];
    if (left && right) above.push(nodeHash(left, right));
  }
  return above;
}
