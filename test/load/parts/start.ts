import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { choosePlaces } from "#server/platform/postgres/places.ts";
import { findPostmaster } from "#server/platform/postgres/postmaster.ts";
import { freePort } from "#test/support/redis.ts";
import type { Bench, Part } from "../bench.ts";
import { proportionalBytes, residentBytes } from "../measure/memory.ts";
import { median } from "../measure/percentile.ts";
import { until } from "../measure/timed.ts";
import { atMost, round } from "../table.ts";

const READY_GOAL_S = 3;
const MEMORY_GOAL_MB = 200;
const MB = 1e6;

/** From `folkmoot start` until `GET /ready` answers 200, and what the process holds when nobody asks it anything. */
export const start: Part = {
  name: "start",
  about: "cold start on new and on existing data, memory of an idle node",
  async run(bench) {
    const dataDir = bench.tempDir();
    const port = await freePort(); // the same for every start: data keeps its origin
    bench.progress("first start");
    const first = await startProgram(bench, dataDir, port);
    await first.stop();
    const again: number[] = [];
    for (let i = 0; i < bench.count(3, 1); i++) {
      bench.progress("start on existing data");
      const program = await startProgram(bench, dataDir, port);
      again.push(program.readySeconds);
      await program.stop();
    }
    const idle = await startProgram(bench, dataDir, port);
    bench.progress("idle");
    await sleep(bench.count(30, 5) * 1000);
    const postmaster = await findPostmaster(choosePlaces(dataDir).cluster);
    report(bench, {
      firstSeconds: first.readySeconds,
      againSeconds: median(again),
      nodeMb: residentBytes(idle.pid) / MB,
      postgresMb: postmaster ? proportionalBytes(postmaster.pid) / MB : Number.NaN,
    });
    await idle.stop();
  },
};

interface Program {
  readonly pid: number;
  readonly readySeconds: number;
  stop(): Promise<void>;
}

async function startProgram(bench: Bench, dataDir: string, port: number): Promise<Program> {
  const script = fileURLToPath(new URL("../../../server/folkmoot.js", import.meta.url));
  const began = performance.now();
  // Without npm in between, as a service manager would start it.
  const child = spawn(process.execPath, [script, "start"], {
    env: { PATH: process.env.PATH, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: "warn" },
    cwd: dataDir,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  bench.onEnd(stop);
  await until("the node is ready", 60_000, async () => {
    if (child.exitCode !== null) throw new Error(`folkmoot start ended with ${child.exitCode}`);
    const response = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => null);
    await response?.body?.cancel();
    return response?.status === 200;
  });
  return { pid: child.pid ?? 0, readySeconds: (performance.now() - began) / 1000, stop };
}

function report(
  bench: Bench,
  found: { firstSeconds: number; againSeconds: number; nodeMb: number; postgresMb: number },
): void {
  const part = "start";
  bench.row({ part, what: "first start until ready", value: `${round(found.firstSeconds)} s` });
  bench.row({
    part,
    what: "start on existing data until ready",
    value: `${round(found.againSeconds)} s`,
    goal: atMost(found.againSeconds, READY_GOAL_S, "s"),
  });
  bench.row({
    part,
    what: "idle node process, resident",
    value: `${round(found.nodeMb)} MB`,
    beside: `PostgreSQL ${round(found.postgresMb)} MB`,
    goal: atMost(found.nodeMb, MEMORY_GOAL_MB, "MB"),
  });
}
