import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Medium } from "#protocol/model/medium.ts";
import { countQueries } from "#test/support/count-queries.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "./rig.ts";

let rig: ApiRig;
beforeAll(async () => {
  rig = await createApiRig();
}, 60_000);
afterAll(() => rig.close());

let count = 0;
const somebody = (options?: Parameters<ApiRig["person"]>[1]): Promise<Person> =>
  rig.person(`account_${++count}`, options);
const ids = (reply: { body: Json }): string[] => reply.body.map((each: { id: string }) => each.id);
const open = (path: string) => rig.request("GET", path);

describe("an account", () => {
  it("is shown to anybody, whole", async () => {
    const ana = await somebody({ role: "owner" });
    await ana.patch("/api/v1/accounts/update_credentials", { display_name: "Ana", note: "Hello <b> #tea" });
    const { status, body } = await open(`/api/v1/accounts/${ana.id}`);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: ana.id,
      username: ana.username,
      acct: ana.username,
      display_name: "Ana",
      locked: false,
      bot: false,
      discoverable: true,
      indexable: false,
      group: false,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      note: expect.stringMatching(/^<p>Hello &lt;b&gt; <a href="[^"]+\/tags\/tea"/),
      url: `${rig.origin}/@${ana.username}`,
      uri: `${rig.origin}/users/${ana.id}`,
      avatar: `${rig.origin}/ui/missing-avatar.png`,
      avatar_static: `${rig.origin}/ui/missing-avatar.png`,
      avatar_description: "",
      header: `${rig.origin}/ui/missing-header.png`,
      header_static: `${rig.origin}/ui/missing-header.png`,
      header_description: "",
      followers_count: 0,
      following_count: 0,
      statuses_count: 0,
      last_status_at: null,
      hide_collections: false,
      noindex: true,
      emojis: [],
      roles: [{ id: "3", name: "Owner", color: "" }],
      fields: [],
    });
  });

  it("shows nothing of itself while it is suspended, and is not there when it is deleted or not let in yet", async () => {
    const [ana, ben, cai] = [await somebody(), await somebody(), await somebody()];
    await ana.patch("/api/v1/accounts/update_credentials", { display_name: "Ana", note: "x" });
    await rig.publish(ana, "hello");
    await rig.ctx.sql`update accounts set state = 'suspended' where id = ${ana.id}`;
    await rig.ctx.sql`update accounts set state = 'deleted' where id = ${ben.id}`;
    await rig.ctx.sql`update logins set approved_at = null where account_id = ${cai.id}`;
    const { body } = await open(`/api/v1/accounts/${ana.id}`);
    expect(body).toMatchObject({ id: ana.id, suspended: true, display_name: "", note: "", fields: [] });
    expect((await open(`/api/v1/accounts/${ana.id}/statuses`)).body).toEqual([]);
    expect((await open(`/api/v1/accounts/${ana.id}/followers`)).body).toEqual([]);
    for (const { id } of [ben, cai]) expect((await open(`/api/v1/accounts/${id}`)).status).toBe(404);
    const several = await open(`/api/v1/accounts?id[]=${ben.id}&id[]=${cai.id}&id[]=${ana.id}&id[]=77`);
    expect(ids(several)).toEqual([ana.id]);
  });

  it("says where it has moved, and that it is limited or in memory of somebody", async () => {
    const [ana, ben] = [await somebody(), await somebody()];
    const { sql } = rig.ctx;
    await sql`update accounts set moved_to = (select iri from accounts where id = ${ben.id}), limited = true,
      memorial = true where id = ${ana.id}`;
    const { body } = await open(`/api/v1/accounts/${ana.id}`);
    expect(body).toMatchObject({ limited: true, memorial: true, moved: { id: ben.id } });
    expect(body.moved.moved).toBeUndefined();
  });

  it("is found by its handle, and several by their ids in the order asked for", async () => {
    const [ana, ben] = [await somebody(), await somebody()];
    const far = await rig.remote("Uma@up.example");
    const host = new URL(rig.origin).host;
    for (const acct of [ana.username, `@${ana.username.toUpperCase()}`, `${ana.username}@${host}`])
      expect((await open(`/api/v1/accounts/lookup?acct=${acct}`)).body.id).toBe(ana.id);
    expect((await open("/api/v1/accounts/lookup?acct=uma@UP.example")).body).toMatchObject({
      id: far,
      acct: "Uma@up.example",
    });
    for (const acct of ["", "nobody_here", "uma", "uma@", "@@", "a%00b"])
      expect((await open(`/api/v1/accounts/lookup?acct=${acct}`)).status).toBe(404);
    const several = await open(`/api/v1/accounts?id[]=${ben.id}&id[]=${far}&id[]=${ana.id}`);
    expect(ids(several)).toEqual([ben.id, far, ana.id]);
    expect((await open("/api/v1/accounts")).body).toEqual([]);
  });
});

