import { afterAll, beforeAll, expect, it } from "vitest";
import { createPatience, OutOfPatience } from "#server/platform/patience.ts";
import { type ApiRig, createApiRig, type Person } from "./rig.ts";

let rig: ApiRig;
let ana: Person;
const open = (path: string) => rig.request("GET", path);
beforeAll(async () => {
  rig = await createApiRig({ RATE_LIMIT: "0" });
  ana = await rig.person("ana");
  await rig.publish(ana, "#tea and #milk");
}, 60_000);
afterAll(() => rig.close());

it("ends statements that take too long, and leaves no mark on the connection", async () => {
  const patiently = createPatience({ ms: 100, atOnce: 1 });
  const { sql } = rig.ctx;
  await expect(patiently(sql, (tx) => tx`select pg_sleep(5)`)).rejects.toThrow(OutOfPatience);
  expect(await patiently(sql, (tx) => tx`select 1 as one`)).toMatchObject([{ one: 1 }]);
  await expect(patiently(sql, (tx) => tx`select 1 / 0`)).rejects.toThrow("division by zero");
  const shown = await Promise.all(Array.from({ length: 20 }, () => sql`show statement_timeout`));
  expect(new Set(shown.map(([row]) => row?.statement_timeout)).size).toBe(1);
  expect(shown[0]?.[0]?.statement_timeout).not.toBe("100ms");
});

it("turns away whoever would wait for long", async () => {
  const patiently = createPatience({ ms: 1_000, atOnce: 1 });
  const all = Array.from({ length: 30 }, () => patiently(rig.ctx.sql, (tx) => tx`select pg_sleep(0.01)`));
  const answers = await Promise.allSettled(all);
  expect(answers.filter(({ status }) => status === "rejected")).toHaveLength(9);
});

it("a timeline that takes too long to look up is answered with 503", async () => {
  const { sql } = rig.ctx;
  await sql.unsafe(`alter table post_hashtags rename to hashtags_kept;
    create view post_hashtags as select t.* from hashtags_kept t where (select pg_sleep(10)) is not null`);
  const started = performance.now();
  const answer = await open("/api/v1/timelines/tag/tea?all[]=milk");
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("30");
  expect(performance.now() - started).toBeLessThan(6_000);
  await sql.unsafe("drop view post_hashtags; alter table hashtags_kept rename to post_hashtags");
  expect((await open("/api/v1/timelines/tag/tea?all[]=milk")).body).toHaveLength(1);
  expect((await open("/api/v1/timelines/public?only_media=true")).body).toEqual([]);
});

it("the directory has an end", async () => {
  expect((await open("/api/v1/directory?offset=10001")).body).toEqual([]);
});
