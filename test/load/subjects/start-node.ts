import { freePort } from "#test/support/redis.ts";
import type { Bench } from "../bench.ts";
import { type Child, startChild } from "../child.ts";
import { type BenchDatabase, openBenchDatabase } from "../database/open.ts";
import type { NodeCalls } from "./node.ts";

export interface NodeUnderTest {
  readonly child: Child<NodeCalls>;
  readonly inbox: string;
  readonly dataDir: string;
  /** The node's own database, through a few connections of the bench. */
  readonly database: BenchDatabase;
  /** What its CPU time is summed over: its process and PostgreSQL with all of its processes. */
  readonly roots: readonly number[];
}

/** Starts a node on a free port of 127.0.0.1 and on new data; both go away with the part. */
export async function startNode(bench: Bench): Promise<NodeUnderTest> {
  const dataDir = bench.tempDir();
  // Before the node, which then uses it: were PostgreSQL the node's child, its CPU time would count twice.
  const database = await openBenchDatabase(dataDir, 2);
  bench.onEnd(database.close);
  const execArgv = bench.profileDir ? ["--cpu-prof", `--cpu-prof-dir=${bench.profileDir}`] : [];
  const child = await startChild<NodeCalls>(new URL("./node.ts", import.meta.url), { execArgv });
  bench.onEnd(() => child.stop());
  const port = await freePort();
  await child.call("start", { port, dataDir });
  return {
    child,
    dataDir,
    inbox: `http://127.0.0.1:${port}/inbox`,
    database,
    roots: [child.pid, database.postmaster],
  };
}
