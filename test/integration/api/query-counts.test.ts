import { afterAll, beforeAll, expect, it } from "vitest";
import { react } from "#server/reactions/react.ts";
import { must } from "#test/e2e/people.ts";
import { queriesOf } from "#test/support/count-queries.ts";
import { type ApiRig, createApiRig, type Person } from "./rig.ts";

const MANY = 40;
/** A page's first item may lack a kind of thing that others have; each kind costs one statement, not one an item. */
const KINDS = 3;

let rig: ApiRig;
let ana: Person;
let root: string;
const ids: string[] = [];

beforeAll(async () => {
  rig = await createApiRig();
  ana = await rig.person("ana");
  const people: Person[] = [];
  for (let n = 0; n < MANY; n++) people.push(await rig.person(`person${n}`));
  for (const person of people) {
    await rig.follow(ana, person);
    await rig.follow(person, ana);
  }
  root = await rig.publish(ana, "Everybody answers this");
  for (const person of people) ids.push(await publishRich(person));
  for (const person of people) {
    await person.post(`/api/v1/statuses/${root}/favourite`);
    await person.post(`/api/v1/statuses/${root}/reblog`);
    await person.post("/api/v1/statuses", { status: "quoted", quoted_status_id: root });
    await ana.post(`/api/v1/statuses/${ids[people.indexOf(person)]}/bookmark`);
    await ana.post(`/api/v1/statuses/${ids[people.indexOf(person)]}/favourite`);
  }
  await rig.node.settle();
}, 180_000);
afterAll(() => rig.close(), 60_000);

/** A post with everything that has to be looked up: poll, quote, reactions, mentions, a hashtag, an application. */
async function publishRich(author: Person): Promise<string> {
  const { body } = await author.post("/api/v1/statuses", {
    status: "@ana what do you think? #tea",
    in_reply_to_id: root,
    quoted_status_id: root,
    poll: { options: ["this", "that"], expires_in: 3600 },
  });
  must(await react(rig.ctx, { accountId: ana.id, postId: body.id, kind: "emoji", emoji: "🎉" }));
  await ana.post(`/api/v1/statuses/${body.id}/reblog`);
  return body.id;
}

it.each<[string, () => string]>([
  ["home", () => "/api/v1/timelines/home?"],
  ["public", () => "/api/v1/timelines/public?"],
  ["tag", () => "/api/v1/timelines/tag/tea?"],
  ["an account's posts", () => `/api/v1/accounts/${ana.id}/statuses?`],
  ["notifications", () => "/api/v1/notifications?"],
  ["grouped notifications", () => "/api/v2/notifications?"],
  ["bookmarks", () => "/api/v1/bookmarks?"],
  ["favourites", () => "/api/v1/favourites?"],
  ["quotes", () => `/api/v1/statuses/${root}/quotes?`],
  ["who boosted", () => `/api/v1/statuses/${root}/reblogged_by?`],
  ["who favourited", () => `/api/v1/statuses/${root}/favourited_by?`],
  ["followers", () => `/api/v1/accounts/${ana.id}/followers?`],
  ["following", () => `/api/v1/accounts/${ana.id}/following?`],
])("a page of %s costs as many statements with 40 items as with one", async (_name, path) => {
  const get = (limit: number) => ana.get(`${path()}&limit=${limit}`);
  const { status } = await get(MANY);
  expect(status).toBe(200);
  const [one, many] = [
    await queriesOf(rig.ctx.sql, () => get(1)),
    await queriesOf(rig.ctx.sql, () => get(MANY)),
  ];
  expect(many.length, many.join("\n---\n")).toBeLessThanOrEqual(one.length + KINDS);
});

it("statuses by their ids, and a thread of forty answers, cost as many statements as one", async () => {
  const some = (n: number) => ids.slice(0, n).map((id) => `id[]=${id}`);
  const read = (n: number) => ana.get(`/api/v1/statuses?${some(n).join("&")}`);
  const single = await queriesOf(rig.ctx.sql, () => read(1));
  expect((await queriesOf(rig.ctx.sql, () => read(MANY))).length).toBeLessThanOrEqual(single.length);
  const below = await queriesOf(rig.ctx.sql, () => ana.get(`/api/v1/statuses/${root}/context`));
  const above = await queriesOf(rig.ctx.sql, () => ana.get(`/api/v1/statuses/${ids[0]}/context`));
  expect(below.length, below.join("\n---\n")).toBeLessThanOrEqual(above.length + KINDS);
});
