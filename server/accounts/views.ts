import type { KnownAccount } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Account, AccountKey, ProfileField } from "#protocol/model/account.ts";
import type { AccountRow } from "./store/accounts.ts";

/** An account as people and commands here see it. */
export interface AccountView {
  id: string;
  iri: Iri;
  username: string;
  /** Domain of the handle; this node's for a local account. */
  domain: string;
  /** `username@domain`. */
  handle: string;
  isLocal: boolean;
  kind: Account["kind"];
  state: AccountRow["state"];
  displayName: string;
  bioHtml: string;
  /** What the owner of a local account typed. */
  bioSource: string;
  fields: ProfileField[];
  url: string;
  avatarUrl: string | null;
  avatarAlt: string | null;
  headerUrl: string | null;
  locked: boolean;
  discoverable: boolean;
  indexable: boolean;
  aliases: Iri[];
  movedTo: Iri | null;
  counts: { followers: number; following: number; posts: number };
  createdAt: Date;
}

export function toView(row: AccountRow, handleHost: string): AccountView {
  const domain = row.domain ?? handleHost;
  return {
    id: row.id,
    iri: row.iri as Iri,
    username: row.username,
    domain,
    handle: `${row.username}@${domain}`,
    isLocal: row.domain === null,
    kind: row.kind,
    state: row.state,
    displayName: row.displayName === "" ? row.username : row.displayName,
    bioHtml: row.bioHtml,
    bioSource: row.bioSource,
    fields: row.fields,
    url: row.url,
    avatarUrl: row.avatarUrl,
    avatarAlt: row.avatarAlt,
    headerUrl: row.headerUrl,
    locked: row.locked,
    discoverable: row.discoverable,
    indexable: row.indexable,
    aliases: row.aliases as Iri[],
    movedTo: row.movedTo as Iri | null,
    counts: { followers: row.followersCount, following: row.followingCount, posts: row.postsCount },
    createdAt: row.publishedAt ?? row.createdAt,
  };
}

/** What federation works with. A local account's keys are given, a remote one's are in its row. */
export function toKnown(row: AccountRow, keys: AccountKey[] = row.keys): KnownAccount {
  return {
    id: row.id,
    iri: row.iri as Iri,
    isLocal: row.domain === null,
    state: row.state,
    kind: row.kind,
    username: row.username,
    inbox: row.inbox as Iri,
    sharedInbox: row.sharedInbox as Iri | null,
    followers: row.followers as Iri | null,
    featured: row.featured as Iri | null,
    locked: row.locked,
    aliases: row.aliases as Iri[],
    movedTo: row.movedTo as Iri | null,
    keys,
    fetchedAt: row.fetchedAt,
    filters: [...row.filters, ...row.ruleFilters],
    isHeld: row.held,
  };
}

/** The wire-neutral model: what goes into an actor document. */
export function toProfile(row: AccountRow, handleHost: string, keys: AccountKey[]): Account {
  return {
    iri: row.iri as Iri,
    kind: row.kind,
    username: row.username,
    domain: row.domain ?? handleHost,
    displayName: row.displayName,
    bioHtml: row.bioHtml,
    url: row.url,
    inbox: row.inbox as Iri,
    sharedInbox: row.sharedInbox as Iri | null,
    outbox: row.outbox as Iri | null,
    followers: row.followers as Iri | null,
    following: row.following as Iri | null,
    featured: row.featured as Iri | null,
    locked: row.locked,
    discoverable: row.discoverable,
    indexable: row.indexable,
    memorial: row.memorial,
    aliases: row.aliases as Iri[],
    movedTo: row.movedTo as Iri | null,
    fields: row.fields,
    emojis: row.emojis,
    avatarUrl: row.avatarUrl,
    avatarAlt: row.avatarAlt,
    headerUrl: row.headerUrl,
    headerAlt: row.headerAlt,
    attributionDomains: row.attributionDomains,
    owners: row.owners as Iri[],
    keys,
    publishedAt: row.publishedAt,
  };
}
