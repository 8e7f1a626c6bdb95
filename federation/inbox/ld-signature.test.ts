import type { webcrypto } from "node:crypto";
import { createSignature } from "@fedify/fedify/sig";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { ok } from "#protocol/result.ts";
import { exportPublicKeyPem, generateRsaKeyPair, type PublicKey } from "#protocol/signing/keys.ts";
import type { KnownAccount } from "../ports.ts";
import { createContextLoader } from "../remote/loader.ts";
import type { KeyOwner, KeyOwners } from "./key-owner.ts";
import { createSignatureTurns, signedMeaning } from "./ld-signature.ts";

const actor = "https://a.example/users/ana" as Iri;
const keyId = `${actor}#main-key` as Iri;
const contextLoader = createContextLoader({ count() {} });
const CONTEXT = ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"];

const like = { id: "https://a.example/likes/1", type: "Like", actor, object: "https://b.example/notes/1" };
const undo = { "@context": CONTEXT, id: "https://a.example/undos/1", type: "Undo", actor, object: like };
const note = {
  id: "https://a.example/notes/1",
  type: "Note",
  attributedTo: actor,
  content: "<p>Hello</p>",
  summary: "Spiders",
  to: "as:Public",
};
const create = {
  "@context": CONTEXT,
  id: "https://a.example/creates/1",
  type: "Create",
  actor,
  object: note,
};

let signer: webcrypto.CryptoKey;
let keyOwners: KeyOwners;

beforeAll(async () => {
  const { publicKey, privateKey } = await generateRsaKeyPair();
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const pkcs8 = new Uint8Array(await privateKey.exportPkcs8());
  signer = await crypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]);
  const found = {
    key: publicKey as PublicKey,
    owner: account(exportPublicKeyPem(publicKey)),
  } satisfies KeyOwner;
  keyOwners = { find: async () => ok(found), refresh: async () => null };
});

function account(pem: string): KnownAccount {
  const keys = [{ id: keyId, format: "pem" as const, value: pem }];
  return {
    id: "1",
    iri: actor,
    isLocal: false,
    state: "active",
    kind: "person",
    username: "ana",
    inbox: `${actor}/inbox` as Iri,
    sharedInbox: null,
    followers: `${actor}/followers` as Iri,
    featured: null,
    locked: false,
    aliases: [],
    movedTo: null,
    keys,
    fetchedAt: null,
  };
}

async function signed(document: JsonObject) {
  return createSignature(document, signer, new URL(keyId), { contextLoader });
}

const clock = { now: () => new Date() };

async function check(document: JsonObject, more: Partial<Parameters<typeof signedMeaning>[0]> = {}) {
  const inTurn = createSignatureTurns();
  return signedMeaning({ keyOwners, clock, inTurn, ...more }, document, actor);
}

async function read(document: JsonObject, by = actor): Promise<JsonObject | null> {
  const meaning = await signedMeaning({ keyOwners, clock, inTurn: createSignatureTurns() }, document, by);
  return meaning.ok ? meaning.value : null;
}

describe("a Linked Data Signature", () => {
  test("gives what was signed, in plain terms", async () => {
    const meaning = await read({ ...create, signature: await signed(create) });
    expect(meaning).toMatchObject({ id: create.id, type: "Create", actor, object: note });
  });

  test.each([
    ["that no context defines", CONTEXT],
    ["that a context takes away", [...CONTEXT, { unsigned: null }]],
  ])("is not believed beside terms %s: they are not signed", async (_, context) => {
    const signature = await signed(create);
    expect(await read({ ...create, "@context": context, unsigned: "forged", signature })).toBeNull();
  });

  test("is not another actor's, and not over anything else", async () => {
    const signature = await signed(create);
    expect(await read({ ...create, signature }, "https://a.example/users/ben" as Iri)).toBeNull();
    expect(await read({ ...create, object: { ...note, content: "<p>Forged</p>" }, signature })).toBeNull();
  });
});

