import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Json, type Person } from "./rig.ts";

let rig: ApiRig;
beforeAll(async () => {
  rig = await createApiRig();
}, 60_000);
afterAll(() => rig.close());

let count = 0;
const somebody = (options?: Parameters<ApiRig["person"]>[1]): Promise<Person> =>
  rig.person(`relation_${++count}`, options);

const none = {
  following: false,
  showing_reblogs: false,
  notifying: false,
  languages: null,
  followed_by: false,
  blocking: false,
  blocked_by: false,
  muting: false,
  muting_notifications: false,
  muting_expires_at: null,
  requested: false,
  requested_by: false,
  domain_blocking: false,
  endorsed: false,
  note: "",
};

const ids = (reply: { body: Json }): string[] => reply.body.map((each: { id: string }) => each.id);
const usernames = (reply: { body: Json }): string[] =>
  reply.body.map((each: { username: string }) => each.username);

describe("following", () => {
  it("answers what is between the two then, and ends without a trace", async () => {
    const [ana, ben] = [await somebody(), await somebody()];
    const followed = await ana.post(`/api/v1/accounts/${ben.id}/follow`);
    expect(followed).toMatchObject({
      status: 200,
      body: { ...none, id: ben.id, following: true, showing_reblogs: true },
    });
    const [back] = (await ben.get(`/api/v1/accounts/relationships?id[]=${ana.id}`)).body;
    expect(back).toEqual({ ...none, id: ana.id, followed_by: true });
    const ended = await ana.post(`/api/v1/accounts/${ben.id}/unfollow`);
    expect(ended.body).toEqual({ ...none, id: ben.id });
    expect((await ana.post(`/api/v1/accounts/${ben.id}/unfollow`)).body).toEqual({ ...none, id: ben.id });
  });

  it("may leave out boosts, and bring them back", async () => {
    const [ana, ben, cai] = [await somebody(), await somebody(), await somebody()];
    const post = await rig.publish(cai, "by cai");
    await ana.post(`/api/v1/accounts/${ben.id}/follow`, { reblogs: false });
    await ben.post(`/api/v1/statuses/${post}/reblog`);
    expect((await ana.get("/api/v1/timelines/home")).body).toEqual([]);
    const changed = await ana.post(`/api/v1/accounts/${ben.id}/follow`, { reblogs: true });
    expect(changed.body).toMatchObject({ following: true, showing_reblogs: true });
    const [boost] = (await ana.get("/api/v1/timelines/home")).body;
    expect(boost.reblog.id).toBe(post);
    await ana.post(`/api/v1/accounts/${ben.id}/follow`, { reblogs: false });
    expect((await ana.get("/api/v1/timelines/home")).body).toEqual([]);
  });

  it("may be for some languages alone", async () => {
    const [ana, ben] = [await somebody(), await somebody()];
    const follow = `/api/v1/accounts/${ben.id}/follow`;
    expect((await ana.post(follow, { languages: ["de", "fr"] })).body.languages).toEqual(["de", "fr"]);
    const english = await rig.publish(ben, { text: "hello", language: "en" });
    const german = await rig.publish(ben, { text: "hallo", language: "de-AT" });
    const none = await rig.publish(ben, { text: "?", language: null });
    expect(ids(await ana.get("/api/v1/timelines/home"))).toEqual([none, german]);
    expect((await ana.post(follow, { notify: false })).body.languages).toEqual(["de", "fr"]);
    expect((await ana.post(follow, { languages: ["en"] })).body.languages).toEqual(["en"]);
    expect(ids(await ana.get("/api/v1/timelines/home"))).toEqual([none, english]);
    expect((await ana.post(follow, { languages: [] })).body.languages).toBeNull();
    expect(ids(await ana.get("/api/v1/timelines/home"))).toEqual([none, german, english]);
    const wrong = await ana.post(follow, { languages: ["Klingon!"] });
    expect(wrong).toMatchObject({
      status: 422,
      body: { details: { languages: [{ error: "ERR_INVALID" }] } },
    });
  });

  it("tells of each new post whoever has asked for it", async () => {
    const [ana, ben, cai] = [await somebody(), await somebody(), await somebody()];
    await rig.node.settle();
    const followed = await ana.post(`/api/v1/accounts/${ben.id}/follow`, { notify: true });
    expect(followed.body.notifying).toBe(true);
    await rig.follow(cai, ben);
    const post = await rig.publish(ben, "news");
    const other = await rig.publish(cai, "something else");
    await rig.publish(ben, { text: "an answer", inReplyTo: other });
    await rig.publish(ben, { text: "a letter", visibility: "direct" });
    await rig.node.settle();
    const told = (await ana.get("/api/v1/notifications?types[]=status")).body;
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ type: "status", account: { id: ben.id }, status: { id: post } });
    expect((await cai.get("/api/v1/notifications?types[]=status")).body).toEqual([]);
  });

  it("is not for oneself, for strangers who block one, nor for nobody", async () => {
    const [ana, ben] = [await somebody(), await somebody()];
    expect((await ana.post(`/api/v1/accounts/${ana.id}/follow`)).status).toBe(403);
    await ben.post(`/api/v1/accounts/${ana.id}/block`);
    const refused = await ana.post(`/api/v1/accounts/${ben.id}/follow`);
    expect(refused).toMatchObject({ status: 403, body: { error: "This action is not allowed" } });
    for (const id of ["1", "not-an-id", rig.ctx.ids.next()]) {
      const missing = await ana.post(`/api/v1/accounts/${id}/follow`);
      expect(missing).toMatchObject({ status: 404, body: { error: "Record not found" } });
    }
  });

  it("waits for the approval of whoever wants to give it", async () => {
    const [ana, ben, cai] = [await somebody({ locked: true }), await somebody(), await somebody()];
    const asked = await ben.post(`/api/v1/accounts/${ana.id}/follow`);
    expect(asked.body).toMatchObject({ following: false, requested: true, showing_reblogs: true });
    await cai.post(`/api/v1/accounts/${ana.id}/follow`);
    expect((await ana.get(`/api/v1/accounts/relationships?id[]=${ben.id}`)).body[0].requested_by).toBe(true);
    const requests = await ana.get("/api/v1/follow_requests");
    expect(ids(requests)).toEqual([cai.id, ben.id]);
    const { body: own } = await ana.get("/api/v1/accounts/verify_credentials");
    expect(own.source.follow_requests_count).toBe(2);

    const accepted = await ana.post(`/api/v1/follow_requests/${ben.id}/authorize`);
    expect(accepted).toMatchObject({ status: 200, body: { id: ben.id, followed_by: true } });
    const rejected = await ana.post(`/api/v1/follow_requests/${cai.id}/reject`);
    expect(rejected.body).toEqual({ ...none, id: cai.id });
    expect((await ana.get("/api/v1/follow_requests")).body).toEqual([]);
    expect((await ana.post(`/api/v1/follow_requests/${cai.id}/authorize`)).status).toBe(404);
    expect((await ana.post("/api/v1/follow_requests/7/reject")).status).toBe(404);
  });

  it("asks other servers, and waits for their answer", async () => {
    const ana = await somebody();
    const far = await rig.remote("zoe@far.example");
    const asked = await ana.post(`/api/v1/accounts/${far}/follow`);
    expect(asked.body).toMatchObject({ following: false, requested: true });
    const { sql } = rig.ctx;
    const events = await sql`select kind from outbox_events where payload->>'followeeId' = ${far}`;
    expect(events.map((event) => event.kind)).toEqual(["follow.requested"]);
  });

  it("can be ended by whoever is followed", async () => {
    const [ana, ben] = [await somebody(), await somebody()];
    await rig.follow(ben, ana);
    const removed = await ana.post(`/api/v1/accounts/${ben.id}/remove_from_followers`);
    expect(removed.body).toEqual({ ...none, id: ben.id });
    expect((await ana.get(`/api/v1/accounts/${ana.id}/followers`)).body).toEqual([]);
  });
});

