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
const quote = async (by: Person, id: string, more: object = {}) =>
  by.post("/api/v1/statuses", { status: "Look at this", quoted_status_id: id, ...more });

describe("quoting", () => {
  it("shows the quoted post, which counts it, and names what that quotes in turn", async () => {
    const first = await rig.publish(ana, "First");
    const { body: second } = await quote(ben, first);
    expect(second.quote).toMatchObject({
      state: "accepted",
      quoted_status: { id: first, content: "<p>First</p>", quotes_count: 1, quote: null, reblog: null },
    });
    const { body: third } = await eva.post("/api/v1/statuses", { status: "And this", quote_id: second.id });
    expect(third.quote.quoted_status).toMatchObject({
      id: second.id,
      quote: { state: "accepted", quoted_status_id: first },
    });
    await ben.delete(`/api/v1/statuses/${second.id}`);
    expect((await ana.get(`/api/v1/statuses/${first}`)).body.quotes_count).toBe(0);
    expect((await ana.get(`/api/v1/statuses/${third.id}`)).body.quote).toEqual({
      state: "deleted",
      quoted_status: null,
    });
  });

  it("shows a quoted poll and its reactions like any other", async () => {
    const { body: poll } = await ana.post("/api/v1/statuses", {
      status: "Tea?",
      poll: { options: ["yes", "no"], expires_in: 600 },
    });
    await ben.post(`/api/v1/polls/${poll.id}/votes`, { choices: [1] });
    const { body } = await quote(ben, poll.id);
    expect(body.quote.quoted_status.poll).toMatchObject({ id: poll.id, voted: true, own_votes: [1] });
  });

  it("of a boost is of the boosted post", async () => {
    const id = await rig.publish(ana, "Boosted");
    const { body: boost } = await ben.post(`/api/v1/statuses/${id}/reblog`);
    expect((await quote(eva, boost.id)).body.quote.quoted_status.id).toBe(id);
  });

  it("heeds who may quote, and says so beforehand", async () => {
    const publish = async (quotePolicy: "public" | "followers" | "nobody") =>
      rig.publish(ana, { text: quotePolicy, quotePolicy });
    const [followers, nobody] = [await publish("followers"), await publish("nobody")];
    const mayQuote = async (who: Person, id: string) =>
      (await who.get(`/api/v1/statuses/${id}`)).body.quote_approval;
    expect(await mayQuote(ben, followers)).toEqual({
      automatic: ["followers"],
      manual: [],
      current_user: "automatic",
    });
    expect((await mayQuote(eva, followers)).current_user).toBe("denied");
    expect(await mayQuote(ben, nobody)).toEqual({ automatic: [], manual: [], current_user: "denied" });
    expect((await mayQuote(ana, nobody)).current_user).toBe("automatic");
    expect((await quote(ben, followers)).status).toBe(200);
    expect((await quote(ana, nobody)).status).toBe(200);
    const denied = { status: 403, body: { error: "You are not allowed to quote this post" } };
    expect(await quote(eva, followers)).toMatchObject(denied);
    expect(await quote(ben, nobody)).toMatchObject(denied);
  });

  it("of a private post stays private, and of a direct one there is none", async () => {
    const own = await rig.publish(ana, { text: "for followers", visibility: "followers" });
    expect((await quote(ana, own, { visibility: "public" })).body.visibility).toBe("private");
    expect((await quote(ben, own)).status).toBe(403);
    const direct = await rig.publish(ana, { text: "note to self", visibility: "direct" });
    expect((await quote(ana, direct)).status).toBe(403);
    const open = await rig.publish(ana, "open");
    expect(await quote(ben, open, { visibility: "direct" })).toMatchObject({
      status: 422,
      body: { error: "Validation failed: Cannot quote a non-mentioned user in a Private Mention post." },
    });
    const told = await quote(ben, open, { visibility: "direct", status: "@ana look" });
    expect(told.status).toBe(200);
  });

  it("says why a quote is not shown to a viewer", async () => {
    const kim = await rig.person("kim");
    await rig.follow(ben, kim);
    const id = await rig.publish(kim, "Quotable");
    const { body: quoting } = await quote(ana, id);
    const seenBy = async (who: Person) => (await who.get(`/api/v1/statuses/${quoting.id}`)).body.quote;
    must(await mute(rig.ctx, { accountId: ben.id, targetId: kim.id }));
    expect(await seenBy(ben)).toMatchObject({ state: "muted_account", quoted_status: { id } });
    must(await block(rig.ctx, { accountId: eva.id, targetId: kim.id }));
    expect(await seenBy(eva)).toMatchObject({ state: "blocked_account", quoted_status: { id } });
    const lea = await rig.person("lea");
    must(await block(rig.ctx, { accountId: kim.id, targetId: lea.id }));
    expect(await seenBy(lea)).toEqual({ state: "unauthorized", quoted_status: null });
    expect(await seenBy(ana)).toMatchObject({ state: "accepted" });
  });
});

