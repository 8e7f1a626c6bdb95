import { afterAll, beforeAll, expect, it } from "vitest";
import type { KnownAccount } from "#federation/ports.ts";
import { createAccountPort } from "#server/accounts/port.ts";
import { act } from "#server/actions/act.ts";
import { findSubject } from "#server/actions/subjects.ts";
import { undo } from "#server/actions/undo.ts";
import { createPostIntake } from "#server/posts/intake.ts";
import { refreshTrends } from "#server/trends/refresh.ts";
import { must } from "#test/e2e/people.ts";
import { createFakeClock } from "#test/support/clock.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { remotePost } from "../posts/rig.ts";

/** The policy to begin with, on a node whose days pass when the test says so. */
const clock = createFakeClock(new Date("2026-11-21T12:00:00Z"));
const DAY_MS = 86_400_000;
let rig: ApiRig;
let admin: Person;
let moderator: Person;
let ana: Person;
let crowd: string[];
beforeAll(async () => {
  rig = await createApiRig({ TRENDS_REQUIRE_APPROVAL: "false" }, { clock });
  admin = await rig.person("ada", { role: "admin" });
  moderator = await rig.person("mia", { role: "moderator" });
  ana = await rig.person("ana");
  crowd = await Promise.all(Array.from({ length: 6 }, (_, n) => rig.remote(`fan${n}@old.example`)));
  const { body } = await admin.get("/api/folkmoot/v1/policy/starter");
  expect((await admin.put("/api/folkmoot/v1/policy", { text: body.text })).status).toBe(200);
  expect(await rig.ctx.rules.refresh()).toBeNull();
}, 60_000);
afterAll(() => rig.close());

const days = (count: number) => clock.advance(count * DAY_MS);

async function somebody(handle: string): Promise<KnownAccount> {
  const account = await createAccountPort(rig.ctx).byId(await rig.remote(handle));
  if (account === null) throw new Error("no account");
  return account;
}

let count = 0;
async function sends(by: KnownAccount, changes: Parameters<typeof remotePost>[3] = {}) {
  clock.advance(1_000);
  const iri = `${by.iri}/posts/${++count}` as typeof by.iri;
  const said = { html: `<p>Post ${count}</p>`, ...changes };
  const post = remotePost(by, iri, clock.now(), said);
  return createPostIntake(rig.ctx, rig.ctx.policy).post(post, by, "delivered");
}
async function taken(by: KnownAccount, changes?: Parameters<typeof remotePost>[3]): Promise<string> {
  const outcome = await sends(by, changes);
  if (outcome.outcome !== "accepted" || !outcome.id) throw new Error(JSON.stringify(outcome));
  return outcome.id;
}
const toAna = () => ({ mentions: [{ iri: rig.ctx.uris.account(ana.id), name: "@ana" }] });
const held = { outcome: "ignored", reason: "policy/held" };

/** Whether a post is put forward once it is liked. */
async function trends(post: string): Promise<boolean> {
  const { sql, ids } = rig.ctx;
  for (const fan of crowd) {
    const one = ids.next();
    await sql`insert into reactions (id, account_id, post_id, kind, iri, created_at)
      values (${one}, ${fan}, ${post}, 'like', ${`https://old.example/${one}`}, ${clock.now()})`;
  }
  await sql`update posts set likes_count = ${crowd.length} where id = ${post}`;
  await refreshTrends(rig.ctx);
  const { body } = await rig.request("GET", "/api/v1/trends/statuses?limit=40");
  return body.some(({ id }: { id: string }) => id === post);
}

it("lets in what a new server sends, puts none of it forward, and trusts it after a week", async () => {
  const zoe = await somebody("zoe@young.example");
  const first = await taken(zoe);
  expect((await ana.get(`/api/v1/statuses/${first}`)).status).toBe(200);
  expect(await trends(first)).toBe(false);
  days(6);
  expect(await trends(await taken(zoe))).toBe(false);
  days(2);
  expect(await trends(await taken(zoe))).toBe(true);
  // What came while it was new stays where it is.
  const [kept] = await rig.ctx.sql`select filters from post_filters where post_id = ${first}`;
  expect(kept?.filters).toContain("prevent-trending");
});

