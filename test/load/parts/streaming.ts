import { setTimeout as sleep } from "node:timers/promises";
import type { Bench, Part } from "../bench.ts";
import { type Child, startChild } from "../child.ts";
import { followAll } from "../database/follows.ts";
import { addReaders } from "../database/readers.ts";
import { residentBytes } from "../measure/memory.ts";
import { median } from "../measure/percentile.ts";
import { timed } from "../measure/timed.ts";
import type { ListenerCalls } from "../peers/listeners.ts";
import { type NodeUnderTest, startNode } from "../subjects/start-node.ts";
import { atMost, round } from "../table.ts";

const CONNECTIONS = 2000;
const MEMORY_GOAL_MB = 250;
const ARRIVAL_GOAL_MS = 1000;
const MB = 1e6;

/** What it takes to hold many WebSockets, and how long a post takes to reach them all. */
export const streaming: Part = {
  name: "streaming",
  about: "one post to 2,000 WebSockets of as many accounts, and the memory they take",
  async run(bench) {
    const listeners = await startChild<ListenerCalls>(new URL("../peers/listeners.ts", import.meta.url));
    bench.onEnd(() => listeners.stop());
    const node = await startNode(bench);
    const origin = new URL(node.inbox).origin;
    const author = await node.child.call("account", { username: "author" });
    const readers = await addReaders(node.database.sql, origin, CONNECTIONS);
    await followAll(
      node.database.sql,
      origin,
      readers.map(({ id }) => id),
      [author],
    );
    // What the first post takes once is none of the connections'.
    await node.child.call("post", { accountId: author, text: "The first one." });
    const tokens = readers.map(({ token }) => token);
    for (const stream of ["user", "public"]) {
      bench.progress(`${CONNECTIONS} connections to ${stream}`);
      await sleep(2_000);
      const before = await memoryOf(node);
      await listeners.call("open", { origin, stream, tokens });
      await sleep(2_000);
      const open = await memoryOf(node);
      const found = await measure(bench, node, listeners, author);
      report(bench, stream, { ...found, before, open, after: await memoryOf(node) });
      await listeners.call("close");
    }
  },
};

/** Beside what the process needs, what the system has given it: a process gives little of that back. */
async function memoryOf({ child }: NodeUnderTest): Promise<Memory> {
  const held = await child.call("held");
  return { held, resident: residentBytes(child.pid) };
}

interface Memory {
  held: number;
  resident: number;
}

async function measure(
  bench: Bench,
  { child, roots }: NodeUnderTest,
  listeners: Child<ListenerCalls>,
  author: string,
) {
  const posts = bench.count(20, 3);
  const times: { first: number; last: number }[] = [];
  const { cpuSeconds } = await timed(roots, async () => {
    for (let i = 0; i < posts; i++) {
      const coming = listeners.call("expect", { messages: CONNECTIONS });
      const began = performance.timeOrigin + performance.now();
      await child.call("post", { accountId: author, text: `Post ${i} that many people are waiting for.` });
      const { first, last } = await coming;
      times.push({ first: first - began, last: last - began });
    }
  });
  return { times, cpuMicroseconds: (1e6 * cpuSeconds) / (posts * CONNECTIONS) };
}

interface Found {
  times: { first: number; last: number }[];
  cpuMicroseconds: number;
  before: Memory;
  open: Memory;
  after: Memory;
}

function report(bench: Bench, stream: string, { times, cpuMicroseconds, before, open, after }: Found): void {
  const part = "streaming";
  const lasts = times.map(({ last }) => last);
  const slowest = Math.max(...lasts);
  const firsts = median(times.map(({ first }) => first));
  bench.row({
    part,
    what: `${stream}: from publishing to the last of ${CONNECTIONS}`,
    value: `${round(median(lasts))} ms, at most ${round(slowest)} ms`,
    beside: `to the first ${round(firsts)} ms`,
    goal: atMost(slowest, ARRIVAL_GOAL_MS, "ms"),
  });
  const most = (of: keyof Memory) => (Math.max(open[of], after[of]) - before[of]) / MB;
  bench.row({
    part,
    what: `${stream}: memory for ${CONNECTIONS} connections, heap and buffers`,
    value: `${round(most("held"))} MB`,
    beside: `${round(before.held / MB)} MB without; resident ${round(most("resident"))} MB more than ${round(before.resident / MB)} MB`,
    goal: atMost(Math.max(most("held"), most("resident")), MEMORY_GOAL_MB, "MB"),
  });
  bench.row({
    part,
    what: `${stream}: CPU for one message, node and PostgreSQL`,
    value: `${round(cpuMicroseconds)} µs`,
    beside: "storing the post included",
  });
}
