import { detachSignature, verifyJsonLd, verifyObject } from "@fedify/fedify/sig";
import * as vocab from "@fedify/vocab";
import type { DocumentLoader } from "@fedify/vocab-runtime";
import { beforeAll, describe, expect, it } from "vitest";
import { createDocumentSigner, type SignDocument } from "#federation/delivery/sign.ts";
import { buildActivities } from "#federation/outbound.ts";
import { bundledContext } from "#federation/remote/contexts.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { readProofs, verifyProof } from "#protocol/signing/proofs.ts";
import { writeAccount } from "#protocol/vocab/write/account.ts";
import { type AccountKeys, newKeys, profileOf } from "./keys.ts";
import { emptyWorld, id, localAccount, now, portsOf, postBy, remoteAccount, uris } from "./rig.ts";

const ana = localAccount("ana");
const bob = remoteAccount("bob", "b.example");
let keys: AccountKeys;
let sign: SignDocument;
let loads = 0;
const warnings: string[] = [];
const log = { warn: (_fields: object, message: string) => void warnings.push(message) };

/** As strict as can be: what is not bundled is an error. */
const contextLoader: DocumentLoader = async (url) => {
  const document = bundledContext(url);
  if (document === null) throw new Error(`signing would fetch ${url}`);
  return { contextUrl: null, documentUrl: url, document };
};
/** How a peer gets the key: from the actor document that we serve. */
const documentLoader: DocumentLoader = async (url) => {
  if (!url.startsWith(ana.iri)) return contextLoader(url);
  return { contextUrl: null, documentUrl: ana.iri, document: writeAccount(profileOf(ana, keys)) };
};

beforeAll(async () => {
  keys = await newKeys(ana);
  const accounts = {
    signer: async () => {
      loads++;
      return keys.signer;
    },
  };
  sign = createDocumentSigner({ accounts, clock: { now: () => now }, log }, contextLoader);
});

async function signedPost(): Promise<JsonObject> {
  const world = emptyWorld();
  const quote = { iri: `${bob.iri}/posts/1` as Iri, authorization: null };
  const poll = { multiple: false, options: [], voters: 0, closesAt: now, closedAt: null };
  world.posts = [
    postBy(ana, id(1), "public", [bob], { quote, quotePolicy: "public", hashtags: ["Grüße"], poll }),
  ];
  const { deps } = portsOf(world);
  const [built] = await buildActivities(deps, id(2), { kind: "post.created", postId: id(1) });
  if (built === undefined) throw new Error("nothing was built");
  const signed = await sign(ana.id, built.document, { isPublic: true });
  return JSON.parse(JSON.stringify(signed));
}

describe("a public activity", () => {
  it("carries a Linked Data Signature that Fedify verifies with the actor document that we serve", async () => {
    const signed = await signedPost();
    expect(signed.signature).toMatchObject({
      type: "RsaSignature2017",
      creator: keys.signer.rsa.keyId,
      created: now.toISOString(),
    });
    expect(await verifyJsonLd(signed, { contextLoader, documentLoader })).toBe(true);
    const changed = { ...signed, actor: bob.iri };
    expect(await verifyJsonLd(changed, { contextLoader, documentLoader })).toBe(false);
  });

  it("carries a proof that Fedify verifies, and we do, beside the signature", async () => {
    const signed = await signedPost();
    // Fedify's inbox takes the signature off before it looks at proofs.
    const read = await verifyObject(vocab.Create, detachSignature(signed), { contextLoader, documentLoader });
    expect(read?.id?.href).toBe(uris.activity(id(1)));
    const proofs = readProofs(signed);
    const [proof] = proofs.ok ? proofs.value : [];
    if (!proof?.ok) throw new Error("no proof");
    expect(proof.value.verificationMethod).toBe(keys.signer.ed25519.keyId);
    const options = { key: keys.ed25519.publicKey, now };
    expect((await verifyProof(signed, proof.value, options)).ok).toBe(true);
    expect(await verifyProof({ ...signed, type: "Delete" }, proof.value, options)).toMatchObject({
      error: { type: "proof/invalid" },
    });
  });
});

describe("a public activity that RDF cannot hold", () => {
  it("is sent with its proof alone, and the log says so", async () => {
    const document = {
      id: uris.activity(id(4)),
      type: "Create",
      object: { type: "Tombstone", formerType: "Note" },
    };
    const signed = await sign(ana.id, document, { isPublic: true });
    expect(signed).toHaveProperty("proof");
    expect(signed).not.toHaveProperty("signature");
    expect(warnings).toEqual(["activity sent without Linked Data Signature"]);
  });
});

describe("an activity that is not public", () => {
  it("carries a proof only: nobody is to pass it on", async () => {
    const signed = await sign(ana.id, { id: uris.activity(id(3)), type: "Follow" }, { isPublic: false });
    expect(signed).toHaveProperty("proof");
    expect(signed).not.toHaveProperty("signature");
  });
});

describe("keys", () => {
  it("are read once for many activities", async () => {
    await signedPost();
    const before = loads;
    await Promise.all([signedPost(), signedPost()]);
    expect(loads).toBe(before);
  });
});