describe("the quotes of a post", () => {
  it("are listed as far as the viewer may see them, the latest first", async () => {
    const id = await rig.publish(ana, "Quote me");
    const open: string[] = [];
    for (const who of [ben, eva, ben]) open.push((await quote(who, id)).body.id);
    const hidden = (await quote(ben, id, { visibility: "private" })).body.id;
    const { body } = await ben.get(`/api/v1/statuses/${id}/quotes`);
    expect(idsOf(body)).toEqual([hidden, ...open.toReversed()]);
    expect(body[0].quote.quoted_status.id).toBe(id);
    const page = await eva.get(`/api/v1/statuses/${id}/quotes?limit=2`);
    expect(idsOf(page.body)).toEqual(open.toReversed().slice(0, 2));
    expect(page.headers.get("link")).toContain(`max_id=${open[1]}`);
    expect((await rig.request("GET", `/api/v1/statuses/${id}/quotes`)).status).toBe(401);
    const secret = await rig.publish(ana, { text: "x", visibility: "followers" });
    expect(await eva.get(`/api/v1/statuses/${secret}/quotes`)).toMatchObject(missing);
  });

  it("are taken off by the quoted author alone", async () => {
    const id = await rig.publish(ana, "Not like this");
    const { body: quoting } = await quote(ben, id);
    const path = `/api/v1/statuses/${id}/quotes/${quoting.id}/revoke`;
    expect(await ben.post(path)).toMatchObject({
      status: 403,
      body: { error: "This action is not allowed" },
    });
    expect(await ana.post(path)).toMatchObject({
      status: 200,
      body: { id: quoting.id, quote: { state: "revoked", quoted_status: null } },
    });
    expect(await ana.post(path)).toMatchObject(missing);
    expect((await ana.get(`/api/v1/statuses/${id}`)).body.quotes_count).toBe(0);
    expect((await ana.get(`/api/v1/statuses/${id}/quotes`)).body).toEqual([]);
    expect(await ana.post(`/api/v1/statuses/${id}/quotes/7/revoke`)).toMatchObject(missing);
  });

  it("are taken off one's own posts too", async () => {
    const id = await rig.publish(ana, "Mine");
    const { body: own } = await quote(ana, id);
    const { body } = await ana.post(`/api/v1/statuses/${id}/quotes/${own.id}/revoke`);
    expect(body.quote.state).toBe("revoked");
  });
});

describe("the interaction policy", () => {
  it("is changed by the author, and other servers are told", async () => {
    const id = await rig.publish(ana, "Open");
    const path = `/api/v1/statuses/${id}/interaction_policy`;
    const { status, body } = await ana.put(path, { quote_approval_policy: "followers" });
    expect(status).toBe(200);
    expect(body).toMatchObject({ edited_at: null, quote_approval: { automatic: ["followers"] } });
    const events = await rig.ctx.sql`select from outbox_events where kind = 'post.edited'`;
    expect(events.length).toBeGreaterThan(0);
    expect(await ben.put(path, { quote_approval_policy: "nobody" })).toMatchObject({ status: 403 });
    expect(await ana.put(path, { quote_approval_policy: "friends" })).toMatchObject({ status: 422 });
    expect(await ana.put(path, {})).toMatchObject({ status: 422 });
    const secret = await rig.publish(ana, { text: "x", visibility: "followers" });
    const kept = await ana.put(`/api/v1/statuses/${secret}/interaction_policy`, {
      quote_approval_policy: "public",
    });
    expect(kept.body.quote_approval.automatic).toEqual([]);
  });
});
