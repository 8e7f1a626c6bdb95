import { readStarterPolicy } from "#moderation/policy/starter.ts";
import type { Bench } from "../bench.ts";
import { sumIntakes } from "../measure/intake.ts";
import { startGenerator } from "../peers/start-generator.ts";
import { prepareToRead } from "../subjects/reading-node.ts";
import { startNode } from "../subjects/start-node.ts";
import { atMost, round } from "../table.ts";

/** Signed posts by HTTP until they are stored and on ten timelines each, with the starter policy in force and without, in turn. */
export async function measureDoor(bench: Bench): Promise<void> {
  const generator = await startGenerator(bench);
  const actors = await generator.call("start", { actors: 50, hosts: 10 });
  const node = await startNode(bench);
  const takeIn = await prepareToRead(node, generator, actors);
  await takeIn(300, { warmUp: true });
  const rules = await readStarterPolicy();
  const [without, within] = [[], []] as Awaited<ReturnType<typeof takeIn>>[][];
  for (let turn = 1; turn <= bench.count(3, 1); turn++) {
    bench.progress(`signed posts, with rules and without: ${turn}`);
    await node.child.call("rules", { text: "rules: []" });
    without?.push(await takeIn(bench.count(1_000, 300)));
    await node.child.call("rules", { text: rules });
    within?.push(await takeIn(bench.count(1_000, 300)));
  }
  const perPost = (intakes: typeof without = []) => {
    const { count, cpuSeconds } = sumIntakes(intakes);
    return (1e6 * cpuSeconds) / count;
  };
  const ratio = perPost(within) / perPost(without);
  bench.row({
    part: "wave",
    what: "CPU for a signed post at the door with the starter policy",
    value: `${round(perPost(within))} µs`,
    beside: `${round(perPost(without))} µs without rules: ${ratio.toFixed(2)} x`,
    goal: atMost(Number(ratio.toFixed(2)), 1.25, "x"),
  });
}
