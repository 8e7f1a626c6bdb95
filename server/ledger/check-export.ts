import { opendir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { verifyExport } from "#moderation/evidence/export/check.ts";
import { readZip } from "#moderation/evidence/export/zip.ts";
import type { Checked } from "./check.ts";
import { Unreadable } from "./unreadable.ts";

/** More than any export has. */
const MOST_BYTES = 512 * 1_048_576;
const MOST_FILES = 10_000;

/** Checks an evidence export: the archive as it came, or the folder that it was unpacked into. */
export async function checkExport(path: string, key?: string): Promise<Checked> {
  const stats = await stat(path);
  const read = stats.isDirectory() ? await readFolder(path) : await readArchive(path, stats.size);
  if ("findings" in read)
    return { what: path, origin: null, size: 0, key: null, checkpoint: null, findings: read.findings };
  const verdict = await verifyExport(read.files, key);
  return {
    what: `${path} (evidence in case ${verdict.case ?? "unknown"})`,
    origin: verdict.checkpoint?.origin ?? null,
    size: verdict.records,
    key: null,
    checkpoint: null,
    findings: verdict.findings,
  };
}

async function readArchive(path: string, size: number) {
  if (size > MOST_BYTES) throw new Unreadable(`${path} is larger than any export.`);
  const zip = readZip(await readFile(path));
  return zip.ok ? { files: zip.value } : { findings: [{ where: zip.error.where, what: zip.error.what }] };
}

async function readFolder(path: string): Promise<{ files: Map<string, Uint8Array> }> {
  const files = new Map<string, Uint8Array>();
  let left = MOST_BYTES;
  let folders = 0;
  // One after another: a folder may have more of them than the memory holds.
  for await (const entry of await opendir(path, { recursive: true })) {
    if (entry.isDirectory()) {
      folders += 1;
      if (folders > MOST_FILES) throw new Unreadable(`${path} is larger than any export.`);
      continue;
    }
    const full = join(entry.parentPath, entry.name);
    const name = full.slice(join(path, "x").length - 1);
    if (!entry.isFile()) throw new Unreadable(`${name} is no plain file.`);
    left -= (await stat(full)).size;
    if (left < 0 || files.size === MOST_FILES) throw new Unreadable(`${path} is larger than any export.`);
    files.set(name, await readFile(full));
  }
  return { files };
}
