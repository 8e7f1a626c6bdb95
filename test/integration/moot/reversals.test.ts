import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import { eraseAbout } from "#server/ledger/erase.ts";
import { eventually } from "#test/e2e/people.ts";
import type { Person } from "../api/rig.ts";
import { deskPages } from "../web/desk-pages.ts";
import {
  base,
  carried,
  createMootNode,
  decide,
  follow,
  give,
  type Made,
  type MootNode,
  publish,
  received,
  setPolicy,
  stateOf,
} from "./rig.ts";

let home: MootNode;
let away: MootNode;
let ana: Person;
let post: Awaited<ReturnType<typeof carried>>;
let before: unknown;
let caseId: string;

beforeAll(async () => {
  [home, away] = await Promise.all([createMootNode(), createMootNode()]);
  ana = await home.person("ana");
  await follow(away, home);
  await setPolicy(away, { peer: home.host, treatment: "apply" });
}, 60_000);
afterAll(() => Promise.all([home?.close(), away?.close()]));
beforeEach(async () => {
  post = await carried(home, away, ana, "What is judged");
  before = await stateOf(away, post);
  caseId = randomUUID();
});

const of = (level: 0 | 1 | 2, made: Partial<Made> = {}): Promise<JsonObject> =>
  decide(home, { level, caseId, subject: post.subject, ...made });
const came = async (document: JsonObject) => {
  expect(await give(away, home, document)).toEqual({ outcome: "accepted" });
  return received(away, document);
};

describe("a decision on appeal", () => {
  it("that takes back what was done leaves everything as it was, here and in both ledgers", async () => {
    const first = await of(0);
    await publish(home, first);
    await eventually(async () => expect(await received(away, first)).toMatchObject({ state: "applied" }));
    expect(await stateOf(away, post)).not.toEqual(before);
    const second = await of(1, { verdict: "none" });
    await publish(home, second);
    await eventually(async () =>
      expect(await received(away, second)).toMatchObject({ state: "applied", action_id: null }),
    );
    expect(await received(away, first)).toMatchObject({ state: "reversed" });
    expect(await stateOf(away, post)).toEqual(before);
    await away.node.settle();
    const entries = await away.ctx.sql<{ ledger: string; kind: string }[]>`
      select ledger, kind from ledger_entries where kind like 'decision.%' order by ledger, kind`;
    expect(entries.map(({ ledger, kind }) => `${ledger} ${kind}`)).toEqual([
      "private decision.received",
      "private decision.received",
      "private decision.reversed",
      "public decision.received",
      "public decision.received",
      "public decision.reversed",
    ]);
  }, 30_000);

  it("that asks for something else has that done in its place", async () => {
    const first = await came(await of(0));
    const second = await came(await of(1, { verdict: "sensitive" }));
    expect(second).toMatchObject({ state: "applied", action_id: expect.any(String) });
    const actions = await away.ctx.sql`select kind, undone_at is not null as undone from actions
      where id in (${first.action_id}, ${second.action_id}) order by id`;
    expect([...actions]).toEqual([
      { kind: "remove", undone: true },
      { kind: "sensitive", undone: false },
    ]);
    await came(await of(2, { verdict: "none" }));
    expect(await stateOf(away, post)).toEqual(before);
  });

  it("that confirms what was done leaves it as it is, and a third one can still take it back", async () => {
    const first = await came(await of(0));
    const applied = await stateOf(away, post);
    expect(await came(await of(1))).toMatchObject({ state: "applied", action_id: first.action_id });
    expect(await stateOf(away, post)).toEqual(applied);
    await came(await of(2, { verdict: "none" }));
    expect(await stateOf(away, post)).toEqual(before);
  });

  it("counts by the size of its panel, in whatever order it comes", async () => {
    const levels = [0, 1, 2] as const;
    for (const order of [
      [2, 1, 0],
      [1, 0, 2],
      [2, 0, 1],
      [0, 2, 1],
    ] as const) {
      caseId = randomUUID();
      const documents = await Promise.all(
        levels.map((level) => of(level, { verdict: level === 2 ? "none" : "remove" })),
      );
      for (const level of order) await came(documents[level] ?? {});
      expect(await stateOf(away, post)).toEqual(before);
      expect(await received(away, documents[2] ?? {})).toMatchObject({ state: "applied" });
      for (const level of [0, 1]) {
        const { state } = await received(away, documents[level] ?? {});
        expect(["superseded", "reversed"]).toContain(state);
      }
    }
  });

  it("crossing with another one ends as the largest panel says", async () => {
    const documents = await Promise.all([of(0), of(1, { verdict: "none" }), of(2, { verdict: "sensitive" })]);
    await Promise.all(documents.map((document) => give(away, home, document)));
    expect(await received(away, documents[2])).toMatchObject({ state: "applied" });
    const inForce = await away.ctx.sql`select kind from actions
      where subject_iri = ${post.subject.id} and undone_at is null`;
    expect([...inForce]).toEqual([{ kind: "sensitive" }]);
  });

  it("of another case of the same node has no say in this one", async () => {
    await came(await of(0));
    const applied = await stateOf(away, post);
    await came(await of(1, { verdict: "none", caseId: randomUUID() }));
    expect(await stateOf(away, post)).toEqual(applied);
  });

  it("leaves to moderators here what they have undone", async () => {
    const first = await came(await of(0));
    await away.admin.post(`${base}/actions/${first.action_id}/undo`, { reason: "Not here" });
    expect(await stateOf(away, post)).toEqual(before);
    expect(await came(await of(1))).toMatchObject({
      state: "recommended",
      why: "action/undone-here",
      action_id: null,
      case_id: expect.any(String),
    });
    expect(await stateOf(away, post)).toEqual(before);
    expect(await came(await of(2, { verdict: "none" }))).toMatchObject({ state: "applied", action_id: null });
    expect(await stateOf(away, post)).toEqual(before);
  });

  it("is told on the case that the earlier one was brought to", async () => {
    await setPolicy(away, { peer: home.host, verdict: "hold", treatment: "recommend" });
    const { case_id: caseAt } = await came(await of(0, { verdict: "hold" }));
    const pages = deskPages(away);
    const [{ number } = {}] = await away.ctx.sql`select number from cases where id = ${caseAt}`;
    const page = async () => (await pages.open(away.admin, `/desk/cases/${number}?lang=en`)).html;
    expect(await page()).toContain(home.host);
    expect(await page()).not.toContain("Replaced by a larger panel’s");
    await came(await of(1, { verdict: "none" }));
    expect(await page()).toContain("Replaced by a larger panel’s");
  });

  it("may be as long as any, and of any characters", async () => {
    const long = "\u{1f63a}".repeat(5_000);
    await came(
      await of(0, { more: { facts: `a${long.slice(0, 9_998)}`, reasons: `b${long.slice(0, 9_998)}` } }),
    );
    await came(await of(1, { verdict: "none", more: { reasons: `c${long.slice(0, 9_998)}` } }));
    expect(await stateOf(away, post)).toEqual(before);
  });
});

