import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  generateEd25519KeyPair,
  generateRsaKeyPair,
  importPrivateKey,
  importPublicKey,
  type KeyPair,
} from "./keys.ts";
import { addProof, createProof, type JsonObject, readProofs, verifyProof } from "./proofs.ts";

// The key pair of vc-di-eddsa's and the FEPs' examples.
const PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
const SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq";
const created = new Date("2023-02-24T23:36:38Z");
const now = new Date("2026-11-21T12:00:00Z");
const verificationMethod = "https://server.example/users/alice#ed25519-key";

const note: JsonObject = {
  "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/data-integrity/v2"],
  id: "https://server.example/activities/1",
  type: "Create",
  actor: "https://server.example/users/alice",
  object: {
    id: "https://server.example/objects/1",
    type: "Note",
    attributedTo: "https://server.example/users/alice",
    content: "Hello world",
    location: { type: "Place", longitude: -71.184902, latitude: 25.273962 },
  },
};
/** FEP-8b32's example, "Signing document". */
const NOTE_PROOF =
  "z42ffGu6AUKPCFcFPiabmUvnGLPJzC7e4DGWC52NUasSSH37UMa9c58tdgVszUcZfytxa4fQ5TYHaJENCxUDe9SdL";

const statement: JsonObject = {
  type: "VerifiableIdentityStatement",
  subject: `did:key:${PUBLIC}`,
  alsoKnownAs: "https://server.example/users/alice",
};
/** FEP-c390's example: a document without a context. */
const STATEMENT_PROOF =
  "z26W7TfJYD9DrGqnem245zNbeCbTwjb8avpduzi1JPhFrwML99CpP6gGXSKSXAcQdpGFBXF4kx7VwtXKhu7VDZJ54";

let pair: KeyPair;
beforeAll(async () => {
  const [publicKey, privateKey] = await Promise.all([importPublicKey(PUBLIC), importPrivateKey(SECRET)]);
  if (!publicKey.ok || !privateKey.ok) throw new Error("keys");
  pair = { publicKey: publicKey.value, privateKey: privateKey.value };
});

async function prove(document: JsonObject, { privateKey }: KeyPair = pair): Promise<JsonObject> {
  const proof = await createProof(document, { verificationMethod, privateKey, created });
  if (!proof.ok) throw new Error(proof.error.type);
  return addProof(document, proof.value);
}

/** The outcome for each proof: null when it holds, else the reason. */
async function outcomes(document: JsonObject, key = pair.publicKey): Promise<(string | null)[]> {
  const proofs = readProofs(document);
  if (!proofs.ok) return [proofs.error.type];
  return Promise.all(
    proofs.value.map(async (proof) => {
      if (!proof.ok) return proof.error.type;
      const verified = await verifyProof(document, proof.value, { key, now });
      return verified.ok ? null : verified.error.type;
    }),
  );
}

describe("createProof", () => {
  it("makes the proof of FEP-8b32's example, with the document's context in it", async () => {
    expect(await createProof(note, { verificationMethod, privateKey: pair.privateKey, created })).toEqual({
      ok: true,
      value: {
        "@context": note["@context"],
        type: "DataIntegrityProof",
        cryptosuite: "eddsa-jcs-2022",
        verificationMethod,
        proofPurpose: "assertionMethod",
        proofValue: NOTE_PROOF,
        created: "2023-02-24T23:36:38Z",
      },
    });
  });

  it("makes the proof of FEP-c390's example, without a context", async () => {
    const proof = await createProof(statement, {
      verificationMethod: `did:key:${PUBLIC}`,
      privateKey: pair.privateKey,
      created,
    });
    expect(proof.ok && proof.value.proofValue).toBe(STATEMENT_PROOF);
    expect(proof.ok && "@context" in proof.value).toBe(false);
  });

  it("says why a document cannot be signed", async () => {
    const proof = await createProof(
      { content: "\ud800" },
      { verificationMethod, privateKey: pair.privateKey, created },
    );
    expect(proof).toEqual({ ok: false, error: { type: "json/lone-surrogate" } });
  });
});

