import { createRange, rootOf } from "#protocol/log/range.ts";
import { TILE_WIDTH, writeTile } from "#protocol/log/tiles.ts";

/** A tile that has become full. */
export interface FullTile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Uint8Array;
  readonly root: Uint8Array;
}

/** The right edge of a ledger's tree: the partial tile of each level, all that is needed to go on. */
export interface Edge {
  readonly size: number;
  append(leaf: Uint8Array): void;
  root(): Uint8Array;
  /** The tiles that have become full since this was last asked. */
  takeFull(): FullTile[];
  /** Those that are not full, from the leaves upwards. */
  partial(): {
    readonly level: number;
    readonly index: number;
    readonly width: number;
    readonly hashes: Uint8Array;
  }[];
}

/** @param levels the hashes of the partial tile of each level, from the leaves upwards; fewer than 256 each */
export function createEdge(size: number, levels: readonly (readonly Uint8Array[])[]): Edge {
  const rows = levels.map((row) => [...row]);
  const full: FullTile[] = [];
  let count = size;
  function push(level: number, hash: Uint8Array): void {
    const row = rows[level] ?? [];
    rows[level] = row;
    row.push(hash);
    if (row.length < TILE_WIDTH) return;
    const root = rootOf(row);
    const index = count / TILE_WIDTH ** (level + 1) - 1;
    full.push({ level, index, hashes: writeTile(row), root });
    rows[level] = [];
    push(level + 1, root);
  }
  return {
    get size() {
      return count;
    },
    takeFull: () => full.splice(0),
    append(leaf) {
      count++;
      push(0, leaf);
    },
    partial: () =>
      rows.flatMap((row, level) => {
        const index = Math.floor(count / TILE_WIDTH ** (level + 1));
        return row.length === 0 ? [] : [{ level, index, width: row.length, hashes: writeTile(row) }];
      }),
    root() {
      const peaks = rows.toReversed().flatMap((row) => {
        const range = createRange();
        for (const hash of row) range.append(hash);
        return range.peaks();
      });
      return createRange(count, peaks).root();
    },
  };
}
