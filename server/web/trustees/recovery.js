import { decodeBase64, encodeBase64 } from "#protocol/signing/base64.ts";
import { keyInsideSpki } from "#protocol/signing/der.ts";
import { importPublicKey } from "#protocol/signing/keys.ts";
import { encodeMultibase } from "#protocol/signing/multikey.ts";

/**
 * Keys of trustees, and the file that somebody gets one back from: the key, encrypted with a passphrase.
 *
 * @typedef {{
 *   type: "FolkmootKey", key: string, account: string,
 *   kdf: { name: "PBKDF2", hash: "SHA-256", iterations: number, salt: string },
 *   cipher: { name: "AES-GCM", iv: string }, secret: string,
 * }} RecoveryFile
 */

/** OWASP's least for PBKDF2 with SHA-256, of 2023; it is in each file, so that it can grow. */
const ITERATIONS = 600_000;
/** More would be an attempt to keep somebody's browser busy. */
const MOST_ITERATIONS = 10_000_000;
const MOST_FILE_CHARS = 10_000;

const utf8 = (text) => new TextEncoder().encode(text);
const random = (length) => crypto.getRandomValues(new Uint8Array(length));

/** Whether this browser makes and keeps Ed25519 keys: not without https, and not all before 2025. */
export async function hasEd25519() {
  try {
    await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes a key. It is extractable for as long as it takes to write the recovery file; the one that comes back is not.
 *
 * @param {string} account
 * @param {string} passphrase
 * @returns {Promise<{ did: string, privateKey: CryptoKey, file: RecoveryFile }>}
 */
export async function makeKey(account, passphrase) {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const did = `did:key:${encodeMultibase(Uint8Array.from([0xed, 0x01, ...raw]))}`;
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  try {
    const file = await seal({ account, did, pkcs8, passphrase });
    return { did, privateKey: await importSecret(pkcs8), file };
  } finally {
    pkcs8.fill(0);
  }
}

/**
 * The key in a recovery file.
 *
 * @param {string} text the file
 * @param {{ passphrase: string, did?: string }} expected `did` is the key that it must be
 * @returns {Promise<{ did: string, privateKey: CryptoKey } | { problem: "file" | "passphrase" | "other-key" }>}
 */
export async function openRecoveryFile(text, { passphrase, did }) {
  const file = readFile(text);
  if (file === null) return { problem: "file" };
  if (did !== undefined && file.key !== did) return { problem: "other-key" };
  let pkcs8;
  try {
    const key = await keyFrom(passphrase, file.kdf.salt, file.kdf.iterations);
    const cipher = { name: "AES-GCM", iv: file.cipher.iv, additionalData: utf8(file.key) };
    pkcs8 = new Uint8Array(await crypto.subtle.decrypt(cipher, key, file.secret));
  } catch {
    return { problem: "passphrase" };
  }
  try {
    const privateKey = await importSecret(pkcs8);
    return (await isOf(privateKey, file.key)) ? { did: file.key, privateKey } : { problem: "file" };
  } catch {
    return { problem: "file" };
  } finally {
    pkcs8.fill(0);
  }
}

/** @returns {Promise<RecoveryFile>} */
async function seal({ account, did, pkcs8, passphrase }) {
  const [salt, iv] = [random(32), random(12)];
  const key = await keyFrom(passphrase, salt, ITERATIONS);
  const cipher = { name: "AES-GCM", iv, additionalData: utf8(did) };
  const secret = new Uint8Array(await crypto.subtle.encrypt(cipher, key, pkcs8));
  return {
    type: "FolkmootKey",
    key: did,
    account,
    kdf: { name: "PBKDF2", hash: "SHA-256", iterations: ITERATIONS, salt: encodeBase64(salt) },
    cipher: { name: "AES-GCM", iv: encodeBase64(iv) },
    secret: encodeBase64(secret),
  };
}

/** The parts of a recovery file as bytes; null where it is none. */
function readFile(text) {
  if (text.length > MOST_FILE_CHARS) return null;
  try {
    const { type, key, kdf, cipher, secret } = JSON.parse(text);
    const { iterations } = kdf;
    const [salt, iv, bytes] = [kdf.salt, cipher.iv, secret].map((part) => decodeBase64(part));
    const isSound =
      type === "FolkmootKey" &&
      kdf.name === "PBKDF2" &&
      kdf.hash === "SHA-256" &&
      cipher.name === "AES-GCM" &&
      Number.isInteger(iterations) &&
      iterations >= ITERATIONS &&
      iterations <= MOST_ITERATIONS &&
      typeof key === "string" &&
      [salt, iv, bytes].every((part) => part !== null);
    return isSound ? { key, kdf: { iterations, salt }, cipher: { iv }, secret: bytes } : null;
  } catch {
    return null;
  }
}

async function keyFrom(passphrase, salt, iterations) {
  // One text can be typed in two ways; NFC makes them one.
  const typed = utf8(passphrase.normalize("NFC"));
  const material = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
}

/** Not extractable: nothing on the page can copy it. */
function importSecret(pkcs8) {
  return crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", false, ["sign"]);
}

/** Whether a secret key is that of a `did:key`: what it signs verifies. */
async function isOf(privateKey, did) {
  const known = await importPublicKey(did);
  const raw = known.ok ? keyInsideSpki(known.value.spki) : null;
  if (raw === null) return false;
  const publicKey = await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
  const data = random(32);
  return crypto.subtle.verify(
    "Ed25519",
    publicKey,
    await crypto.subtle.sign("Ed25519", privateKey, data),
    data,
  );
}
