import { describe, expect, it } from "vitest";
import { privateKeyFrom } from "./crypto-key.ts";
import { exportMultikey, importPublicKey } from "./keys.ts";
import { encodeMultibase } from "./multikey.ts";
import { createProof, verifyProof } from "./proofs.ts";

const made = (extractable: boolean) => crypto.subtle.generateKey("Ed25519", extractable, ["sign", "verify"]);

describe("a key of WebCrypto", () => {
  it("that shows nobody its bytes makes proofs that verify", async () => {
    const pair = await made(false);
    if (!("privateKey" in pair)) throw new Error("no pair");
    const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    const key = await importPublicKey(encodeMultibase(Uint8Array.from([0xed, 0x01, ...raw])));
    if (!key.ok) throw new Error(key.error.type);
    const privateKey = privateKeyFrom(pair.privateKey);
    const created = new Date("2026-11-26T12:00:00Z");
    const verificationMethod = `did:key:${exportMultikey(key.value)}`;
    const proof = await createProof({ a: 1 }, { verificationMethod, privateKey, created });
    if (!proof.ok) throw new Error(proof.error.type);
    expect(await verifyProof({ a: 1 }, proof.value, { key: key.value, now: created })).toMatchObject({
      ok: true,
    });
    await expect(async () => privateKey.exportPkcs8()).rejects.toThrow();
  });

  it("is refused where it is public, or of another algorithm", async () => {
    const pair = await made(true);
    if (!("privateKey" in pair)) throw new Error("no pair");
    expect(() => privateKeyFrom(pair.publicKey)).toThrow(TypeError);
    const other = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
    expect(() => privateKeyFrom(other.privateKey)).toThrow(TypeError);
  });
});
