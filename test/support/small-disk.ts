import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface SmallDisk {
  readonly folder: string;
  unmount(): Promise<void>;
}

/** A file system of its own with little room; null where none may be mounted. */
export async function mountSmallDisk(folder: string, bytes: number): Promise<SmallDisk | null> {
  await mkdir(folder, { recursive: true });
  const mounted = run("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", folder]);
  const isMounted = await mounted.then(
    () => true,
    () => false,
  );
  if (!isMounted) return null;
  return { folder, unmount: async () => void (await run("umount", [folder])) };
}
