import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Where the node keeps files of its own, under its data folder. */
const folders = ["files", "media"];

/** Bytes of the files that people have uploaded; 0 where nobody has. */
export async function diskUsage(dataDir: string): Promise<number> {
  const sizes = await Promise.all(folders.map((folder) => sizeOf(join(dataDir, folder))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  let sum = 0;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    sum += entry.isDirectory()
      ? await sizeOf(path)
      : await stat(path).then(
          ({ size }) => size,
          () => 0,
        );
  }
  return sum;
}

const UNITS = ["Bytes", "KB", "MB", "GB", "TB", "PB"];

/** @example humanSize(14_924_935) // "14.2 MB" */
export function humanSize(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const size = bytes / 1024 ** power;
  return `${power === 0 ? size : Number(size.toPrecision(3))} ${UNITS[power]}`;
}
