import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import { MOST_A_DAY } from "#server/moot/receive.ts";
import { aMoment, eventually } from "#test/e2e/people.ts";
import { freePort } from "#test/support/redis.ts";
import type { Person } from "../api/rig.ts";
import {
  addTerm,
  carried,
  createMootNode,
  decide,
  follow,
  give,
  type MootNode,
  newSigner,
  peers,
  publish,
  received,
  setPolicy,
  stateOf,
} from "./rig.ts";

const moot = "/api/folkmoot/v1/moot";
let home: MootNode;
let away: MootNode;
let third: MootNode;
let ana: Person;
let post: Awaited<ReturnType<typeof carried>>;
let before: unknown;

beforeAll(async () => {
  const port = String(await freePort());
  const elsewhere = { PORT: port, ORIGIN: `http://127.0.0.2:${port}` };
  [home, away, third] = await Promise.all([createMootNode(), createMootNode(), createMootNode(elsewhere)]);
  ana = await home.person("ana");
  await follow(away, home);
  await follow(away, third);
  await setPolicy(away, { treatment: "apply" });
}, 60_000);
afterAll(() => Promise.all([home?.close(), away?.close(), third?.close()]));
beforeEach(async () => {
  post = await carried(home, away, ana, "What is judged");
  before = await stateOf(away, post);
});

/** The roster was asked for long ago, so that it may be asked for again. */
const later = () =>
  away.ctx
    .sql`update moot_peers set fetched_at = fetched_at - interval '2 minutes' where domain = ${home.host}`;

async function isRefused(document: JsonObject, reason: string, from = home): Promise<void> {
  expect(await give(away, from, document)).toEqual({ outcome: "ignored", reason });
  expect(await received(away, document)).toBeUndefined();
  expect(await stateOf(away, post)).toEqual(before);
}

describe("nothing is done by a decision", () => {
  it("that was changed, in whatever member", async () => {
    const document = await decide(home, { subject: post.subject });
    const changes: readonly [string, unknown, string][] = [
      ["reasons", "Be kinder.", "decision/bad-signature"],
      ["category", "spam", "decision/bad-signature"],
      ["published", "2026-01-01T00:00:00Z", "decision/bad-signature"],
      ["extra", true, "decision/bad-signature"],
      ["verdict", "suspend", "decision/not-as-voted"],
      ["level", 1, "decision/malformed"],
      ["id", home.ctx.uris.decision(randomUUID()), "decision/bad-signature"],
      ["signature", {}, "decision/malformed"],
      ["subject", { ...post.subject, id: `${home.origin}/posts/other` }, "decision/bad-signature"],
    ];
    for (const [member, value, reason] of changes) await isRefused({ ...document, [member]: value }, reason);
  });

  it("that too few have signed, or somebody whose term was over, or who is no trustee", async () => {
    const few = await decide(home, { subject: post.subject, signatures: 1 });
    await isRefused(few, "decision/too-few-signatures");
    const [former, nobody] = [await newSigner(), await newSigner()];
    await addTerm(home, former, -2);
    await later();
    const others = home.trustees.slice(0, 2);
    const over = await decide(home, { subject: post.subject, by: [former, ...others] });
    await isRefused(over, "decision/out-of-term");
    await later();
    const stranger = await decide(home, { subject: post.subject, by: [nobody, ...others] });
    await isRefused(stranger, "decision/no-trustee");
  });

  it("of another node, by another node's key, or from a node that is not followed", async () => {
    const document = await decide(home, { subject: post.subject });
    await isRefused(document, "decision/not-theirs", third);
    await isRefused(await decide(home, { subject: post.subject, node: third }), "decision/not-by-node");
    const foreign = { case: third.ctx.uris.case(randomUUID()) };
    await isRefused(await decide(home, { subject: post.subject, more: foreign }), "decision/not-theirs");
    await away.admin.delete(`${moot}/peers?peer=${third.host}`);
    await isRefused(await decide(third, { subject: post.subject }), "decision/unsolicited", third);
    await follow(away, third);
  });

  it("that is larger than any can be, or comes after hundreds in a day", async () => {
    const document = await decide(home, { subject: post.subject });
    await isRefused({ ...document, padding: "x".repeat(300_000) }, "decision/too-large");
    await isRefused(await decide(home, { more: { facts: "a\u0000b" } }), "decision/malformed");
    const caseId = randomUUID();
    await give(away, home, await decide(home, { subject: post.subject, caseId }));
    await away.ctx
      .sql`insert into received_decisions (id, iri, peer, case_iri, level, verdict, subject_kind, treatment, state, received_at)
      select gen_random_uuid(), ${home.origin} || '/x/' || n, ${home.host}, 'x', 0, 'none', 'post', 'ignore', 'ignored', now()
      from generate_series(1, ${MOST_A_DAY}::int) n`;
    expect(await give(away, home, document)).toEqual({ outcome: "ignored", reason: "decision/too-many" });
    // What takes back something that was done here is let in all the same.
    const appeal = await decide(home, { subject: post.subject, caseId, level: 1, verdict: "none" });
    expect(await give(away, home, appeal)).toEqual({ outcome: "accepted" });
    expect(await stateOf(away, post)).toEqual(before);
    await away.ctx.sql`delete from received_decisions where case_iri = 'x'`;
    expect(await give(away, home, document)).toEqual({ outcome: "accepted" });
  });

  it("of a node whose domain is blocked here, which is followed no more", async () => {
    const document = await decide(third, { subject: post.subject });
    const blocked = await away.admin.post("/api/v1/admin/domain_blocks", {
      domain: "127.0.0.2",
      severity: "suspend",
    });
    expect(blocked.status).toBe(200);
    await publish(third, document);
    await aMoment();
    expect(await received(away, document)).toBeUndefined();
    expect(await peers(away)).toContainEqual([third.host, "refused"]);
    const asked = await away.admin.post(`${moot}/peers`, { peer: third.origin });
    expect(asked.status).toBeGreaterThanOrEqual(400);
    await away.admin.delete(`/api/v1/admin/domain_blocks/${blocked.body.id}`);
    await follow(away, third);
  }, 30_000);
});

