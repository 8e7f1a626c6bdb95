import type { webcrypto } from "node:crypto";
import {
  createProof as fedifyCreateProof,
  signObject as fedifySignObject,
  signRequest as fedifySignRequest,
  verifyProof as fedifyVerifyProof,
  verifyRequest as fedifyVerifyRequest,
  type HttpMessageSignaturesSpec,
} from "@fedify/fedify/sig";
import { Create, DataIntegrityProof, Note } from "@fedify/vocab";
import { type DocumentLoader, getDocumentLoader } from "@fedify/vocab-runtime";
import { beforeAll, describe, expect, it } from "vitest";
import {
  exportMultikey,
  exportPublicKeyPem,
  generateEd25519KeyPair,
  generateRsaKeyPair,
  type KeyPair,
  type PrivateKey,
} from "#protocol/signing/keys.ts";
import {
  addProof,
  createProof,
  type JsonObject,
  type Proof,
  readProofs,
  verifyProof,
} from "#protocol/signing/proofs.ts";
import { type SignableRequest, signRequest, verifyRequest } from "#protocol/signing/requests.ts";

/** Our signatures and Fedify's, each verified by the other. Fedify stands for every peer that is built on it. */

const actor = "https://a.example/users/alice";
const rsaKeyId = `${actor}#main-key`;
const ed25519KeyId = `${actor}#ed25519-key`;
const now = new Date("2026-11-21T12:00:00Z");
const body = new TextEncoder().encode('{"type":"Create","content":"Grüße"}');
const styles = [
  ["cavage", "draft-cavage-http-signatures-12"],
  ["rfc9421", "rfc9421"],
] as const satisfies [string, HttpMessageSignaturesSpec][];

const contextLoader = getDocumentLoader(); // Fedify has these contexts built in: nothing is fetched
let rsa: KeyPair;
let ed25519: KeyPair;
let rsaForFedify: webcrypto.CryptoKey;
let ed25519ForFedify: webcrypto.CryptoKey;
let documentLoader: DocumentLoader;
let currentTime: Temporal.Instant;

beforeAll(async () => {
  currentTime = await instant(now);
  [rsa, ed25519] = await Promise.all([generateRsaKeyPair(), generateEd25519KeyPair()]);
  rsaForFedify = await cryptoKey(rsa.privateKey, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" });
  ed25519ForFedify = await cryptoKey(ed25519.privateKey, { name: "Ed25519" });
  const document = {
    "@context": [
      "https://www.w3.org/ns/activitystreams",
      "https://w3id.org/security/v1",
      "https://w3id.org/security/multikey/v1",
      "https://www.w3.org/ns/did/v1",
    ],
    id: actor,
    type: "Person",
    publicKey: { id: rsaKeyId, owner: actor, publicKeyPem: exportPublicKeyPem(rsa.publicKey) },
    assertionMethod: [
      {
        id: ed25519KeyId,
        type: "Multikey",
        controller: actor,
        publicKeyMultibase: exportMultikey(ed25519.publicKey),
      },
    ],
  };
  documentLoader = async (url) => ({ document, documentUrl: url, contextUrl: null });
});

/** Node 24 has no Temporal of its own: Fedify's parser makes the instants that Fedify takes. */
async function instant(date: Date): Promise<Temporal.Instant> {
  const context = "https://www.w3.org/ns/activitystreams";
  const json = { "@context": context, type: "Note", published: date.toISOString() };
  const { published } = await Note.fromJsonLd(json, { contextLoader });
  if (published === null) throw new Error("no instant");
  return published;
}

async function cryptoKey(
  key: PrivateKey,
  algorithm: { readonly name: string; readonly hash?: string },
): Promise<webcrypto.CryptoKey> {
  const pkcs8 = new Uint8Array(await key.exportPkcs8());
  return crypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]);
}

