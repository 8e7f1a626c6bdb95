import type { webcrypto } from "node:crypto";
import { attachSignature, createSignature } from "@fedify/fedify/sig";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createContextLoader } from "#federation/remote/loader.ts";
import { exportMultikey, generateEd25519KeyPair, type PrivateKey } from "#protocol/signing/keys.ts";
import { addProof, createProof } from "#protocol/signing/proofs.ts";
import { activity, note } from "#test/support/network-activities.ts";
import type { PeerActor } from "#test/support/network-peer.ts";
import { createFedifyInbox, type FedifyInbox } from "./fedify-verdict.ts";
import { createInboxRig, type InboxRig, ORIGIN, signedBytes } from "./rig.ts";

/* Activities that their actor signed and a stranger brings: this node and Fedify must believe the same ones. */

type Json = Record<string, unknown>;

const contextLoader = createContextLoader({ count() {} });

let rig: InboxRig;
let fedify: FedifyInbox;
let pat: PeerActor;
let mallory: PeerActor;
let proofKey: PrivateKey;
let strayKey: PrivateKey;

beforeAll(async () => {
  rig = await createInboxRig();
  rig.clock.set(new Date()); // Fedify goes by the machine's clock
  fedify = createFedifyInbox(rig.ports);
  [pat, mallory] = await Promise.all([rig.peer.actor("pat"), rig.other.actor("mallory")]);
  const [own, stray] = await Promise.all([generateEd25519KeyPair(), generateEd25519KeyPair()]);
  [proofKey, strayKey] = [own.privateKey, stray.privateKey];
  const key = { id: `${pat.iri}#ed25519`, type: "Multikey", controller: pat.iri };
  Object.assign(pat.document, {
    "@context": [
      "https://www.w3.org/ns/activitystreams",
      "https://w3id.org/security/v1",
      "https://w3id.org/security/data-integrity/v1",
      "https://www.w3.org/ns/did/v1",
      "https://w3id.org/security/multikey/v1",
    ],
    assertionMethod: [{ ...key, publicKeyMultibase: exportMultikey(own.publicKey) }],
  });
});
afterAll(async () => {
  await fedify?.close();
  await rig?.close();
});

const context = [
  "https://www.w3.org/ns/activitystreams",
  "https://w3id.org/security/v1",
  "https://w3id.org/security/data-integrity/v1",
];
const create = (): Json => {
  const sent = activity(rig.peer, "Create", pat, note(rig.peer, pat));
  rig.peer.serve(sent.object.id, null); // nothing but the signature can vouch for it
  return { ...sent, "@context": context };
};

async function proved(document: Json, privateKey = proofKey, keyId = `${pat.iri}#ed25519`): Promise<Json> {
  const made = { verificationMethod: keyId, privateKey, created: new Date() };
  const proof = await createProof(document, made);
  if (!proof.ok) throw new Error(proof.error.type);
  return addProof(document, proof.value);
}

async function ldSigned(document: Json, by = pat): Promise<Json> {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const pkcs8 = new Uint8Array(await by.key.privateKey.exportPkcs8());
  const key: webcrypto.CryptoKey = await crypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]);
  const signature = await createSignature(document, key, new URL(by.key.keyId), { contextLoader });
  return attachSignature(document, signature) as Json;
}

const changed = (document: Json): Json => ({ ...document, published: "1999-01-01T00:00:00Z" });
const inAnotherName = (document: Json): Json => ({ ...document, actor: mallory.iri });

/** Brought in a request without a signature. */
async function judge(document: Json) {
  const signed = await signedBytes(mallory, `${ORIGIN}/inbox`, document, { now: new Date() });
  delete signed.headers.signature;
  const { status } = await rig.federation.receive({ method: "POST", path: "/inbox", ...signed });
  return { we: status < 300, fedify: (await fedify.judge(signed)) === "believed" };
}

describe("brought unsigned", () => {
  test.each([
    ["with a proof", async () => proved(create())],
    ["with a Linked Data Signature", async () => ldSigned(create())],
    ["with both", async () => ldSigned(await proved(create()))],
  ])("an activity %s is believed by both", async (_, make) => {
    expect(await judge(await make())).toEqual({ we: true, fedify: true });
  });

  test.each([
    ["with neither proof nor signature", async () => create()],
    ["whose proof is over something else", async () => changed(await proved(create()))],
    ["whose signature is over something else", async () => changed(await ldSigned(create()))],
    ["whose proof is by another key", async () => proved(create(), strayKey)],
    [
      "whose proof names a key that nobody publishes",
      async () => proved(create(), strayKey, `${pat.iri}#none`),
    ],
    ["whose signature is another actor's", async () => ldSigned(create(), mallory)],
    ["with a proof, in another's name", async () => inAnotherName(await proved(create()))],
    ["with a signature, in another's name", async () => inAnotherName(await ldSigned(create()))],
  ])("an activity %s is believed by neither", async (_, make) => {
    expect(await judge(await make())).toEqual({ we: false, fedify: false });
  });
});
