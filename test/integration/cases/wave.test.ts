import { afterAll, beforeAll, expect, it } from "vitest";
import type { KnownAccount } from "#federation/ports.ts";
import { savePolicy } from "#moderation/policy/save.ts";
import { readStarterPolicy } from "#moderation/policy/starter.ts";
import { createAccountPort } from "#server/accounts/port.ts";
import { moderationOf } from "#server/desk/moderation.ts";
import { createPostIntake } from "#server/posts/intake.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";
import { spam, spammer } from "#test/load/wave/spam.ts";
import { createFakeClock } from "#test/support/clock.ts";

const SERVERS = 30;
const POSTS = 150;
const API = "/api/folkmoot/v1";

let rig: ApiRig;
let mo: Person;
let ana: Person;
let authors: KnownAccount[];
let intake: ReturnType<typeof createPostIntake>;
const clock = createFakeClock(new Date("2026-11-26T12:00:00Z"));

beforeAll(async () => {
  rig = await createApiRig({}, { clock });
  const { ctx } = rig;
  mo = await rig.person("mo", { role: "moderator" });
  ana = await rig.person("ana");
  const policy = { text: await readStarterPolicy(), format: "yaml" as const };
  must(await savePolicy(moderationOf(ctx), null, policy));
  await ctx.rules.refresh();
  const port = createAccountPort(ctx, ctx.domains, ctx.policy);
  authors = [];
  for (let at = 0; at < 2 * SERVERS; at++) authors.push(await port.remember(spammer(at, SERVERS)));
  intake = createPostIntake(ctx, ctx.policy);
}, 120_000);
afterAll(() => rig.close(), 60_000);

const authorOf = (at: number) => authors[at % authors.length] as KnownAccount;
const count = async (query: PromiseLike<readonly object[]>) => ((await query)[0] as { count: number }).count;
const waves = async (isOver = false) =>
  (await mo.get(`${API}/waves${isOver ? "?over=true" : ""}`)).body as {
    id: string;
    kind: string;
    open_count: number;
    example: string;
  }[];

it("holds one text of many servers as it comes, and shows the moderators one wave rather than hundreds of cases", async () => {
  const outcomes = new Map<string, number>();
  for (let at = 0; at < POSTS; at++) {
    const author = authorOf(at);
    const post = spam(author, at, "text", rig.ctx.uris.account(ana.id));
    const taken = await intake.post(post, author, "delivered");
    const outcome = taken.outcome === "accepted" ? "taken" : taken.reason;
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  // The first few are like nothing else yet.
  expect(outcomes.get("taken")).toBeLessThan(10);
  expect(outcomes.get("policy/held")).toBeGreaterThan(POSTS - 10);
  const [wave, ...others] = await waves();
  expect(others).toEqual([]);
  expect(wave).toMatchObject({ kind: "text", example: expect.stringContaining("wonderful tokens") });
  expect(wave?.open_count).toBeGreaterThan(POSTS - 20);
});

it("puts what members report of it into the same wave", async () => {
  const before = (await waves())[0]?.open_count as number;
  const rows = await rig.ctx.sql<{ id: string; accountId: string }[]>`
    select id, account_id as "accountId" from posts where html like '%wonderful tokens%'`;
  expect(rows.length).toBeGreaterThan(0);
  for (const { id, accountId } of rows) {
    const filed = await ana.post("/api/v1/reports", {
      account_id: accountId,
      status_ids: [id],
      category: "spam",
    });
    expect(filed.status).toBe(200);
  }
  expect((await waves())[0]?.open_count).toBe(before + rows.length);
});

it("keeps as evidence what a held post says, also when it has been given up", async () => {
  const [held] = await rig.ctx
    .sql`select c.id from cases c join held_items h on h.subject_iri = c.subject_iri limit 1`;
  const { body } = await mo.get(`${API}/cases/${held?.id}/evidence`);
  expect(JSON.stringify(body)).toContain("wonderful tokens");
});

it("gives up all that waits at once, and with it the cases that rules alone have opened", async () => {
  const open = (await waves())[0]?.open_count as number;
  const held = await count(rig.ctx.sql`select count(*)::int from held_items where state = 'held'`);
  const decided = await mo.post(`${API}/holds/decide`, { decision: "refuse", rule: "same-text-by-many" });
  expect(decided).toMatchObject({ status: 202, body: { about: held } });
  await rig.node.settle();
  expect(await count(rig.ctx.sql`select count(*)::int from held_items where state = 'held'`)).toBe(0);
  const left = (await waves())[0]?.open_count as number;
  expect(left).toBeLessThan(open - held / 2);
  // What somebody has reported goes on until it is decided.
  const unreported = await count(rig.ctx.sql`
    select count(*)::int from cases where state = 'open' and reports_count = 0 and subject_kind = 'post'`);
  expect(unreported).toBe(0);
});

it("suspends all authors of what is left of the wave by one decision, and brings them back by one undo", async () => {
  const states = () =>
    rig.ctx.sql`select username, domain, state from accounts where domain is not null order by iri`;
  const posts = () =>
    rig.ctx.sql`select iri, removed_at, deleted_at from posts where not is_local order by iri`;
  const before = { accounts: await states(), posts: await posts() };
  const [wave] = await waves();
  const started = await mo.post(`${API}/case_bulks`, {
    filter: { wave_id: wave?.id },
    state: "decided",
    category: "spam",
    action: { kind: "suspend", on_author: true },
    text: "One text by many.",
  });
  expect(started.status).toBe(202);
  await rig.node.settle();
  const bulk = `${API}/case_bulks/${started.body.id}`;
  expect((await mo.get(bulk)).body).toMatchObject({ state: "done", done: wave?.open_count, skipped: 0 });
  const suspended = (await states()).filter(({ state }) => state === "suspended");
  expect(suspended.length).toBe(wave?.open_count);

  expect((await mo.post(`${bulk}/undo`)).status).toBe(202);
  await rig.node.settle();
  expect((await mo.get(bulk)).body).toMatchObject({ state: "undone", done: 0 });
  expect({ accounts: await states(), posts: await posts() }).toEqual(before);
});

it("is over when nothing has come for hours and every case is decided, not before", async () => {
  const [wave] = await waves();
  clock.advance(7 * 3_600_000);
  expect(await waves()).toMatchObject([{ id: wave?.id }]);
  await mo.post(`${API}/case_bulks`, { filter: { wave_id: wave?.id }, state: "dismissed", category: "spam" });
  await rig.node.settle();
  expect(await waves()).toEqual([]);
  expect(await waves(true)).toMatchObject([{ id: wave?.id, open_count: 0 }]);
});
