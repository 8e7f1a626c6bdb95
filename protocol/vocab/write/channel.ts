import type { Iri } from "../../ids/iri.ts";
import type { Account } from "../../model/account.ts";
import type { JsonObject } from "../../model/activity.ts";
import { writeAccount } from "./account.ts";

/** No account may have a name that ends so: see the server's rules for usernames. */
const suffix = ".videos";

/**
 * The name of the channel of an account. PeerTube keeps accounts and channels under one name each, so it must be another
 * than the account's.
 *
 * @example channelName("ana") // "ana.videos"
 */
export function channelName(username: string): string {
  return `${username}${suffix}`;
}

/** Whose channel has a name; `null` when no channel can have it. */
export function channelOwner(name: string): string | null {
  return name.length > suffix.length && name.toLowerCase().endsWith(suffix)
    ? name.slice(0, -suffix.length)
    : null;
}

/**
 * The channel of an account as an actor of its own: the `Group` that PeerTube wants every film to be in. It says of itself
 * what its owner says, has its owner's key under an id of its own, and nothing that its owner has not.
 *
 * @param owner with its public keys
 * @param parts.iri the channel's id
 * @param parts.outbox where its films are listed
 */
export function writeChannel(owner: Account, { iri, outbox }: { iri: Iri; outbox: Iri }): JsonObject {
  const document = writeAccount({
    ...owner,
    iri,
    kind: "group",
    username: channelName(owner.username),
    inbox: owner.sharedInbox ?? owner.inbox,
    outbox: owner.outbox === null ? null : outbox,
    locked: false,
    discoverable: false,
    indexable: false,
    featured: null,
    aliases: [],
    movedTo: null,
    fields: [],
    attributionDomains: [],
    owners: [],
    keys: owner.keys
      .filter((key) => key.format === "pem")
      .slice(0, 1)
      .map((key) => ({ ...key, id: `${iri}#main-key` as Iri })),
  });
  // Which of the two types an owner has is asked for.
  return { ...document, attributedTo: [{ type: "Person", id: owner.iri }] };
}
