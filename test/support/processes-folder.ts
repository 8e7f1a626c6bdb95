import { chmodSync, mkdtempSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const MEMORY = "/dev/shm";
/** What must be free in memory before the tests' data go there: a database of the biggest test and media, several times. */
const MEMORY_BYTES = 6 * 1_073_741_824;

/** A temporary folder that PostgreSQL's unprivileged user may enter: in memory where there is plenty, for a disk is what tests wait for. */
export function temporaryFolder(prefix: string): string {
  const folder = mkdtempSync(path.join(hasMemory() ? MEMORY : tmpdir(), prefix));
  chmodSync(folder, 0o711);
  return folder;
}

function hasMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= MEMORY_BYTES;
  } catch {
    return false;
  }
}