it("accounts and domains are as they were before as well", async () => {
  const accountIri = home.ctx.uris.account(ana.id);
  const state = async () => {
    const [account] = await away.ctx.sql`select * from accounts where iri = ${accountIri}`;
    const domains = await away.ctx.sql`select * from domain_policies order by domain`;
    return { account, domains: [...domains], allowed: away.ctx.domains.allows("bad.example") };
  };
  const was = await state();
  for (const [subject, verdict] of [
    [{ kind: "account", id: accountIri, digest: null }, "suspend"],
    [{ kind: "account", id: accountIri, digest: null }, "limit"],
    [{ kind: "domain", id: "https://bad.example/" as Iri, digest: null }, "defederate"],
  ] as const) {
    caseId = randomUUID();
    expect(await came(await of(0, { subject, verdict, days: 30 }))).toMatchObject({ state: "applied" });
    const now = await state();
    expect(now).not.toEqual(was);
    if (verdict === "defederate") expect(now.allowed).toBe(false);
    await came(await of(1, { subject, verdict: "none" }));
    expect(await state()).toEqual(was);
  }
  // Its own domain is nothing that a node is cut off from.
  const own = { kind: "domain", id: `${away.origin}/` as Iri, digest: null } as const;
  caseId = randomUUID();
  expect(await came(await of(0, { subject: own, verdict: "defederate" }))).toMatchObject({
    state: "recommended",
    why: "domain/own",
  });
});

it("nothing of what decisions say of somebody is left once the law asks for that", async () => {
  const first = await of(0);
  await publish(home, first);
  await eventually(async () => expect(await received(away, first)).toMatchObject({ state: "applied" }));
  await came(await of(1, { verdict: "none" }));
  const iri = String(post.subject.id);
  await eraseAbout(away.ctx, iri, { reason: "Court order", by: null });
  await eraseAbout(home.ctx, iri, { reason: "Court order", by: null });
  expect(await received(away, first)).toMatchObject({ state: "reversed", document: null, subject_uri: null });
  const told = await home.ctx.sql`select from published_decisions where iri = ${String(first.id)}`;
  expect(told).toHaveLength(0);
});
