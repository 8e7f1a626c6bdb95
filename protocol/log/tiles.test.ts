import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leafHash } from "./hash.ts";
import { consistencySpans, inclusionSpans, verifyConsistency, verifyInclusion } from "./proofs.ts";
import { createRange, rootOf } from "./range.ts";
import {
  parseTilePath,
  readBundle,
  readTile,
  type Tile,
  tilePath,
  tilesOf,
  tileWidth,
  writeBundle,
  writeTile,
} from "./tiles.ts";
import { createTiledTree, TruncatedTile } from "./tree.ts";

describe("tile paths", () => {
  it("are those of C2SP tlog-tiles", () => {
    expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe("tile/0/x001/x234/067");
    expect(tilePath({ level: 1, index: 0, width: 17 })).toBe("tile/1/000.p/17");
    expect(tilePath({ level: "entries", index: 273, width: 112 })).toBe("tile/entries/273.p/112");
  });

  it.each([
    "tile/0/0",
    "tile/00/000",
    "tile/64/000",
    "tile/-1/000",
    "tile/0/x000/001",
    "tile/0/001/x234",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/07",
    "tile/0/000/",
    "/tile/0/000",
    "tile/data/000",
    "tile/0/../000",
    "tile/0/x999/x999/x999/x999/x999/999",
    "",
  ])("do not include %s", (path) => {
    expect(parseTilePath(path)).toBeNull();
  });

  it("are read back as they were written", () => {
    const level = fc.oneof(fc.constant("entries" as const), fc.integer({ min: 0, max: 63 }));
    const index = fc.oneof(fc.nat(2_000), fc.nat(), fc.maxSafeNat());
    const tile = fc.record({ level, index, width: fc.integer({ min: 1, max: 256 }) });
    fc.assert(
      fc.property(tile, (one) => {
        expect(parseTilePath(tilePath(one))).toEqual(one);
      }),
    );
  });
});

describe("the tiles of a tree", () => {
  it("of 70,000 entries are those of the specification's example", () => {
    const tiles = [...tilesOf(70_000)].filter(({ level }) => level !== "entries");
    const count = (level: number, isFull: boolean) =>
      tiles.filter((tile) => tile.level === level && (tile.width === 256) === isFull);
    expect(count(0, true)).toHaveLength(273);
    expect(count(0, false)).toEqual([{ level: 0, index: 273, width: 112 }]);
    expect(count(1, true)).toHaveLength(1);
    expect(count(1, false)).toEqual([{ level: 1, index: 1, width: 17 }]);
    expect(count(2, false)).toEqual([{ level: 2, index: 0, width: 1 }]);
    expect(tiles).toHaveLength(277);
  });

  it("of 256 entries are a full one and a partial one of width 1", () => {
    expect([...tilesOf(256)].map(tilePath)).toEqual(["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
    expect([...tilesOf(0)]).toEqual([]);
    expect(tileWidth({ level: 5, index: 0 }, 70_000)).toBe(0);
  });
});

describe("bundles of entries", () => {
  it("are read back as they were written, and not when a byte is missing or one too many", () => {
    const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 256 });
    fc.assert(
      fc.property(entries, (written) => {
        const bundle = writeBundle(written);
        expect(readBundle(bundle, written.length)).toEqual(written);
        expect(readBundle(bundle.subarray(0, -1), written.length)).toBeNull();
        expect(readBundle(Uint8Array.of(...bundle, 0), written.length)).toBeNull();
        expect(readBundle(bundle, written.length + 1)).toBeNull();
      }),
      { numRuns: 50 },
    );
  });

  it("hold entries of up to 65,535 bytes", () => {
    const largest = new Uint8Array(65_535).fill(7);
    expect(readBundle(writeBundle([largest]), 1)).toEqual([largest]);
    expect(() => writeBundle([new Uint8Array(65_536)])).toThrow(RangeError);
  });
});

describe("proofs from tiles", () => {
  const SIZE = 70_000;
  const leaves = Array.from({ length: SIZE }, (_, n) => leafHash(Uint8Array.of(n >> 16, n >> 8, n & 255)));
  const tiles = tilesUpTo(leaves);
  const read = (tile: Tile) => tiles.get(tilePath(tile)) ?? new Uint8Array();

  it("are those made of all leaves, and need few tiles", async () => {
    const asked: string[] = [];
    const tree = createTiledTree(SIZE, (tile) => {
      asked.push(tilePath(tile));
      return read(tile);
    });
    const root = rootOf(leaves);
    expect(await tree.root()).toEqual(root);
    asked.length = 0;
    for (const index of [0, 255, 256, 12_345, 65_535, 65_536, 69_999]) {
      const proof = await tree.inclusion(index);
      expect(proof).toHaveLength(inclusionSpans(index, SIZE).length);
      const leaf = leaves[index] ?? root;
      expect(verifyInclusion({ index, size: SIZE, leaf, proof, root })).toBe(true);
    }
    expect(asked.length).toBeLessThan(8);
    for (const from of [1, 255, 256, 257, 65_536, 65_537, 69_999, 70_000]) {
      const proof = await tree.consistency(from);
      expect(proof).toHaveLength(consistencySpans(from, SIZE).length);
      const fromRoot = rootOf(leaves.slice(0, from));
      expect(verifyConsistency({ from, to: SIZE, fromRoot, toRoot: root, proof })).toBe(true);
    }
  });

  it("are not made of a truncated tile", async () => {
    const tree = createTiledTree(SIZE, (tile) => read(tile).subarray(0, -1));
    await expect(tree.inclusion(300)).rejects.toThrow(TruncatedTile);
  });
});

function tilesUpTo(leaves: readonly Uint8Array[]): Map<string, Uint8Array> {
  const tiles = new Map<string, Uint8Array>();
  let level = 0;
  for (let row = leaves; row.length > 0; level++) {
    const above: Uint8Array[] = [];
    for (let index = 0; index * 256 < row.length; index++) {
      const hashes = row.slice(index * 256, index * 256 + 256);
      tiles.set(tilePath({ level, index, width: hashes.length }), writeTile(hashes));
      const range = createRange();
      for (const hash of readTile(writeTile(hashes), hashes.length) ?? []) range.append(hash);
      if (hashes.length === 256) above.push(range.root());
    }
    row = above;
  }
  return tiles;
}
