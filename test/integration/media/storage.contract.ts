import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fileName } from "#media/storage/names.ts";
import type { MediaStore } from "#media/storage/port.ts";

const LARGE = 24 * 1_048_576;

/**
 * What every place for media must do.
 *
 * @param open the store, empty; asked once
 * @param options.many files for the listing, a multiple of 20
 * @param options.openStreams how many files or connections the store holds open now
 */
export function storageContract(
  open: () => Promise<MediaStore>,
  { openStreams, many }: { openStreams: () => Promise<number>; many: number },
): void {
  let store: MediaStore;
  let work: string;
  beforeAll(async () => {
    store = await open();
    work = await mkdtemp(join(tmpdir(), "folkmoot-storage-"));
  }, 60_000);
  afterAll(() => rm(work, { recursive: true }));

  /** A file in the work folder, with the name that it should have. */
  async function lying(bytes: Uint8Array, extension = "mp4"): Promise<{ name: string; path: string }> {
    const path = join(work, randomBytes(8).toString("hex"));
    await writeFile(path, bytes);
    return { name: nameOf(bytes, extension), path };
  }

  const all = () => namesIn(store);

  const part = async (name: string, start: number, end: number) =>
    buffer((await store.open(name, { start, end })) as Readable);

  it("has nothing to begin with", async () => {
    expect(await all()).toEqual([]);
    const name = nameOf(randomBytes(10), "jpg");
    expect(await store.size(name)).toBeNull();
    expect(await store.open(name)).toBeNull();
    expect(await store.read(name)).toBeNull();
    expect(await store.copyTo(name, join(work, "nothing"))).toBe(false);
    await store.remove(name);
  });

  it("keeps the same bytes once, under a name made of them", async () => {
    const bytes = randomBytes(5_000);
    const name = await store.put(bytes, "png");
    expect(name).toBe(nameOf(bytes, "png"));
    expect(await store.put(bytes, "png")).toBe(name);
    const { path } = await lying(bytes);
    await store.putFile(name, path);
    expect(await all()).toEqual([name]);
    expect(await store.size(name)).toBe(5_000);
    expect(Buffer.from((await store.read(name)) ?? [])).toEqual(bytes);
    expect(await buffer((await store.open(name)) as Readable)).toEqual(bytes);
    await store.remove(name);
    await store.remove(name);
    expect(await all()).toEqual([]);
    expect(await store.size(name)).toBeNull();
    expect(await store.read(name)).toBeNull();
  });

  it("keeps a large file and gives it back, whole, in parts and as a file", async () => {
    const bytes = randomBytes(LARGE);
    const { name, path } = await lying(bytes);
    await store.putFile(name, path);
    expect(await store.size(name)).toBe(LARGE);
    expect(await part(name, 0, 0)).toEqual(bytes.subarray(0, 1));
    expect(await part(name, 1_000_000, 3_000_000)).toEqual(bytes.subarray(1_000_000, 3_000_001));
    expect(await part(name, LARGE - 10, LARGE - 1)).toEqual(bytes.subarray(LARGE - 10));
    expect(await part(name, LARGE - 10, LARGE + 1_000)).toEqual(bytes.subarray(LARGE - 10));
    expect(await part(name, LARGE + 10, LARGE + 20)).toHaveLength(0);
    const copy = join(work, "copy");
    expect(await store.copyTo(name, copy)).toBe(true);
    expect(sha256(await readFile(copy))).toBe(name.slice(0, 64));
    await store.remove(name);
  });

  it("keeps an empty file", async () => {
    const name = await store.put(new Uint8Array(), "vtt");
    expect(await store.size(name)).toBe(0);
    expect(await buffer((await store.open(name)) as Readable)).toHaveLength(0);
    expect(await store.read(name)).toHaveLength(0);
    await store.remove(name);
  });

  it("lets go of a stream that nobody reads to its end", async () => {
    const { name, path } = await lying(randomBytes(LARGE));
    await store.putFile(name, path);
    const before = await openStreams();
    for (let i = 0; i < 20; i++) {
      const stream = (await store.open(name)) as Readable;
      stream.once("readable", () => stream.destroy());
      await new Promise((resolve) => stream.once("close", resolve));
    }
    await expect.poll(openStreams).toBeLessThanOrEqual(before);
    const unread = (await store.open(name)) as Readable;
    unread.destroy();
    await expect.poll(openStreams).toBeLessThanOrEqual(before);
    await store.remove(name);
  });

  it("takes the same file from many at once", async () => {
    const bytes = randomBytes(300_000);
    const files = await Promise.all(Array.from({ length: 12 }, () => lying(bytes)));
    await Promise.all(files.map(({ name, path }) => store.putFile(name, path)));
    const name = await store.put(bytes, "mp4");
    expect(await all()).toEqual([name]);
    expect(sha256((await store.read(name)) ?? new Uint8Array())).toBe(sha256(bytes));
    await store.remove(name);
  });

  it("removes, while others read and put it, either all or nothing", async () => {
    const bytes = randomBytes(100_000);
    const name = await store.put(bytes, "jpg");
    const reads = Array.from({ length: 10 }, async () => {
      const read = await store.read(name);
      return read === null || sha256(read) === sha256(bytes);
    });
    await Promise.all([store.remove(name), ...reads]);
    expect(await Promise.all(reads)).toEqual(Array(10).fill(true));
    await store.put(bytes, "jpg");
    expect(await store.size(name)).toBe(100_000);
    await store.remove(name);
  });

  it("lists many files, some at a time, and forgets them", async () => {
    const put: string[] = [];
    for (let at = 0; at < many; at += 20) {
      const some = Array.from({ length: 20 }, (_, i) => new TextEncoder().encode(`file ${at + i}`));
      put.push(...(await Promise.all(some.map((bytes) => store.put(bytes, "webp")))));
    }
    let largest = 0;
    const listed: string[] = [];
    for await (const some of store.names()) {
      largest = Math.max(largest, some.length);
      listed.push(...some);
    }
    expect(largest).toBeLessThanOrEqual(1_000);
    expect(listed.sort()).toEqual(put.sort());
    for (let at = 0; at < many; at += 20)
      await Promise.all(put.slice(at, at + 20).map((name) => store.remove(name)));
    expect(await all()).toEqual([]);
  }, 60_000);

  it("takes nothing for a file that is no name", async () => {
    const hex = "a".repeat(64);
    const attacks = [
      "",
      "..",
      "../../etc/passwd",
      "/etc/passwd",
      `${hex}.png/../../x`,
      `../${hex}.png`,
      `${hex}.png\0.jpg`,
      `${hex}.png?versionId=1`,
      `${hex}.png\n`,
      `${hex.toUpperCase()}.png`,
      `${hex}.svg`,
      `${hex}.html`,
      hex,
      `${hex}.constructor`,
      `%2e%2e%2f${hex}.png`,
    ];
    const { path } = await lying(randomBytes(10));
    for (const name of attacks) {
      expect(await store.size(name)).toBeNull();
      expect(await store.open(name)).toBeNull();
      expect(await store.read(name)).toBeNull();
      expect(await store.copyTo(name, join(work, "attack"))).toBe(false);
      expect(await store.direct(name)).toBeNull();
      await store.remove(name);
      await expect(store.putFile(name, path)).rejects.toThrow(TypeError);
    }
    await expect(store.put(randomBytes(3), "../x")).rejects.toThrow(TypeError);
    await expect(store.put(randomBytes(3), "svg")).rejects.toThrow(TypeError);
    expect((await stat(path)).size).toBe(10);
    expect(await all()).toEqual([]);
  });

  it("keeps nothing of what is not there, or only leads elsewhere", async () => {
    const name = nameOf(randomBytes(3), "mp4");
    await expect(store.putFile(name, join(work, "missing"))).rejects.toThrow(/ENOENT/);
    const link = join(work, "link");
    await symlink("/etc/passwd", link);
    await expect(store.putFile(name, link)).rejects.toThrow(/ELOOP/);
    await expect(store.putFile(name, work)).rejects.toThrow(TypeError);
    expect(await all()).toEqual([]);
    expect(await readdir(work)).toContain("link");
  });
}

export async function namesIn(store: MediaStore): Promise<string[]> {
  const names: string[] = [];
  for await (const some of store.names()) names.push(...some);
  return names;
}

export function nameOf(bytes: Uint8Array, extension: string): string {
  return fileName(sha256(bytes), extension);
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
