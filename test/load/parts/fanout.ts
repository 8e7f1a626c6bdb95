import type { Bench, Part } from "../bench.ts";
import { type Child, startChild } from "../child.ts";
import { addRemoteFollowers } from "../database/follows.ts";
import { type RsaLimit, rsaLimit } from "../limits/rsa.ts";
import { median } from "../measure/percentile.ts";
import { timed, until } from "../measure/timed.ts";
import { loopbackHost } from "../peers/actors.ts";
import type { SinkCalls } from "../peers/sinks.ts";
import { type NodeUnderTest, startNode } from "../subjects/start-node.ts";
import { atLeast, round } from "../table.ts";

const GOAL = 0.6;
const FOLLOWERS = 2000;

interface Fanout {
  deliveries: number;
  cpuSeconds: number;
  cpu: number[];
  /** From the call that publishes until the last inbox has the post: of the first one, and of those after it. */
  coldSeconds: number;
  warmSeconds: number;
}

/** One post to 2,000 followers until the last host has it, beside what RSA-2048 signatures alone would cost. */
export const fanout: Part = {
  name: "fanout",
  about: "one post to 2,000 followers on 10, 200 and 2,000 hosts, beside the RSA-2048 signing limit",
  async run(bench) {
    const sinks = await startChild<SinkCalls>(new URL("../peers/sinks.ts", import.meta.url));
    bench.onEnd(() => sinks.stop());
    const port = await sinks.call("listen");
    const node = await startNode(bench);
    for (const [block, hosts, posts] of [
      [20, 10, bench.count(200, 20)],
      [21, 200, bench.count(20, 4)],
      [22, 2000, bench.count(4, 1)],
    ] as const) {
      bench.progress(`${posts} posts to ${hosts} hosts`);
      const addresses = Array.from({ length: hosts }, (_, i) => `${loopbackHost(block, i)}:${port}`);
      const author = await node.child.call("account", { username: `author${hosts}` });
      await addRemoteFollowers(node.database.sql, author, addresses, FOLLOWERS);
      const before = await signLimit(bench);
      const found = await measure(node, sinks, author, hosts, posts);
      const after = await signLimit(bench);
      report(bench, hosts, found, mean(before, after));
    }
  },
};

const signLimit = (bench: Bench) => rsaLimit("sign", { threads: 2, seconds: bench.count(1, 0.3) });

const mean = (a: RsaLimit, b: RsaLimit): RsaLimit => ({
  perSecond: (a.perSecond + b.perSecond) / 2,
  perCpuSecond: (a.perCpuSecond + b.perCpuSecond) / 2,
});

/** One post after the other, each until it is delivered everywhere; the first one opens the connections. */
async function measure(
  { child, database, roots }: NodeUnderTest,
  sinks: Child<SinkCalls>,
  author: string,
  hosts: number,
  posts: number,
): Promise<Fanout> {
  const publish = async () => {
    const began = performance.now();
    const delivered = sinks.call("expect", { requests: hosts });
    await child.call("post", {
      accountId: author,
      text: "A post that many people are waiting for, on many servers.",
    });
    const { unsigned, distinctHosts } = await delivered;
    if (unsigned > 0 || distinctHosts !== hosts)
      throw new Error(`${unsigned} deliveries were unsigned; ${distinctHosts} of ${hosts} hosts had one`);
    return (performance.now() - began) / 1000;
  };
  const written = () =>
    until("every delivery is written down as done", 30_000, async () => {
      const [row] = await database.sql<
        { waiting: boolean }[]
      >`select exists(select from deliveries) as waiting`;
      return row?.waiting === false;
    });
  const coldSeconds = await publish();
  await written();
  const times: number[] = [];
  const cost = await timed(roots, async () => {
    for (let i = 0; i < posts; i++) {
      times.push(await publish());
      await written();
    }
  });
  const { cpuSeconds, cpu } = cost;
  return { deliveries: hosts * posts, cpuSeconds, cpu, coldSeconds, warmSeconds: median(times) };
}

function report(bench: Bench, hosts: number, found: Fanout, limit: RsaLimit): void {
  const part = "fanout";
  const perCpuSecond = found.deliveries / found.cpuSeconds;
  const share = perCpuSecond / limit.perCpuSecond;
  const [node = 0, postgres = 0] = found.cpu.map((seconds) => (1e6 * seconds) / found.deliveries);
  bench.row({
    part,
    what: `${hosts} hosts: deliveries`,
    value: `${round(perCpuSecond)} per CPU-s`,
    beside: `RSA-2048 sign ${round(limit.perCpuSecond)} per CPU-s: ${round(100 * share)} %`,
    ...(hosts === 200 && { goal: atLeast(Math.round(100 * share), 100 * GOAL, "%") }),
  });
  bench.row({
    part,
    what: `${hosts} hosts: CPU for one delivery, node + PostgreSQL`,
    value: `${round(node)} + ${round(postgres)} µs`,
    beside: `RSA-2048 sign ${round(1e6 / limit.perCpuSecond)} µs`,
  });
  bench.row({
    part,
    what: `${hosts} hosts: from publishing to the last inbox`,
    value: `${round(1000 * found.warmSeconds)} ms`,
    beside: `signing on 2 cores ${round((1000 * hosts) / limit.perSecond)} ms; with new connections ${round(1000 * found.coldSeconds)} ms`,
  });
}
