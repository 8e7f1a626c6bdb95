import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { temporaryFolder } from "./processes-folder.ts";
import { freePort } from "./redis.ts";

const INSTALLED = "/usr/lib/postgresql";
const START_LIMIT_MS = 30_000;

/** Where the system's PostgreSQL server programs are, the newest that is 15 or later; null where there are none. */
export function installedPostgres(): string | null {
  if (!existsSync(INSTALLED)) return null;
  const versions = readdirSync(INSTALLED)
    .filter((version) => Number(version) >= 15)
    .filter((version) => existsSync(path.join(INSTALLED, version, "bin", "initdb")))
    .sort((a, b) => Number(b) - Number(a));
  return versions[0] === undefined ? null : path.join(INSTALLED, versions[0], "bin");
}

/** A PostgreSQL server of the system's own version, on a free port of 127.0.0.1, with a database that keeps nothing. */
export async function startPostgres(programs: string): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = temporaryFolder("folkmoot-pg-");
  const cluster = path.join(folder, "data");
  const identity = unprivileged();
  mkdirSync(cluster, { mode: 0o700 });
  if (identity) chownSync(cluster, identity.uid, identity.gid);
  const options = { ...identity, cwd: "/" };
  const made = spawnSync(
    path.join(programs, "initdb"),
    ["-D", cluster, "-U", "folkmoot", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
    { ...options, encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const port = await freePort();
  const server = spawn(
    path.join(programs, "postgres"),
    ["-D", cluster, "-p", String(port), "-h", "127.0.0.1", "-k", cluster, "-F"],
    { ...options, stdio: "ignore" },
  );
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const limit = performance.now() + START_LIMIT_MS;
  const isReady = () =>
    spawnSync(path.join(programs, "pg_isready"), ["-h", "127.0.0.1", "-p", String(port)]).status === 0;
  while (!isReady()) {
    if (server.exitCode !== null || performance.now() > limit) throw new Error("PostgreSQL does not start");
    await sleep(50);
  }
  return {
    url: `postgres://folkmoot@127.0.0.1:${port}/postgres`,
    async stop() {
      server.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}
