import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Config } from "../config/config.ts";

type Deps = { config: Pick<Config, "dataDir"> };

/** Nothing is worked on for longer. */
const LONGEST_MS = 12 * 3_600_000;
const host = hostname().replace(/[^\w-]/g, "_");

/** A folder for what one request or one job works on. Whoever opens it removes it. */
export async function openWork(ctx: Deps): Promise<{ path: string; remove(): Promise<void> }> {
  const name = `${host}.${process.pid}.${randomBytes(9).toString("base64url")}`;
  const path = join(folderOf(ctx), name);
  await mkdir(path, { recursive: true });
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Removes what processes left that died at their work. Others may work beside this one, on this machine or another. */
export async function sweepWork(ctx: Deps): Promise<void> {
  for (const name of await readdir(folderOf(ctx)).catch(() => [])) {
    const path = join(folderOf(ctx), name);
    // What cannot be removed now keeps nothing else from being removed.
    if (isOfDead(name) || (await isOld(path)))
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

function folderOf({ config }: Deps): string {
  return join(config.dataDir, "work");
}

function isOfDead(name: string): boolean {
  const [its, pid = ""] = name.split(".");
  if (its !== host || !/^\d+$/.test(pid)) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // Somebody else's process lives too.
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > LONGEST_MS;
}
