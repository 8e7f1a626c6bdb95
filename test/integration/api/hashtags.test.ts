import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Person } from "./rig.ts";

let rig: ApiRig;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  rig = await createApiRig();
  [ana, ben] = [await rig.person("ana"), await rig.person("ben")];
}, 60_000);
afterAll(() => rig.close());

const idsOf = (items: { id: string }[]) => items.map((item) => item.id);
const home = async (reader: Person) => idsOf((await reader.get("/api/v1/timelines/home")).body);

describe("a hashtag", () => {
  it("is told with a week of its use, and what the viewer has to do with it", async () => {
    await rig.publish(ben, "one #Kettle");
    await rig.publish(ben, "two #kettle");
    await rig.node.settle();
    const reply = await ana.get("/api/v1/tags/KETTLE");
    expect(reply).toMatchObject({
      status: 200,
      body: { name: "Kettle", url: `${rig.origin}/tags/kettle`, following: false, featuring: false },
    });
    expect(reply.body.history).toHaveLength(7);
    expect(reply.body.history[0]).toEqual({ day: expect.stringMatching(/^\d+$/), uses: "2", accounts: "1" });
    const anonymous = (await rig.request("GET", "/api/v1/tags/kettle")).body;
    expect(anonymous).not.toHaveProperty("following");
    expect((await ana.get("/api/v1/tags/neverused")).body).toMatchObject({ name: "neverused" });
  });

  it("is not everything", async () => {
    for (const name of ["123", "a%20b", "a-b", "%23", `${"x".repeat(251)}`]) {
      expect((await ana.get(`/api/v1/tags/${name}`)).status).toBe(404);
      expect((await ana.post(`/api/v1/tags/${name}/follow`)).status).toBe(404);
      expect((await ana.post(`/api/v1/tags/${name}/unfollow`)).status).toBe(404);
      expect((await ana.post(`/api/v1/tags/${name}/feature`)).status).toBe(404);
      expect((await ana.post(`/api/v1/tags/${name}/unfeature`)).status).toBe(404);
    }
  });
});

describe("a followed hashtag", () => {
  it("brings public posts home, once each, and stops when it is followed no longer", async () => {
    const fan = await rig.person("fan");
    const [cat, dora] = [await rig.person("cat"), await rig.person("dora")];
    await rig.follow(fan, dora);
    expect((await fan.post("/api/v1/tags/Tea/follow")).body).toMatchObject({ following: true });
    expect((await fan.post("/api/v1/tags/tea/follow")).status).toBe(200);
    await fan.post("/api/v1/tags/coffee/follow");
    const byCat = await rig.publish(cat, "#TEA and #coffee");
    const followed = await rig.publish(dora, "#tea too");
    const own = await rig.publish(fan, "my #tea");
    const answer = await rig.publish(cat, { text: "more #tea", inReplyTo: byCat });
    await rig.publish(cat, { text: "secret #tea", visibility: "unlisted" });
    expect(await home(fan)).toEqual([answer, own, followed, byCat]);
    expect((await fan.post("/api/v1/tags/tea/unfollow")).body).toMatchObject({ following: false });
    await rig.publish(cat, "late #tea");
    expect(await home(fan)).toEqual([answer, own, followed, byCat]);
  });

  it("brings nothing by those that the reader blocks, mutes, or that moderators have limited", async () => {
    const [fan, dan] = [await rig.person("fan2"), await rig.person("dan")];
    await fan.post("/api/v1/tags/cake/follow");
    await rig.publish(dan, "#cake");
    await rig.ctx
      .sql`insert into mutes (account_id, target_id, created_at) values (${fan.id}, ${dan.id}, now())`;
    expect(await home(fan)).toEqual([]);
    await rig.ctx.sql`delete from mutes`;
    await rig.ctx.sql`update accounts set limited = true where id = ${dan.id}`;
    await rig.publish(dan, "more #cake");
    expect(await home(fan)).toHaveLength(1);
  });

  it("is listed in pages in both directions", async () => {
    const fan = await rig.person("fan3");
    for (const name of ["one", "two", "three"]) await fan.post(`/api/v1/tags/${name}/follow`);
    const all = await fan.get("/api/v1/followed_tags");
    expect(all.body.map((tag: { name: string }) => tag.name)).toEqual(["three", "two", "one"]);
    expect(all.body[0]).toMatchObject({ following: true, featuring: false });
    const names = async (url: string) =>
      (await fan.get(url.replace(rig.origin, ""))).body.map((tag: { name: string }) => tag.name);
    const first = await fan.get("/api/v1/followed_tags?limit=2");
    const link = (rel: string) =>
      new RegExp(`<([^>]+)>; rel="${rel}"`).exec(first.headers.get("link") ?? "")?.[1] ?? "";
    expect(await names(link("next"))).toEqual(["one"]);
    expect(await names(link("prev"))).toEqual([]);
    expect((await ben.get("/api/v1/followed_tags")).body).toEqual([]);
  });
});

