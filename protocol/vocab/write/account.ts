import type { Account, AccountKey, AccountKind } from "../../model/account.ts";
import type { JsonObject } from "../../model/activity.ts";
import { guessMediaType } from "../read/file-types.ts";
import { accountContext, compact } from "./context.ts";
import { writeEmoji } from "./tags.ts";

const types: Readonly<Record<AccountKind, string>> = {
  person: "Person",
  service: "Service",
  group: "Group",
  organization: "Organization",
  application: "Application",
};

/**
 * An account as the actor document that peers accept: `publicKey` (RSA, PEM) for HTTP signatures, `assertionMethod`
 * (Multikey, FEP-521a) for object proofs, `webfinger` (FEP-2c59) for its handle. Only public keys are in the model.
 */
export function writeAccount(account: Account): JsonObject {
  const pem = account.keys.filter((key) => key.format === "pem").map((key) => writePem(key, account));
  const document = compact({
    id: account.iri,
    type: types[account.kind],
    preferredUsername: account.username,
    webfinger: `${account.username}@${account.domain}`,
    name: account.displayName,
    summary: account.bioHtml,
    url: account.url,
    inbox: account.inbox,
    outbox: account.outbox,
    followers: account.followers,
    following: account.following,
    featured: account.featured,
    endpoints: account.sharedInbox === null ? null : { sharedInbox: account.sharedInbox },
    alsoKnownAs: account.aliases,
    movedTo: account.movedTo,
    attributedTo: account.owners,
    attributionDomains: account.attributionDomains,
    published: account.publishedAt?.toISOString(),
    icon: picture(account.avatarUrl, account.avatarAlt),
    image: picture(account.headerUrl, account.headerAlt),
    attachment: account.fields.map((field) => ({
      type: "PropertyValue",
      name: field.name,
      value: field.html,
    })),
    tag: account.emojis.map(writeEmoji),
    // One key is an object: many peers read no array here.
    publicKey: pem.length === 1 ? pem[0] : pem,
    assertionMethod: account.keys
      .filter((key) => key.format === "multikey")
      .map((key) => writeMultikey(key, account)),
  });
  return {
    "@context": accountContext,
    ...document,
    manuallyApprovesFollowers: account.locked,
    discoverable: account.discoverable,
    indexable: account.indexable,
    memorial: account.memorial,
  };
}

/**
 * An account that its server has suspended: as Mastodon writes it, with its name and keys and nothing about the person.
 * Peers hide what they know of it, until an Update says otherwise.
 */
export function writeSuspendedAccount(account: Account): JsonObject {
  return { ...writeAccount(withoutPerson(account)), suspended: true };
}

/** The name, the inbox and the keys, without which nobody could verify its signatures. */
export function withoutPerson(account: Account): Account {
  return {
    ...account,
    displayName: account.username,
    bioHtml: "",
    outbox: null,
    followers: null,
    following: null,
    featured: null,
    discoverable: false,
    indexable: false,
    fields: [],
    emojis: [],
    avatarUrl: null,
    avatarAlt: null,
    headerUrl: null,
    publishedAt: null,
  };
}

function writePem(key: AccountKey, account: Account): JsonObject {
  return { id: key.id, owner: account.iri, publicKeyPem: key.value };
}

function writeMultikey(key: AccountKey, account: Account): JsonObject {
  return { id: key.id, type: "Multikey", controller: account.iri, publicKeyMultibase: key.value };
}

function picture(url: string | null, alt: string | null): JsonObject | null {
  return url === null ? null : compact({ type: "Image", mediaType: guessMediaType(url), url, name: alt });
}