it("an Announce that somebody else brings counts by the node's own proof of it, and not with a byte changed", async () => {
  const document = await decide(home, { subject: post.subject });
  // Nobody follows a node that has not told of it yet: only the bytes are taken from it.
  await away.admin.delete(`${moot}/peers?peer=${home.host}`);
  await publish(home, document);
  const body = await eventually(async () => {
    const [row] = await home.ctx.sql<{ activity: string }[]>`
      select activity from published_decisions where iri = ${String(document.id)}`;
    return row?.activity ?? "";
  });
  await follow(away, home);
  const bring = (text: string) =>
    fetch(`${away.origin}/inbox`, {
      method: "POST",
      headers: { "content-type": "application/activity+json" },
      body: text,
    });
  const changes = [
    body.replace("A slur.", "A word."),
    body.replace(/"published":"2/, '"published":"3'),
    JSON.stringify({ ...JSON.parse(body), proof: undefined }),
  ];
  for (const changed of changes) {
    expect(changed).not.toBe(body);
    expect((await bring(changed)).status).toBe(401);
  }
  expect(await received(away, document)).toBeUndefined();
  expect((await bring(body)).status).toBe(202);
  expect(await received(away, document)).toMatchObject({ state: "applied" });
}, 30_000);

it("somebody who became a trustee since is found in the roster, which is asked for again", async () => {
  const newcomer = await newSigner();
  await addTerm(home, newcomer);
  const by = [newcomer, ...home.trustees.slice(0, 2)];
  const document = await decide(home, { subject: post.subject, by });
  // It was asked for a moment ago, and is not asked for at each wrong signature.
  await isRefused(document, "decision/no-trustee");
  await later();
  expect(await give(away, home, document)).toEqual({ outcome: "accepted" });
  expect(await received(away, document)).toMatchObject({ state: "applied" });
});

it("what a node that cannot be reached had signed before verifies by what is known of it", async () => {
  const gone = await createMootNode();
  await follow(away, gone);
  const document = await decide(gone, { subject: post.subject });
  await gone.close();
  await away.ctx
    .sql`update moot_peers set fetched_at = fetched_at - interval '2 days' where domain = ${gone.host}`;
  expect(await give(away, gone, document)).toEqual({ outcome: "accepted" });
  expect(await received(away, document)).toMatchObject({ state: "applied" });
}, 30_000);

it("peers and policies that are none are refused, and moderators may only read them", async () => {
  const moderator = await away.person("mo", { role: "moderator" });
  const post_ = (peer: string) => away.admin.post(`${moot}/peers`, { peer });
  expect((await post_(home.ctx.uris.account(ana.id))).status).toBe(422);
  expect((await post_("nowhere.invalid")).status).toBe(404);
  expect((await post_("no domain")).status).toBe(404);
  expect((await post_(away.origin)).status).toBe(422);
  expect((await away.admin.delete(`${moot}/peers?peer=nowhere.invalid`)).status).toBe(404);
  const put = (policy: object) => away.admin.put(`${moot}/policies`, policy);
  expect((await put({ verdict: "ban", treatment: "apply" })).status).toBe(422);
  expect((await put({ peer: "no domain", treatment: "apply" })).status).toBe(422);
  expect((await put({ treatment: "obey" })).status).toBe(422);
  expect((await moderator.get(`${moot}/peers`)).status).toBe(200);
  expect((await moderator.get(`${moot}/policies`)).body).toEqual([
    { peer: "*", verdict: "*", treatment: "apply" },
  ]);
  expect((await moderator.get(`${moot}/decisions`)).status).toBe(200);
  for (const refused of [
    await moderator.post(`${moot}/peers`, { peer: home.origin }),
    await moderator.delete(`${moot}/peers?peer=${home.host}`),
    await moderator.put(`${moot}/policies`, { treatment: "show" }),
  ])
    expect(refused.status).toBe(403);
});
