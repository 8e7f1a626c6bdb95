import type { OutboundDeps } from "#federation/outgoing.ts";
import type { KnownAccount, OutgoingActivity, OutgoingPost, Ports } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { createUris } from "#protocol/ids/uris.ts";
import { addressing, type Visibility } from "#protocol/ids/visibility.ts";
import type { Account } from "#protocol/model/account.ts";
import type { Post } from "#protocol/model/post.ts";

export const uris = createUris("https://home.example");
export const now = new Date("2026-11-21T12:00:00Z");

/** UUIDv7s that are easy to tell apart: `id(1)`. */
export const id = (n: number) => `019ab000-0000-7000-8000-${String(n).padStart(12, "0")}`;

export function localAccount(name: string, more: Partial<KnownAccount> = {}): KnownAccount {
  const iri = uris.account(name);
  return {
    ...blank(name, iri),
    isLocal: true,
    inbox: uris.inbox(name),
    sharedInbox: uris.sharedInbox(),
    followers: uris.followers(name),
    ...more,
  };
}

/** @example remoteAccount("bob", "b.example") // inbox https://b.example/users/bob/inbox, shared https://b.example/inbox */
export function remoteAccount(name: string, host: string, more: Partial<KnownAccount> = {}): KnownAccount {
  const iri = `https://${host}/users/${name}` as Iri;
  return {
    ...blank(name, iri),
    inbox: `${iri}/inbox` as Iri,
    sharedInbox: `https://${host}/inbox` as Iri,
    followers: `${iri}/followers` as Iri,
    ...more,
  };
}

function blank(name: string, iri: Iri): KnownAccount {
  return {
    id: name,
    iri,
    isLocal: false,
    state: "active",
    kind: "person",
    username: name,
    inbox: iri,
    sharedInbox: null,
    followers: null,
    featured: null,
    locked: false,
    aliases: [],
    movedTo: null,
    keys: [],
    fetchedAt: null,
  };
}

export function postBy(
  author: KnownAccount,
  postId: string,
  visibility: Visibility,
  mentioned: readonly KnownAccount[] = [],
  more: Partial<Post> = {},
): OutgoingPost {
  const iri = author.isLocal ? uris.post(postId) : (`${author.iri}/posts/${postId}` as Iri);
  const named = mentioned.map((account) => account.iri);
  const post: Post = {
    iri,
    kind: "note",
    type: "Note",
    author: author.iri,
    community: null,
    title: null,
    html: "<p>hello</p>",
    warning: null,
    summary: null,
    source: null,
    sensitive: false,
    language: "en",
    visibility,
    ...addressing(visibility, author.followers ?? author.iri, named),
    inReplyTo: null,
    context: null,
    quote: null,
    quotePolicy: null,
    mentions: mentioned.map((account) => ({ iri: account.iri, name: `@${account.username}` })),
    hashtags: [],
    emojis: [],
    media: [],
    url: iri,
    link: null,
    poll: null,
    event: null,
    place: null,
    rating: null,
    duration: null,
    repliesAllowed: null,
    replies: null,
    publishedAt: new Date("2026-11-21T11:00:00Z"),
    updatedAt: null,
    ...more,
  };
  const counts = { replies: 0, boosts: 0, likes: 0 };
  return { id: postId, post, author, isLocal: author.isLocal, deletedAt: null, counts };
}

/** What the host of the tests holds; everything may be changed by a test. */
export interface World {
  accounts: KnownAccount[];
  profile: Account | null;
  posts: OutgoingPost[];
  addressees: KnownAccount[];
  participants: KnownAccount[];
  groups: KnownAccount[];
  followerInboxes: string[];
  channelInboxes: string[];
  knownInboxes: string[];
  relays: string[];
  refusedHosts: string[];
  boost: Awaited<ReturnType<Ports["posts"]["boost"]>>;
  reaction: Awaited<ReturnType<Ports["posts"]["reaction"]>>;
  vote: Awaited<ReturnType<Ports["posts"]["vote"]>>;
  stamp: Awaited<ReturnType<Ports["posts"]["quoteAuthorization"]>>;
  relay: Awaited<ReturnType<Ports["relays"]["byId"]>>;
  announcement: Awaited<ReturnType<Ports["moot"]["announcement"]>>;
}

export const node = localAccount("node", { iri: uris.nodeActor(), kind: "application" });

export function emptyWorld(): World {
  return {
    accounts: [],
    profile: null,
    posts: [],
    addressees: [],
    participants: [],
    groups: [],
    followerInboxes: [],
    channelInboxes: [],
    knownInboxes: [],
    relays: [],
    refusedHosts: [],
    boost: null,
    reaction: null,
    vote: null,
    stamp: null,
    relay: null,
    announcement: null,
  };
}

export interface Enqueued {
  activity: OutgoingActivity;
  inboxes: readonly Iri[];
}

/** Ports over a world, with what was enqueued. What outbound must not touch throws. */
export function portsOf(world: World): { deps: OutboundDeps; enqueued: Enqueued[] } {
  const enqueued: Enqueued[] = [];
  const unused = () => {
    throw new Error("outbound has no business here");
  };
  const byId = async (accountId: string) =>
    world.accounts.find((account) => account.id === accountId) ?? null;
  return {
    enqueued,
    deps: {
      uris,
      clock: { now: () => now },
      gate: (host) => !world.refusedHosts.includes(host),
      accounts: {
        byId,
        byIri: async (iri) => world.accounts.find((account) => account.iri === iri) ?? null,
        byKeyId: unused,
        localByUsername: unused,
        profile: async () => world.profile,
        nodeActor: async () => node,
        signer: unused,
        remember: unused,
      },
      posts: {
        knows: unused,
        byId: async (postId) => world.posts.find((outgoing) => outgoing.id === postId) ?? null,
        byIri: async (iri) => world.posts.find((outgoing) => outgoing.post.iri === iri) ?? null,
        visibleTo: unused,
        addressees: async () => world.addressees,
        participants: async () => world.participants,
        groupsOf: async () => world.groups,
        boost: async () => world.boost,
        reaction: async () => world.reaction,
        vote: async () => world.vote,
        quoteAuthorization: async () => world.stamp,
      },
      deliveries: {
        enqueue: async (activity, inboxes) => {
          enqueued.push({ activity, inboxes });
        },
        followerInboxes: async () => world.followerInboxes as Iri[],
        channelInboxes: async () => world.channelInboxes as Iri[],
        knownInboxes: async () => world.knownInboxes as Iri[],
        claim: unused,
        body: unused,
        delivered: unused,
        failed: unused,
        dropped: unused,
        inboxGone: unused,
        nextDue: unused,
        activity: unused,
      },
      relays: {
        accepted: async () => world.relays.map((inbox) => ({ inbox: inbox as Iri, actorIri: null })),
        byActor: unused,
        answered: unused,
        byId: async () => world.relay,
      },
      moot: { announcement: async () => world.announcement },
    },
  };
}
