import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readConfig } from "#server/config/config.ts";
import { createNode, type Node } from "#server/node.ts";
import { temporaryFolder } from "./processes-folder.ts";
import { freePort } from "./redis.ts";

/** The program, as `npm start` runs it. */
export const PROGRAM = path.join(import.meta.dirname, "..", "..", "server", "folkmoot.js");

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 25_000;

/** A node in a process of its own, started as a person starts it. */
export interface NodeProcess {
  readonly origin: string;
  /** The part of its handles after the second @. */
  readonly host: string;
  readonly port: number;
  /** What the node and its command line are told by the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Everything it wrote since it was first started. */
  output(): string;
  pid(): number | undefined;
  start(): Promise<void>;
  /** Ctrl-C. Resolves with the exit status, or throws when it takes too long. */
  stop(): Promise<number | null>;
  /** Ends the process without any warning, as a power cut would. */
  kill9(): Promise<void>;
  /** A second node on the same database in this process, not started: as the command line works beside a running node. */
  console(): Promise<Node>;
  /** Stops everything and removes the data. */
  close(): Promise<void>;
}

/**
 * Starts a node and waits until it is ready. What it writes is shown where `E2E_LOG` is set, or when it ends by itself.
 *
 * @param options.args further arguments of `start`
 * @param options.address loopback address to listen on and to be known by; `localhost` when left out
 * @example const node = await startNodeProcess({ address: "127.0.0.2", env: { REGISTRATION: "open" } });
 */
export async function startNodeProcess(
  options: { address?: string; env?: Record<string, string>; args?: readonly string[] } = {},
): Promise<NodeProcess> {
  const { address = "localhost" } = options;
  const port = await freePort();
  const dataDir = temporaryFolder("folkmoot-e2e-");
  const origin = `http://${address}:${port}`;
  const env = {
    PORT: String(port),
    ORIGIN: origin,
    DATA_DIR: dataDir,
    LOG_LEVEL: "warn",
    RATE_LIMIT: "0",
    ...(address === "localhost" ? {} : { HOST: address }),
    ...options.env,
  };
  let output = "";
  let child: ChildProcess | undefined;
  let opened: Promise<Node> | undefined;
  /** Whether it is meant to run: an end is then worth telling. */
  let isUp = false;

  async function start(): Promise<void> {
    const started = spawn(process.execPath, [PROGRAM, "start", ...(options.args ?? [])], {
      env: { PATH: process.env.PATH, ...env },
      cwd: dataDir,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    for (const stream of [started.stdout, started.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        if (process.env.E2E_LOG) process.stderr.write(text);
      });
    started.once("exit", (code, signal) => {
      if (isUp) process.stderr.write(`${origin} ended by itself (${code ?? signal}):\n${output}\n`);
    });
    const limit = performance.now() + START_LIMIT_MS;
    while (!(await answersReady(origin))) {
      if (started.exitCode !== null || performance.now() > limit)
        throw new Error(`${origin} does not start:\n${output}`);
      await sleep(50);
    }
    isUp = true;
  }

  async function closeConsole(): Promise<void> {
    const node = await opened;
    opened = undefined;
    await node?.stop();
  }

  async function end(signal: "SIGINT" | "SIGKILL"): Promise<number | null> {
    const running = child;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return null;
    isUp = false;
    const ended = new Promise<number | null>((resolve) => running.once("exit", (code) => resolve(code)));
    running.kill(signal);
    const limit = AbortSignal.timeout(STOP_LIMIT_MS);
    const late = new Promise<never>((_, reject) => {
      limit.addEventListener("abort", () => reject(new Error(`${origin} does not stop:\n${output}`)));
    });
    return Promise.race([ended, late]);
  }

  const node: NodeProcess = {
    origin,
    host: new URL(origin).host,
    port,
    env,
    output: () => output,
    pid: () => child?.pid,
    start,
    async stop() {
      await closeConsole();
      return end("SIGINT");
    },
    async kill9() {
      await end("SIGKILL");
      // After the process: a console that is open keeps the embedded database from being stopped in between.
      await closeConsole().catch(() => {});
    },
    console() {
      opened ??= openConsole(env);
      return opened;
    },
    async close() {
      await closeConsole().catch(() => {});
      await end("SIGINT").catch(() => end("SIGKILL"));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  try {
    await start();
  } catch (error) {
    await node.close();
    throw error;
  }
  return node;
}

async function openConsole(env: Record<string, string>): Promise<Node> {
  const config = readConfig({ ...env, LOG_LEVEL: "error", DATABASE_POOL: "4" });
  if (!config.ok) throw new Error(JSON.stringify(config.error));
  const node = await createNode(config.value);
  if (!node.ok) throw new Error(node.error.message);
  return node.value;
}

async function answersReady(origin: string): Promise<boolean> {
  try {
    const answer = await fetch(`${origin}/ready`, { signal: AbortSignal.timeout(2000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
