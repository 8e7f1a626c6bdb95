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
const told = async (person: Person, kind: string) =>
  (await rig.ctx.sql`select from notifications where account_id = ${person.id} and kind = ${kind}`).length;

describe.each([
  ["favourite", "unfavourite", "favourited"],
  ["bookmark", "unbookmark", "bookmarked"],
  ["mute", "unmute", "muted"],
])("%s", (does, takesBack, flag) => {
  it("marks the post, however often, and is taken back", async () => {
    const id = await rig.publish(ana, "A post");
    for (let n = 0; n < 2; n++) {
      const { status, body } = await ben.post(`/api/v1/statuses/${id}/${does}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ id, [flag]: true, favourites_count: does === "favourite" ? 1 : 0 });
    }
    expect((await eva.get(`/api/v1/statuses/${id}`)).body[flag]).toBe(false);
    for (let n = 0; n < 2; n++)
      expect((await ben.post(`/api/v1/statuses/${id}/${takesBack}`)).body).toMatchObject({
        id,
        [flag]: false,
        favourites_count: 0,
      });
  });

  it("of a boost is of the boosted post", async () => {
    const id = await rig.publish(ana, "Another");
    const { body: wrapper } = await ben.post(`/api/v1/statuses/${id}/reblog`);
    expect((await eva.post(`/api/v1/statuses/${wrapper.id}/${does}`)).body).toMatchObject({
      id,
      [flag]: true,
    });
    expect((await eva.post(`/api/v1/statuses/${wrapper.id}/${takesBack}`)).body).toMatchObject({
      id,
      [flag]: false,
    });
  });

  it("finds no post that is not there, or not for the viewer", async () => {
    const hidden = await rig.publish(ana, { text: "for followers", visibility: "followers" });
    const gone = await rig.publish(ana, "gone");
    await ana.delete(`/api/v1/statuses/${gone}`);
    for (const id of [hidden, gone, rig.ctx.ids.next(), "1", "%00"])
      for (const action of [does, takesBack])
        expect(await eva.post(`/api/v1/statuses/${id}/${action}`)).toMatchObject(missing);
  });

  it("wants a token with its scope", async () => {
    const id = await rig.publish(ana, "x");
    const reader = await rig.token(eva.id, ["read"]);
    expect((await rig.request("POST", `/api/v1/statuses/${id}/${does}`)).status).toBe(401);
    const reply = await rig.request("POST", `/api/v1/statuses/${id}/${does}`, { token: reader });
    expect(reply.status).toBe(403);
  });
});

describe("boosting", () => {
  it("answers with the boost around the post, the same one again", async () => {
    const id = await rig.publish(ana, "Pass it on");
    const first = await ben.post(`/api/v1/statuses/${id}/reblog`);
    expect(first).toMatchObject({
      status: 200,
      body: { account: { id: ben.id }, reblogged: true, reblog: { id, reblogged: true, reblogs_count: 1 } },
    });
    expect(first.body.id).not.toBe(id);
    expect((await ben.post(`/api/v1/statuses/${id}/reblog`)).body.id).toBe(first.body.id);
    expect((await eva.get(`/api/v1/statuses/${first.body.id}`)).body).toMatchObject({
      id: first.body.id,
      account: { id: ben.id },
      reblog: { id, account: { id: ana.id } },
    });
    expect(await told(ana, "boost")).toBeGreaterThan(0);
  });

  it("of a boost boosts what it boosts", async () => {
    const id = await rig.publish(ana, "Twice");
    const { body: first } = await ben.post(`/api/v1/statuses/${id}/reblog`);
    const { body: second } = await eva.post(`/api/v1/statuses/${first.id}/reblog`);
    expect(second).toMatchObject({ account: { id: eva.id }, reblog: { id, reblogs_count: 2, reblog: null } });
    expect((await eva.post(`/api/v1/statuses/${first.id}/unreblog`)).body).toMatchObject({
      id,
      reblogged: false,
    });
  });

  it("is as wide as is asked for", async () => {
    const id = await rig.publish(ana, "Quietly");
    const { body } = await ben.post(`/api/v1/statuses/${id}/reblog`, { visibility: "private" });
    expect(body.reblog.id).toBe(id);
    expect(await eva.get(`/api/v1/statuses/${body.id}`)).toMatchObject(missing);
    const wrong = await ben.post(`/api/v1/statuses/${id}/reblog`, { visibility: "direct" });
    expect(wrong.status).toBe(422);
  });

  it("is of what everybody may see, and of one's own", async () => {
    const own = await rig.publish(ana, { text: "for followers", visibility: "followers" });
    expect(await ben.post(`/api/v1/statuses/${own}/reblog`)).toMatchObject(missing);
    expect((await ana.post(`/api/v1/statuses/${own}/reblog`)).status).toBe(200);
    const direct = await rig.publish(ana, { text: "@ben psst", visibility: "direct" });
    expect(await ben.post(`/api/v1/statuses/${direct}/reblog`)).toMatchObject(missing);
  });

  it("goes with the post that is deleted", async () => {
    const id = await rig.publish(ana, "Short-lived");
    const { body } = await ben.post(`/api/v1/statuses/${id}/reblog`);
    await ana.delete(`/api/v1/statuses/${id}`);
    expect(await ben.get(`/api/v1/statuses/${body.id}`)).toMatchObject(missing);
  });
});

describe("pinning", () => {
  it("keeps to the most there may be, however many are pinned at once", async () => {
    const ida = await rig.person("ida");
    const ids = await Promise.all(Array.from({ length: 8 }, (_, n) => rig.publish(ida, `pin ${n}`)));
    const answers = await Promise.all(ids.map((id) => ida.post(`/api/v1/statuses/${id}/pin`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    const [row] = await rig.ctx.sql`select count(*)::int as n from pins where account_id = ${ida.id}`;
    expect(row?.n).toBe(5);
  });

  it("puts up to five of one's own posts on the profile", async () => {
    const zoe = await rig.person("zoe");
    const ids: string[] = [];
    for (let n = 0; n < 6; n++) ids.push(await rig.publish(zoe, `Post ${n}`));
    for (const id of ids.slice(0, 5))
      expect((await zoe.post(`/api/v1/statuses/${id}/pin`)).body).toMatchObject({ id, pinned: true });
    expect(await zoe.post(`/api/v1/statuses/${ids[5]}/pin`)).toMatchObject({
      status: 422,
      body: { error: "Validation failed: You have already pinned the maximum number of posts" },
    });
    expect((await zoe.post(`/api/v1/statuses/${ids[0]}/unpin`)).body.pinned).toBe(false);
    const followers = await rig.publish(zoe, { text: "for followers", visibility: "followers" });
    expect((await zoe.post(`/api/v1/statuses/${followers}/pin`)).body.pinned).toBe(true);
  });

  it("is not for others' posts, nor for direct ones", async () => {
    const id = await rig.publish(ana, "Mine");
    expect(await ben.post(`/api/v1/statuses/${id}/pin`)).toMatchObject({
      status: 422,
      body: { error: "Validation failed: Someone else's post cannot be pinned" },
    });
    const direct = await rig.publish(ana, { text: "@ben psst", visibility: "direct" });
    expect(await ana.post(`/api/v1/statuses/${direct}/pin`)).toMatchObject({
      status: 422,
      body: { error: "Validation failed: Posts that are only visible to mentioned users cannot be pinned" },
    });
    expect((await ana.get(`/api/v1/statuses/${direct}`)).body.pinned).toBeUndefined();
  });
});

describe("who", () => {
  it.each([
    ["favourite", "favourited_by"],
    ["reblog", "reblogged_by"],
  ])("did %s is paged by its id, the latest first", async (action, list) => {
    const id = await rig.publish(ana, "Popular");
    const people: Person[] = [];
    for (let n = 0; n < 5; n++) people.push(await rig.person(`${action}${n}`));
    for (const person of people) await person.post(`/api/v1/statuses/${id}/${action}`);
    const latestFirst = people.map((person) => person.id).toReversed();
    const first = await rig.request("GET", `/api/v1/statuses/${id}/${list}?limit=2`);
    expect(idsOf(first.body)).toEqual(latestFirst.slice(0, 2));
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    const second = await ana.get(next.slice(rig.origin.length));
    expect(idsOf(second.body)).toEqual(latestFirst.slice(2, 4));
    const prev = /<([^>]+)>; rel="prev"/.exec(second.headers.get("link") ?? "")?.[1] ?? "";
    expect(idsOf((await ana.get(prev.slice(rig.origin.length))).body)).toEqual(latestFirst.slice(0, 2));
    const [blocked, muted, blocker] = people;
    if (!blocked || !muted || !blocker) throw new Error("people are missing");
    must(await block(rig.ctx, { accountId: ana.id, targetId: blocked.id }));
    must(await mute(rig.ctx, { accountId: ana.id, targetId: muted.id }));
    must(await block(rig.ctx, { accountId: blocker.id, targetId: eva.id }));
    expect(idsOf((await ana.get(`/api/v1/statuses/${id}/${list}`)).body)).toEqual(latestFirst.slice(0, 3));
    expect(idsOf((await eva.get(`/api/v1/statuses/${id}/${list}`)).body)).not.toContain(blocker.id);
  });

  it("is told to nobody who may not see the post", async () => {
    const id = await rig.publish(ana, { text: "for followers", visibility: "followers" });
    await ben.post(`/api/v1/statuses/${id}/favourite`);
    expect(await rig.request("GET", `/api/v1/statuses/${id}/favourited_by`)).toMatchObject(missing);
    expect(await eva.get(`/api/v1/statuses/${id}/reblogged_by`)).toMatchObject(missing);
    expect(idsOf((await ana.get(`/api/v1/statuses/${id}/favourited_by`)).body)).toEqual([ben.id]);
  });
});

describe("a muted conversation", () => {
  it("tells nothing more: no answers, likes or boosts", async () => {
    const dan = await rig.person("dan");
    const root = await rig.publish(dan, "Long thread");
    const reply = await rig.publish(ben, { text: "first @dan", inReplyTo: root });
    expect(await told(dan, "reply")).toBe(1);
    await dan.post(`/api/v1/statuses/${reply}/mute`);
    expect((await dan.get(`/api/v1/statuses/${root}`)).body.muted).toBe(true);
    await rig.publish(eva, { text: "second @dan", inReplyTo: reply });
    await rig.publish(eva, { text: "third", inReplyTo: root });
    await ben.post(`/api/v1/statuses/${root}/favourite`);
    await ben.post(`/api/v1/statuses/${root}/reblog`);
    const rows = await rig.ctx.sql`select kind from notifications where account_id = ${dan.id}`;
    expect(rows.map(({ kind }) => kind)).toEqual(["reply"]);
    await dan.post(`/api/v1/statuses/${root}/unmute`);
    await rig.publish(eva, { text: "fourth", inReplyTo: root });
    expect(await told(dan, "reply")).toBe(2);
  });
});

describe("emoji reactions", () => {
  it("are put and taken back under both kinds of addresses", async () => {
    const id = await rig.publish(ana, "Nice?");
    const party = encodeURIComponent("🎉");
    const first = await ben.post(`/api/v1/statuses/${id}/react/${party}`);
    expect(first).toMatchObject({
      status: 200,
      body: { reactions: [{ name: "🎉", count: 1, me: true }] },
    });
    await eva.put(`/api/v1/pleroma/statuses/${id}/reactions/${party}`);
    await eva.put(`/api/v1/pleroma/statuses/${id}/reactions/${encodeURIComponent("👍🏽")}`);
    const { body } = await ana.get(`/api/v1/pleroma/statuses/${id}/reactions`);
    expect(body).toMatchObject([
      { name: "🎉", count: 2, me: false, url: null, accounts: [{ id: ben.id }, { id: eva.id }] },
      { name: "👍🏽", count: 1, me: false, accounts: [{ id: eva.id }] },
    ]);
    const one = await rig.request("GET", `/api/v1/pleroma/statuses/${id}/reactions/${party}`);
    expect(one.body).toMatchObject([{ name: "🎉", count: 2 }]);
    await ben.post(`/api/v1/statuses/${id}/unreact/${party}`);
    const last = await eva.delete(`/api/v1/pleroma/statuses/${id}/reactions/${party}`);
    expect(last.body.emoji_reactions).toMatchObject([{ name: "👍🏽", count: 1, me: true }]);
    expect(await told(ana, "reaction")).toBe(1);
  });

  it("by a custom emoji are those known on the post", async () => {
    const remote = await rig.remote("rae@there.example");
    const id = await rig.publish(ana, "Blob?");
    await rig.ctx.sql`insert into reactions (id, account_id, post_id, kind, emoji, emoji_url, iri, created_at)
      values (${rig.ctx.ids.next()}, ${remote}, ${id}, 'emoji', 'blobcat', 'https://there.example/blobcat.png',
        'https://there.example/r/1', now())`;
    for (const name of ["blobcat", ":blobcat:", "blobcat@there.example"]) {
      const { body } = await ben.post(`/api/v1/statuses/${id}/react/${encodeURIComponent(name)}`);
      expect(body.reactions).toMatchObject([
        {
          name: "blobcat",
          count: 2,
          me: true,
          url: rig.ctx.proxy.of("https://there.example/blobcat.png", "emoji"),
        },
      ]);
      await ben.post(`/api/v1/statuses/${id}/unreact/${encodeURIComponent(name)}`);
    }
  });

  it.each(["hello", "a b", "🎉🎉", "%3Cb%3E", "blobcat@elsewhere.example"])("cannot be %s", async (name) => {
    const id = await rig.publish(ana, "No");
    expect(await ben.post(`/api/v1/statuses/${id}/react/${name}`)).toMatchObject({
      status: 422,
      body: { error: "Validation failed: Name is not a recognized emoji" },
    });
  });

  it("are not for posts out of sight", async () => {
    const id = await rig.publish(ana, { text: "for followers", visibility: "followers" });
    const party = encodeURIComponent("🎉");
    expect(await eva.post(`/api/v1/statuses/${id}/react/${party}`)).toMatchObject(missing);
    expect(await eva.get(`/api/v1/pleroma/statuses/${id}/reactions`)).toMatchObject(missing);
  });
});