describe("lists of followers and followees", () => {
  it("are paged in the order in which they came, the latest first", async () => {
    const ana = await somebody();
    const people: Person[] = [];
    for (let i = 0; i < 5; i++) people.push(await somebody());
    // Not in the order in which the accounts were made.
    for (const at of [2, 0, 4, 1, 3]) await rig.follow(people[at] as Person, ana);
    const name = (at: number) => people[at]?.username;
    const first = await rig.request("GET", `/api/v1/accounts/${ana.id}/followers?limit=2`);
    expect(usernames(first)).toEqual([name(3), name(1)]);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    const second = await ana.get(next.replace(rig.origin, ""));
    expect(usernames(second)).toEqual([name(4), name(0)]);
    const last = await ana.get(
      (/<([^>]+)>; rel="next"/.exec(second.headers.get("link") ?? "")?.[1] ?? "").replace(rig.origin, ""),
    );
    expect(usernames(last)).toEqual([name(2)]);
    expect(last.headers.get("link")).not.toContain('rel="next"');
    const back = /<([^>]+)>; rel="prev"/.exec(last.headers.get("link") ?? "")?.[1] ?? "";
    expect(usernames(await ana.get(back.replace(rig.origin, "")))).toEqual([name(4), name(0)]);
    expect(usernames(await ana.get(`/api/v1/accounts/${people[2]?.id}/following`))).toEqual([ana.username]);
    expect(usernames(await ana.get(`/api/v1/accounts/${ana.id}/followers?max_id=nonsense`))).toHaveLength(5);
  });

  it("are shown to nobody else when their owner says so, nor to whom the owner blocks", async () => {
    const [ana, ben, cai] = [await somebody(), await somebody(), await somebody()];
    await rig.follow(ben, ana);
    const path = `/api/v1/accounts/${ana.id}/followers`;
    expect(ids(await cai.get(path))).toEqual([ben.id]);
    await ana.post(`/api/v1/accounts/${cai.id}/block`);
    expect((await cai.get(path)).body).toEqual([]);
    await ana.patch("/api/v1/accounts/update_credentials", { hide_collections: true });
    expect((await rig.request("GET", path)).body).toEqual([]);
    expect(ids(await ana.get(path))).toEqual([ben.id]);
  });

  it("leave out those whom the viewer blocks or mutes, and those that are suspended", async () => {
    const [ana, ben, cai, dan, viewer] = [
      await somebody(),
      await somebody(),
      await somebody(),
      await somebody(),
      await somebody(),
    ];
    for (const person of [ben, cai, dan]) await rig.follow(person, ana);
    await viewer.post(`/api/v1/accounts/${ben.id}/mute`);
    await rig.ctx.sql`update accounts set state = 'suspended' where id = ${dan.id}`;
    expect(ids(await viewer.get(`/api/v1/accounts/${ana.id}/followers`))).toEqual([cai.id]);
    expect(ids(await ana.get(`/api/v1/accounts/${ana.id}/followers`))).toEqual([cai.id, ben.id]);
  });

  it("are of accounts that exist", async () => {
    for (const id of ["9", rig.ctx.ids.next()]) {
      for (const list of ["followers", "following", "endorsements", "identity_proofs"])
        expect((await rig.request("GET", `/api/v1/accounts/${id}/${list}`)).status).toBe(404);
    }
  });
});

