import { expect, it } from "vitest";
import type { Iri } from "../ids/iri.ts";
import { exportMultikey, generateEd25519KeyPair } from "../signing/keys.ts";
import { addProof, createProof, type JsonObject } from "../signing/proofs.ts";
import { methodOf } from "./ballot.ts";
import { verifyKeyProof, writeKeyProof } from "./key-proof.ts";

const account = "https://moot.example/users/1" as Iri;
const now = new Date("2026-11-27T03:00:00Z");
const keys = await generateEd25519KeyPair();
const trustee = `did:key:${exportMultikey(keys.publicKey)}`;

async function shown(more: Record<string, unknown> = {}, by = keys): Promise<JsonObject> {
  const written = {
    ...writeKeyProof({ attributedTo: trustee, account, published: "2026-11-27T03:00:00Z" }),
    ...more,
  };
  const made = await createProof(written, {
    verificationMethod: methodOf(trustee),
    privateKey: by.privateKey,
    created: now,
  });
  if (!made.ok) throw new Error(made.error.type);
  return addProof(written, made.value);
}

it("somebody shows that they have a key by signing with it", async () => {
  expect(await verifyKeyProof(await shown(), { account, now })).toEqual({
    ok: true,
    value: { attributedTo: trustee, account, published: "2026-11-27T03:00:00Z" },
  });
});

it.each([
  ["for another account", { account: "https://moot.example/users/2" }, "key-proof/other-account"],
  ["that is too old", { published: "2026-11-27T01:59:00Z" }, "key-proof/clock"],
  ["with a member too many", { note: "hello" }, "key-proof/malformed"],
])("a proof %s is refused", async (_, more, type) => {
  expect(await verifyKeyProof(await shown(more), { account, now })).toMatchObject({ error: { type } });
});

it("a proof by another key is refused, and one that was changed", async () => {
  const other = await generateEd25519KeyPair();
  expect(await verifyKeyProof(await shown({}, other), { account, now })).toMatchObject({
    error: { type: "key-proof/bad-signature" },
  });
  const changed = { ...(await shown()), published: "2026-11-27T03:00:01Z" };
  expect(await verifyKeyProof(changed, { account, now })).toMatchObject({
    error: { type: "key-proof/bad-signature" },
  });
});