describe("a featured hashtag", () => {
  it("stands on a profile with how much it is used there", async () => {
    const cook = await rig.person("cook");
    await rig.publish(cook, "#Soup one");
    await rig.publish(cook, "#soup two #salt");
    expect(idsOf((await cook.get("/api/v1/featured_tags/suggestions")).body)).toHaveLength(2);
    const made = await cook.post("/api/v1/featured_tags", { name: "#Soup" });
    expect(made).toMatchObject({ status: 200 });
    expect(made.body).toEqual({
      id: expect.any(String),
      name: "Soup",
      url: `${rig.origin}/@cook/tagged/soup`,
      statuses_count: "2",
      last_status_at: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    expect((await cook.get("/api/v1/featured_tags")).body).toEqual([made.body]);
    expect((await rig.request("GET", `/api/v1/accounts/${cook.id}/featured_tags`)).body).toEqual([made.body]);
    expect((await cook.get("/api/v1/featured_tags/suggestions")).body).toMatchObject([{ name: "salt" }]);
    expect((await cook.get("/api/v1/tags/soup")).body).toMatchObject({ featuring: true });
    expect((await ana.delete(`/api/v1/featured_tags/${made.body.id}`)).status).toBe(404);
    expect((await cook.delete("/api/v1/featured_tags/17")).status).toBe(404);
    expect((await cook.delete(`/api/v1/featured_tags/${made.body.id}`)).body).toEqual({});
    expect((await cook.get("/api/v1/featured_tags")).body).toEqual([]);
  });

  it("is a hashtag, once, and one of ten", async () => {
    const cook = await rig.person("cook2");
    expect((await cook.post("/api/v1/featured_tags", {})).status).toBe(422);
    expect(await cook.post("/api/v1/featured_tags", { name: "1 2" })).toMatchObject({
      status: 422,
      body: { error: "Validation failed: Tag is invalid" },
    });
    for (let n = 0; n < 10; n++)
      expect((await cook.post(`/api/v1/tags/tag${n}/feature`)).body).toMatchObject({ featuring: true });
    expect((await cook.post("/api/v1/featured_tags", { name: "TAG1" })).status).toBe(422);
    expect((await cook.post("/api/v1/tags/tag1/feature")).status).toBe(200);
    expect((await cook.post("/api/v1/tags/tag10/feature")).status).toBe(422);
    expect((await cook.post("/api/v1/tags/tag1/unfeature")).body).toMatchObject({ featuring: false });
    expect((await cook.get("/api/v1/featured_tags")).body).toHaveLength(9);
  });

  it("belongs to an account that is there", async () => {
    expect((await ana.get(`/api/v1/accounts/${rig.ctx.ids.next()}/featured_tags`)).status).toBe(404);
    expect((await ana.get("/api/v1/accounts/17/featured_tags")).status).toBe(404);
    const far = await rig.remote("far@example.social");
    expect((await ana.get(`/api/v1/accounts/${far}/featured_tags`)).body).toEqual([]);
  });
});
