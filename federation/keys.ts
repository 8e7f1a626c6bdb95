import { LRUCache } from "lru-cache";
import type { PublicKey } from "#protocol/signing/keys.ts";
import { importPrivateKey, importPublicKey } from "#protocol/signing/keys.ts";
import type { SigningKey } from "#protocol/signing/requests.ts";
import type { Ports } from "./ports.ts";

/** A rotated key is used everywhere within this time. */
const LOCAL_FOR_MS = 60_000;

/** The RSA keys of local accounts, parsed once: the one kind that every peer verifies on a request. */
export function createSigningKeys(
  ports: Pick<Ports, "accounts">,
): (accountId: string) => Promise<SigningKey> {
  const keys = new LRUCache<string, Promise<SigningKey>>({ max: 1_000, ttl: LOCAL_FOR_MS });
  return (accountId) => {
    const known = keys.get(accountId);
    if (known !== undefined) return known;
    const loading = loadSigningKey(ports, accountId);
    keys.set(accountId, loading);
    loading.catch(() => keys.delete(accountId));
    return loading;
  };
}

async function loadSigningKey({ accounts }: Pick<Ports, "accounts">, accountId: string): Promise<SigningKey> {
  const { rsa } = await accounts.signer(accountId);
  const key = await importPrivateKey(rsa.privatePem);
  if (!key.ok) throw new Error(`the stored key of ${accountId} cannot be read: ${key.error.type}`);
  return { keyId: rsa.keyId, privateKey: key.value };
}

/** Public keys of others by their text, parsed once: parsing costs more than verifying. `null` for what is no key. */
export function createParsedKeys(): (text: string) => Promise<PublicKey | null> {
  const keys = new LRUCache<string, PublicKey>({ max: 20_000 });
  return async (text) => {
    const known = keys.get(text);
    if (known !== undefined) return known;
    const read = await importPublicKey(text);
    if (!read.ok) return null;
    keys.set(text, read.value);
    return read.value;
  };
}
