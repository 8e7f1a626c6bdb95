import { attachSignature, createSignature } from "@fedify/fedify/sig";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createContextLoader } from "#federation/remote/loader.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { exportMultikey, generateEd25519KeyPair } from "#protocol/signing/keys.ts";
import { addProof, createProof } from "#protocol/signing/proofs.ts";
import { activity, note } from "#test/support/network-activities.ts";
import type { PeerActor } from "#test/support/network-peer.ts";
import { createInboxRig, type InboxRig } from "./rig.ts";

/* Activities that somebody else brings than who made them. */

type Json = Record<string, unknown>;

let rig: InboxRig;
/** Followed from here; everything is hers. */
let pat: PeerActor;
/** Brings it. */
let carrier: PeerActor;
let proofKey: Awaited<ReturnType<typeof generateEd25519KeyPair>>;

beforeAll(async () => {
  rig = await createInboxRig();
  rig.clock.set(new Date());
  [pat, carrier] = await Promise.all([rig.peer.actor("pat"), rig.other.actor("carrier")]);
  proofKey = await generateEd25519KeyPair();
  Object.assign(pat.document, {
    assertionMethod: [
      {
        id: `${pat.iri}#ed25519`,
        type: "Multikey",
        controller: pat.iri,
        publicKeyMultibase: exportMultikey(proofKey.publicKey),
      },
    ],
  });
  await rig.follow(await rig.local("ana"), pat);
});
afterAll(() => rig?.close());

/** A Create whose post only the activity carries: nothing is served at either id. */
function unserved(more: Json = {}) {
  const create = activity(rig.peer, "Create", pat, note(rig.peer, pat, more));
  rig.peer.serve(create.object.id, null);
  return create;
}

async function proved(document: Json): Promise<Json> {
  const verificationMethod = `${pat.iri}#ed25519`;
  const { privateKey } = proofKey;
  const proof = await createProof(document, { verificationMethod, privateKey, created: new Date() });
  if (!proof.ok) throw new Error(proof.error.type);
  return addProof(document, proof.value);
}

async function ldSigned(document: Json, by = pat): Promise<Json> {
  const contextLoader = createContextLoader({ count() {} });
  const withContext = {
    ...document,
    "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
  };
  const pkcs8 = new Uint8Array(await by.key.privateKey.exportPkcs8());
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]);
  const signature = await createSignature(withContext, key, new URL(by.key.keyId), { contextLoader });
  return attachSignature(withContext, signature) as Json;
}

const html = async (iri: string) => (await rig.ports.posts.byIri(iri as Iri))?.post.html ?? null;
const tampered = (sent: Json) => ({
  ...sent,
  object: { ...(sent.object as Json), content: "<p>Forged</p>" },
});

async function expectNotBelieved(sent: Json): Promise<void> {
  expect((await rig.deliver(carrier, sent)).outcome).not.toBe("accepted");
  expect(await html(String((sent.object as Json).id))).toBeNull();
}

describe("brought by another server", () => {
  test("with the author's proof, it is taken in", async () => {
    const sent = unserved();
    expect(await rig.deliver(carrier, await proved(sent))).toMatchObject({ outcome: "accepted" });
    expect(await html(sent.object.id)).toBe("<p>Hello</p>");
  });

  test("with a proof of something else, it is not believed", async () => {
    await expectNotBelieved(tampered(await proved(unserved())));
  });

  test("with the author's Linked Data Signature, it is taken in", async () => {
    const sent = unserved();
    expect(await rig.deliver(carrier, await ldSigned(sent))).toMatchObject({ outcome: "accepted" });
    expect(await html(sent.object.id)).toBe("<p>Hello</p>");
  });

  test("with a Linked Data Signature over something else, it is not believed", async () => {
    await expectNotBelieved(tampered(await ldSigned(unserved())));
  });

  test("with the carrier's own Linked Data Signature, it is not believed", async () => {
    await expectNotBelieved(await ldSigned(unserved(), carrier));
  });

  test.each([
    ["proof", proved],
    ["Linked Data Signature", (sent: Json) => ldSigned(sent)],
  ])(
    "with a %s of more than a week ago, it is not believed, as it may have been taken back",
    async (_, sign) => {
      const sent = await sign(unserved());
      rig.clock.advance(8 * 86_400_000);
      const refused = { status: 401, reason: "signature/expired-carried" };
      expect(await rig.deliver(carrier, sent)).toMatchObject(refused);
      expect(await rig.deliver(carrier, sent, { without: ["signature"] })).toMatchObject(refused);
      rig.clock.set(new Date());
    },
  );

  test("with a Linked Data Signature over a huge document, it is refused", async () => {
    const tag = Array.from({ length: 300 }, (_, index) => ({ type: "Hashtag", name: `#tag${index}` }));
    const sent = await ldSigned(unserved({ tag }));
    const refused = { status: 401, reason: "signature/document-too-large" };
    expect(await rig.deliver(carrier, sent)).toMatchObject(refused);
    expect(await rig.deliver(carrier, sent, { without: ["signature"] })).toMatchObject(refused);
  });

  test("unsigned, it is what its own server says that it is", async () => {
    const sent = activity(rig.peer, "Create", pat, note(rig.peer, pat));
    rig.peer.serve(sent.id, sent);
    expect(await rig.deliver(carrier, tampered(sent))).toMatchObject({ outcome: "accepted" });
    expect(await html(sent.object.id)).toBe("<p>Hello</p>");
  });

  test("when nobody signed the request, nobody is asked for anything", async () => {
    const sent = activity(rig.peer, "Create", pat, note(rig.peer, pat));
    rig.peer.serve(sent.id, sent);
    const asked = rig.peer.asked.length;
    const answer = await rig.deliver(carrier, sent, { without: ["signature"] });
    expect(answer).toMatchObject({ status: 401, reason: "signature/missing" });
    expect(rig.peer.asked.length).toBe(asked);
  });
});