describe("a Linked Data Signature is refused, before anything is canonicalised,", () => {
  const untouched = { inTurn: () => expect.fail("it was canonicalised") };
  const refused = (type: string) => ({ ok: false, error: { type } });
  const tooLarge = refused("signature/document-too-large");
  const tag = Array.from({ length: 300 }, (_, index) => ({ name: `#tag${index}` }));

  test.each([
    ["many values", { ...create, object: { ...note, tag } }],
    ["many contexts", { ...create, "@context": Array(65).fill(CONTEXT[0]) }],
    ["contexts everywhere", { ...create, object: { ...note, tag: Array(65).fill({ "@context": CONTEXT }) } }],
  ])("over a document with %s", async (_, document) => {
    const sent = { ...document, signature: await signed(create) };
    expect(await check(sent, untouched)).toEqual(tooLarge);
  });

  test("that was made more than a week ago, also when its time is written anew", async () => {
    const signature = await signed(create);
    const later = (days: number) => ({ now: () => new Date(Date.now() + days * 86_400_000) });
    expect((await check({ ...create, signature }, { clock: later(6) })).ok).toBe(true);
    const expired = refused("signature/expired-carried");
    expect(await check({ ...create, signature }, { ...untouched, clock: later(8) })).toEqual(expired);
    const redated = { ...signature, created: later(8).now().toISOString() };
    expect(await check({ ...create, signature: redated }, { clock: later(8) })).toMatchObject({ ok: false });
  });

  test("when too many are canonicalised already", async () => {
    const sent = { ...create, signature: await signed(create) };
    expect(await check(sent, { inTurn: () => null })).toEqual(refused("signature/busy"));
  });
});

test("a Linked Data Signature by a key that was replaced is canonicalised once for both keys", async () => {
  const known = await keyOwners.find(keyId);
  const { publicKey } = await generateRsaKeyPair();
  if (!known.ok) throw new Error(known.error.type);
  const stale = ok({ ...known.value, key: publicKey });
  const turns = createSignatureTurns();
  const begun = vi.fn();
  const inTurn: typeof turns = (task) => {
    begun();
    return turns(task);
  };
  const rotated = { find: async () => stale, refresh: async () => known };
  expect(
    (await check({ ...create, signature: await signed(create) }, { keyOwners: rotated, inTurn })).ok,
  ).toBe(true);
  expect(begun).toHaveBeenCalledTimes(2); // once to verify it, once to read what it means
});

/* The same RDF, written as another tree: the signature holds, and the document must not be believed. */
describe("a signed document turned inside out is not believed", () => {
  const { object: _, ...undoAlone } = undo;

  test.each([
    ["by @reverse", { "@context": CONTEXT, ...like, "@reverse": { object: undoAlone } }],
    [
      "by a term that stands for @reverse",
      {
        "@context": [...CONTEXT, { undoneBy: { "@reverse": "as:object" } }],
        ...like,
        undoneBy: undoAlone,
      },
    ],
    ["by @included", { "@context": CONTEXT, ...like, "@included": [{ ...undo, object: like.id }] }],
    ["by a graph", { "@context": CONTEXT, "@graph": [like, { ...undo, object: like.id }] }],
    ["by a property that RDF drops", { "@context": CONTEXT, ...like, "x:a b": { ...undo, object: like.id } }],
  ])("%s", async (_, document) => {
    expect(await read({ ...document, signature: await signed(undo) })).toBeNull();
  });

  test("nor may a part be hidden: what was said of the post is read wherever it stands", async () => {
    const { summary, ...withoutWarning } = note;
    const split = {
      ...create,
      object: withoutWarning,
      "x:a b": { id: note.id, summary },
      signature: await signed(create),
    };
    const meaning = await read(split);
    expect(meaning === null ? summary : (meaning.object as JsonObject).summary).toBe(summary);
  });
});