describe.each(styles)("requests in the %s style", (style, spec) => {
  it.each([
    ["POST", "https://b.example/inbox", body],
    ["POST", "https://b.example/inbox?shared=1", body],
    ["GET", "https://b.example:8443/notes/1?page=2", null],
  ])("of Fedify are accepted here: %s %s", async (method, url, bytes) => {
    const unsigned = new Request(url, {
      method,
      body: bytes,
      headers: { "content-type": "application/activity+json", accept: "application/activity+json" },
    });
    const sent = await fedifySignRequest(unsigned, rsaForFedify, new URL(rsaKeyId), { spec, currentTime });
    const received: SignableRequest = { method, url, headers: Object.fromEntries(sent.headers), body: bytes };
    const verified = await verifyRequest(received, { key: rsa.publicKey, now });
    expect(verified.ok ? [verified.value.style, verified.value.keyId] : verified.error).toEqual([
      style,
      rsaKeyId,
    ]);
  });

  it.each([
    ["POST", "https://b.example/inbox", body],
    ["GET", "https://b.example:8443/notes/1", null],
  ])("of ours are accepted by Fedify: %s %s", async (method, url, bytes) => {
    const headers = { host: new URL(url).host, "content-type": "application/activity+json" };
    const key = { keyId: rsaKeyId, privateKey: rsa.privateKey };
    const added = await signRequest({ method, url, headers, body: bytes }, key, { style, now });
    const sent = new Request(url, { method, body: bytes, headers: { ...headers, ...added } });
    const verified = await fedifyVerifyRequest(sent, { documentLoader, contextLoader, currentTime, spec });
    expect(verified?.id?.href).toBe(rsaKeyId);
    const changed = new Request(url, { method: "PUT", body: new Uint8Array([1]), headers: sent.headers });
    expect(
      await fedifyVerifyRequest(changed, { documentLoader, contextLoader, currentTime, spec }),
    ).toBeNull();
  });
});

describe("object proofs", () => {
  const create = new Create({
    id: new URL("https://a.example/activities/1"),
    actor: new URL(actor),
    object: new Note({
      id: new URL("https://a.example/notes/1"),
      attribution: new URL(actor),
      content: "Grüße, 🌍",
    }),
  });

  it("of Fedify's signObject are accepted here", async () => {
    const options = { contextLoader, documentLoader, created: currentTime };
    const signed = await fedifySignObject(create, ed25519ForFedify, new URL(ed25519KeyId), options);
    const document = (await signed.toJsonLd({ format: "compact", contextLoader })) as JsonObject;
    const proofs = readProofs(document);
    const [proof] = proofs.ok ? proofs.value : [];
    if (!proof?.ok) throw new Error(JSON.stringify(proof ?? proofs));
    expect(proof.value.verificationMethod).toBe(ed25519KeyId);
    expect((await verifyProof(document, proof.value, { key: ed25519.publicKey, now })).ok).toBe(true);
    const changed = { ...document, actor: "https://evil.example/" };
    expect((await verifyProof(changed, proof.value, { key: ed25519.publicKey, now })).ok).toBe(false);
  });

  it("of Fedify's createProof equal ours, to the byte", async () => {
    const options = { contextLoader, created: currentTime };
    const theirs = await fedifyCreateProof(create, ed25519ForFedify, new URL(ed25519KeyId), options);
    const document = (await create.toJsonLd({ format: "compact", contextLoader })) as JsonObject;
    const ours = await createProof(document, {
      verificationMethod: ed25519KeyId,
      privateKey: ed25519.privateKey,
      created: now,
    });
    const theirJson = (await theirs.toJsonLd({ format: "compact", contextLoader })) as JsonObject;
    expect(ours.ok && ours.value.proofValue).toBe(theirJson.proofValue);
  });

  it("of ours are accepted by Fedify's verifyProof, over terms that it does not know too", async () => {
    const document = {
      "@context": ["https://www.w3.org/ns/activitystreams", { score: "https://a.example/ns#score" }],
      id: "https://a.example/activities/2",
      type: "Add",
      actor,
      object: { type: ["Object", "ModerationSignal"], score: 0.25 },
    };
    const made = await createProof(document, {
      verificationMethod: ed25519KeyId,
      privateKey: ed25519.privateKey,
      created: now,
    });
    if (!made.ok) throw new Error(made.error.type);
    const signed = addProof(document, made.value);
    expect(await fedifyAccepts(signed, made.value)).toBe(true);
    expect(await fedifyAccepts({ ...signed, actor: "https://evil.example/" }, made.value)).toBe(false);
  });

  async function fedifyAccepts(document: JsonObject, { "@context": _, ...proof }: Proof): Promise<boolean> {
    const context = "https://w3id.org/security/data-integrity/v1";
    const parsed = await DataIntegrityProof.fromJsonLd({ "@context": context, ...proof }, { contextLoader });
    return (await fedifyVerifyProof(document, parsed, { documentLoader, contextLoader })) !== null;
  }
});
