import { HASH_BYTES } from "./hash.ts";

/** C2SP tlog-tiles: hashes in a full tile, and entries in a full bundle. */
export const TILE_WIDTH = 256;
/** An entry's length is written in two bytes. */
export const MAX_ENTRY_BYTES = 65_535;

const MAX_LEVEL = 63;
/** Far longer than the path of any tile that can be counted. */
const MAX_PATH_CHARS = 64;

/** A piece of a log that is served by itself: hashes of one level, or the entries below those of level 0. */
export interface Tile {
  readonly level: number | "entries";
  readonly index: number;
  /** 1 to 256; below 256 it is a partial one, at the right edge of a tree. */
  readonly width: number;
}

/**
 * Where a tile is served, below the log's prefix.
 *
 * @example tilePath({ level: 0, index: 1234067, width: 5 }) // "tile/0/x001/x234/067.p/5"
 */
export function tilePath({ level, index, width }: Tile): string {
  let path = String(index % 1000).padStart(3, "0");
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    path = `x${String(rest % 1000).padStart(3, "0")}/${path}`;
  return `tile/${level}/${path}${width === TILE_WIDTH ? "" : `.p/${width}`}`;
}

/** The tile that a path names; null for everything that {@link tilePath} would not have written. */
export function parseTilePath(path: string): Tile | null {
  if (path.length > MAX_PATH_CHARS) return null;
  const match = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (match === null) return null;
  const [, where = "", digits = "", partial] = match;
  const level: Tile["level"] = where === "entries" ? where : Number(where);
  const index = Number(digits.replaceAll(/[x/]/g, ""));
  const tile = { level, index, width: partial === undefined ? TILE_WIDTH : Number(partial) };
  const isPossible =
    (level === "entries" || level <= MAX_LEVEL) &&
    Number.isSafeInteger(index) &&
    tile.width >= 1 &&
    (partial === undefined || tile.width < TILE_WIDTH);
  // Written anew and compared, so that each tile has one path: no leading zeroes, no needless parts.
  return isPossible && tilePath(tile) === path ? tile : null;
}

/**
 * How wide a tile is in a tree of that size; 0 where there is none yet.
 *
 * @example tileWidth({ level: 0, index: 273 }, 70_000) // 112
 */
export function tileWidth({ level, index }: Pick<Tile, "level" | "index">, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** (level === "entries" ? 0 : level));
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}

/** Every tile of a tree of that size: the bundles of entries, then the hashes level by level. */
export function* tilesOf(size: number): Generator<Tile> {
  for (const level of ["entries", ...Array(MAX_LEVEL + 1).keys()] as const) {
    let index = 0;
    for (let width = tileWidth({ level, index }, size); width > 0; index++) {
      yield { level, index, width };
      width = tileWidth({ level, index: index + 1 }, size);
    }
    if (index === 0) return;
  }
}

/** The hashes of a tile; null when it is not as wide as it should be. */
export function readTile(bytes: Uint8Array, width: number): Uint8Array[] | null {
  if (bytes.length !== width * HASH_BYTES) return null;
  return Array.from({ length: width }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}

/** A tile of these hashes, one after another. */
export function writeTile(hashes: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(hashes.length * HASH_BYTES);
  for (const [at, hash] of hashes.entries()) bytes.set(hash, at * HASH_BYTES);
  return bytes;
}

/** The entries of a bundle; null when there are not exactly as many as there should be. They share the bundle's memory. */
export function readBundle(bytes: Uint8Array, width: number): Uint8Array[] | null {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at + 2 <= bytes.length && entries.length < width) {
    const end = at + 2 + ((bytes[at] ?? 0) << 8) + (bytes[at + 1] ?? 0);
    if (end > bytes.length) return null;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return at === bytes.length && entries.length === width ? entries : null;
}

/**
 * A bundle of entries, each behind its length in two bytes, big-endian.
 *
 * @throws RangeError for an entry of more than 65,535 bytes
 */
export function writeBundle(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, { length }) => sum + 2 + length, 0));
  let at = 0;
  for (const entry of entries) {
    if (entry.length > MAX_ENTRY_BYTES) throw new RangeError(`an entry of ${entry.length} bytes`);
    bytes.set([entry.length >> 8, entry.length & 0xff], at);
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}
