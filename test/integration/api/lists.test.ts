import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deleteAccount } from "#server/accounts/delete.ts";
import { receiveMove } from "#server/relations/receive-move.ts";
import { unfollow } from "#server/relations/unfollow.ts";
import { type ApiRig, createApiRig, type Person } from "./rig.ts";

let rig: ApiRig;
let ana: Person;
let ben: Person;
let cat: Person;
beforeAll(async () => {
  rig = await createApiRig();
  [ana, ben, cat] = [await rig.person("ana"), await rig.person("ben"), await rig.person("cat")];
  await rig.follow(ana, ben);
  await rig.follow(ana, cat);
}, 60_000);
afterAll(() => rig.close());

const made = async (owner: Person, body: object = {}) =>
  (await owner.post("/api/v1/lists", { title: "Friends", ...body })).body;
const idsOf = (items: { id: string }[]) => items.map((item) => item.id);
const timeline = async (id: string, query = "") =>
  idsOf((await ana.get(`/api/v1/timelines/list/${id}${query}`)).body);

describe("a list", () => {
  it("is made, read, changed and deleted", async () => {
    const created = await ana.post("/api/v1/lists", { title: " Tea " });
    expect(created.status).toBe(200);
    expect(created.body).toEqual({
      id: expect.any(String),
      title: "Tea",
      replies_policy: "list",
      exclusive: false,
    });
    const { id } = created.body;
    expect((await ana.get("/api/v1/lists")).body).toContainEqual(created.body);
    const changed = await ana.put(`/api/v1/lists/${id}`, { replies_policy: "none", exclusive: true });
    expect(changed.body).toEqual({ id, title: "Tea", replies_policy: "none", exclusive: true });
    expect((await ana.get(`/api/v1/lists/${id}`)).body).toEqual(changed.body);
    expect((await ana.delete(`/api/v1/lists/${id}`)).body).toEqual({});
    expect((await ana.get(`/api/v1/lists/${id}`)).status).toBe(404);
  });

  it("needs a title of a sensible length and a known policy", async () => {
    expect(await ana.post("/api/v1/lists", {})).toMatchObject({
      status: 422,
      body: { error: "Validation failed: Title can't be blank" },
    });
    expect((await ana.post("/api/v1/lists", { title: "x".repeat(257) })).status).toBe(422);
    expect(await ana.post("/api/v1/lists", { title: "x", replies_policy: "some" })).toMatchObject({
      status: 422,
      body: { error: "'some' is not a valid replies_policy" },
    });
    const { id } = await made(ana);
    expect((await ana.put(`/api/v1/lists/${id}`, { title: "" })).status).toBe(422);
  });

  it("is nobody else's", async () => {
    const { id } = await made(ana);
    for (const reply of [
      await ben.get(`/api/v1/lists/${id}`),
      await ben.put(`/api/v1/lists/${id}`, { title: "Mine" }),
      await ben.delete(`/api/v1/lists/${id}`),
      await ben.get(`/api/v1/lists/${id}/accounts`),
      await ben.post(`/api/v1/lists/${id}/accounts`, { account_ids: [cat.id] }),
      await ben.delete(`/api/v1/lists/${id}/accounts`, { account_ids: [cat.id] }),
      await ben.get(`/api/v1/timelines/list/${id}`),
      await ana.get("/api/v1/lists/17"),
      await ana.get("/api/v1/timelines/list/17"),
    ])
      expect(reply).toMatchObject({ status: 404, body: { error: "Record not found" } });
    expect(idsOf((await ben.get("/api/v1/lists")).body)).not.toContain(id);
  });

  it("is one of fifty at most", async () => {
    const dan = await rig.person("dan");
    for (let n = 0; n < 50; n++)
      expect((await dan.post("/api/v1/lists", { title: `${n}` })).status).toBe(200);
    expect((await dan.post("/api/v1/lists", { title: "50" })).status).toBe(422);
    expect((await dan.get("/api/v1/lists")).body).toHaveLength(50);
  });
});

