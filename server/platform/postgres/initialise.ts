import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { Binaries } from "./binaries.ts";
import type { Places } from "./places.ts";

const run = promisify(execFile);
const PASSWORD_FILE = "folkmoot.password";

/**
 * Creates the database cluster when there is none yet, and returns the password of its owner. initdb works in a folder
 * beside the final one, which is then renamed: a start that was interrupted leaves nothing half made.
 */
export async function initialise(places: Places, binaries: Binaries, durable: boolean): Promise<string> {
  const { cluster, identity } = places;
  if (!(await exists(path.join(cluster, "PG_VERSION")))) {
    const draft = `${cluster}.${process.pid}`;
    await mkdir(draft, { recursive: true, mode: 0o700 });
    if (identity) await chown(draft, identity.uid, identity.gid);
    try {
      await createCluster(draft, binaries, places, durable);
      await rename(draft, cluster);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      if (!(await exists(path.join(cluster, "PG_VERSION")))) throw error; // else another process was faster
    }
  }
  return (await readFile(path.join(cluster, PASSWORD_FILE), "utf8")).trim();
}

async function createCluster(draft: string, binaries: Binaries, { identity }: Places, durable: boolean) {
  const passwordFile = `${draft}.password`;
  await writeFile(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  if (identity) await chown(passwordFile, identity.uid, identity.gid);
  const options = ["--username=folkmoot", "--auth=scram-sha-256", "--encoding=UTF8"];
  // The built-in provider sorts alike on every system, so a C library that is updated breaks no index.
  options.push("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
  // 192 random bits need no stretching, and 4096 rounds of HMAC for each connection would cost a core 5 ms.
  options.push("--set=scram_iterations=1", "--wal-segsize=4", `--pwfile=${passwordFile}`);
  if (!durable) options.push("--no-sync");
  try {
    await run(binaries.initdb, [`--pgdata=${draft}`, ...options], {
      ...identity,
      cwd: "/",
      env: { PATH: process.env.PATH },
    });
    await rename(passwordFile, path.join(draft, PASSWORD_FILE));
    await chmod(draft, 0o700);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined)) !== undefined;
}
