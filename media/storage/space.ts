import { statfs } from "node:fs/promises";

/** What must be left on a disk that the database may be on. */
const RESERVE = 128 * 1_048_576;

/** Whether a folder's disk has room for so many more bytes, and enough beside them for all else that writes there. */
export async function leavesSpace(folder: string, bytes = 0): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize >= bytes + RESERVE;
}
