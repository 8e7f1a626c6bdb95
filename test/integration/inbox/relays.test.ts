import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { exportMultikey, generateEd25519KeyPair, type PrivateKey } from "#protocol/signing/keys.ts";
import { addProof, createProof } from "#protocol/signing/proofs.ts";
import { subscribeToRelay } from "#server/relays/subscribe.ts";
import { activity, note } from "#test/support/network-activities.ts";
import type { PeerActor } from "#test/support/network-peer.ts";
import { createInboxRig, type InboxRig } from "./rig.ts";

/* A relay of Mastodon's style passes on what others wrote, as they signed it, and signs the request itself. */

let rig: InboxRig;
let relay: PeerActor;
/** Followed by nobody here. */
let author: PeerActor;
let authorKey: PrivateKey;

beforeAll(async () => {
  rig = await createInboxRig();
  [author, relay] = await Promise.all([rig.peer.actor("author"), rig.other.actor("relay")]);
  const { publicKey, privateKey } = await generateEd25519KeyPair();
  authorKey = privateKey;
  const key = { id: `${author.iri}#ed25519`, type: "Multikey", controller: author.iri };
  const publicKeyMultibase = exportMultikey(publicKey);
  Object.assign(author.document, { assertionMethod: [{ ...key, publicKeyMultibase }] });
  Object.assign(relay.document, { type: "Application" });
});
afterAll(() => rig?.close());

async function proved(document: Record<string, unknown>) {
  const verificationMethod = `${author.iri}#ed25519`;
  const made = { verificationMethod, privateKey: authorKey, created: rig.clock.now() };
  const proof = await createProof(document, made);
  if (!proof.ok) throw new Error(proof.error.type);
  return addProof(document, proof.value);
}

const create = () => activity(rig.peer, "Create", author, note(rig.peer, author));
const isStored = async (iri: string) => (await rig.ports.posts.byIri(iri as Iri)) !== null;

async function accepts(by: PeerActor): Promise<void> {
  const [row] = await rig.ctx.sql<{ followIri: string }[]>`select follow_iri as "followIri" from relays`;
  await rig.deliver(by, activity(rig.other, "Accept", by, { id: row?.followIri, type: "Follow" }));
}

describe("what a relay passes on", () => {
  test("is left while nobody asked the relay for it", async () => {
    const sent = create();
    expect(await rig.deliver(relay, await proved(sent))).toMatchObject({ reason: "post/unsolicited" });
    expect(await isStored(sent.object.id)).toBe(false);
  });

  test("is left when the relay was asked, and somebody else answered", async () => {
    await subscribeToRelay(rig.ctx, `${rig.other.origin}/inbox`);
    const [row] = await rig.ctx.sql<{ followIri: string }[]>`select follow_iri as "followIri" from relays`;
    const answer = activity(rig.peer, "Accept", author, { id: row?.followIri, type: "Follow" });
    expect(await rig.deliver(author, answer)).toMatchObject({ outcome: "ignored" });
    expect(await rig.deliver(relay, await proved(create()))).toMatchObject({ reason: "post/unsolicited" });
  });

  test("is taken in once the relay has accepted, and is nobody's boost", async () => {
    await accepts(relay);
    const sent = create();
    expect(await rig.deliver(relay, await proved(sent))).toMatchObject({ outcome: "accepted" });
    expect(await isStored(sent.object.id)).toBe(true);
    expect(await rig.ctx.sql`select from boosts`).toHaveLength(0);
  });

  test("is read from its own server when its author did not sign it", async () => {
    const sent = create();
    const forged = { ...sent, object: { ...sent.object, content: "<p>Forged</p>" } };
    expect(await rig.deliver(relay, forged)).toMatchObject({ outcome: "accepted" });
    const stored = await rig.ports.posts.byIri(sent.object.id as Iri);
    expect(stored?.post.html).toBe("<p>Hello</p>");
  });

  test("is removed again by its author's Delete, passed on likewise", async () => {
    const sent = create();
    await rig.deliver(relay, await proved(sent));
    const removal = activity(rig.peer, "Delete", author, { type: "Tombstone", id: sent.object.id });
    expect(await rig.deliver(relay, removal)).toMatchObject({ status: 401, reason: "signature/of-another" });
    expect(await rig.deliver(relay, await proved(removal))).toMatchObject({ outcome: "accepted" });
    expect((await rig.ports.posts.byIri(sent.object.id as Iri))?.deletedAt).not.toBeNull();
  });

  test("costs no request when it is votes or follows that nobody signed", async () => {
    const like = activity(rig.peer, "Like", author, rig.peer.mint("notes"));
    rig.peer.serve(like.id, like);
    const before = rig.peer.asked.length;
    expect(await rig.deliver(relay, like)).toMatchObject({ status: 401, reason: "signature/of-another" });
    expect(rig.peer.asked.length).toBe(before);
  });
});
