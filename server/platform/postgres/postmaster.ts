import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export interface Postmaster {
  readonly pid: number;
  /** Line 8 of postmaster.pid (PostgreSQL `pidfile.h`): starting, ready, standby or stopping. */
  readonly state: string;
}

/** The server that runs on `cluster`, in whichever process it was started; undefined when none does. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(path.join(cluster, "postmaster.pid"), "utf8").catch(() => "");
  const lines = text.split("\n");
  const pid = Math.abs(Number(lines[0] ?? ""));
  if (!pid || !(await isPostmaster(pid, cluster))) return undefined;
  return { pid, state: (lines[7] ?? "").trim() };
}

/** Waits until the server has left the state "starting", at most `limitMs`. */
export async function settled(cluster: string, limitMs: number): Promise<Postmaster | undefined> {
  const until = performance.now() + limitMs;
  for (;;) {
    const found = await findPostmaster(cluster);
    if (found?.state === "ready" || !found || performance.now() > until) return found;
    await sleep(20);
  }
}

/** Waits until no server runs on `cluster`; false when one still does after `limitMs`. */
export async function gone(cluster: string, limitMs: number): Promise<boolean> {
  const until = performance.now() + limitMs;
  while (await findPostmaster(cluster)) {
    if (performance.now() > until) return false;
    await sleep(20);
  }
  return true;
}

/**
 * A pid file outlives a crash, and its number may belong to any other process by now (in a container it usually does),
 * so the process must also be one that was started with this cluster.
 */
async function isPostmaster(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === "linux") {
    const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    return line.split("\0").includes(cluster);
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