describe("verifyProof", () => {
  it("accepts what createProof made, and refuses any change", async () => {
    const document = await prove(note);
    expect(await outcomes(document)).toEqual([null]);
    expect(await outcomes({ ...document, actor: "https://evil.example/" })).toEqual(["proof/invalid"]);
    expect(await outcomes({ ...document, extra: 1 })).toEqual(["proof/invalid"]);
    expect(await outcomes(document, (await generateEd25519KeyPair()).publicKey)).toEqual(["proof/invalid"]);
    expect(await outcomes(document, (await generateRsaKeyPair()).publicKey)).toEqual([
      "proof/wrong-key-type",
    ]);
  });

  it("leaves out a Linked Data Signature that was made after the proof (FEP-8b32)", async () => {
    const document = await prove(note);
    const signature = { type: "RsaSignature2017", creator: "https://server.example/users/alice#main-key" };
    expect(await outcomes({ ...document, signature })).toEqual([null]);
    expect(await outcomes({ ...document, signature, extra: 1 })).toEqual(["proof/invalid"]);
  });

  it("accepts several proofs of one document by several keys, in any order", async () => {
    const other = await generateEd25519KeyPair();
    const document = await prove(await prove(await prove(note), other));
    expect(await outcomes(document)).toEqual([null, "proof/invalid", null]);
    expect(await outcomes(document, other.publicKey)).toEqual(["proof/invalid", null, "proof/invalid"]);
  });

  it("accepts a proof that leaves its context to the document's, as Fedify sends it", async () => {
    const { proof, ...document } = await prove(note);
    const { "@context": _, ...sent } = proof as JsonObject;
    expect(await outcomes({ ...document, proof: sent })).toEqual([null]);
  });

  it("refuses contexts that were added after signing, for they could redefine terms", async () => {
    const document = await prove(note);
    const added = [...(note["@context"] as string[]), { content: "https://evil.example/" }];
    expect(await outcomes({ ...document, "@context": added })).toEqual(["proof/context-mismatch"]);
  });

  it.each([
    ["another cryptosuite", { cryptosuite: "eddsa-rdfc-2022" }, "proof/unsupported-cryptosuite"],
    ["another purpose", { proofPurpose: "authentication" }, "proof/unsupported-purpose"],
    ["another type", { type: "RsaSignature2017" }, "proof/malformed"],
    ["no key", { verificationMethod: undefined }, "proof/malformed"],
    ["a key that is an object", { verificationMethod: {} }, "proof/malformed"],
    ["no time", { created: undefined }, "proof/malformed"],
    ["a time that is none", { created: "yesterday" }, "proof/malformed"],
    ["a value in another base", { proofValue: "uAAAA" }, "proof/malformed"],
    ["a short value", { proofValue: "z1111" }, "proof/malformed"],
    ["a huge value", { proofValue: `z${"1".repeat(100_000)}` }, "proof/malformed"],
    ["a chain", { previousProof: "urn:uuid:1" }, "proof/malformed"],
    ["an end in the past", { expires: "2024-01-01T00:00:00Z" }, "proof/expired"],
    ["an end that cannot be read", { expires: 7 }, "proof/expired"],
    ["an end that was added", { expires: "2030-01-01T00:00:00Z" }, "proof/invalid"],
  ])("refuses %s with its reason", async (_, change, reason) => {
    const document = await prove(note);
    const changed: Record<string, unknown> = { ...(document.proof as JsonObject), ...change };
    for (const name of Object.keys(changed)) if (changed[name] === undefined) delete changed[name];
    expect(await outcomes({ ...document, proof: changed })).toEqual([reason]);
  });

  it.each([[undefined], [null], [[]]])("finds no proof in %j", async (proof) => {
    expect(await outcomes({ ...note, proof })).toEqual(["proof/missing"]);
  });

  it("round-trips any JSON document, and never throws on any proof", async () => {
    const member = fc.dictionary(fc.string(), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(member, fc.jsonValue(), async (document, junk) => {
        delete document.proof;
        expect(await outcomes(JSON.parse(JSON.stringify(await prove(document))))).toEqual([null]);
        const proof = { ...((await prove(note)).proof as JsonObject), ...(junk as object) };
        expect((await outcomes({ ...document, proof: junk })).every((outcome) => outcome !== null)).toBe(
          true,
        );
        await outcomes({ ...note, proof });
      }),
      { numRuns: 100 },
    );
  });
});

const w3c = new URL("../../../shared/vectors/eddsa-jcs-2022/", import.meta.url);

describe.runIf(existsSync(w3c))("the published vectors of vc-di-eddsa", () => {
  const json = (name: string): JsonObject => JSON.parse(readFileSync(new URL(name, w3c), "utf8"));

  it.each(["signedJCS.json"])("%s holds, and is made again", async (name) => {
    const document = json(name);
    expect(await outcomes(document)).toEqual([null]);
    const { proof, ...unsigned } = document;
    const made = await createProof(unsigned, {
      verificationMethod: String((proof as JsonObject).verificationMethod),
      privateKey: pair.privateKey,
      created,
    });
    expect(made).toEqual({ ok: true, value: proof });
  });
});

const fep = new URL("../../../shared/vectors/fep/fep-8b32.feature", import.meta.url);

it.runIf(existsSync(fep))("FEP-8b32's feature file is met", async () => {
  const documents = [...readFileSync(fep, "utf8").matchAll(/"""([\s\S]*?)"""/g)].map(
    ([, text]): JsonObject => JSON.parse(text ?? ""),
  );
  const [unsigned, signed] = documents;
  expect(await prove(unsigned ?? {})).toEqual(signed);
  expect(await outcomes(signed ?? {})).toEqual([null]);
});