describe("relationships", () => {
  it("are answered for many at once, in the order asked for, without what is no account", async () => {
    const [ana, ben, cai] = [await somebody(), await somebody(), await somebody()];
    await rig.follow(ana, cai);
    const query = [cai.id, "12", rig.ctx.ids.next(), ben.id].map((id) => `id[]=${id}`).join("&");
    const { body } = await ana.get(`/api/v1/accounts/relationships?${query}`);
    expect(body.map((each: { id: string }) => each.id)).toEqual([cai.id, ben.id]);
    expect((await ana.get(`/api/v1/accounts/relationships?id=${ben.id}`)).body).toEqual([
      { ...none, id: ben.id },
    ]);
    expect((await ana.get("/api/v1/accounts/relationships")).body).toEqual([]);
  });

  it("to suspended accounts are answered on demand", async () => {
    const [ana, ben] = [await somebody(), await somebody()];
    await rig.follow(ana, ben);
    await rig.ctx.sql`update accounts set state = 'suspended' where id = ${ben.id}`;
    const path = `/api/v1/accounts/relationships?id[]=${ben.id}`;
    expect((await ana.get(path)).body).toEqual([]);
    expect((await ana.get(`${path}&with_suspended=true`)).body).toMatchObject([
      { id: ben.id, following: true },
    ]);
    expect((await ana.post(`/api/v1/accounts/${ben.id}/unfollow`)).body).toEqual({ ...none, id: ben.id });
  });
});

