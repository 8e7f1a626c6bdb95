import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { deletePost } from "#server/posts/delete.ts";
import { editPost } from "#server/posts/edit.ts";
import { type NodeProcess, startNodeProcess } from "#test/support/processes.ts";
import {
  atHome,
  ctxOf,
  eventually,
  follow,
  home,
  localId,
  must,
  mustSee,
  type Person,
  person,
  publish,
} from "./people.ts";

let a: NodeProcess;
let b: NodeProcess;
let ana: Person;
let ben: Person;

vi.setConfig({ testTimeout: 90_000, hookTimeout: 180_000 });

beforeAll(async () => {
  [a, b] = await Promise.all([startNodeProcess(), startNodeProcess({ address: "127.0.0.2" })]);
  [ana, ben] = await Promise.all([person(a, "ana"), person(b, "ben")]);
  await follow(ben, ana);
  await follow(ana, ben);
});
afterAll(async () => {
  await Promise.all([a?.close(), b?.close()]);
});

/** A job that was under way when its process was killed is found by the queue only after a while. */
const STALLED_MS = 100_000;

/** Deliveries that failed wait for their next try: the test does not. */
async function retryNow(): Promise<void> {
  const { sql } = (await a.console()).ctx;
  await sql`update deliveries set next_attempt_at = now(), claimed_until = null`;
  await sql`update hosts set open_until = null`;
}

async function backlog(): Promise<number> {
  const { sql } = (await a.console()).ctx;
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from deliveries`;
  return row?.count ?? 0;
}

/** Posts five times, edits one and deletes another, all while the other node cannot be reached. */
async function eventfulDay(): Promise<{ kept: string[]; edited: string; deleted: string }> {
  const posts = [];
  for (const number of [1, 2, 3, 4, 5]) posts.push(await publish(ana, `Number ${number} at ${Date.now()}`));
  const [, second, , fourth] = posts;
  if (!second || !fourth) throw new Error("nothing was posted");
  must(await editPost(await ctxOf(ana), { accountId: ana.id, postId: second.id, text: "Number 2, edited" }));
  must(await deletePost(await ctxOf(ana), { accountId: ana.id, postId: fourth.id }));
  const kept = posts.filter((post) => post !== fourth).map((post) => post.iri);
  return { kept, edited: second.iri, deleted: fourth.iri };
}

async function expectCaughtUp({ kept, edited, deleted }: Awaited<ReturnType<typeof eventfulDay>>) {
  await eventually(async () => {
    const entries = await home(ben);
    const mine = entries.map((entry) => entry.post.iri).filter((iri) => kept.includes(iri));
    expect(mine).toEqual(kept.toReversed());
    expect((await mustSee(ben, edited)).html).toBe("<p>Number 2, edited</p>");
    expect(await localId(ben, deleted)).toBeNull();
  });
  await eventually(async () => expect(await backlog()).toBe(0));
}

describe.each([
  ["stopped", () => b.stop()],
  ["killed", () => b.kill9()],
])("while the other node is %s", (_, end) => {
  test("nothing is lost: it catches up, in order, when it is back", async () => {
    await end();
    const day = await eventfulDay();
    await eventually(async () => expect(await backlog()).toBeGreaterThan(0));
    await b.start();
    await retryNow();
    await expectCaughtUp(day);
    const answer = await publish(ben, `${ana.handle} I was away`);
    await eventually(async () => expect(await atHome(ana, answer.iri)).toBeDefined());
  });
});

describe("a node that is killed", () => {
  test("has, when it is back, what was acknowledged, and delivers it", async () => {
    const { iri } = await publish(ana, "The last words");
    await a.kill9();
    await a.start();
    await eventually(async () => expect(await atHome(ana, iri)).toBeDefined());
    await eventually(async () => {
      await retryNow();
      expect(await atHome(ben, iri)).toBeDefined();
    });
  });

  test("loses nothing of a busy minute, and delivers nothing twice", async () => {
    const written: string[] = [];
    const writing = (async () => {
      for (let number = 0; number < 30; number++) written.push((await publish(ana, `Busy ${number}`)).iri);
    })().catch(() => "the database went with the node");
    while (written.length < 10) await new Promise((resolve) => setTimeout(resolve, 5));
    await a.kill9();
    await writing;
    await a.start();
    await eventually(async () => {
      await retryNow();
      const entries = await home(ben);
      const arrived = entries.map((entry) => entry.post.iri).filter((iri) => written.includes(iri));
      expect(arrived).toEqual(written.toReversed());
    }, STALLED_MS);
  }, 150_000);
});
