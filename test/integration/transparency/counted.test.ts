import { afterAll, beforeAll, expect, it } from "vitest";
import type { ActionKind } from "#moderation/actions/kind.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { actWithin } from "#server/actions/act.ts";
import { removeAtOrigin } from "#server/actions/origin.ts";
import { findSubject } from "#server/actions/subjects.ts";
import { undo } from "#server/actions/undo.ts";
import { receiveReport } from "#server/reports/receive.ts";
import { readCounted } from "#server/transparency/store.ts";
import { createFakeClock } from "#test/support/clock.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

const DESK = "/api/folkmoot/v1";
const clock = createFakeClock(new Date("2026-02-10T10:00:00Z"));
const february = { from: new Date("2026-02-01T00:00:00Z"), until: new Date("2026-03-01T00:00:00Z") };

let rig: ApiRig;
let mona: Person;
let mia: Person;
let ana: Person;
beforeAll(async () => {
  rig = await createApiRig({}, { clock });
  mona = await rig.person("mona", { role: "moderator" });
  mia = await rig.person("mia", { role: "moderator" });
  ana = await rig.person("ana");
}, 60_000);
afterAll(() => rig.close());

const counted = async () => (await readCounted(rig.ctx.sql, february)).counted;
/** How many actions there are of each finder, decider and outcome. */
async function sums(): Promise<Record<string, number>> {
  const all: Record<string, number> = {};
  for (const { n, finder, decider, outcome } of (await counted()).actions) {
    const key = `${finder} ${decider} ${outcome}`;
    all[key] = (all[key] ?? 0) + n;
  }
  return all;
}

async function automatic(cause: string, kind: ActionKind, isByPanel = false, endsAt: Date | null = null) {
  const id = await rig.publish(ana, "words");
  const subject = await findSubject(rig.ctx, { kind: "post", id });
  const done = await rig.ctx.db.transaction((tx) =>
    actWithin(rig.ctx, tx, null, {
      subject: subject as NonNullable<typeof subject>,
      kind,
      cause,
      isByPanel,
      endsAt,
      reasons: { category: "sexual" },
    }),
  );
  if (!done.ok) throw new Error(done.error.type);
  return done.value.actionId;
}

async function remove(by: Person, more: object = {}): Promise<string> {
  const id = await rig.publish(ana, "words");
  const subject = { kind: "post", id };
  return (await by.post(`${DESK}/actions`, { subject, kind: "remove", category: "spam", ...more })).body.id;
}

it("counts what lists and rules do alone, and what they take back of themselves as no reversal", async () => {
  const listed = await automatic("list:0199f000-0000-7000-8000-000000000001", "sensitive");
  await automatic("rule:pictures", "sensitive");
  expect(await sums()).toEqual({ "list list stands": 1, "rule rule stands": 1 });
  await undo(rig.ctx, null, { actionId: listed, reason: "" });
  expect(await sums()).toEqual({ "list list stands": 1, "rule rule stands": 1 });
});

it("counts what another server removes as decided there", async () => {
  const id = await rig.publish(ana, "words");
  const [post] = await rig.ctx.sql<{ iri: Iri }[]>`select iri from posts where id = ${id}`;
  await rig.ctx.db.transaction((tx) =>
    removeAtOrigin(
      rig.ctx,
      tx,
      { iri: post?.iri as Iri, id, accountId: ana.id, isLocal: true },
      { id: "0199f000-0000-7000-8000-000000000002", reason: "" },
    ),
  );
  expect(await sums()).toMatchObject({ "server server stands": 1 });
});

it("counts what is undone by somebody as reversed, and what has ended by itself not", async () => {
  await mia.post(`${DESK}/actions/${await remove(mona)}/undo`, { reason: "" });
  const ending = new Date(clock.now().getTime() + 3_600_000);
  const over = await automatic("rule:short", "sensitive", false, ending);
  clock.advance(2 * 3_600_000);
  await undo(rig.ctx, null, { actionId: over, reason: "", isOver: true });
  expect(await sums()).toMatchObject({ "moderators moderator ourselves": 1, "rule rule stands": 2 });
});