describe("the members of a list", () => {
  it("are put on it, read in pages, and taken off", async () => {
    const { id } = await made(ana);
    const added = await ana.post(`/api/v1/lists/${id}/accounts`, { account_ids: [ben.id, cat.id] });
    expect(added).toMatchObject({ status: 200, body: {} });
    const both = await ana.get(`/api/v1/lists/${id}/accounts`);
    expect(both.body).toMatchObject([{ username: "cat" }, { username: "ben" }]);
    const first = await ana.get(`/api/v1/lists/${id}/accounts?limit=1`);
    expect(idsOf(first.body)).toEqual([cat.id]);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    expect(idsOf((await ana.get(next.slice(rig.origin.length))).body)).toEqual([ben.id]);
    expect(idsOf((await ana.get(`/api/v1/lists/${id}/accounts?min_id=${ben.id}`)).body)).toEqual([cat.id]);
    const all = await ana.get(`/api/v1/lists/${id}/accounts?limit=0`);
    expect(all.body).toHaveLength(2);
    expect(all.headers.get("link")).toBeNull();
    expect(idsOf((await ana.get(`/api/v1/accounts/${ben.id}/lists`)).body)).toContain(id);
    expect((await ben.get(`/api/v1/accounts/${cat.id}/lists`)).body).toEqual([]);
    expect((await ana.delete(`/api/v1/lists/${id}/accounts?account_ids[]=${ben.id}`)).body).toEqual({});
    expect(idsOf((await ana.get(`/api/v1/lists/${id}/accounts`)).body)).toEqual([cat.id]);
  });

  it("are followed by its owner, or asked to be, or are the owner; all are added or none", async () => {
    const { id } = await made(ana);
    const stranger = await rig.person("stranger");
    const locked = await rig.person("locked", { locked: true });
    await rig.follow(ana, locked);
    const add = (...ids: string[]) => ana.post(`/api/v1/lists/${id}/accounts`, { account_ids: ids });
    expect((await add(ben.id, stranger.id)).status).toBe(404);
    expect((await add(ben.id, rig.ctx.ids.next())).status).toBe(404);
    expect((await add(ben.id, "17")).status).toBe(404);
    expect((await ana.get(`/api/v1/lists/${id}/accounts`)).body).toEqual([]);
    expect((await add(ana.id, locked.id)).status).toBe(200);
    expect(await add(ana.id)).toMatchObject({
      status: 422,
      body: { error: "Validation failed: Account has already been taken" },
    });
  });

  it("leave it when they are followed no longer", async () => {
    const eve = await rig.person("eve");
    await rig.follow(ana, eve);
    const { id } = await made(ana);
    await ana.post(`/api/v1/lists/${id}/accounts`, { account_ids: [eve.id] });
    await unfollow(rig.ctx, { followerId: ana.id, followeeId: eve.id });
    expect((await ana.get(`/api/v1/lists/${id}/accounts`)).body).toEqual([]);
  });
});

it("follows a member that moves, and goes with its owner", async () => {
  const [owner, old] = [await rig.person("holder"), await rig.person("old")];
  const moved = await rig.person("moved");
  await rig.follow(owner, old);
  const { id } = await made(owner);
  await owner.post(`/api/v1/lists/${id}/accounts`, { account_ids: [old.id] });
  await receiveMove(rig.ctx, { from: { id: old.id, isLocal: true }, to: { id: moved.id, isLocal: true } });
  expect(idsOf((await owner.get(`/api/v1/lists/${id}/accounts`)).body)).toEqual([moved.id]);
  await deleteAccount(rig.ctx, owner.id);
  expect(await rig.ctx.sql`select from lists where account_id = ${owner.id}`).toEqual([]);
});