describe("the search for accounts", () => {
  it("goes by the beginnings of names and of words, followed ones first", async () => {
    const me = await somebody();
    const names = ["marigold", "marina", "zed"];
    const [gold, ina, zed] = await Promise.all(names.map((name) => rig.person(name)));
    if (!gold || !ina || !zed) throw new Error("nobody");
    await zed.patch("/api/v1/accounts/update_credentials", { display_name: "Señor Marimba" });
    const find = async (query: string) => {
      const { body } = await me.get(`/api/v1/accounts/search?${query}`);
      return body.map((each: { username: string }) => each.username);
    };
    expect((await find("q=mari")).toSorted()).toEqual(["marigold", "marina", "zed"]);
    await rig.follow(me, zed);
    expect((await find("q=MARI"))[0]).toBe("zed");
    expect(await find("q=mari&following=true")).toEqual(["zed"]);
    expect(await find("q=@marina")).toEqual(["marina"]);
    expect(await find("q=senor")).toEqual([]);
    expect(await find("q=señor+marim")).toEqual(["zed"]);
    expect(await find("q=mari&limit=1&offset=1")).toHaveLength(1);
    for (const odd of ["", "%25", "_", "ma_i", "'", "a+%26+b+%7C+!c", "%00"])
      expect(await find(`q=${odd}`)).toEqual([]);
    await rig.ctx.sql`update accounts set state = 'suspended' where id = ${gold.id}`;
    expect(await find("q=marigold")).toEqual([]);
  });

  it("finds a whole handle, here and elsewhere", async () => {
    const me = await somebody();
    const far = await rig.remote("petunia@garden.example");
    const near = await rig.person("petunia");
    const host = new URL(rig.origin).host;
    expect(ids(await me.get("/api/v1/accounts/search?q=@petunia@garden.example"))).toEqual([far]);
    expect(ids(await me.get(`/api/v1/accounts/search?q=petunia@${host}`))[0]).toBe(near.id);
    expect(ids(await me.get("/api/v1/accounts/search?q=petunia@gar"))).toEqual([far]);
    expect((await me.get("/api/v1/accounts/search?q=petunia@garden.example&following=1")).body).toEqual([]);
    expect((await rig.request("GET", "/api/v1/accounts/search?q=petunia")).status).toBe(401);
  });
});

describe("the directory", () => {
  it("has those who want to be found, the most active or the newest first", async () => {
    const [old, busy, shy, limited] = [
      await somebody(),
      await somebody(),
      await somebody(),
      await somebody(),
    ];
    const far = await rig.remote("far@directory.example");
    await rig.publish(old, "long ago");
    await rig.publish(busy, "just now");
    await shy.patch("/api/v1/accounts/update_credentials", { discoverable: false });
    await rig.ctx.sql`update accounts set limited = true where id = ${limited.id}`;
    await rig.ctx.sql`update accounts set last_post_at = now() - interval '1 day' where id = ${old.id}`;
    const active = ids(await open("/api/v1/directory?limit=80"));
    expect(active.indexOf(busy.id)).toBeLessThan(active.indexOf(old.id));
    expect(active).toContain(far);
    for (const { id } of [shy, limited]) expect(active).not.toContain(id);
    const newest = ids(await open("/api/v1/directory?order=new&local=true&limit=80"));
    expect(newest.indexOf(busy.id)).toBeLessThan(newest.indexOf(old.id));
    expect(newest).not.toContain(far);
    expect(ids(await open("/api/v1/directory?order=new&local=true&offset=1&limit=2"))).toEqual(
      newest.slice(1, 3),
    );
    await old.post(`/api/v1/accounts/${busy.id}/block`);
    expect(ids(await old.get("/api/v1/directory?limit=80"))).not.toContain(busy.id);
  });
});

const image: Medium = {
  kind: "image",
  url: "https://x.example/a.png",
  mediaType: "image/png",
  alt: null,
  width: null,
  height: null,
  blurhash: null,
  focalPoint: null,
  duration: null,
  size: null,
  previewUrl: null,
  sensitive: false,
};

