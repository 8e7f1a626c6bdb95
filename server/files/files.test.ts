import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createFileStore, type FileStore } from "./files.ts";

let folder: string;
let files: FileStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "folkmoot-files-"));
  files = createFileStore(join(folder, "files"));
});
afterAll(() => rm(folder, { recursive: true }));

const bytes = new TextEncoder().encode("a picture");

async function all(): Promise<string[]> {
  const names: string[] = [];
  for await (const some of files.names()) names.push(...some);
  return names;
}

it("keeps the same bytes once, under a name made of them", async () => {
  expect(await all()).toEqual([]);
  const name = await files.put(bytes, "png");
  expect(name).toMatch(/^[0-9a-f]{64}\.png$/);
  expect(await files.put(bytes, "png")).toBe(name);
  expect(await all()).toEqual([name]);
  expect(await readdir(join(folder, "files", name.slice(0, 2)))).toEqual([name]);
  expect(await files.read(name)).toEqual(bytes);
});

it("reads and removes nothing outside itself", async () => {
  for (const name of ["../../etc/passwd", "..", "", `${"a".repeat(64)}.png/../x`, `${"a".repeat(64)}.svg`]) {
    expect(await files.read(name)).toBeNull();
    await files.remove(name);
  }
});

it("forgets what is removed, and minds it no second time", async () => {
  const name = await files.put(new TextEncoder().encode("another"), "jpg");
  await files.remove(name);
  await files.remove(name);
  expect(await files.read(name)).toBeNull();
});