describe("blocks and mutes", () => {
  it("end follows, are seen by the other, and are listed the latest first", async () => {
    const [ana, ben, cai] = [await somebody(), await somebody(), await somebody()];
    await rig.follow(ana, ben);
    await rig.follow(ben, ana);
    const blocked = await ana.post(`/api/v1/accounts/${ben.id}/block`);
    expect(blocked.body).toEqual({ ...none, id: ben.id, blocking: true });
    expect((await ben.get(`/api/v1/accounts/relationships?id[]=${ana.id}`)).body).toEqual([
      { ...none, id: ana.id, blocked_by: true },
    ]);
    await ana.post(`/api/v1/accounts/${cai.id}/block`);
    const first = await ana.get("/api/v1/blocks?limit=1");
    expect(ids(first)).toEqual([cai.id]);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    expect(ids(await ana.get(next.replace(rig.origin, "")))).toEqual([ben.id]);
    expect((await ana.post(`/api/v1/accounts/${ben.id}/unblock`)).body).toEqual({ ...none, id: ben.id });
    expect(ids(await ana.get("/api/v1/blocks"))).toEqual([cai.id]);
    expect((await ana.post(`/api/v1/accounts/${ana.id}/block`)).status).toBe(403);
  });

  it("mute for a while, with or without notifications", async () => {
    const [ana, ben] = [await somebody(), await somebody()];
    await rig.follow(ana, ben);
    const post = await rig.publish(ben, "hello");
    const muted = await ana.post(`/api/v1/accounts/${ben.id}/mute`, { notifications: false, duration: 3600 });
    expect(muted.body).toMatchObject({ following: true, muting: true, muting_notifications: false });
    const minutes = (new Date(muted.body.muting_expires_at).getTime() - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(58);
    expect(minutes).toBeLessThan(61);
    expect((await ana.get("/api/v1/timelines/home")).body).toEqual([]);
    const [listed] = (await ana.get("/api/v1/mutes")).body;
    expect(listed).toMatchObject({ id: ben.id, mute_expires_at: muted.body.muting_expires_at });
    const again = await ana.post(`/api/v1/accounts/${ben.id}/mute`);
    expect(again.body).toMatchObject({ muting: true, muting_notifications: true, muting_expires_at: null });
    expect((await ana.get("/api/v1/mutes")).body[0].mute_expires_at).toBeNull();
    // Whoever opens the profile asks for what is there.
    expect(ids(await ana.get(`/api/v1/accounts/${ben.id}/statuses`))).toEqual([post]);
    expect((await ana.post(`/api/v1/accounts/${ben.id}/unmute`)).body.muting).toBe(false);
    expect(ids(await ana.get("/api/v1/timelines/home"))).toEqual([post]);
  });

  it("hold for whole domains", async () => {
    const ana = await somebody();
    const far = await rig.remote("yan@loud.example");
    await rig.ctx
      .sql`insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at)
      values (${ana.id}, ${far}, 'https://here.example/f', 'accepted', true, now())`;
    const preview = await ana.get("/api/v1/domain_blocks/preview?domain=LOUD.example");
    expect(preview.body).toEqual({ following_count: 1, followers_count: 0 });
    expect((await ana.post("/api/v1/domain_blocks", { domain: "Loud.Example" })).body).toEqual({});
    await ana.post("/api/v1/domain_blocks", { domain: "other.example" });
    expect((await ana.get("/api/v1/domain_blocks")).body).toEqual(["other.example", "loud.example"]);
    const first = await ana.get("/api/v1/domain_blocks?limit=1");
    expect(first.headers.get("link")).toContain('rel="next"');
    const [relation] = (await ana.get(`/api/v1/accounts/relationships?id[]=${far}`)).body;
    expect(relation).toEqual({ ...none, id: far, domain_blocking: true });
    expect((await ana.delete("/api/v1/domain_blocks?domain=loud.example")).body).toEqual({});
    expect((await ana.get("/api/v1/domain_blocks")).body).toEqual(["other.example"]);
    expect((await ana.post("/api/v1/domain_blocks", {})).status).toBe(422);
    expect((await ana.post("/api/v1/domain_blocks", { domain: "not a domain" })).status).toBe(422);
    expect((await ana.post("/api/v1/domain_blocks", { domain: new URL(rig.origin).host })).status).toBe(422);
  });
});

describe("what somebody keeps about others", () => {
  it("is a note that nobody else reads", async () => {
    const [ana, ben] = [await somebody(), await somebody()];
    const noted = await ana.post(`/api/v1/accounts/${ben.id}/note`, { comment: "met in <Vienna>" });
    expect(noted.body).toEqual({ ...none, id: ben.id, note: "met in <Vienna>" });
    expect((await ben.get(`/api/v1/accounts/relationships?id[]=${ana.id}`)).body[0].note).toBe("");
    expect((await ana.post(`/api/v1/accounts/${ben.id}/note`, { comment: "" })).body.note).toBe("");
    const long = await ana.post(`/api/v1/accounts/${ben.id}/note`, { comment: "x".repeat(2_001) });
    expect(long).toMatchObject({ status: 422, body: { details: { comment: [{ error: "ERR_TOO_LONG" }] } } });
  });

  it("is whom it endorses: of those it follows, as long as it does", async () => {
    const [ana, ben, cai] = [await somebody(), await somebody(), await somebody()];
    const early = await ana.post(`/api/v1/accounts/${ben.id}/endorse`);
    expect(early).toMatchObject({
      status: 422,
      body: { error: expect.stringContaining("must be already following") },
    });
    for (const person of [ben, cai]) await rig.follow(ana, person);
    expect((await ana.post(`/api/v1/accounts/${ben.id}/pin`)).body).toMatchObject({ endorsed: true });
    await ana.post(`/api/v1/accounts/${cai.id}/endorse`);
    await ana.post(`/api/v1/accounts/${cai.id}/endorse`);
    expect(ids(await ana.get("/api/v1/endorsements"))).toEqual([cai.id, ben.id]);
    expect(ids(await rig.request("GET", `/api/v1/accounts/${ana.id}/endorsements`))).toEqual([
      cai.id,
      ben.id,
    ]);
    expect((await ana.post(`/api/v1/accounts/${cai.id}/unendorse`)).body.endorsed).toBe(false);
    await ana.post(`/api/v1/accounts/${ben.id}/unfollow`);
    expect((await ana.get("/api/v1/endorsements")).body).toEqual([]);
    expect((await ana.post(`/api/v1/accounts/${ben.id}/unpin`)).status).toBe(200);
  });
});

describe("whom one may know", () => {
  it("is told by those one follows, unless they or the other hide it", async () => {
    const [ana, ben, cai, dan] = [await somebody(), await somebody(), await somebody(), await somebody()];
    for (const friend of [ben, cai]) {
      await rig.follow(ana, friend);
      await rig.follow(friend, dan);
    }
    const path = `/api/v1/accounts/familiar_followers?id[]=${dan.id}&id[]=${ben.id}`;
    const { body } = await ana.get(path);
    expect(body.map((each: Json) => [each.id, each.accounts.map((account: Json) => account.id)])).toEqual([
      [dan.id, [cai.id, ben.id]],
      [ben.id, []],
    ]);
    await cai.patch("/api/v1/accounts/update_credentials", { hide_collections: true });
    expect((await ana.get(path)).body[0].accounts.map((account: Json) => account.id)).toEqual([ben.id]);
    await dan.patch("/api/v1/accounts/update_credentials", { hide_collections: true });
    expect((await ana.get(path)).body[0].accounts).toEqual([]);
  });

  it("is suggested, until one follows or does not want to hear of it", async () => {
    const [ana, ben, cai, dan, shy] = [
      await somebody(),
      await somebody(),
      await somebody(),
      await somebody(),
      await somebody(),
    ];
    await rig.follow(ana, ben);
    for (const person of [cai, dan, shy]) await rig.follow(ben, person);
    await shy.patch("/api/v1/accounts/update_credentials", { discoverable: false });
    const mine = async () => {
      const { body } = await ana.get("/api/v2/suggestions?limit=80");
      return body.filter((each: Json) => [ana, ben, cai, dan, shy].some(({ id }) => id === each.account.id));
    };
    const suggested = await mine();
    expect(suggested.map((each: Json) => each.account.id).toSorted()).toEqual([cai.id, dan.id].toSorted());
    expect(suggested[0]).toMatchObject({
      source: "past_interactions",
      sources: ["friends_of_friends", "most_followed"],
    });
    expect(ids(await ana.get("/api/v1/suggestions"))).toContain(cai.id);
    expect((await ana.delete(`/api/v1/suggestions/${cai.id}`)).body).toEqual({});
    await ana.post(`/api/v1/accounts/${dan.id}/follow`);
    expect(await mine()).toEqual([]);
    expect((await ana.delete("/api/v1/suggestions/nobody")).status).toBe(200);
  });
});

describe("what one has kept and liked", () => {
  it("is listed by when that was, and only for oneself", async () => {
    const [ana, ben] = [await somebody(), await somebody()];
    const [one, two] = [await rig.publish(ben, "one"), await rig.publish(ben, "two")];
    for (const id of [two, one]) {
      await ana.post(`/api/v1/statuses/${id}/bookmark`);
      await ana.post(`/api/v1/statuses/${id}/favourite`);
    }
    for (const list of ["bookmarks", "favourites"]) {
      expect(ids(await ana.get(`/api/v1/${list}`))).toEqual([one, two]);
      const first = await ana.get(`/api/v1/${list}?limit=1`);
      expect(ids(first)).toEqual([one]);
      const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
      expect(ids(await ana.get(next.replace(rig.origin, "")))).toEqual([two]);
      expect((await ben.get(`/api/v1/${list}`)).body).toEqual([]);
    }
    await ben.post(`/api/v1/accounts/${ana.id}/block`);
    expect((await ana.get("/api/v1/bookmarks")).body).toEqual([]);
  });
});
