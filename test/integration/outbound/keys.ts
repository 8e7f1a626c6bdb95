import type { KnownAccount, Signer } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Account } from "#protocol/model/account.ts";
import {
  exportMultikey,
  exportPrivateKeyPem,
  exportPublicKeyPem,
  generateEd25519KeyPair,
  generateRsaKeyPair,
  type KeyPair,
} from "#protocol/signing/keys.ts";

export interface AccountKeys {
  rsa: KeyPair;
  ed25519: KeyPair;
  signer: Signer;
}

/** Both key pairs of a local account, with what its node's signer gets. */
export async function newKeys(account: KnownAccount): Promise<AccountKeys> {
  const [rsa, ed25519] = await Promise.all([generateRsaKeyPair(), generateEd25519KeyPair()]);
  const pems = async ({ privateKey, publicKey }: KeyPair) => ({
    privatePem: await exportPrivateKeyPem(privateKey),
    publicPem: exportPublicKeyPem(publicKey),
  });
  const signer = {
    accountId: account.id,
    rsa: { keyId: `${account.iri}#main-key` as Iri, ...(await pems(rsa)) },
    ed25519: { keyId: `${account.iri}#ed25519-key` as Iri, ...(await pems(ed25519)) },
  };
  return { rsa, ed25519, signer };
}

/** The account as its actor document shows it, with its public keys. */
export function profileOf(account: KnownAccount, { rsa, ed25519, signer }: AccountKeys): Account {
  return {
    iri: account.iri,
    kind: account.kind,
    username: account.username,
    domain: "home.example",
    displayName: account.username,
    bioHtml: "",
    url: account.iri,
    inbox: account.inbox,
    sharedInbox: account.sharedInbox,
    outbox: null,
    followers: account.followers,
    following: null,
    featured: null,
    locked: false,
    discoverable: true,
    indexable: true,
    memorial: false,
    aliases: [],
    movedTo: null,
    fields: [],
    emojis: [],
    avatarUrl: null,
    avatarAlt: null,
    headerUrl: null,
    headerAlt: null,
    attributionDomains: [],
    owners: [],
    keys: [
      { id: signer.rsa.keyId, format: "pem", value: exportPublicKeyPem(rsa.publicKey) },
      { id: signer.ed25519.keyId, format: "multikey", value: exportMultikey(ed25519.publicKey) },
    ],
    publishedAt: null,
  };
}
