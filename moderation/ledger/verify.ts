import { isUtf8 } from "node:buffer";
import { type Checkpoint, openCheckpoint } from "#protocol/log/checkpoint.ts";
import { leafHash, sameHash } from "#protocol/log/hash.ts";
import type { NoteKey } from "#protocol/log/note-key.ts";
import { createRange } from "#protocol/log/range.ts";
import { readBundle, readTile, TILE_WIDTH, type Tile, tilePath, tileWidth } from "#protocol/log/tiles.ts";
import { canonicalize } from "#protocol/signing/jcs.ts";
import { createEdge } from "./edge.ts";
import { whyNoCheckpoint } from "./why.ts";

/** A log, wherever it lies: a database, a folder, somebody's server. */
export interface LogSource {
  /** The signed head; null where there is none. */
  checkpoint(): Promise<string | null>;
  /** A tile's bytes; null where there is none. */
  tile(tile: Tile): Promise<Uint8Array | null>;
}

/** What is wrong with a log. */
export interface Finding {
  /** `entry 17`, `tile/0/004`, `checkpoint` ... */
  readonly where: string;
  /** In words. */
  readonly what: string;
}

export interface Verdict {
  /** Null when it could not be opened: then nothing else was looked at. */
  readonly checkpoint: Checkpoint | null;
  /** The signed note. */
  readonly note: string | null;
  readonly findings: readonly Finding[];
}

/** Whoever reads knows after so many that the rest is no better. */
const MOST_FINDINGS = 20;
/** Tiles that are asked for while others are looked at. */
const AHEAD = 8;

/**
 * Checks the whole history of a log: the checkpoint's signature, each entry's form, every tile against the entries, and that all
 * of it leads to the signed root. Holds some tiles in memory at a time, whatever the log's size.
 *
 * @param keys that may have signed it
 * @param since an earlier checkpoint, which this one must go on from
 * @example const { findings } = await verifyLog(source, { keys: [key], origin: key.name });
 */
export async function verifyLog(
  source: LogSource,
  options: {
    keys: readonly NoteKey[];
    origin?: string;
    since?: string;
    progress?: (entries: number, of: number) => void;
  },
): Promise<Verdict> {
  const { keys, origin, progress } = options;
  const note = await source.checkpoint();
  if (note === null)
    return { checkpoint: null, note, findings: [{ where: "checkpoint", what: "There is none." }] };
  const opened = await openCheckpoint(note, { keys, ...(origin !== undefined && { origin }) });
  if (!opened.ok)
    return {
      checkpoint: null,
      note,
      findings: [{ where: "checkpoint", what: whyNoCheckpoint(opened.error) }],
    };
  const checkpoint = opened.value;
  const findings: Finding[] = [];
  const find = (where: string, what: string) => void findings.push({ where, what });
  const earlier =
    options.since === undefined ? null : await openEarlier(options.since, checkpoint, keys, find);

  const byEntries = createRange();
  const byTiles = createEdge(0, []);
  const suspects: { index: number; tile: string }[] = [];
  const compareEarlier = () => {
    if (earlier === null || byEntries.size !== earlier.size || sameHash(byEntries.root(), earlier.root))
      return;
    find(
      "checkpoint",
      `The first ${earlier.size} entries are not those of the earlier checkpoint: history was rewritten.`,
    );
  };
  compareEarlier();
  for await (const { bundle, tile, index, width } of pieces(source, checkpoint.size)) {
    if (findings.length >= MOST_FINDINGS) break;
    const first = index * TILE_WIDTH;
    const entries = bundle && readBundle(bundle, width);
    const hashes = tile && readTile(tile, width);
    const [bundlePath, path] = [pathOf("entries", index, width), pathOf(0, index, width)];
    if (!entries) find(bundlePath, whyNoTile(bundle, `${width} entries`));
    if (!hashes) find(path, whyNoTile(tile, `${width} hashes`));
    for (let at = 0; at < width; at++) {
      const entry = entries?.[at];
      const leaf = entry === undefined ? hashes?.[at] : leafHash(entry);
      const inTile = hashes?.[at] ?? leaf;
      if (leaf === undefined || inTile === undefined) return { checkpoint, note, findings };
      if (entry !== undefined && !isCanonical(entry))
        find(`entry ${first + at}`, "It is not canonical JSON (RFC 8785).");
      if (!sameHash(leaf, inTile)) suspects.push({ index: first + at, tile: path });
      byEntries.append(leaf);
      byTiles.append(inTile);
      compareEarlier();
    }
    for (const full of byTiles.takeFull())
      if (full.level > 0) await compareTile(source, { ...full, width: TILE_WIDTH }, full.hashes, find);
    progress?.(byEntries.size, checkpoint.size);
  }
  if (findings.length < MOST_FINDINGS) {
    for (const tile of byTiles.partial())
      if (tile.level > 0) await compareTile(source, tile, tile.hashes, find);
    blame(suspects, {
      entries: sameHash(byEntries.root(), checkpoint.root),
      tiles: sameHash(byTiles.root(), checkpoint.root),
      find,
    });
  }
  return { checkpoint, note, findings: findings.slice(0, MOST_FINDINGS) };
}