it("holds links that new accounts of a new server send to people here, who see them once a moderator has looked", async () => {
  const yan = await somebody("yan@fresh.example");
  const html = '<p><a href="https://shop.example/">shop</a></p>';
  expect(await sends(yan, { html, ...toAna() })).toEqual(held);
  const mentions = async () => (await ana.get("/api/v1/notifications?types[]=mention")).body.length;
  expect(await mentions()).toBe(0);
  const { items } = (await moderator.get("/api/folkmoot/v1/holds?rule=link-from-new-server")).body;
  expect(items).toHaveLength(1);
  expect(items[0].because[0].facts).toMatchObject({ "author.trust": ["new"] });
  expect((await moderator.post(`/api/folkmoot/v1/holds/${items[0].id}/release`)).status).toBe(200);
  expect(await mentions()).toBe(1);
  // Without a link they may write, and after some days with one.
  await taken(yan, toAna());
  await taken(yan);
  days(4);
  await taken(yan, { html, ...toAna() });
});

it("holds a new account that mentions many and opens a case, unless somebody here follows it", async () => {
  const old = await somebody("first@settled.example");
  await taken(old);
  days(30);
  const xia = await somebody("xia@settled.example");
  const mentions = [1, 2, 3, 4].map((n) => ({
    iri: `https://a.example/${n}` as typeof xia.iri,
    name: `@p${n}`,
  }));
  expect(await sends(xia, { mentions })).toEqual(held);
  const [opened] = await rig.ctx
    .sql`select category, state from cases where subject_iri like ${`${xia.iri}%`}`;
  expect(opened).toMatchObject({ category: "spam" });
  await rig.ctx.sql`insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at)
    values (${ana.id}, ${xia.id}, 'https://here.example/f', 'accepted', true, ${clock.now()})`;
  clock.advance(61_000);
  await taken(xia, { mentions });
});

it("puts nothing of new people here forward in their first days", async () => {
  const cleo = await rig.person("cleo");
  clock.advance(61_000);
  expect(await trends(await rig.publish(cleo, "Good morning"))).toBe(false);
  await rig.publish(cleo, "Good afternoon");
  await rig.publish(cleo, "Good evening");
  days(4);
  expect(await trends(await rig.publish(cleo, "Here I am"))).toBe(true);
});

it("trusts nobody who was warned twice, until that is taken back", async () => {
  const dora = await rig.person("dora");
  days(40);
  for (let n = 0; n < 20; n++) await rig.publish(dora, `Day ${n}`);
  const rule = JSON.parse(
    '{ "on": ["outbound"], "priority": 200, "when": { "author.trust": "new" }, "then": { "label": "untrusted" } }',
  );
  expect((await admin.put("/api/folkmoot/v1/policy/rules/untrusted", { rule })).status).toBe(200);
  await rig.ctx.rules.refresh();
  const isTrusted = async () => {
    // What is known of an author is read again after a minute.
    clock.advance(61_000);
    const { body } = await dora.post("/api/v1/statuses", { status: `Hm ${++count}` });
    return body.folkmoot === undefined;
  };
  expect(await isTrusted()).toBe(true);
  const by = { accountId: moderator.id, role: "moderator" as const };
  const subject = await findSubject(rig.ctx, { kind: "account", id: dora.id });
  if (subject === null) throw new Error("no subject");
  const warn = async () =>
    must(await act(rig.ctx, by, { subject, kind: "warn", reasons: { category: "spam" } })).actionId;
  const first = await warn();
  expect(await isTrusted()).toBe(true);
  await warn();
  expect(await isTrusted()).toBe(false);
  must(await undo(rig.ctx, by, { actionId: first, reason: "" }));
  expect(await isTrusted()).toBe(true);
});