describe("what an account has posted", () => {
  it("goes through every filter", async () => {
    const [ana, ben] = [await somebody(), await somebody()];
    const theirs = await rig.publish(ben, "by ben");
    const plain = await rig.publish(ana, "one #Tea");
    const picture = await rig.publish(ana, {
      text: "look",
      media: [image],
    });
    const answer = await rig.publish(ana, { text: "an answer", inReplyTo: theirs });
    const thread = await rig.publish(ana, { text: "going on", inReplyTo: plain });
    await ana.post(`/api/v1/statuses/${theirs}/reblog`);
    await ana.post(`/api/v1/statuses/${plain}/pin`);
    const path = `/api/v1/accounts/${ana.id}/statuses`;
    const all = await open(path);
    expect(all.body[0].reblog.id).toBe(theirs);
    const boost = all.body[0].id;
    expect(ids(all)).toEqual([boost, thread, answer, picture, plain]);
    const filtered = async (query: string) => ids(await open(`${path}?${query}`));
    expect(await filtered("exclude_reblogs=true")).toEqual([thread, answer, picture, plain]);
    expect(await filtered("exclude_replies=1")).toEqual([boost, thread, picture, plain]);
    expect(await filtered("only_media=true")).toEqual([picture]);
    expect(await filtered("pinned=true")).toEqual([plain]);
    expect(await filtered("tagged=TEA")).toEqual([plain]);
    expect(await filtered("tagged=%23tea")).toEqual([plain]);
    expect(await filtered("tagged=coffee")).toEqual([]);
    expect(await filtered("exclude_reblogs=true&exclude_replies=true&limit=1")).toEqual([thread]);
    const first = await open(`${path}?limit=2`);
    expect(first.headers.get("link")).toContain(`max_id=${thread}`);
    expect(await filtered(`limit=2&max_id=${thread}`)).toEqual([answer, picture]);
    expect(await filtered(`min_id=${plain}&limit=2`)).toEqual([answer, picture]);
    expect(await filtered(`since_id=${answer}`)).toEqual([boost, thread]);
    expect((await open("/api/v1/accounts/12/statuses")).status).toBe(404);
  });

  it("is for those who may see it, and for nobody whom the account blocks", async () => {
    const [ana, fan, blocked] = [await somebody(), await somebody(), await somebody()];
    await rig.follow(fan, ana);
    const all = await rig.publish(ana, "for all");
    const few = await rig.publish(ana, { text: "for few", visibility: "followers" });
    await rig.publish(ana, { text: "a letter", visibility: "direct" });
    await ana.post(`/api/v1/accounts/${blocked.id}/block`);
    const path = `/api/v1/accounts/${ana.id}/statuses`;
    expect(ids(await open(path))).toEqual([all]);
    expect(ids(await fan.get(path))).toEqual([few, all]);
    expect((await blocked.get(path)).body).toEqual([]);
    expect((await blocked.get(`/api/v1/accounts/${ana.id}`)).status).toBe(200);
    expect(ids(await ana.get(path))).toHaveLength(3);
  });
});

describe("the cost", () => {
  it("is the same number of statements for a page of two and of twenty", async () => {
    const ana = await somebody();
    const people = [];
    for (let i = 0; i < 20; i++) people.push(await rig.remote(`p${i}@cost.example`));
    const { sql } = rig.ctx;
    for (const id of people)
      await sql`insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at)
        values (${id}, ${ana.id}, ${`https://cost.example/${id}`}, 'accepted', false, now())`;
    const costOf = (path: string) => countQueries(sql, () => ana.get(path));
    const relationships = (some: string[]) =>
      `/api/v1/accounts/relationships?${some.map((id) => `id[]=${id}`).join("&")}`;
    const familiar = (some: string[]) =>
      `/api/v1/accounts/familiar_followers?${some.map((id) => `id[]=${id}`).join("&")}`;
    const pairs = [
      [relationships(people), relationships(people.slice(0, 2))],
      [familiar(people), familiar(people.slice(0, 2))],
      ...[`/api/v1/accounts/${ana.id}/followers`, "/api/v1/directory", "/api/v1/suggestions"].map((path) => [
        `${path}?limit=20`,
        `${path}?limit=2`,
      ]),
    ];
    // What a page has nobody for, such as roles, is not asked for.
    for (const [long = "", short = ""] of pairs)
      expect(await costOf(long)).toBeLessThanOrEqual((await costOf(short)) + 3);
  });
});
