import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { block } from "#server/relations/block.ts";
import { mute } from "#server/relations/mute.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "./rig.ts";

let rig: ApiRig;
let ana: Person;
let ben: Person;
let eva: Person;
beforeAll(async () => {
  rig = await createApiRig();
  [ana, ben, eva] = [await rig.person("ana"), await rig.person("ben"), await rig.person("eva")];
  await rig.follow(ben, ana);
}, 60_000);
afterAll(() => rig.close(), 60_000);

const missing = { status: 404, body: { error: "Record not found" } };
const idsOf = (body: Json) => body.map(({ id }: Json) => id);
const anonymously = (path: string) => rig.request("GET", path);

describe("a post", () => {
  it("has for a stranger nothing that only somebody can have done", async () => {
    const id = await rig.publish(ana, "Hello");
    const { status, body } = await anonymously(`/api/v1/statuses/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, content: "<p>Hello</p>", quote_approval: { current_user: "denied" } });
    for (const name of ["favourited", "reblogged", "muted", "bookmarked", "pinned", "filtered"])
      expect(body).not.toHaveProperty(name);
  });

  it("is for those that it is for", async () => {
    const followers = await rig.publish(ana, { text: "for followers", visibility: "followers" });
    const direct = await rig.publish(ana, { text: "@eva only you", visibility: "direct" });
    expect((await ben.get(`/api/v1/statuses/${followers}`)).body.visibility).toBe("private");
    expect((await eva.get(`/api/v1/statuses/${direct}`)).body.visibility).toBe("direct");
    for (const reply of [
      await eva.get(`/api/v1/statuses/${followers}`),
      await anonymously(`/api/v1/statuses/${followers}`),
      await ben.get(`/api/v1/statuses/${direct}`),
      await anonymously(`/api/v1/statuses/${direct}`),
      await ana.get("/api/v1/statuses/1"),
      await ana.get(`/api/v1/statuses/${rig.ctx.ids.next()}`),
    ])
      expect(reply).toMatchObject(missing);
  });

  it("is shown of whom the viewer has muted or blocked, not to whom its author has blocked", async () => {
    const dan = await rig.person("dan");
    const id = await rig.publish(dan, "Still here");
    must(await mute(rig.ctx, { accountId: ana.id, targetId: dan.id }));
    must(await block(rig.ctx, { accountId: ben.id, targetId: dan.id }));
    must(await block(rig.ctx, { accountId: dan.id, targetId: eva.id }));
    expect((await ana.get(`/api/v1/statuses/${id}`)).status).toBe(200);
    expect((await ben.get(`/api/v1/statuses/${id}`)).status).toBe(200);
    expect(await eva.get(`/api/v1/statuses/${id}`)).toMatchObject(missing);
  });

  it("is gone with its author", async () => {
    const gus = await rig.person("gus");
    const id = await rig.publish(gus, "Soon gone");
    await rig.ctx.sql`update accounts set state = 'suspended' where id = ${gus.id}`;
    expect(await ana.get(`/api/v1/statuses/${id}`)).toMatchObject(missing);
  });

  it("is one of many that are asked for, in their order; what is missing is left out", async () => {
    const [one, two] = [await rig.publish(ana, "one"), await rig.publish(ana, "two")];
    const secret = await rig.publish(ana, { text: "secret", visibility: "direct" });
    const { body: boost } = await ben.post(`/api/v1/statuses/${one}/reblog`);
    const query = [two, secret, "7", boost.id, one, two].map((id) => `id[]=${id}`).join("&");
    expect(idsOf((await anonymously(`/api/v1/statuses?${query}`)).body)).toEqual([two, boost.id, one]);
    expect((await anonymously("/api/v1/statuses")).body).toEqual([]);
    const many = Array.from({ length: 101 }, (_, n) => `id[]=${n}`).join("&");
    expect((await anonymously(`/api/v1/statuses?${many}`)).status).toBe(422);
  });

  it("from another server tells its source as HTML, and no application", async () => {
    const remote = await rig.remote("rae@there.example");
    const id = await rig.publish(ana, "x");
    await rig.ctx
      .sql`update posts set account_id = ${remote}, is_local = false, source = null, html = '<p>far</p>',
      quote_policy = null where id = ${id}`;
    const { body } = await ana.get(`/api/v1/statuses/${id}`);
    expect(body).toMatchObject({
      application: null,
      account: { acct: "rae@there.example" },
      quote_approval: { automatic: [], current_user: "unknown" },
    });
    expect((await ana.get(`/api/v1/statuses/${id}/source`)).body).toMatchObject({ text: "<p>far</p>" });
    expect((await anonymously(`/api/v1/statuses/${id}/card`)).body).toEqual({});
  });

  it("that was never edited has a history of one version", async () => {
    const id = await rig.publish(ana, { text: "For all time", warning: "solemn" });
    expect((await anonymously(`/api/v1/statuses/${id}/history`)).body).toMatchObject([
      { content: "<p>For all time</p>", spoiler_text: "solemn", sensitive: true, account: { id: ana.id } },
    ]);
    const hidden = await rig.publish(ana, { text: "x", visibility: "followers" });
    expect(await anonymously(`/api/v1/statuses/${hidden}/history`)).toMatchObject(missing);
    expect(await eva.get(`/api/v1/statuses/${hidden}/source`)).toMatchObject(missing);
    expect(await eva.get(`/api/v1/statuses/${hidden}/card`)).toMatchObject(missing);
  });
});

describe("a thread", () => {
  it("has what a post answers above it, and each answer with its answers below", async () => {
    const answer = (author: Person, inReplyTo: string | null) =>
      rig.publish(author, { text: "so?", inReplyTo });
    const root = await rig.publish(ana, "root");
    const first = await answer(ben, root);
    const second = await answer(eva, root);
    const firstChild = await answer(eva, first);
    const continued = await answer(ana, root);
    const secondChild = await answer(ben, second);
    const { body } = await anonymously(`/api/v1/statuses/${root}/context`);
    expect(body.ancestors).toEqual([]);
    expect(idsOf(body.descendants)).toEqual([continued, first, firstChild, second, secondChild]);
    const { body: below } = await ana.get(`/api/v1/statuses/${secondChild}/context`);
    expect(idsOf(below.ancestors)).toEqual([root, second]);
    expect(below.descendants).toEqual([]);
    expect(below.ancestors[0]).toMatchObject({ favourited: false, filtered: [] });
  });

  it("goes on below what is deleted or hidden", async () => {
    const root = await rig.publish(ana, "root");
    const middle = await rig.publish(ben, { text: "middle", inReplyTo: root });
    const leaf = await rig.publish(eva, { text: "leaf", inReplyTo: middle });
    const quiet = await rig.publish(ana, { text: "@ben quiet", inReplyTo: root, visibility: "direct" });
    await ben.delete(`/api/v1/statuses/${middle}`);
    expect(idsOf((await ana.get(`/api/v1/statuses/${root}/context`)).body.descendants)).toEqual([
      quiet,
      leaf,
    ]);
    expect(idsOf((await anonymously(`/api/v1/statuses/${root}/context`)).body.descendants)).toEqual([leaf]);
    expect(idsOf((await eva.get(`/api/v1/statuses/${leaf}/context`)).body.ancestors)).toEqual([root]);
    expect(await ana.get(`/api/v1/statuses/${middle}/context`)).toMatchObject(missing);
  });

  it("leaves out whom the viewer shuts out", async () => {
    const kim = await rig.person("kim");
    const root = await rig.publish(ana, "root");
    const shut = await rig.publish(kim, { text: "shut out", inReplyTo: root });
    must(await mute(rig.ctx, { accountId: eva.id, targetId: kim.id }));
    expect((await eva.get(`/api/v1/statuses/${root}/context`)).body.descendants).toEqual([]);
    expect(idsOf((await ben.get(`/api/v1/statuses/${root}/context`)).body.descendants)).toEqual([shut]);
  });

  it("ends for a stranger after 40 above, 60 below and 20 levels", async () => {
    const chain: string[] = [await rig.publish(ana, "0")];
    for (let n = 1; n < 70; n++)
      chain.push(await rig.publish(ana, { text: String(n), inReplyTo: chain.at(-1) ?? null }));
    const top = await anonymously(`/api/v1/statuses/${chain[0]}/context`);
    expect(idsOf(top.body.descendants)).toEqual(chain.slice(1, 21));
    const bottom = await anonymously(`/api/v1/statuses/${chain[69]}/context`);
    expect(idsOf(bottom.body.ancestors)).toEqual(chain.slice(29, 69));
    expect((await ben.get(`/api/v1/statuses/${chain[0]}/context`)).body.descendants.length).toBe(69);
    const wide = await rig.publish(ana, "wide");
    for (let n = 0; n < 65; n++) await rig.publish(ben, { text: String(n), inReplyTo: wide });
    expect((await anonymously(`/api/v1/statuses/${wide}/context`)).body.descendants.length).toBe(60);
    expect((await ana.get(`/api/v1/statuses/${wide}/context`)).body.descendants.length).toBe(65);
  }, 60_000);
});