describe("the timeline of a list", () => {
  it("has what its members wrote and boosted, in pages in both directions", async () => {
    const { id } = await made(ana);
    await ana.post(`/api/v1/lists/${id}/accounts`, { account_ids: [ben.id] });
    const elsewhere = await rig.publish(cat, "not on the list");
    const ids: string[] = [];
    for (const text of ["one", "two", "three"]) ids.unshift(await rig.publish(ben, text));
    const { react } = await boosting();
    const boost = await react(ben.id, elsewhere);
    expect(await timeline(id)).toEqual([boost, ...ids]);
    expect(await timeline(id, "?limit=2")).toEqual([boost, ids[0]]);
    expect(await timeline(id, `?limit=2&max_id=${ids[0]}`)).toEqual([ids[1], ids[2]]);
    expect(await timeline(id, `?limit=2&min_id=${ids[2]}`)).toEqual([ids[0], ids[1]]);
    expect(await timeline(id, `?limit=1&since_id=${ids[2]}`)).toEqual([boost]);
    const [status] = (await ana.get(`/api/v1/timelines/list/${id}`)).body;
    expect(status).toMatchObject({ account: { username: "ben" }, reblog: { id: elsewhere } });
    await rig.ctx
      .sql`update follows set shows_boosts = false where follower_id = ${ana.id} and followee_id = ${ben.id}`;
    expect(await timeline(id)).toEqual(ids);
  });

  it.each([
    ["list", ["self", "member", "owner", "plain"]],
    ["followed", ["self", "member", "owner", "followed", "plain"]],
    ["none", ["self", "owner", "plain"]],
  ] as const)("shows the answers that its policy says: %s", async (policy, shown) => {
    const [writer, member, followed] = await Promise.all(
      ["writer", "member", "followed"].map((name) => rig.person(`${name}_${policy}`)),
    );
    const other = await rig.person(`other_${policy}`);
    if (!writer || !member || !followed) throw new Error("missing");
    for (const each of [writer, member, followed]) await rig.follow(ana, each);
    const { id } = await made(ana, { replies_policy: policy });
    await ana.post(`/api/v1/lists/${id}/accounts`, { account_ids: [writer.id, member.id] });
    const posts: Record<string, string> = { plain: await rig.publish(writer, "plain") };
    for (const [name, to] of Object.entries({ self: writer, member, owner: ana, followed, other })) {
      const parent = await rig.publish(to, { text: "hm", visibility: to === writer ? "direct" : "public" });
      posts[name] = await rig.publish(writer, { text: "answer", inReplyTo: parent });
      if (to === member) await rig.ctx.sql`update posts set visibility = 'direct' where id = ${parent}`;
    }
    const names = new Map(Object.entries(posts).map(([name, post]) => [post, name]));
    expect((await timeline(id)).map((post) => names.get(post)).sort()).toEqual([...shown].sort());
  });

  it("has what its owner may see alone", async () => {
    const writer = await rig.person("secretive");
    await rig.follow(ana, writer);
    const { id } = await made(ana);
    await ana.post(`/api/v1/lists/${id}/accounts`, { account_ids: [writer.id] });
    const shown = [
      await rig.publish(writer, { text: "for followers", visibility: "followers" }),
      await rig.publish(writer, { text: "unlisted", visibility: "unlisted" }),
    ];
    await rig.publish(writer, { text: "@ana psst", visibility: "direct" });
    expect(await timeline(id)).toEqual(shown.toReversed());
    await rig.ctx
      .sql`insert into mutes (account_id, target_id, created_at) values (${ana.id}, ${writer.id}, now())`;
    expect(await timeline(id)).toEqual([]);
  });

  it("has no boost for followers alone of whom its owner has only asked to follow", async () => {
    const shy = await rig.person("shy", { locked: true });
    await ana.post(`/api/v1/accounts/${shy.id}/follow`);
    const { id } = await made(ana);
    expect((await ana.post(`/api/v1/lists/${id}/accounts`, { account_ids: [shy.id] })).status).toBe(200);
    const post = await rig.publish(ben, "passed on");
    const boost = await shy.post(`/api/v1/statuses/${post}/reblog`, { visibility: "private" });
    expect(boost.status).toBe(200);
    expect(await timeline(id)).toEqual([]);
    await shy.post(`/api/v1/follow_requests/${ana.id}/authorize`);
    expect(await timeline(id)).toEqual([boost.body.id]);
  });

  it("keeps its members from home when it is exclusive, and gives them back when it is not", async () => {
    const reader = await rig.person("reader");
    for (const each of [ben, cat]) await rig.follow(reader, each);
    const home = async () => idsOf((await reader.get("/api/v1/timelines/home?limit=3")).body);
    const kept = await rig.publish(ben, "kept");
    const plain = await rig.publish(cat, "plain");
    const own = await rig.publish(reader, "own");
    const { id } = await made(reader, { exclusive: true });
    await reader.post(`/api/v1/lists/${id}/accounts`, { account_ids: [ben.id, reader.id] });
    expect(await home()).not.toContain(kept);
    expect(await home()).toEqual(expect.arrayContaining([plain, own]));
    const { react } = await boosting();
    const boost = await react(ben.id, await rig.publish(await rig.person("boosted"), "boosted"));
    expect(await home()).not.toContain(boost);
    await reader.put(`/api/v1/lists/${id}`, { exclusive: false });
    expect(await home()).toContain(boost);
  });
});

async function boosting() {
  const { boost } = await import("#server/reactions/boost.ts");
  return {
    async react(accountId: string, postId: string): Promise<string> {
      const answer = await boost(rig.ctx, { accountId, postId, visibility: "public" });
      if (!answer.ok) throw new Error(answer.error.type);
      const [row] = await rig.ctx
        .sql`select id from boosts where account_id = ${accountId} and post_id = ${postId}`;
      return row?.id;
    },
  };
}
