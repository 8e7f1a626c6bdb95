import { randomBytes } from "node:crypto";
import {
  constants,
  copyFile,
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { isFileName, keyOf, nameOf } from "./names.ts";
import { type MediaStore, MediaStoreError } from "./port.ts";

/** Names that one listing answers at a time. */
const BATCH = 1_000;
/** Where files lie until they are whole. Two digits name every other folder. */
const PARTIAL = "partial";
/** A file that takes longer to come belongs to a process that is dead. */
const PARTIAL_KEPT_MS = 24 * 3_600_000;
const CHUNK = 256 * 1_024;

/**
 * Files in a folder, in 256 folders by the first two digits of their names. A file is there whole or not at all, also when
 * the machine goes down: its bytes are on the disk before it has its name.
 *
 * @param folder made when the first file comes
 */
export function createDiskStore(folder: string): MediaStore {
  const partials = join(folder, PARTIAL);
  const pathOf = (name: string) => join(folder, keyOf(name));

  async function isThere(name: string): Promise<boolean> {
    return (await orNull(stat(pathOf(name)))) !== null;
  }

  /** Gives a file that `write` makes under another name its own one. */
  async function keep(name: string, write: (partial: string) => Promise<void>): Promise<void> {
    await mkdir(partials, { recursive: true });
    await mkdir(join(folder, name.slice(0, 2)), { recursive: true });
    const partial = join(partials, `${name}.${randomBytes(6).toString("hex")}`);
    try {
      await write(partial);
      await rename(partial, pathOf(name));
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
    await sync(join(folder, name.slice(0, 2)));
  }

  async function handle(name: string): Promise<FileHandle | null> {
    return isFileName(name) ? orNull(open(pathOf(name))) : null;
  }

  return {
    handle: (name) => told(() => handle(name)),
    putFile: (name, path) =>
      told(async () => {
        if (!isFileName(name)) throw new TypeError(`no name of a file: ${JSON.stringify(name)}`);
        if (await isThere(name)) return;
        await keep(name, (partial) => moveOrCopy(path, partial));
      }),
    put: (bytes, extension) =>
      told(async () => {
        const name = nameOf(bytes, extension);
        if (await isThere(name)) return name;
        await keep(name, (partial) => writeFile(partial, bytes, { flush: true }));
        return name;
      }),
    size: (name) =>
      told(async () => (isFileName(name) ? ((await orNull(stat(pathOf(name))))?.size ?? null) : null)),
    open: (name, range) =>
      told(async (): Promise<Readable | null> => {
        const opened = await handle(name);
        return opened?.createReadStream({ ...range, highWaterMark: CHUNK }) ?? null;
      }),
    read: (name) =>
      told(async () => {
        const bytes = isFileName(name) ? await orNull(readFile(pathOf(name))) : null;
        return bytes && new Uint8Array(bytes);
      }),
    copyTo: (name, path) =>
      told(async () => {
        if (!isFileName(name)) return false;
        // Where the file system can, the copy shares the file's blocks.
        const copied = orNull(copyFile(pathOf(name), path, constants.COPYFILE_FICLONE).then(() => true));
        return (await cleanedUp(copied, path)) ?? false;
      }),
    remove: (name) => told(async () => (isFileName(name) ? rm(pathOf(name), { force: true }) : undefined)),
    async *names() {
      for (const shard of await told(() => listed(folder))) {
        if (shard === PARTIAL) await told(() => removeOld(partials));
        else {
          const names = (await told(() => listed(join(folder, shard)))).filter(
            (name) => isFileName(name) && name.startsWith(shard),
          );
          for (let i = 0; i < names.length; i += BATCH) yield names.slice(i, i + BATCH);
        }
      }
    },
    direct: async () => null,
  };
}

/** On one file system a file changes only its name; to another it is copied. */
async function moveOrCopy(path: string, partial: string): Promise<void> {
  // A link would be moved as one, and then lead wherever it likes.
  await sync(path, { isFile: true });
  try {
    await rename(path, partial);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    await copyFile(path, partial);
    await sync(partial);
  }
}

async function sync(path: string, { isFile = false } = {}): Promise<void> {
  const handle = await open(path, constants.O_RDONLY | (isFile ? constants.O_NOFOLLOW : 0));
  try {
    if (isFile && !(await handle.stat()).isFile()) throw new TypeError(`no file: ${path}`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function removeOld(folder: string): Promise<void> {
  const before = Date.now() - PARTIAL_KEPT_MS;
  for (const name of await listed(folder)) {
    const path = join(folder, name);
    const found = await orNull(stat(path));
    if (found !== null && found.mtimeMs < before) await rm(path, { force: true });
  }
}

async function listed(folder: string): Promise<string[]> {
  return (await orNull(readdir(folder))) ?? [];
}

/** Null where there is no such file. */
async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  return reading.catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  });
}

/** Nothing is left at `path` of what failed. */
async function cleanedUp<T>(writing: Promise<T>, path: string): Promise<T> {
  return writing.catch(async (error) => {
    await rm(path, { force: true });
    throw error;
  });
}

const FULL = new Set(["ENOSPC", "EDQUOT"]);
const BROKEN = new Set(["EIO", "EACCES", "EPERM", "EROFS", "EMFILE", "ENFILE", "ESTALE", "ENODEV"]);

/** Says what is the matter with the disk in the port's words. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  return work().catch((error: NodeJS.ErrnoException) => {
    const code = error.code ?? "";
    if (FULL.has(code)) throw new MediaStoreError("disk-full", { cause: error });
    if (BROKEN.has(code)) throw new MediaStoreError("unreachable", { cause: error });
    throw error;
  });
}