/** Whoever disagrees with the signed root is the one that was changed. */
function blame(
  suspects: readonly { index: number; tile: string }[],
  { entries, tiles, find }: { entries: boolean; tiles: boolean; find: (where: string, what: string) => void },
): void {
  for (const { index, tile } of suspects.slice(0, MOST_FINDINGS)) {
    if (tiles)
      find(
        `entry ${index}`,
        `It was changed: its hash is not the one in ${tile}, which the signed root holds.`,
      );
    else if (entries)
      find(
        tile,
        `The hash of entry ${index} in it was changed; the entry is the one that the signed root holds.`,
      );
    else find(`entry ${index}`, `Its hash is not the one in ${tile}.`);
  }
  if (!entries && suspects.length === 0)
    find(
      "checkpoint",
      "Its root is not that of these entries: it is of another log, or entries were replaced, added or left out.",
    );
  else if (!entries && !tiles)
    find("checkpoint", "Its root is neither that of the entries nor that of the tiles.");
}

async function openEarlier(
  since: string,
  { size, origin }: Checkpoint,
  keys: readonly NoteKey[],
  find: (where: string, what: string) => void,
): Promise<Checkpoint | null> {
  const opened = await openCheckpoint(since, { keys, origin });
  if (!opened.ok) find("earlier checkpoint", whyNoCheckpoint(opened.error));
  else if (opened.value.size > size)
    find(
      "checkpoint",
      `There were ${opened.value.size} entries before, and now there are ${size}: entries were taken away.`,
    );
  else return opened.value;
  return null;
}

async function compareTile(
  source: LogSource,
  tile: Tile,
  expected: Uint8Array,
  find: (where: string, what: string) => void,
): Promise<void> {
  const bytes = await source.tile(tile);
  const where = tilePath(tile);
  if (bytes?.length !== expected.length) find(where, whyNoTile(bytes, `${tile.width} hashes`));
  else if (!sameHash(bytes, expected)) find(where, "Its hashes are not those of the tiles below it.");
}

interface Piece {
  readonly index: number;
  readonly width: number;
  readonly bundle: Uint8Array | null;
  readonly tile: Uint8Array | null;
}

/** The entries and their hashes, in order, some of them asked for ahead. */
async function* pieces(source: LogSource, size: number): AsyncGenerator<Piece> {
  const ask = async (index: number): Promise<Piece> => {
    const width = tileWidth({ level: 0, index }, size);
    const [bundle, tile] = await Promise.all([
      source.tile({ level: "entries", index, width }),
      source.tile({ level: 0, index, width }),
    ]);
    return { index, width, bundle, tile };
  };
  const count = Math.ceil(size / TILE_WIDTH);
  const asked: Promise<Piece>[] = [];
  for (let next = 0, done = 0; done < count; done++) {
    for (; next < count && next < done + AHEAD; next++) {
      const piece = ask(next);
      // Told to whoever takes it; until then nobody minds.
      piece.catch(() => {});
      asked.push(piece);
    }
    const piece = asked.shift();
    if (piece !== undefined) yield await piece;
  }
}

/** Whether an entry is JSON in its one canonical form: whoever writes the same writes the same bytes. */
function isCanonical(entry: Uint8Array): boolean {
  if (!isUtf8(entry)) return false;
  const text = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength).toString();
  try {
    const written = canonicalize(JSON.parse(text));
    return written.ok && written.value === text;
  } catch {
    return false;
  }
}

function pathOf(level: Tile["level"], index: number, width: number): string {
  return tilePath({ level, index, width });
}

function whyNoTile(bytes: Uint8Array | null | undefined, wanted: string): string {
  return bytes == null
    ? "It is missing."
    : `It is not of ${wanted}: it has ${bytes.length} bytes, and was cut off or added to.`;
}
