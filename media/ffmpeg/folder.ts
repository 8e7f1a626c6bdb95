import { mkdtemp, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { err, type Result } from "#protocol/result.ts";
import type { MediaError, Produced } from "../produced.ts";

/**
 * Lets something work in a new folder inside `work`. When it ends nothing but the files that it produced is there, and
 * when it fails not even the folder.
 *
 * @throws what `make` throws, unless the disk was full
 */
export async function inFolder(
  work: string,
  make: (folder: string) => Promise<Result<Produced, MediaError>>,
): Promise<Result<Produced, MediaError>> {
  const folder = await mkdtemp(path.join(path.resolve(work), "made-"));
  let result: Result<Produced, MediaError> | undefined;
  try {
    result = await make(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOSPC" && code !== "EDQUOT") throw error;
    result = err({ type: "media/disk-full" });
  } finally {
    const kept = new Set(result?.ok ? result.value.files.map((file) => file.path) : []);
    if (kept.size === 0) await rm(folder, { recursive: true, force: true });
    else await removeOthers(folder, kept);
  }
  return result;
}

async function removeOthers(folder: string, kept: ReadonlySet<string>): Promise<void> {
  const paths = (await readdir(folder)).map((name) => path.join(folder, name));
  await Promise.all(paths.filter((file) => !kept.has(file)).map((file) => rm(file, { recursive: true })));
}
