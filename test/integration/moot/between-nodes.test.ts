import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aMoment, eventually } from "#test/e2e/people.ts";
import type { Person } from "../api/rig.ts";
import {
  base,
  carried,
  createMootNode,
  decide,
  follow,
  give,
  type MootNode,
  peers,
  publish,
  received,
  setPolicy,
  stateOf,
} from "./rig.ts";

const moot = "/api/folkmoot/v1/moot";
let home: MootNode;
let away: MootNode;
let ana: Person;

beforeAll(async () => {
  [home, away] = await Promise.all([createMootNode(), createMootNode()]);
  ana = await home.person("ana");
}, 60_000);
afterAll(() => Promise.all([home?.close(), away?.close()]));

describe("nodes that follow each other's decisions", () => {
  it("are let follow at once, hear of what was decided as it was signed, and end it", async () => {
    await follow(away, home);
    const document = await decide(home);
    await publish(home, document);
    await eventually(async () =>
      expect(await received(away, document)).toMatchObject({ state: "shown", why: null, document }),
    );
    const [{ id, body } = {}] = await home.ctx.sql<{ id: string; body: Uint8Array }[]>`
      select id, body from activities where convert_from(body, 'UTF8') like ${`%${String(document.id)}%`}`;
    const served = await fetch(home.ctx.uris.activity(id ?? ""), {
      headers: { accept: "application/activity+json" },
    });
    expect(new Uint8Array(await served.arrayBuffer())).toEqual(new Uint8Array(body ?? []));

    // Long over: its delivery is forgotten, and it is served all the same.
    await home.ctx.sql`delete from activities where id = ${id ?? ""}`;
    const again = await fetch(home.ctx.uris.activity(id ?? ""), {
      headers: { accept: "application/activity+json" },
    });
    expect(await again.json()).toMatchObject({ type: "Announce", object: document });

    // Told once, however often it is published.
    await publish(home, document);
    const sent = await home.ctx.sql`select from published_decisions where iri = ${String(document.id)}`;
    expect(sent).toHaveLength(1);

    await away.admin.delete(`${moot}/peers?peer=${home.host}`);
    expect(await peers(away)).toEqual([]);
    await eventually(async () => {
      const left = await home.ctx.sql`select from follows f join accounts a on a.id = f.followee_id
        where a.iri = ${home.ctx.uris.nodeActor()}`;
      expect(left).toHaveLength(0);
    });
    const later = await decide(home);
    await publish(home, later);
    await aMoment();
    expect(await received(away, later)).toBeUndefined();
    await follow(away, home);
  }, 60_000);

  it("keep what does not say what it is about to the servers that it concerns", async () => {
    const secret = await decide(home, { subject: { kind: "post", id: null, digest: null } });
    await publish(home, secret);
    await aMoment();
    expect(await received(away, secret)).toBeUndefined();
    const [{ id } = {}] = await home.ctx.sql<{ id: string }[]>`
      select id from published_decisions where iri = ${String(secret.id)}`;
    const asked = await fetch(home.ctx.uris.activity(id ?? ""), {
      headers: { accept: "application/activity+json" },
    });
    expect(asked.status).toBe(404);

    const told = await decide(home, { subject: { kind: "post", id: null, digest: null } });
    const [their] = await home.ctx.sql<{ id: string }[]>`
      select id from accounts where iri = ${away.ctx.uris.nodeActor()}`;
    await publish(home, told, [their?.id ?? ""]);
    await eventually(async () => expect(await received(away, told)).toMatchObject({ state: "shown" }));
  }, 60_000);

  it("are no people, and no nodes where a node does not publish", async () => {
    const zoe = await away.person("zoe");
    const iri = home.ctx.uris.nodeActor();
    const found = await away.ctx.resolve.account(iri);
    if (!found.ok) throw new Error(found.error.type);
    await zoe.post(`/api/v1/accounts/${found.value.id}/follow`);
    await aMoment();
    const { body } = await zoe.get(`/api/v1/accounts/relationships?id=${found.value.id}`);
    expect(body[0]).toMatchObject({ following: false, requested: true });

    const silent = await createMootNode({ PUBLISH_DECISIONS: "false" });
    await away.admin.post(`${moot}/peers`, { peer: silent.origin });
    await aMoment();
    expect(await peers(away)).toContainEqual([silent.host, "asked"]);
    await away.admin.delete(`${moot}/peers?peer=${silent.host}`);
    await silent.close();
  }, 60_000);
});

