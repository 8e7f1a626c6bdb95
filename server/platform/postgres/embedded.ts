import { type ChildProcess, spawn } from "node:child_process";
import { chownSync, closeSync, lstatSync, mkdirSync, openSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { err, ok, type Result } from "#protocol/result.ts";
import { type Binaries, findBinaries } from "./binaries.ts";
import { initialise } from "./initialise.ts";
import { otherClients } from "./other-clients.ts";
import { choosePlaces, type Places } from "./places.ts";
import { findPostmaster, gone, settled } from "./postmaster.ts";
import { serverSettings } from "./settings.ts";

export interface EmbeddedPostgres {
  /** A postgres:// URL through a Unix socket, for this machine alone. It holds the password: do not log it. */
  readonly url: string;
  /** Stops the server, unless another process (a command line, a worker) is still connected to it. */
  stop(): Promise<void>;
}

export type EmbeddedError =
  | { readonly type: "database/no-embedded-server"; readonly platform: string }
  | { readonly type: "database/embedded-failed"; readonly detail: string };

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;

/**
 * Makes the PostgreSQL server of `dataDir` run and returns how to reach it. A server that already runs there, started
 * by another process or left by one that was killed, is used as it is.
 *
 * @example
 * const server = await startEmbedded({ dataDir: "./data" });
 * if (server.ok) { postgres(server.value.url); await server.value.stop(); }
 */
export async function startEmbedded(options: {
  readonly dataDir: string;
  /** False only in tests: no fsync. */
  readonly durable?: boolean;
}): Promise<Result<EmbeddedPostgres, EmbeddedError>> {
  const durable = options.durable ?? true;
  const chosen = placesFor(options.dataDir);
  if (!chosen.ok) return chosen;
  const places = chosen.value;
  const binaries = findBinaries(places.identity);
  if (!binaries)
    return err({ type: "database/no-embedded-server", platform: `${process.platform}-${process.arch}` });
  try {
    const password = await initialise(places, binaries, durable);
    const url = `postgres://folkmoot:${password}@${encodeURIComponent(places.socketDir)}/postgres`;
    const guard = await ensureRunning(places, binaries, durable);
    return ok({ url, stop: () => stop(url, places, guard) });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return err({
      type: "database/embedded-failed",
      detail: `${detail}\n${await lastLines(logFile(places))}`.trim(),
    });
  }
}

/** A folder that cannot be made or entered is a mistake in the settings, not a fault of ours. */
function placesFor(dataDir: string): Result<Places, EmbeddedError> {
  try {
    return ok(choosePlaces(path.resolve(dataDir)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return err({ type: "database/embedded-failed", detail: `DATA_DIR ${dataDir} cannot be used: ${reason}` });
  }
}

async function ensureRunning(
  places: Places,
  binaries: Binaries,
  durable: boolean,
): Promise<ChildProcess | undefined> {
  // A second round is needed when another process starts the server at the same moment, or when the workers of a
  // server that was killed have not yet let go of its shared memory.
  for (let round = 0; round < 5; round++) {
    const running = await settled(places.cluster, START_LIMIT_MS);
    if (running?.state === "ready") return undefined;
    if (running) await interrupt(running.pid, places.cluster);
    const started = await launch(places, binaries, durable);
    if (started) return started;
    await sleep(200 * (round + 1));
  }
  throw new Error("The embedded PostgreSQL server does not start.");
}

/** Starts the server and its guard; undefined when the server gave up. */
async function launch(
  places: Places,
  binaries: Binaries,
  durable: boolean,
): Promise<ChildProcess | undefined> {
  const { cluster, socketDir, identity } = places;
  if (socketDir !== cluster) privateDirectory(socketDir, identity);
  const log = openLog(places);
  // detached: Ctrl-C in a terminal reaches the whole process group, and the node must finish its work before its database stops.
  const server = spawn(binaries.postgres, ["-D", cluster, ...serverSettings(socketDir, durable)], {
    ...identity,
    cwd: "/",
    detached: true,
    stdio: ["ignore", log, log],
    env: { PATH: process.env.PATH, TZ: "UTC" },
  });
  closeSync(log);
  const ended = new Promise<"ended">((resolve) => {
    server.once("exit", () => resolve("ended"));
    server.once("error", () => resolve("ended"));
  });
  const until = performance.now() + START_LIMIT_MS;
  for (;;) {
    const found = await findPostmaster(cluster);
    if (found?.pid === server.pid && found?.state === "ready") break;
    if (performance.now() > until || (await Promise.race([ended, sleep(20)])) === "ended") return undefined;
  }
  server.unref();
  return guard(server, identity);
}

/** The socket's directory in /tmp, where anyone could have put something of that name first. */
function privateDirectory(directory: string, identity: Places["identity"]): void {
  const owner = identity ?? { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  if (!lstatSync(directory, { throwIfNoEntry: false })) {
    mkdirSync(directory, { mode: 0o700 });
    chownSync(directory, owner.uid, owner.gid);
  }
  const found = lstatSync(directory);
  if (!found.isDirectory() || found.uid !== owner.uid)
    throw new Error(`${directory} belongs to someone else.`);
}

/**
 * A shell that waits for the end of this process, however it comes, and then asks the server for a smart shutdown,
 * which lets other processes finish. Without it a killed node would leave its server running for good.
 */
function guard(server: ChildProcess, identity: Places["identity"]): ChildProcess {
  const shell = spawn("sh", ["-c", 'read _; kill -TERM "$1"', "sh", String(server.pid)], {
    ...identity,
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.unref();
  const pipe = shell.stdin as unknown as {
    unref?: () => void;
    on(event: "error", listener: () => void): void;
  };
  pipe.unref?.();
  pipe.on("error", () => {});
  server.once("exit", () => shell.kill("SIGKILL"));
  return shell;
}

async function stop(url: string, places: Places, shell: ChildProcess | undefined): Promise<void> {
  const running = await findPostmaster(places.cluster);
  const inUse = running && (await otherClients(url));
  shell?.kill("SIGKILL");
  if (running && !inUse) await interrupt(running.pid, places.cluster);
}

/** Fast shutdown: open transactions are rolled back and everything committed is on disk. */
async function interrupt(pid: number, cluster: string): Promise<void> {
  process.kill(pid, "SIGINT");
  if (await gone(cluster, STOP_LIMIT_MS)) return;
  process.kill(pid, "SIGQUIT"); // the next start recovers from the write-ahead log
  await gone(cluster, STOP_LIMIT_MS);
}

const logFile = (places: Places) =>
  path.join(path.dirname(places.cluster), `${path.basename(places.cluster)}.log`);

function openLog(places: Places): number {
  const file = logFile(places);
  const large = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 1_000_000;
  return openSync(file, large ? "w" : "a", 0o600);
}

async function lastLines(file: string): Promise<string> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return "";
  try {
    return (await handle.readFile("utf8")).split("\n").slice(-6).join("\n");
  } finally {
    await handle.close();
  }
}