it("counts panels apart, and an appeal to a larger one that they lose as a reversal by appeal", async () => {
  const actionId = await automatic("decision:0199f000-0000-7000-8000-00000000000a", "sensitive", true);
  await automatic("decision:0199f000-0000-7000-8000-00000000000b", "sensitive", true);
  expect(await sums()).toMatchObject({ "moderators panel stands": 2 });
  const decision = rig.ctx.ids.next();
  const now = clock.now();
  await rig.ctx.sql`
    insert into decisions (id, panel_id, case_id, level, document, verdict, action_id, outcome, is_public, at)
    values (${decision}, ${rig.ctx.ids.next()}, ${rig.ctx.ids.next()}, 1, '{}', 'sensitive', ${actionId}, 'taken', false, ${now})`;
  for (const [side, state] of [
    ["author", "granted"],
    ["reporter", "rejected"],
  ] as const)
    await rig.ctx.sql`
      insert into panel_appeals (id, decision_id, account_id, side, text, state, created_at, answered_at)
      values (${rig.ctx.ids.next()}, ${decision}, ${side === "author" ? ana.id : mona.id}, ${side}, '', ${state}, ${now}, ${now})`;
  await undo(rig.ctx, null, { actionId, reason: "" });
  expect(await sums()).toMatchObject({ "moderators panel stands": 1, "moderators panel appeal": 1 });
  const { appeals } = await counted();
  expect(appeals.map(({ n, side, state, kind }) => [n, side, state, kind]).toSorted()).toEqual([
    [1, "author-panel", "granted", "sensitive"],
    [1, "reporter-panel", "rejected", "sensitive"],
  ]);
});

it("counts by the first report of the case, here, elsewhere or of nobody with an account", async () => {
  const reportedBy = async (report: (postId: string, iri: Iri) => Promise<unknown>) => {
    const id = await rig.publish(ana, "reported");
    const [post] = await rig.ctx.sql<{ iri: Iri }[]>`select iri from posts where id = ${id}`;
    await report(id, post?.iri as Iri);
    clock.advance(60_000);
    const [found] = await rig.ctx.sql<{ id: string; version: number }[]>`
      select id, version from cases where subject_iri = ${post?.iri as string}`;
    const inCase = { case_id: found?.id, case_version: found?.version };
    const subject = { kind: "post", id };
    await mona.post(`${DESK}/actions`, { subject, kind: "remove", category: "spam", ...inCase });
  };
  const far = await rig.remote("actor@far.example");
  const [by] = await rig.ctx.sql`select id, iri from accounts where id = ${far}`;
  const ben = await rig.person("ben");
  const here = (id: string) =>
    ben.post("/api/v1/reports", { account_id: ana.id, status_ids: [id], category: "spam" });
  const there = (_: string, iri: Iri) =>
    receiveReport(rig.ctx, { iri: null, by, subjects: [iri], comment: "Bad" } as never);
  await reportedBy(here);
  await reportedBy(there);
  await reportedBy(async (id, iri) => {
    await there(id, iri);
    clock.advance(60_000);
    await here(id);
  });
  expect(await sums()).toMatchObject({ "here moderator stands": 1, "server moderator stands": 2 });
  const { took, reports } = await counted();
  expect(took["report-to-decision"]).toEqual([{ key: "all", n: 3, median: 60, ninetieth: 108 }]);
  expect(reports.map(({ n, source }) => [source, n]).toSorted()).toEqual([
    ["here", 2],
    ["server", 2],
  ]);
});

it("counts what a rule holds by what became of it, and nothing of another month", async () => {
  const [held] = await rig.ctx.sql<{ id: string }[]>`
    insert into held_items (id, kind, subject_iri, account_id, state, held_at, expires_at)
    values (${rig.ctx.ids.next()}, 'post', 'https://far.example/1', ${ana.id}, 'refused', ${clock.now()}, ${clock.now()})
    returning id`;
  expect(held).toBeDefined();
  expect((await counted()).holds).toEqual([{ n: 1, what: "post", state: "refused" }]);
  const march = { from: february.until, until: new Date("2026-04-01T00:00:00Z") };
  const other = (await readCounted(rig.ctx.sql, march)).counted;
  expect([other.actions, other.appeals, other.reports, other.holds]).toEqual([[], [], [], []]);
});