describe("what is done with a decision", () => {
  it("is what the most specific policy says: applied, recommended, shown, ignored", async () => {
    const posts = [];
    for (const n of [1, 2, 3, 4]) posts.push(await carried(home, away, ana, `Post ${n}`));
    await setPolicy(away, { treatment: "ignore" });
    await setPolicy(away, { verdict: "sensitive", treatment: "show" });
    await setPolicy(away, { peer: home.host, verdict: "sensitive", treatment: "recommend" });
    await setPolicy(away, { peer: home.host, verdict: "remove", treatment: "apply" });
    await setPolicy(away, { verdict: "hold", treatment: "show" });
    const verdicts = ["remove", "sensitive", "hold", "warn"] as const;
    const decisions = [];
    for (const [at, verdict] of verdicts.entries()) {
      const { subject } = posts[at] ?? {};
      const document = await decide(home, {
        verdict,
        days: at === 0 ? 7 : null,
        ...(subject && { subject }),
      });
      decisions.push(document);
      await publish(home, document);
    }
    const [applied, recommended, shown, ignored] = decisions;
    await eventually(async () => {
      expect(await received(away, applied ?? {})).toMatchObject({ state: "applied", why: null });
      expect(await received(away, recommended ?? {})).toMatchObject({ state: "recommended" });
      expect(await received(away, shown ?? {})).toMatchObject({ state: "shown" });
      const left = await received(away, ignored ?? {});
      expect(left).toMatchObject({ state: "ignored", document: null, subject_uri: null });
    });

    const { action_id: actionId } = await received(away, applied ?? {});
    const action = await away.admin.get(`${base}/actions/${actionId}`);
    expect(action.body).toMatchObject({ kind: "remove", cause: `decision:${String(applied?.id)}` });
    expect(await away.admin.get(`/api/v1/statuses/${posts[0]?.id}`)).toMatchObject({ status: 404 });

    const { case_id: caseId } = await received(away, recommended ?? {});
    const opened = await away.admin.get(`${base}/cases/${caseId}`);
    expect(opened.body).toMatchObject({ category: "hate", severity: 3 });
    const signals = await away.ctx.sql`select * from signals where case_id = ${caseId}`;
    expect(signals).toEqual([
      expect.objectContaining({
        source_kind: "node",
        source: home.host,
        explanation: expect.objectContaining({ decision: recommended?.id, verdict: "sensitive" }),
      }),
    ]);
    const entered = await away.ctx.sql<{ kind: string }[]>`
      select kind from ledger_pending where kind like 'decision.%' union all
      select kind from ledger_entries where kind like 'decision.%'`;
    expect(entered.length).toBeGreaterThan(0);
    for (const verdict of ["sensitive", "remove"])
      await setPolicy(away, { peer: home.host, verdict, treatment: null });
    for (const verdict of ["*", "sensitive", "hold"]) await setPolicy(away, { verdict, treatment: null });
  }, 60_000);

  it("is left to a person where it may not be done by itself, with the reason", async () => {
    await setPolicy(away, { peer: home.host, treatment: "apply" });
    const postId = await away.publish(away.admin, "By the owner");
    const subject = { kind: "post", id: away.ctx.uris.post(postId), digest: null } as const;
    const document = await decide(home, { subject });
    await give(away, home, document);
    expect(await received(away, document)).toMatchObject({
      state: "recommended",
      why: "action/not-allowed",
      action_id: null,
      case_id: expect.any(String),
    });
    const label = await decide(home, {
      verdict: "label",
      subject: (await carried(home, away, ana, "Unlabelled")).subject,
    });
    await give(away, home, label);
    expect(await received(away, label)).toMatchObject({ state: "recommended", why: "action/bad-label" });

    const unknown = await decide(home);
    await give(away, home, unknown);
    expect(await received(away, unknown)).toMatchObject({ state: "shown", why: "subject/unknown" });
    await setPolicy(away, { peer: home.host, treatment: null });
  });

  it("is done once, however often it comes", async () => {
    await setPolicy(away, { peer: home.host, treatment: "apply" });
    const post = await carried(home, away, ana, "Once");
    const document = await decide(home, { subject: post.subject });
    const came = await Promise.all([1, 2, 3].map(() => give(away, home, document)));
    expect(came.every(({ outcome }) => outcome === "accepted")).toBe(true);
    const state = await stateOf(away, post);
    await give(away, home, document);
    expect(await stateOf(away, post)).toEqual(state);
    const actions = await away.ctx
      .sql`select from actions where cause = ${`decision:${String(document.id)}`}`;
    expect(actions).toHaveLength(1);
    await setPolicy(away, { peer: home.host, treatment: null });
  });
});
