import type { Bench, Part } from "../bench.ts";
import { type Child, startChild } from "../child.ts";
import { rsaLimit } from "../limits/rsa.ts";
import { type Intake, measureIntake, sumIntakes } from "../measure/intake.ts";
import type { GeneratorCalls } from "../peers/generator.ts";
import { startGenerator } from "../peers/start-generator.ts";
import type { FedifyCalls } from "../subjects/fedify.ts";
import { prepareToRead } from "../subjects/reading-node.ts";
import { startNode } from "../subjects/start-node.ts";
import { atLeast, round } from "../table.ts";

const GOAL = 5;

/** Signed posts from many actors until they are stored and on timelines, beside a Fedify server that only verifies them. */
export const inbox: Part = {
  name: "inbox",
  about: "signed Create(Note) of 50 actors over 16 connections, beside a minimal Fedify server",
  async run(bench) {
    const generator = await startGenerator(bench);
    const actors = await generator.call("start", { actors: 50, hosts: 10 });
    const takeInFedify = await startFedify(bench, generator);
    const node = await startNode(bench);
    const takeIn = await prepareToRead(node, generator, actors);
    await takeIn(500, { warmUp: true });
    await takeInFedify(300, { warmUp: true });
    const ours: Intake[] = [];
    const theirs: Intake[] = [];
    const rounds = bench.count(3, 1);
    for (let round = 1; round <= rounds; round++) {
      bench.progress(`round ${round} of ${rounds}`);
      ours.push(await takeIn(bench.count(4000, 1000)));
      theirs.push(await takeInFedify(bench.count(1000, 300)));
    }
    const verify = await rsaLimit("verify", { threads: 1, seconds: 1 });
    report(bench, sumIntakes(ours), sumIntakes(theirs), verify.perCpuSecond);
  },
};

async function startFedify(bench: Bench, generator: Child<GeneratorCalls>) {
  const fedify = await startChild<FedifyCalls>(new URL("../subjects/fedify.ts", import.meta.url));
  bench.onEnd(() => fedify.stop());
  const address = await fedify.call("start");
  return (count: number, options: { warmUp?: boolean } = {}) =>
    measureIntake(generator, {
      inbox: address,
      count,
      roots: [fedify.pid],
      settled: async () => {}, // its listener has run when it answers
      ...options,
    });
}

function report(bench: Bench, ours: Intake, theirs: Intake, verifyLimit: number): void {
  const perCpu = (intake: Intake) => intake.count / intake.cpuSeconds;
  const perSecond = (intake: Intake) => intake.count / intake.wallSeconds;
  const ratio = perCpu(ours) / perCpu(theirs);
  const [node = 0, postgres = 0] = ours.cpu.map((seconds) => (1e6 * seconds) / ours.count);
  const part = "inbox";
  bench.row({
    part,
    what: "posts taken in, stored and on 10 timelines each",
    value: `${round(perCpu(ours))} per CPU-s`,
    beside: `Fedify ${round(perCpu(theirs))} per CPU-s: ${round(ratio)} x`,
    goal: atLeast(ratio, GOAL),
  });
  bench.row({
    part,
    what: "the same by the clock",
    value: `${round(perSecond(ours))}/s`,
    beside: `Fedify ${round(perSecond(theirs))}/s`,
  });
  bench.row({
    part,
    what: "CPU for one post: node + PostgreSQL",
    value: `${round(node)} + ${round(postgres)} µs`,
    beside: `RSA-2048 verify ${round(1e6 / verifyLimit)} µs`,
  });
}
