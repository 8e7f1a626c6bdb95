import { afterAll, beforeAll, expect, it } from "vitest";
import { endActions } from "#server/actions/end.ts";
import { eraseLongSuspended } from "#server/admin/accounts/erase.ts";
import { countStrikes } from "#server/desk/case-views.ts";
import { readAuthors } from "#server/policy/store/facts.ts";
import { eraseLongRemoved } from "#server/posts/moderate.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

let rig: ApiRig;
let owner: Person;
let moderator: Person;
let other: Person;
let ana: Person;
const base = "/api/folkmoot/v1";

beforeAll(async () => {
  rig = await createApiRig();
  owner = await rig.person("owen", { role: "owner" });
  moderator = await rig.person("mia", { role: "moderator" });
  other = await rig.person("moe", { role: "moderator" });
  ana = await rig.person("ana");
});
afterAll(() => rig.close());

const remove = (by: Person, postId: string, more: object = {}) =>
  by.post(`${base}/actions`, {
    subject: { kind: "post", id: postId },
    kind: "remove",
    category: "spam",
    facts: "The same advertisement three times.",
    text: "No advertising, please.",
    ...more,
  });

it("POST /api/folkmoot/v1/actions removes a post, GET /api/folkmoot/v1/actions/:id shows why, POST /api/folkmoot/v1/actions/:id/undo brings it back", async () => {
  const id = await rig.publish(ana, "Buy this");
  const taken = await remove(moderator, id);
  expect(taken.status).toBe(201);
  expect(taken.body).toMatchObject({ kind: "remove", in_force: true, by: moderator.id, cause: "moderator" });
  expect((await ana.get(`/api/v1/statuses/${id}`)).status).toBe(404);
  const shown = await moderator.get(`${base}/actions/${taken.body.id}`);
  expect(shown.body.statement).toMatchObject({ category: "spam", text: "No advertising, please." });
  const undone = await moderator.post(`${base}/actions/${taken.body.id}/undo`, { reason: "a mistake" });
  expect(undone.body).toMatchObject({ in_force: false, undo_reason: "a mistake" });
  expect((await ana.get(`/api/v1/statuses/${id}`)).status).toBe(200);
  expect((await moderator.post(`${base}/actions/${taken.body.id}/undo`, {})).status).toBe(409);
  const listed = await moderator.get(`${base}/actions?account_id=${ana.id}`); // GET /api/folkmoot/v1/actions
  expect(listed.body.map((each: { id: string }) => each.id)).toContain(taken.body.id);
});

it("nobody decides about what is their own, nor about people of their rank, nor without the role", async () => {
  const own = await rig.publish(moderator, "Mine");
  expect((await remove(moderator, own)).status).toBe(403);
  expect((await remove(other, own)).status).toBe(403);
  expect((await remove(owner, own)).status).toBe(201);
  expect((await remove(ana, own)).status).toBe(403);
  const domain = { subject: { kind: "domain", name: "far.example" }, kind: "defederate", category: "spam" };
  expect((await moderator.post(`${base}/actions`, domain)).status).toBe(403);
  const wrong = { subject: { kind: "account", id: ana.id }, kind: "remove", category: "spam" };
  expect((await moderator.post(`${base}/actions`, wrong)).status).toBe(422);
});

it("a filter that is not known, or not for a post, is refused with those that there are", async () => {
  const id = await rig.publish(ana, "Look here");
  const filter = (name: string) =>
    moderator.post(`${base}/actions`, {
      subject: { kind: "post", id },
      kind: "filter",
      category: "spam",
      filters: [name],
    });
  for (const name of ["unlist", "reject-signups"]) {
    const { status, body } = await filter(name);
    expect([status, body.error]).toEqual([422, expect.stringMatching(/filters.*auto-unlisted/i)]);
  }
  expect((await filter("auto-unlisted")).status).toBe(201);
});

it("its author reads the reasons and appeals once, and another moderator answers", async () => {
  const id = await rig.publish(ana, "Buy that");
  const { body: action } = await remove(moderator, id);
  const told = await ana.get("/api/v1/notifications?types[]=moderation_warning");
  expect(told.body[0].moderation_warning).toMatchObject({ action: "delete_statuses", status_ids: [id] });
  // GET /api/folkmoot/v1/decisions, GET /api/folkmoot/v1/decisions/:id
  const listed = await ana.get(`${base}/decisions`);
  expect(listed.body[0]).toMatchObject({ id: action.id, statement: { automated: false }, appeal: null });
  expect(listed.body[0].by).toBeUndefined();
  expect((await ana.get(`${base}/decisions/${action.id}`)).status).toBe(200);
  expect((await other.get(`${base}/decisions/${action.id}`)).status).toBe(404);
  // POST /api/folkmoot/v1/decisions/:id/appeal
  const appealed = await ana.post(`${base}/decisions/${action.id}/appeal`, { text: "It was a joke." });
  expect([appealed.status, appealed.body.appeal.state]).toEqual([201, "open"]);
  expect((await ana.post(`${base}/decisions/${action.id}/appeal`, { text: "Again." })).status).toBe(409);
  // GET /api/folkmoot/v1/appeals, POST /api/folkmoot/v1/appeals/:id/answer
  const waiting = await other.get(`${base}/appeals`);
  expect(waiting.body).toMatchObject([{ text: "It was a joke.", action: { id: action.id } }]);
  const answer = { granted: true, answer: "So it was." };
  expect((await moderator.post(`${base}/appeals/${waiting.body[0].id}/answer`, answer)).status).toBe(403);
  const granted = await other.post(`${base}/appeals/${waiting.body[0].id}/answer`, answer);
  expect(granted.body).toMatchObject({ in_force: false, appeal: { state: "granted" } });
  expect((await ana.get(`/api/v1/statuses/${id}`)).status).toBe(200);
});

