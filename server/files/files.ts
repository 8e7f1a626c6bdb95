import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

export type FileExtension = "jpg" | "png" | "gif" | "webp";

/** Files that belong to what people made here, each under the SHA-256 of its bytes. */
export interface FileStore {
  /** Keeps bytes and answers their name, the same for the same bytes: `ab12….png`. */
  put(bytes: Uint8Array, extension: FileExtension): Promise<string>;
  /** Null where there is no such file, or the name is none. */
  read(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  remove(name: string): Promise<void>;
  /** Every name, some at a time. */
  names(): AsyncIterable<string[]>;
}

const pattern = /^[0-9a-f]{64}\.(?:jpg|png|gif|webp)$/;

/** Whether a text can be a file's name: nothing else ever becomes a path. */
export function isFileName(text: string): boolean {
  return pattern.test(text);
}

/** Where a file is served. */
export function fileUrl(origin: string, name: string): string {
  return `${origin}/files/${name.slice(0, 2)}/${name}`;
}

/** The file that is served at an address; null for every other address. */
export function nameOfUrl(origin: string, url: string): string | null {
  const name = url.slice(url.lastIndexOf("/") + 1);
  return isFileName(name) && url === fileUrl(origin, name) ? name : null;
}

/**
 * Files in a folder, in 256 folders by the first two digits of their names.
 *
 * @param folder made when the first file comes
 */
export function createFileStore(folder: string): FileStore {
  const pathOf = (name: string) => join(folder, name.slice(0, 2), name);
  return {
    async put(bytes, extension) {
      const name = `${createHash("sha256").update(bytes).digest("hex")}.${extension}`;
      const path = pathOf(name);
      await mkdir(join(folder, name.slice(0, 2)), { recursive: true });
      // Under another name first: nobody is ever served half a file.
      const partial = `${path}.${randomBytes(6).toString("hex")}`;
      await writeFile(partial, bytes);
      await rename(partial, path);
      return name;
    },
    async read(name) {
      if (!isFileName(name)) return null;
      return readFile(pathOf(name)).then(
        (bytes) => new Uint8Array(bytes),
        (error: NodeJS.ErrnoException) => {
          if (error.code === "ENOENT") return null;
          throw error;
        },
      );
    },
    async remove(name) {
      if (isFileName(name)) await rm(pathOf(name), { force: true });
    },
    async *names() {
      for (const shard of await listed(folder)) {
        const names = (await listed(join(folder, shard))).filter(isFileName);
        if (names.length > 0) yield names;
      }
    },
  };
}

async function listed(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
    throw error;
  });
}
