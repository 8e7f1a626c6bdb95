import type { Signer } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { AccountKey } from "#protocol/model/account.ts";
import {
  exportMultikey,
  exportPrivateKeyPem,
  exportPublicKeyPem,
  generateEd25519KeyPair,
  generateRsaKeyPair,
  importPublicKey,
  type KeyPair,
} from "#protocol/signing/keys.ts";
import type { Ctx } from "../context.ts";
import type { signingKeys } from "./schema.ts";

export type KeyRow = typeof signingKeys.$inferSelect;
/** A key pair that no account has yet. */
export type NewKey = Omit<KeyRow, "accountId">;

/** An RSA pair, which every peer understands, and an Ed25519 pair for object proofs. Takes about 75 ms of one core. */
export async function newKeyPairs(ctx: Pick<Ctx, "ids" | "clock">): Promise<NewKey[]> {
  const [rsa, ed25519] = await Promise.all([generateRsaKeyPair(), generateEd25519KeyPair()]);
  return [await toRow(ctx, "rsa", rsa), await toRow(ctx, "ed25519", ed25519)];
}

async function toRow(
  ctx: Pick<Ctx, "ids" | "clock">,
  algorithm: KeyRow["algorithm"],
  pair: KeyPair,
): Promise<NewKey> {
  return {
    id: ctx.ids.next(),
    algorithm,
    publicPem: exportPublicKeyPem(pair.publicKey),
    privatePem: await exportPrivateKeyPem(pair.privateKey),
    createdAt: ctx.clock.now(),
    retiredAt: null,
  };
}

/**
 * The id under which a key is published. RSA's stays when the key changes: peers read it again from there. Each
 * Ed25519 key has its own: proofs name it, and are verified long after it has been retired.
 */
function keyIri(account: string, key: Pick<KeyRow, "algorithm" | "id">): Iri {
  return `${account}#${key.algorithm === "rsa" ? "main-key" : `ed25519-${key.id}`}` as Iri;
}

/** The public keys that an actor document shows: the current RSA one, and every Ed25519 one, the current first. */
export async function publishedKeys(account: string, keys: readonly KeyRow[]): Promise<AccountKey[]> {
  const current = keys.filter((key) => key.retiredAt === null);
  const retired = keys.filter((key) => key.retiredAt !== null && key.algorithm === "ed25519");
  return Promise.all([...current, ...retired].map((key) => publish(account, key)));
}

async function publish(account: string, key: KeyRow): Promise<AccountKey> {
  const id = keyIri(account, key);
  if (key.algorithm === "rsa") return { id, format: "pem", value: key.publicPem };
  const imported = await importPublicKey(key.publicPem);
  if (!imported.ok) throw new Error(`signing key ${key.id} cannot be read: ${imported.error.type}`);
  return { id, format: "multikey", value: exportMultikey(imported.value) };
}

/** What signs now for an account. */
export function toSigner(accountId: string, account: string, keys: readonly KeyRow[]): Signer {
  const pair = (algorithm: KeyRow["algorithm"]) => {
    const key = keys.find((candidate) => candidate.algorithm === algorithm && candidate.retiredAt === null);
    if (key === undefined) throw new Error(`account ${accountId} has no ${algorithm} key`);
    return { keyId: keyIri(account, key), privatePem: key.privatePem, publicPem: key.publicPem };
  };
  return { accountId, rsa: pair("rsa"), ed25519: pair("ed25519") };
}