it("an appeal is granted by whoever takes the decision back without answering it", async () => {
  const warned = async () => {
    const { body } = await ana.get("/api/v1/notifications?types[]=moderation_warning");
    return body[0].moderation_warning.appeal;
  };
  const id = await rig.publish(ana, "Buy nothing");
  const { body: action } = await remove(moderator, id);
  expect(await warned()).toBeNull();
  await ana.post(`${base}/decisions/${action.id}/appeal`, { text: "It says nothing." });
  expect(await warned()).toEqual({ text: "It says nothing.", state: "pending" });
  await moderator.post(`${base}/actions/${action.id}/undo`, { reason: "Read too fast." });
  expect((await other.get(`${base}/appeals`)).body).toEqual([]);
  expect((await ana.get(`${base}/decisions/${action.id}`)).body).toMatchObject({
    in_force: false,
    appeal: { state: "granted", answer: "Read too fast." },
  });
  expect(await warned()).toEqual({ text: "It says nothing.", state: "approved" });
  const entered = await rig.ctx.sql`select kind from ledger_pending where kind = 'appeal.granted'
    union all select kind from ledger_entries where kind = 'appeal.granted'`;
  // In both ledgers, of this appeal and of the one before.
  expect(entered).toHaveLength(4);
});

it("a limit that Mastodon's admin API lifts is told to whoever it was, and grants the appeal against it", async () => {
  const dora = await rig.person("dora");
  const admin = `/api/v1/admin/accounts/${dora.id}`;
  await moderator.post(`${admin}/action`, { type: "silence", text: "Too loud." });
  const { body: decisions } = await dora.get(`${base}/decisions`);
  await dora.post(`${base}/decisions/${decisions[0].id}/appeal`, { text: "I whispered." });
  expect((await other.post(`${admin}/unsilence`)).status).toBe(200);
  await rig.node.settle();
  const { body: told } = await dora.get("/api/v1/notifications?types[]=mention");
  expect(told[0].status.content).toContain("taken back");
  expect((await dora.get(`${base}/decisions`)).body).toMatchObject([
    { in_force: false, appeal: { state: "granted" } },
  ]);
});

it("a strike counts as long as its decision was not taken back", async () => {
  const cleo = await rig.person("cleo");
  const strikes = async () => {
    const [author] = await readAuthors(rig.ctx.sql, [cleo.id]);
    return [await countStrikes(rig.ctx, cleo.id), author?.strikes];
  };
  const warn = (more: object = {}) =>
    moderator.post(`${base}/actions`, {
      subject: { kind: "account", id: cleo.id },
      kind: "warn",
      category: "spam",
      ...more,
    });
  const { body: first } = await warn();
  await warn();
  await warn({ kind: "none" });
  expect(await strikes()).toEqual([2, 2]);
  await moderator.post(`${base}/actions/${first.id}/undo`, {});
  expect(await strikes()).toEqual([1, 1]);
  const { body: limit } = await warn({
    kind: "limit",
    ends_at: new Date(Date.now() + 3_600_000).toISOString(),
  });
  await rig.ctx
    .sql`update actions set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour'
    where id = ${limit.id}`;
  await endActions(rig.ctx);
  // What has ended in its time was deserved.
  expect(await strikes()).toEqual([2, 2]);
});

it("what is removed or suspended for a time is not erased before it is over, as what has no end is after thirty days", async () => {
  const { sql, ids, clock } = rig.ctx;
  const endsAt = new Date(clock.now().getTime() + 90 * 86_400_000).toISOString();
  const made = async (name: string, end: object) => {
    const id = await rig.remote(`${name}@far.example`);
    await sql`update accounts set display_name = 'Fay' where id = ${id}`;
    const post = ids.next();
    await sql`insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, url, conversation_id,
        published_at, received_at)
      values (${post}, ${`https://far.example/${post}`}, ${await rig.remote(`by_${name}@far.example`)}, false, 'note', 'Note',
        'Tea', 'public', '', ${post}, now(), now())`;
    for (const [kind, subject] of [
      ["suspend", { kind: "account", id }],
      ["remove", { kind: "post", id: post }],
    ] as const)
      expect(
        (await moderator.post(`${base}/actions`, { subject, kind, category: "spam", ...end })).status,
      ).toBe(201);
    await sql`update accounts set suspended_at = now() - interval '31 days' where id = ${id}`;
    await sql`update posts set removed_at = now() - interval '31 days' where id = ${post}`;
    await sql`update actions set starts_at = now() - interval '31 days' where subject_id in ${sql([id, post])}`;
    return async () => {
      const [row] =
        await sql`select a.display_name as name, p.html from accounts a, posts p where a.id = ${id} and p.id = ${post}`;
      return row;
    };
  };
  const [forATime, forGood] = [await made("for_a_time", { ends_at: endsAt }), await made("for_good", {})];
  await eraseLongSuspended(rig.ctx);
  await eraseLongRemoved(rig.ctx);
  expect(await forATime()).toEqual({ name: "Fay", html: "Tea" });
  expect(await forGood()).toEqual({ name: "", html: "" });
});
