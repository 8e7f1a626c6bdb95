import type { Bench, Part } from "../bench.ts";
import { addPeople, addPosts } from "../database/volume.ts";
import type { HomeTimes } from "../measure/home.ts";
import type { Intake } from "../measure/intake.ts";
import { median, percentile } from "../measure/percentile.ts";
import { startGenerator } from "../peers/start-generator.ts";
import { prepareToRead } from "../subjects/reading-node.ts";
import { startNode } from "../subjects/start-node.ts";
import { atMost, round } from "../table.ts";

const GOAL = 3;

/** How the cost of reading a home timeline and of taking posts in grows with what is stored. */
export const volume: Part = {
  name: "volume",
  about:
    "home timelines beside their bare SQL, and the inbox, with 1,000 to 1,000,000 posts of 10,000 accounts",
  async run(bench) {
    const sizes = [1_000, bench.count(100_000, 10_000), bench.count(1_000_000, 50_000)];
    const last = Math.max(...sizes);
    const generator = await startGenerator(bench);
    const actors = await generator.call("start", { actors: 50, hosts: 10 });
    const node = await startNode(bench);
    const takeIn = await prepareToRead(node, generator, actors);
    await takeIn(500, { warmUp: true });
    const viewers = await addPeople(node.database.sql);
    let from = 0;
    for (const size of sizes) {
      bench.progress(`loading ${round(size)} posts`);
      await addPosts(node.database.sql, { from, to: size, last });
      from = size;
      bench.progress("reading home timelines");
      const times = await node.child.call("compareHome", { viewers, seconds: bench.count(8, 2) });
      reportHome(bench, size, times, size === last);
      bench.progress("taking posts in");
      await takeIn(bench.count(1000, 300)); // what was just loaded is in nobody's cache yet
      reportInbox(bench, size, await takeIn(bench.count(4000, 1000)));
    }
  },
};

function reportHome(bench: Bench, size: number, { ours, bare }: HomeTimes, isGoal: boolean): void {
  const sum = (times: readonly number[]) => times.reduce((total, time) => total + time, 0);
  const ratio = sum(ours) / sum(bare);
  const ms = (times: readonly number[]) =>
    `${round(median(times))} ms, p99 ${round(percentile(times, 0.99))} ms`;
  bench.row({
    part: "volume",
    what: `home timeline, ${round(size)} posts: p50`,
    value: ms(ours),
    beside: `bare SQL ${ms(bare)}: ${round(ratio)} x`,
    ...(isGoal && { goal: atMost(Number(ratio.toFixed(2)), GOAL) }),
  });
  bench.row({
    part: "volume",
    what: `home timelines read, one after the other, ${round(size)} posts`,
    value: `${round((1000 * ours.length) / sum(ours))}/s`,
    beside: `bare SQL ${round((1000 * bare.length) / sum(bare))}/s`,
  });
}

function reportInbox(bench: Bench, size: number, { count, cpuSeconds, wallSeconds }: Intake): void {
  bench.row({
    part: "volume",
    what: `inbox, ${round(size)} posts stored`,
    value: `${round(count / cpuSeconds)} per CPU-s`,
    beside: `${round(count / wallSeconds)}/s`,
  });
}
