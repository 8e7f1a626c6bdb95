import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { methodOf } from "#protocol/moot/ballot.ts";
import { type Decision, writeDecision } from "#protocol/moot/decision.ts";
import { outcomeOf, type Verdict } from "#protocol/moot/vote.ts";
import type { KeyPair } from "#protocol/signing/crypto.ts";
import { exportMultikey, generateEd25519KeyPair } from "#protocol/signing/keys.ts";
import { addProof, createProof, type JsonObject } from "#protocol/signing/proofs.ts";
import { createMootIntake } from "#server/moot/port.ts";
import { publishDecision } from "#server/moot/publish.ts";
import { signAsNode } from "#server/moot/sign.ts";
import { eventually } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "../api/rig.ts";

export const base = "/api/folkmoot/v1";

export interface Signer {
  readonly trustee: string;
  readonly keys: KeyPair;
}

/** A node with nine trustees whose keys the test has, and somebody who looks after it. */
export interface MootNode extends ApiRig {
  readonly admin: Person;
  readonly trustees: readonly Signer[];
  readonly host: string;
}

export interface Made {
  readonly level: 0 | 1 | 2;
  readonly verdict: Verdict;
  readonly days: number | null;
  readonly caseId: string;
  readonly subject: Decision["subject"];
  readonly by: readonly Signer[];
  /** How many of them sign. */
  readonly signatures: number;
  /** Who signs for the node. */
  readonly node: MootNode;
  readonly more: Partial<Decision>;
}

export async function createMootNode(env: Record<string, string> = {}): Promise<MootNode> {
  const rig = await createApiRig({ ALLOW_PRIVATE_ADDRESS: "true", ...env });
  const admin = await rig.person("ada", { role: "owner" });
  const trustees = await Promise.all(Array.from({ length: 9 }, newSigner));
  for (const signer of trustees) await addTerm(rig, signer);
  return { ...rig, admin, trustees, host: new URL(rig.origin).host };
}

export async function newSigner(): Promise<Signer> {
  const keys = await generateEd25519KeyPair();
  return { keys, trustee: `did:key:${exportMultikey(keys.publicKey)}` };
}

/** @param until when their term ends, in days from now */
export async function addTerm({ ctx }: ApiRig, { trustee }: Signer, until = 300): Promise<void> {
  await ctx.sql`insert into trustee_keys (trustee, account_id, kept_by, community, languages, from_at, until_at)
    values (${trustee}, ${randomUUID()}, 'trustee', 'a.example', '{en}', now() - interval '400 days',
      now() + make_interval(days => ${until}))`;
}

/** A decision of a node's panel, with the proofs of its trustees and of the node. */
export async function decide(home: MootNode, given: Partial<Made> = {}): Promise<JsonObject> {
  const { level = 0, verdict = "remove", days = null, caseId = randomUUID() } = given;
  const size = { 0: 3, 1: 5, 2: 9 }[level];
  const { by = home.trustees.slice(0, size), signatures = Math.floor(size / 2) + 1 } = given;
  const { uris, clock } = home.ctx;
  const vote = { verdict, days, rules: [] };
  const document = writeDecision({
    id: uris.decision(randomUUID()),
    attributedTo: uris.nodeActor(),
    published: clock
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, "Z"),
    case: uris.case(caseId),
    panel: uris.panel(randomUUID()),
    level,
    subject: given.subject ?? { kind: "post", id: `${home.origin}/posts/none` as Iri, digest: null },
    category: "hate",
    ...outcomeOf(by.map(() => vote)),
    rules: [],
    facts: "A slur.",
    reasons: `Be kind, panel of ${size}.`,
    minority: null,
    votes: by.map(({ trustee }) => ({ trustee, keptBy: "trustee", vote, changed: false })),
    absent: [],
    heard: level === 0 ? null : uris.decision(randomUUID()),
    ...given.more,
  });
  let signed = document;
  for (const { trustee, keys } of by.slice(0, signatures)) {
    const proof = await createProof(document, {
      verificationMethod: methodOf(trustee),
      privateKey: keys.privateKey,
      created: clock.now(),
    });
    if (!proof.ok) throw new Error(proof.error.type);
    signed = addProof(signed, proof.value);
  }
  return signAsNode((given.node ?? home).ctx, signed);
}

/** Tells others of a decision, as its panel would. */
export async function publish(
  { ctx }: MootNode,
  document: JsonObject,
  concerned: readonly string[] = [],
): Promise<void> {
  await ctx.db.transaction((tx) => publishDecision(ctx, tx, { document, concerned }));
  ctx.outbox.wake();
}

/** Has a node follow another one. */
export async function follow(who: MootNode, whom: MootNode): Promise<void> {
  const asked = await who.admin.post(`${base}/moot/peers`, { peer: whom.origin });
  expect(asked).toMatchObject({ status: 200, body: { domain: whom.host } });
  await eventually(async () => expect(await peers(who)).toContainEqual([whom.host, "following"]));
}

export async function peers({ admin }: MootNode): Promise<[string, string][]> {
  const { body } = await admin.get<{ domain: string; state: string }[]>(`${base}/moot/peers`);
  return body.map(({ domain, state }) => [domain, state]);
}

export async function setPolicy({ admin }: MootNode, policy: Record<string, unknown>): Promise<void> {
  expect(await admin.put(`${base}/moot/policies`, policy)).toMatchObject({ status: 200 });
}

/** What became of a decision here; undefined for one that did not come. */
export async function received({ admin }: MootNode, { id }: JsonObject): Promise<Json> {
  const { body } = await admin.get(`${base}/moot/decisions`);
  return body.find(({ uri }: { uri: string }) => uri === id);
}

/** Gives a node a decision as if its actor had announced it just now, and says what became of it. */
export async function give(to: MootNode, from: MootNode, document: JsonObject) {
  const iri = from.ctx.uris.nodeActor();
  const [row] = await to.ctx.sql<{ id: string }[]>`select id from accounts where iri = ${iri}`;
  const by = { id: row?.id ?? "", iri } as Parameters<
    ReturnType<typeof createMootIntake>["decision"]
  >[0]["by"];
  return createMootIntake(to.ctx).decision({ document, by });
}

/** A post of one node, as another has it. */
export async function carried(
  home: MootNode,
  away: MootNode,
  author: { id: string },
  text: string,
): Promise<{ id: string; accountId: string; subject: Decision["subject"] }> {
  const iri = home.ctx.uris.post(await home.publish(author, text));
  const found = await away.ctx.resolve.post(iri);
  if (!found.ok) throw new Error(found.error.type);
  const [row] = await away.ctx.sql<
    { accountId: string }[]
  >`select account_id as "accountId" from posts where id = ${found.value.id}`;
  return {
    id: found.value.id,
    accountId: row?.accountId ?? "",
    subject: { kind: "post", id: iri, digest: null },
  };
}

/** All that a node holds of a post and its author, as rows. */
export async function stateOf(
  { ctx }: MootNode,
  { id, accountId }: { id: string; accountId: string },
): Promise<unknown> {
  const [post] = await ctx.sql`select * from posts where id = ${id}`;
  const [account] = await ctx.sql`select * from accounts where id = ${accountId}`;
  const marks = await ctx.sql`select * from post_marks where post_id = ${id}`;
  const parts = await ctx.sql`select * from removed_parts where post_id = ${id}`;
  return { post, account, marks: [...marks], parts: [...parts] };
}