describe("brought by a community", () => {
  let community: PeerActor;

  beforeAll(async () => {
    community = await rig.other.actor("community");
    Object.assign(community.document, { type: "Group" });
    await rig.follow(await rig.local("ben"), community);
  });

  const wrapped = (inner: Json) => activity(rig.other, "Announce", community, inner);
  const byStranger = async (name: string, more: Json = {}) => {
    const stranger = await rig.peer.actor(name);
    const sent = activity(rig.peer, "Create", stranger, note(rig.peer, stranger, more));
    rig.peer.serve(sent.id, sent);
    return sent;
  };

  test("what a stranger posts to it comes from the stranger's own server", async () => {
    const sent = await byStranger("stranger", { audience: community.iri });
    expect(await rig.deliver(community, wrapped(tampered(sent)))).toMatchObject({ outcome: "accepted" });
    expect(await html(sent.object.id)).toBe("<p>Hello</p>");
  });

  test("what nobody vouches for is left out", async () => {
    const sent = await byStranger("stranger2");
    rig.peer.serve(sent.id, null);
    rig.peer.serve(sent.object.id, null);
    expect(await rig.deliver(community, wrapped(sent))).toMatchObject({ outcome: "ignored" });
    expect(await html(sent.object.id)).toBeNull();
  });

  test("what its author signed more than a week ago, or with a huge document, is left out", async () => {
    const old = wrapped(await proved(unserved()));
    rig.clock.advance(8 * 86_400_000);
    expect(await rig.deliver(community, old)).toMatchObject({ reason: "signature/expired-carried" });
    rig.clock.set(new Date());
    const tag = Array.from({ length: 300 }, (_, index) => ({ type: "Hashtag", name: `#tag${index}` }));
    const huge = wrapped(await ldSigned(unserved({ tag })));
    expect(await rig.deliver(community, huge)).toMatchObject({ reason: "signature/document-too-large" });
  });

  test("a community that nobody here follows makes this node fetch nothing", async () => {
    const nobodys = await rig.other.actor("nobodys");
    Object.assign(nobodys.document, { type: "Group" });
    const asked = rig.peer.asked.length;
    const sent = activity(rig.other, "Announce", nobodys, await byStranger("stranger3"));
    expect(await rig.deliver(nobodys, sent)).toMatchObject({ reason: "announce/unsolicited" });
    expect(rig.peer.asked.length).toBe(asked);
  });

  test("what is wrapped twice is left out", async () => {
    const inner = wrapped(await byStranger("stranger4"));
    rig.other.serve(inner.id, inner);
    expect(await rig.deliver(community, wrapped(inner))).toMatchObject({ reason: "announce/nested" });
  });

  test("a post that its moderators remove is gone", async () => {
    const sent = await byStranger("stranger5", { audience: community.iri, to: [community.iri], cc: [] });
    await rig.deliver(community, wrapped(sent));
    const moderator = await rig.peer.actor("moderator");
    const removal = activity(rig.peer, "Delete", moderator, sent.object.id, { summary: "off topic" });
    rig.peer.serve(removal.id, removal);
    expect(await rig.deliver(community, wrapped(removal))).toMatchObject({ outcome: "accepted" });
    expect((await rig.ports.posts.byIri(sent.object.id as Iri))?.deletedAt).not.toBeNull();
  });
});
