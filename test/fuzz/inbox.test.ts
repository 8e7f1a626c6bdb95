import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PeerActor } from "#test/support/network-peer.ts";
import { type Corpus, loadCorpus } from "./corpus.ts";
import { mutate, type Step, steps } from "./mutations.ts";
import { retainedBytes } from "./retained.ts";
import { startTarget, type Target } from "./target.ts";

/** `FUZZ_RUNS=100000 npm test -- test/fuzz/inbox` runs longer, without the listener in between. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 2000);
const DIRECT = process.env.FUZZ_RUNS !== undefined;
const AT_ONCE = 16;
/** Runs before another actor goes on. */
const A_TURN = 200;
const LONGEST_MS = 5_000;
/** Above what caches of a bounded size come to. */
const MOST_RETAINED = 150 * 1024 * 1024;
const SHORT_MS = 120_000;

let target: Target;
let actor: PeerActor;
let corpus: Corpus = { activities: [], documents: [] };
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown) => void unhandled.push(reason);

beforeAll(async () => {
  target = await startTarget();
  await takeTurns();
  process.on("unhandledRejection", onUnhandled);
}, 60_000);
afterAll(async () => {
  process.off("unhandledRejection", onUnhandled);
  await target?.close();
}, 60_000);

/** Another actor goes on: sooner or later each deletes itself, and is not heard any more. */
async function takeTurns(): Promise<void> {
  actor = await target.newActor();
  serve(corpus.documents, false);
  // Ids of its own, or the posts would be somebody else's already.
  corpus = loadCorpus({ peer: `${actor.iri}/turn`, actor: actor.iri });
  serve(corpus.documents, true);
}

function serve(documents: Corpus["documents"], isServed: boolean): void {
  for (const document of documents)
    if (URL.canParse(String(document.id))) target.peer.serve(String(document.id), isServed ? document : null);
}

/** Memory in use when nothing is under way any more. */
async function settledMemory({ here, peer }: Target): Promise<number> {
  await here.node.settle();
  peer.received.length = 0;
  peer.asked.length = 0;
  return retainedBytes();
}

interface Tally {
  statuses: Map<number, number>;
  slowestMs: number;
  retained: number;
  peak: number;
}

function print({ statuses, slowestMs, retained, peak }: Tally, outcomes: Map<string, number>): void {
  const megabytes = (bytes: number) => `${Math.round(bytes / 1_048_576)} MB`;
  const runs = [...statuses.values()].reduce((sum, count) => sum + count, 0);
  const answers = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
  const rows = [...outcomes].sort(([, a], [, b]) => b - a).map(([name, count]) => `${count}\t${name}`);
  process.stdout.write(
    `${runs} mutated activities. Answers: ${answers.join(", ")}. Slowest: ${Math.round(slowestMs)} ms. ` +
      `Kept in memory: ${megabytes(retained)}; resident at most ${megabytes(peak)}.\n${rows.join("\n")}\n`,
  );
}

describe("an inbox that is sent mutated payloads of every peer", () => {
  test(
    "answers each in time without a server error, and takes good activities in afterwards",
    async () => {
      const tally: Tally = { statuses: new Map(), slowestMs: 0, retained: 0, peak: 0 };
      const { statuses } = tally;

      async function deliver([fixture, changes]: [number, Step[]]): Promise<void> {
        const { activities } = corpus;
        const document = mutate(activities[fixture % activities.length] ?? {}, changes) ?? null;
        const { status, ms } = await target.deliver(actor, document, DIRECT);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        tally.slowestMs = Math.max(tally.slowestMs, ms);
        if (status >= 500 || ms > LONGEST_MS)
          throw new Error(`${status} after ${Math.round(ms)} ms: ${JSON.stringify(document).slice(0, 4000)}`);
      }
      async function run(times: number): Promise<void> {
        const payload = fc.tuple(fc.nat(), steps([...target.names, actor.iri, actor.key.keyId]));
        const together = fc.array(payload, { minLength: AT_ONCE, maxLength: AT_ONCE });
        const property = fc.asyncProperty(together, async (payloads) => {
          await Promise.all(payloads.map(deliver));
          tally.peak = Math.max(tally.peak, process.memoryUsage().rss);
        });
        await fc.assert(property, { numRuns: Math.ceil(times / AT_ONCE), endOnFailure: true });
      }

      await run(A_TURN);
      const before = await settledMemory(target);
      for (let done = A_TURN; done < RUNS; done += A_TURN) {
        await takeTurns();
        await run(A_TURN);
      }
      tally.retained = (await settledMemory(target)) - before;

      print(tally, await target.outcomes());
      expect(unhandled).toEqual([]);
      expect(tally.retained).toBeLessThan(MOST_RETAINED);
      expect(await target.stillWorks()).toBe(true);
    },
    SHORT_MS + RUNS * 60,
  );
});
