import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDiskStore } from "#media/storage/disk.ts";
import { MediaStoreError } from "#media/storage/port.ts";
import { mountSmallDisk, type SmallDisk } from "#test/support/small-disk.ts";
import { nameOf, namesIn, storageContract } from "./storage.contract.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "folkmoot-disk-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("files on disk", () => {
  const own = () => join(folder, "own");
  storageContract(async () => createDiskStore(own()), {
    many: 1_000,
    async openStreams() {
      const open = await readdir("/proc/self/fd");
      const paths = await Promise.all(open.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => "")));
      return paths.filter((path) => path.startsWith(own())).length;
    },
  });

  it("moves a file that it keeps, and gives it its name last", async () => {
    const store = createDiskStore(own());
    const bytes = randomBytes(1_000);
    const path = join(folder, "moved");
    await writeFile(path, bytes);
    const before = await stat(path);
    const name = nameOf(bytes, "mp4");
    await store.putFile(name, path);
    expect((await stat(join(own(), name.slice(0, 2), name))).ino).toBe(before.ino);
    expect(await readdir(join(own(), "partial"))).toEqual([]);
    await store.remove(name);
  });

  it("lists nothing that is no file of its own, and clears away what a dead process left", async () => {
    const store = createDiskStore(own());
    const stray = `${"ab".repeat(32)}.png`;
    await mkdir(join(own(), "cd"), { recursive: true });
    await writeFile(join(own(), "cd", stray), "in another's folder");
    await writeFile(join(own(), "cd", "readme.txt"), "no file's name");
    const [old, young] = ["old", "young"].map((name) => join(own(), "partial", name)) as [string, string];
    await writeFile(old, "half");
    await writeFile(young, "half");
    await utimes(old, 0, 0);
    expect(await namesIn(store)).toEqual([]);
    expect(await readdir(join(own(), "partial"))).toEqual(["young"]);
  });
});

describe("a disk that is full", () => {
  let disk: SmallDisk | null;
  beforeAll(async () => {
    disk = await mountSmallDisk(join(folder, "small"), 1_048_576);
    if (disk === null)
      process.stdout.write("A full disk is not tested: no file system can be mounted here.\n");
  });
  afterAll(() => disk?.unmount());

  it("says so, and has nothing of the file that it has no room for", async (context) => {
    if (disk === null) return context.skip();
    const store = createDiskStore(join(disk.folder, "files"));
    const bytes = randomBytes(900_000);
    const kept = await store.put(bytes, "png");
    const full = expect.objectContaining({ name: "MediaStoreError", reason: "disk-full" });
    await expect(store.put(randomBytes(900_000), "png")).rejects.toEqual(full);
    const path = join(folder, "large");
    const large = randomBytes(900_000);
    await writeFile(path, large);
    // From another file system, so it is copied.
    await expect(store.putFile(nameOf(large, "mp4"), path)).rejects.toThrow(MediaStoreError);
    expect(await readdir(join(disk.folder, "files", "partial"))).toEqual([]);
    expect(await namesIn(store)).toEqual([kept]);
    expect(await readFile(path)).toEqual(large);
    await store.remove(kept);
    await store.putFile(nameOf(large, "mp4"), path);
    expect(await store.size(nameOf(large, "mp4"))).toBe(900_000);
  });
});
