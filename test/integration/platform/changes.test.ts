import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Change, type ChangeFeed, createChangeFeed } from "#server/changes/feed.ts";
import { createRetries } from "#server/changes/retries.ts";
import { run } from "#server/platform/statement.ts";
import { createFakeClock } from "../../support/clock.ts";
import { testDatabase } from "../../support/postgres.ts";

let database: Awaited<ReturnType<typeof testDatabase>>;
let feed: ChangeFeed;
let passedOver: string[];
let logged: unknown[];
const clock = createFakeClock();
beforeAll(async () => {
  database = await testDatabase();
  await database.sql`create table counted (n int not null)`;
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.sql`truncate changes, change_cursors, counted`;
  await database.sql`insert into counted values (0)`;
  [passedOver, logged] = [[], []];
});

async function during(work: () => Promise<void>) {
  const log = { error: (fields: unknown) => void logged.push(fields) };
  feed = createChangeFeed({ ...database, log } as never, {
    onPassedOver: (consumer) => void passedOver.push(consumer),
    retries: () => createRetries(() => clock.now().getTime()),
  });
  try {
    await work();
  } finally {
    await feed.stop();
  }
}

async function write(count: number): Promise<string[]> {
  const rows = await database.sql<{ subject_id: string }[]>`
    insert into changes (kind, subject_id) select 'post.created', gen_random_uuid() from generate_series(1, ${count})
    returning subject_id`;
  return rows.map((row) => row.subject_id);
}

/** As often as a consumer would ask in an hour. */
async function later() {
  for (let minute = 0; minute < 60; minute++) {
    clock.advance(60_000);
    await feed.settle();
  }
}

it("passes over a change that a consumer can never deal with, says so, and goes on", () =>
  during(async () => {
    const dealt: string[] = [];
    let poison: string | undefined;
    const subjects = (changes: readonly Change[]) => changes.map(({ subjectId }) => subjectId);
    feed.consume("fragile", async (changes) => {
      if (subjects(changes).includes(poison ?? "")) throw new Error("cannot");
      dealt.push(...subjects(changes));
    });
    await feed.settle();
    const all = await write(5);
    poison = all[2];
    await feed.settle();
    expect(dealt).toEqual([]);
    await later();
    expect(dealt).toEqual(all.filter((id) => id !== poison));
    expect(passedOver).toEqual(["fragile"]);
    expect(logged).toContainEqual({
      consumer: "fragile",
      change: expect.objectContaining({ subjectId: poison }),
    });
    const [next] = await write(1);
    await feed.settle();
    expect(dealt.at(-1)).toBe(next);
  }));

it("counts once what comes again after a failure", () =>
  during(async () => {
    let failures = 0;
    feed.consumeAtomically("counting", async (changes, tx) => {
      await run(tx, "update counted set n = n + $1::int", [changes.length]);
      if (failures++ < 2) throw new Error("after counting");
    });
    await feed.settle();
    await write(7);
    await later();
    expect(failures).toBe(3);
    expect(await database.sql`select n from counted`).toEqual([{ n: 7 }]);
  }));

it("settles what consumers make of it for each other, too", () =>
  during(async () => {
    const heard: string[] = [];
    feed.consume("second", async (changes) => void heard.push(...changes.map(({ kind }) => kind)));
    feed.consume("first", async (changes) => {
      if (changes.some(({ kind }) => kind === "post.created"))
        await database.sql`insert into changes (kind, subject_id) values ('notification.created', gen_random_uuid())`;
    });
    await feed.settle();
    await write(1);
    await feed.settle();
    expect(heard).toEqual(["post.created", "notification.created"]);
  }));
