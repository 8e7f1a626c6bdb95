import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { nodeCrypto } from "./crypto.node.ts";
import { webCrypto } from "./crypto.web.ts";
import {
  type CryptoProvider,
  exportMultikey,
  exportPrivateKeyPem,
  exportPublicKeyPem,
  generateEd25519KeyPair,
  generateRsaKeyPair,
  importPrivateKey,
  importPublicKey,
  type KeyPair,
} from "./keys.ts";

const data = new TextEncoder().encode("a folkmoot judges its own affairs");

// FEP-521a's examples: the same keys as raw or PKCS#1 bytes and as Multikey.
const ED25519_HEX = "2e6fcce36701dc791488e0d0b1745cc1e33a4c1c9fcc41c63bd343dbbe0970e6";
const ED25519_MULTIKEY = "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
const RSA_PKCS1_HEX =
  "3082010a0282010100b1b5fcd8d4d5e88ca5c4287b31f578865caf6a78826a3b8ff7b1b23aa4af4e6a0474139f945bd9d3a911ffd0fa72db78" +
  "e4593a86c91f9da836186ebd3402d51f6a3844247ab5088b46929c311b43604fed84499f06f0f39bf55590e2187f1bbe229ba8f49fd2e570cd" +
  "0e3733c76bfede80e1e7e0881e4538ea1bc5782be9512f8bf132526e05f4923564fe6e1e21bf7087adebb660fa533fca06d0a8e66991e1312d" +
  "70b64a61da8ca77c028cdf939601e2cffe2855759b1d479f0847bcac59d7d62427a431d4e3dfd2697428b9dd6309a7b1167db99fe01af1ff1b" +
  "739566fb949e47089d1dae84aef1214ef7f5773e86a0d3e9da246f9bec09d60c705891183d0203010001";
const RSA_MULTIKEY =
  "z4MXj1wBzi9jUstyPMS4jQqB6KdJaiatPkAtVtGc6bQEQEEsKTic4G7Rou3iBf9vPmT5dbkm9qsZsuVNjq8HCuW1w24nhBFGkRE4cd2Uf2tfrB3N7h4" +
  "mnyPp1BF3ZttHTYv3DLUPi1zMdkULiow3M1GfXkoC6DoxDUm1jmN6GBj22SjVsr6dxezRVQc7aj9TxE7JLbMH1wh5X3kA58H3DFW8rnYMakFGbca5CB2" +
  "Jf6CnGQZmL7o5uJAdTwXfy2iiiyPxXEGerMhHwhjTA1mKYobyk2CpeEcmvynADfNZ5MBvcCS7m3XkFCMNUYBS9NQ3fze6vMSUPsNa6GVYmKx2x6JrdEj" +
  "Ck3qRMMmyjnjCMfR4pXbRMZa3i";

const providers: [string, CryptoProvider][] = [["web", webCrypto]];
if (nodeCrypto) providers.push(["node", nodeCrypto]);

describe.each(providers)("keys on %s cryptography", (_, crypto) => {
  const generators: [string, (crypto: CryptoProvider) => Promise<KeyPair>][] = [
    ["rsa", generateRsaKeyPair],
    ["ed25519", generateEd25519KeyPair],
  ];

  it.each(generators)(
    "%s: what a key signs, its public half verifies, and nothing else",
    async (name, generate) => {
      const { publicKey, privateKey } = await generate(crypto);
      const scheme = name === "rsa" ? "rsa-v1_5-sha256" : "ed25519";
      const signature = await privateKey.sign(data);
      expect(await publicKey.verify(scheme, data, signature)).toBe(true);
      expect(await publicKey.verify(scheme, data.subarray(1), signature)).toBe(false);
      expect(await publicKey.verify(scheme, data, signature.subarray(1))).toBe(false);
      expect(await publicKey.verify(scheme, data, new Uint8Array())).toBe(false);
      expect(await publicKey.verify("ecdsa-p256-sha256", data, signature)).toBe(false);
      const stranger = await generate(crypto);
      expect(await stranger.publicKey.verify(scheme, data, signature)).toBe(false);
    },
  );

  it.each(generators)(
    "%s: keys survive PEM and Multikey, and work with the other cryptography",
    async (name, generate) => {
      const { publicKey, privateKey } = await generate(crypto);
      const scheme = name === "rsa" ? "rsa-v1_5-sha256" : "ed25519";
      for (const [, other] of providers) {
        const secret = await importPrivateKey(await exportPrivateKeyPem(privateKey), other);
        if (!secret.ok) throw new Error(secret.error.type);
        for (const text of [
          exportPublicKeyPem(publicKey),
          exportMultikey(publicKey),
          `did:key:${exportMultikey(publicKey)}#x`,
        ]) {
          const open = await importPublicKey(text, other);
          if (!open.ok) throw new Error(open.error.type);
          expect(open.value.spki).toEqual(publicKey.spki);
          expect(await open.value.verify(scheme, data, await secret.value.sign(data))).toBe(true);
        }
      }
    },
  );

  it("reads and writes the Multikeys of FEP-521a", async () => {
    const ed25519 = await importPublicKey(ED25519_MULTIKEY, crypto);
    expect(ed25519.ok && Buffer.from(ed25519.value.spki).toString("hex").endsWith(ED25519_HEX)).toBe(true);
    expect(ed25519.ok && exportMultikey(ed25519.value)).toBe(ED25519_MULTIKEY);
    const body = Buffer.from(RSA_PKCS1_HEX, "hex").toString("base64");
    const pkcs1 = await importPublicKey(
      `-----BEGIN RSA PUBLIC KEY-----\r\n${body}\r\n-----END RSA PUBLIC KEY-----`,
      crypto,
    );
    expect(pkcs1.ok && exportMultikey(pkcs1.value)).toBe(RSA_MULTIKEY);
  });

  it("digests alike", async () => {
    const empty = await crypto.digest("SHA-256", new Uint8Array());
    expect(Buffer.from(empty).toString("base64")).toBe("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  });

  it("takes the RSA-1024 keys that some peers have", async () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
    const pem = publicKey.export({ format: "pem", type: "spki" });
    expect((await importPublicKey(String(pem), crypto)).ok).toBe(true);
  });

  it("refuses RSA keys that are too small, and curves that are not P-256", async () => {
    const small = generateKeyPairSync("rsa", { modulusLength: 768 }).publicKey.export({
      format: "pem",
      type: "spki",
    });
    expect(await importPublicKey(String(small), crypto)).toEqual({
      ok: false,
      error: { type: "key/bad-size", bits: 768 },
    });
    const p384 = generateKeyPairSync("ec", { namedCurve: "P-384" }).publicKey.export({
      format: "pem",
      type: "spki",
    });
    expect((await importPublicKey(String(p384), crypto)).ok).toBe(false);
  });

  it.each([
    "",
    "z",
    "zzzz",
    "z0OIl",
    "did:key:",
    `z${"1".repeat(5000)}`,
    "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
  ])("refuses %j without throwing", async (text) => {
    expect((await importPublicKey(text, crypto)).ok).toBe(false);
    expect((await importPrivateKey(text, crypto)).ok).toBe(false);
  });

  it("does not show a private key when it is printed", async () => {
    const { privateKey } = await generateEd25519KeyPair(crypto);
    const pem = await exportPrivateKeyPem(privateKey);
    expect(JSON.stringify({ ...privateKey, crypto: undefined })).toBe('{"algorithm":"ed25519"}');
    expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  });
});
