import type { Iri } from "#protocol/ids/iri.ts";
import type { Uris } from "#protocol/ids/uris.ts";
import type { Account, AccountKey } from "#protocol/model/account.ts";
import type { CustomEmoji, Post } from "#protocol/model/post.ts";

/**
 * What the host must supply. Narrow interfaces over ids and wire-neutral models: federation knows no tables, the host
 * knows no ActivityStreams.
 */
export interface Ports {
  readonly uris: Uris;
  /** Domain of local handles: differs from the origin's host on a split domain. */
  readonly handleHost: string;
  readonly clock: { now(): Date };
  readonly ids: { next(at?: Date): string };
  readonly log: Log;
  readonly count: (outcome: InboundOutcome) => void;
  /** Requests to other servers, by outcome; contexts that are not bundled. Labels are never hosts. */
  readonly countRemote: (
    counter: "remote_requests_total" | "remote_contexts_unknown_total",
    labels: Record<string, string>,
  ) => void;
  readonly settings: Settings;
  /** Domain policy, from memory: asked before anything is fetched from or sent to a host. */
  readonly gate: (host: string) => boolean;
  /** The same for what is no federation: pages, push services. */
  readonly mayBeAsked: (host: string) => boolean;
  readonly accounts: AccountPort;
  readonly posts: PostPort;
  readonly intake: IntakePort;
  readonly collections: CollectionPort;
  readonly deliveries: DeliveryPort;
  readonly hosts: HostPort;
  readonly relays: RelayPort;
  readonly emojis: EmojiPort;
  readonly moot: MootPort;
  /** Runs later, at least once, out of the request: fetching threads, moves, follower synchronisation. */
  readonly later: (job: LaterJob, options?: { id?: string; delayMs?: number }) => Promise<void>;
}

export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface Settings {
  /** GET of actors and posts needs a valid signature. */
  authorizedFetch: boolean;
  maxBodyBytes: number;
  /** How many unknown ancestors of a reply are fetched. */
  maxThreadDepth: number;
  /** Requests under way at once, over all hosts. */
  deliveryConcurrency: number;
  registrationsOpen: boolean;
  nodeName: string;
  nodeDescription: string;
  /** Where people reach whoever runs the node. */
  adminEmail: string | null;
  version: string;
}

/** One line of the inbound counter: what came and what became of it. */
export interface InboundOutcome {
  type: string;
  outcome: "accepted" | "ignored" | "refused";
  reason: string;
}

export type LaterJob =
  | { kind: "fetch-thread"; iri: Iri; depth: number }
  | { kind: "refresh-account"; iri: Iri }
  | { kind: "fetch-featured"; iri: Iri }
  | { kind: "check-quote"; quoting: Iri; quoted: Iri; authorization: Iri }
  | { kind: "synchronise-followers"; account: Iri; collection: Iri; url: Iri; digest: string };

/** An account that the host holds. */
export interface KnownAccount {
  id: string;
  iri: Iri;
  isLocal: boolean;
  state: "active" | "suspended" | "deleted";
  kind: Account["kind"];
  username: string;
  inbox: Iri;
  sharedInbox: Iri | null;
  followers: Iri | null;
  /** Collection of its pins. */
  featured: Iri | null;
  locked: boolean;
  aliases: Iri[];
  movedTo: Iri | null;
  keys: AccountKey[];
  fetchedAt: Date | null;
  /** What the host does to what it sends: the host's own words, which federation hands back to it. */
  filters?: readonly string[];
  /** What it sends waits until a moderator of the host has looked at it. */
  isHeld?: boolean;
}

/** What signs for a local account. PEM, PKCS#8. */
export interface Signer {
  accountId: string;
  rsa: { keyId: Iri; privatePem: string; publicPem: string };
  ed25519: { keyId: Iri; privatePem: string; publicPem: string };
}

export interface AccountPort {
  byId(id: string): Promise<KnownAccount | null>;
  byIri(iri: Iri): Promise<KnownAccount | null>;
  /** Which account publishes a key, by the key's id. */
  byKeyId(keyId: string): Promise<KnownAccount | null>;
  localByUsername(username: string): Promise<KnownAccount | null>;
  /** A local account as peers see it, with its public keys. */
  profile(id: string): Promise<Account | null>;
  /** The account that speaks for the node: signs fetches, sends reports, follows relays. */
  nodeActor(): Promise<KnownAccount>;
  signer(accountId: string): Promise<Signer>;
  /** Takes in a remote account, new or changed. Never changes a local one. */
  remember(account: Account): Promise<KnownAccount>;
}

/** What became of something that arrived: done (also when it was done before), or left, with the reason. */
export type Intake = { outcome: "accepted"; id?: string } | { outcome: "ignored"; reason: string };

/** Why a post came: only a post that somebody here asked for or follows goes to timelines and notifies. */
export type Arrival = "delivered" | "fetched";

export type ReactionKind = "like" | "dislike" | "emoji";

/** Takes in what other servers did. Every call may be repeated and may come out of order: applying it twice does nothing. */
export interface IntakePort {
  /** Throws an Error whose `cause` is `{ type: "batcher/overloaded" }` when too many posts wait already. */
  post(post: Post, author: KnownAccount, arrival: Arrival): Promise<Intake>;
  edit(post: Post, author: KnownAccount): Promise<Intake>;
  /**
   * `by` is the author, or a moderator of the community it was posted to. Unknown ids are remembered as deleted. With
   * the reason of a `removal` it may come back.
   */
  deletePost(iri: Iri, by: KnownAccount, how?: { removal: string | null }): Promise<Intake>;
  /** The removal of a post is taken back. */
  restorePost(iri: Iri, by: KnownAccount): Promise<Intake>;
  deleteAccount(account: KnownAccount): Promise<Intake>;
  vote(vote: { iri: Iri; voter: KnownAccount; question: Iri; option: string }): Promise<Intake>;
  react(reaction: {
    iri: Iri;
    kind: ReactionKind;
    by: KnownAccount;
    post: Iri;
    emoji: string;
    emojiUrl: string | null;
    /** By its own word. An id that was undone before this counts again: snac likes the same post by one id each time. */
    publishedAt?: Date | null;
  }): Promise<Intake>;
  boost(boost: {
    iri: Iri;
    by: KnownAccount;
    post: Iri;
    visibility: "public" | "unlisted" | "followers";
    publishedAt: Date | null;
  }): Promise<Intake>;
  /** The end of a like, reaction, boost, follow or block, by its id; remembered when it is not known yet. */
  undo(undone: {
    iri: Iri | null;
    type: string | null;
    by: KnownAccount;
    object: Iri | null;
    emoji: string | null;
    /** Of the Undo, by its own word. */
    publishedAt?: Date | null;
  }): Promise<Intake>;
  follow(follow: { iri: Iri; follower: KnownAccount; followee: KnownAccount }): Promise<Intake>;
  /** Follows the channel of a local person (see `protocol/vocab/write/channel.ts`). */
  followChannel(follow: { iri: Iri; follower: KnownAccount; owner: KnownAccount }): Promise<Intake>;
  /** The followee answered a Follow from here. `iri` is the Follow's id when the answer names it. */
  followAnswered(answer: {
    iri: Iri | null;
    follower: KnownAccount | null;
    followee: KnownAccount;
    accepted: boolean;
  }): Promise<Intake>;
  block(block: { iri: Iri; by: KnownAccount; target: KnownAccount }): Promise<Intake>;
  /** `reasons`, `startAt` and `endAt` as `protocol/vocab/read/flag.ts` reads them. */
  report(report: {
    iri: Iri | null;
    by: KnownAccount;
    subjects: Iri[];
    comment: string;
    reasons?: string[];
    startAt?: number | null;
    endAt?: number | null;
  }): Promise<Intake>;
  /**
   * A `Flag` that this node sent was answered, or (`resolved`) closed by who got it; or one that came here was closed by
   * those who sent it. Null when it is no report that is known here.
   */
  reportAnswered(answer: {
    flag: Iri;
    by: KnownAccount;
    answer: "accepted" | "rejected" | "resolved" | "reopened";
    text: string;
    /** The same by language, where it says so. */
    texts?: Record<string, string>;
  }): Promise<Intake | null>;
  /** Whoever complained takes it back. Null when it is no report that is known here. */
  reportWithdrawn(flag: Iri, by: KnownAccount): Promise<Intake | null>;
  /** Moderators elsewhere write about a report. Null when it is none that is known here. */
  reportNote(note: { iri: Iri; by: KnownAccount; flag: Iri; text: string }): Promise<Intake | null>;
  /** A note of context that another node announces (`protocol/moot/context-note.ts`), as it came. */
  contextNote(announced: { document: Readonly<Record<string, unknown>>; by: KnownAccount }): Promise<Intake>;
  /** A decision of a panel that another node announces (`protocol/moot/decision.ts`), as it came. */
  decision(announced: { document: Readonly<Record<string, unknown>>; by: KnownAccount }): Promise<Intake>;
  /** Followers here go over to the new account, which names the old one among its aliases (checked by the caller). */
  move(move: { from: KnownAccount; to: KnownAccount }): Promise<Intake>;
  pin(pin: { by: KnownAccount; post: Iri; pinned: boolean }): Promise<Intake>;
  /** Somebody asks to quote a local post (FEP-044f). */
  quoteRequested(request: { iri: Iri; by: KnownAccount; quoted: Iri; quoting: Iri }): Promise<Intake>;
  quoteAnswered(answer: {
    by: KnownAccount;
    requestIri: Iri | null;
    quoting: Iri | null;
    authorization: Iri | null;
    accepted: boolean;
  }): Promise<Intake>;
  /** A stamp was withdrawn by its author. */
  quoteRevoked(authorization: Iri, by: KnownAccount): Promise<Intake>;
  /** Remote followers that the followee's server no longer counts, or local follows it does not know (FEP-8fcf). */
  followersSynchronised(followee: KnownAccount, localFollowers: Iri[]): Promise<void>;
}

/** A post as it goes out, with what only its own node knows. */
export interface OutgoingPost {
  id: string;
  post: Post;
  author: KnownAccount;
  isLocal: boolean;
  deletedAt: Date | null;
  counts: { replies: number; boosts: number; likes: number };
}

export interface PostPort {
  /** Whether the host holds it (also as a tombstone). */
  knows(iri: Iri): Promise<boolean>;
  byId(id: string): Promise<OutgoingPost | null>;
  byIri(iri: Iri): Promise<OutgoingPost | null>;
  /** Whether somebody may read a local post: the signer of a fetch, or nobody in particular. */
  visibleTo(postId: string, viewer: KnownAccount | null): Promise<boolean>;
  /**
   * Who a post goes to beside followers: the mentioned and, of an open post, the parent's author and the quoted one's.
   * The same once it is deleted.
   */
  addressees(postId: string): Promise<KnownAccount[]>;
  /** Accounts that boosted, replied to or liked it: told of edits and deletion. */
  participants(postId: string): Promise<KnownAccount[]>;
  /** Groups of this node that boosted it: their followers hear of its deletion from them. */
  groupsOf(postId: string): Promise<KnownAccount[]>;
  boost(id: string): Promise<{
    id: string;
    iri: Iri;
    by: KnownAccount;
    post: Iri;
    postAuthor: KnownAccount;
    visibility: "public" | "unlisted" | "followers";
    createdAt: Date;
  } | null>;
  reaction(id: string): Promise<{
    iri: Iri;
    kind: ReactionKind;
    by: KnownAccount;
    post: Iri;
    postAuthor: KnownAccount;
    emoji: string;
    emojiUrl: string | null;
  } | null>;
  vote(
    postId: string,
    voterId: string,
  ): Promise<{
    question: Iri;
    author: KnownAccount;
    votes: { iri: Iri; option: string }[];
    closesAt: Date | null;
  } | null>;
  quoteAuthorization(id: string): Promise<{
    iri: Iri;
    author: KnownAccount;
    quoted: Iri;
    quoting: Iri;
    quotingAccount: Iri;
    requestIri: Iri | null;
    state: "pending" | "accepted" | "rejected" | "revoked";
  } | null>;
}

/** One page of ids and how to go on. `next` is opaque; `null` at the end. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface CollectionPort {
  counts(
    accountId: string,
  ): Promise<{ followers: number; following: number; posts: number; featured: number }>;
  followers(accountId: string, cursor: string | null): Promise<Page<Iri>>;
  following(accountId: string, cursor: string | null): Promise<Page<Iri>>;
  /** Public and unlisted posts and public boosts, newest first. */
  outbox(
    accountId: string,
    cursor: string | null,
  ): Promise<Page<{ kind: "post"; id: string } | { kind: "boost"; id: string }>>;
  featured(accountId: string): Promise<string[]>;
  replies(postId: string, cursor: string | null): Promise<Page<Iri>>;
  likes(postId: string): Promise<number>;
  shares(postId: string): Promise<number>;
  /** Public posts of one conversation, oldest first. */
  context(conversationId: string, cursor: string | null): Promise<Page<Iri>>;
  /** Whether anybody here follows the account, or has asked to. */
  isFollowedHere(accountId: string): Promise<boolean>;
  /** Followers on one host, for FEP-8fcf. */
  followersOn(accountId: string, host: string): Promise<Iri[]>;
  localPostsCount(): Promise<{
    posts: number;
    accounts: number;
    activeMonth: number;
    activeHalfYear: number;
  }>;
}

export interface OutgoingActivity {
  /** The outbox event's id. */
  id: string;
  iri: Iri;
  senderId: string;
  type: string;
  body: Uint8Array;
  isPublic: boolean;
  orderKey: string;
}

export interface ClaimedDelivery {
  id: string;
  activityId: string;
  inbox: Iri;
  host: string;
  attempts: number;
  /** Attempts that failed though the host is up (401, 403). */
  refusals: number;
  createdAt: Date;
}

export interface DeliveryPort {
  /** Stores the activity and one delivery an inbox, in one transaction; doing it again does nothing. */
  enqueue(activity: OutgoingActivity, inboxes: readonly Iri[]): Promise<void>;
  /** Shared inboxes (or own, where none is offered) of the remote followers of an account. */
  followerInboxes(accountId: string): Promise<Iri[]>;
  /** The same of those who follow the channel of an account. */
  channelInboxes(ownerId: string): Promise<Iri[]>;
  /** Shared inboxes (or own, where none is offered) of every remote account: who may hold what an account leaves behind. */
  knownInboxes(): Promise<Iri[]>;
  /**
   * Up to `limit` deliveries that are due, at most `perHost` a host (one where the last attempt failed), none whose host's
   * circuit is open or is among `skip`, none whose older sibling (same inbox, same order key) still waits. Hosts come in
   * alphabetical order after `after`. They are the caller's until `leaseMs` from now.
   */
  claim(options: {
    limit: number;
    perHost: number;
    leaseMs: number;
    skip: readonly string[];
    after: string;
  }): Promise<ClaimedDelivery[]>;
  body(activityId: string): Promise<{ body: Uint8Array; senderId: string; isPublic: boolean } | null>;
  delivered(ids: readonly string[]): Promise<void>;
  /** `refused`: though the host is up, which is counted. */
  failed(
    failures: readonly { id: string; nextAttemptAt: Date; error: string; refused: boolean }[],
  ): Promise<void>;
  /** Given up: removed, and logged by the caller. */
  dropped(ids: readonly string[]): Promise<void>;
  /** The inbox is gone for good (410): its deliveries go, and no further ones are made. */
  inboxGone(inbox: Iri): Promise<void>;
  /** When the next delivery falls due; `null` when none waits. */
  nextDue(): Promise<Date | null>;
  activity(id: string): Promise<{ body: Uint8Array; isPublic: boolean } | null>;
}

export type SignatureStyle = "rfc9421" | "cavage";

export interface HostPort {
  signatureStyle(host: string): Promise<SignatureStyle | null>;
  rememberStyle(host: string, style: SignatureStyle): Promise<void>;
  succeeded(hosts: readonly string[]): Promise<void>;
  /** Counts failures in a row and opens the circuit; returns until when nothing is sent. */
  failed(host: string): Promise<Date | null>;
}

export interface RelayPort {
  accepted(): Promise<{ inbox: Iri; actorIri: Iri | null }[]>;
  byActor(iri: Iri): Promise<{ id: string } | null>;
  answered(followIri: Iri, accepted: boolean, by: Iri): Promise<boolean>;
  byId(
    id: string,
  ): Promise<{ inbox: Iri; followIri: Iri; style: "mastodon" | "litepub"; actorIri: Iri | null } | null>;
}

/** What happened here and must be told to other servers: the payloads of outbox events. Ids only. */
export type OutboundEvent =
  | { kind: "post.created"; postId: string }
  /** `at`: when it changed for readers, though its author edited nothing: moderators marked it as sensitive. */
  | { kind: "post.edited"; postId: string; at?: string }
  | { kind: "post.deleted"; postId: string }
  /** Moderators removed it; it can come back. `removalIri` is the id of the Delete, `summary` the reason for everybody. */
  | { kind: "post.removed"; postId: string; removalIri: Iri; summary: string }
  | { kind: "post.restored"; postId: string; removalIri: Iri; summary: string }
  | { kind: "poll.closed"; postId: string }
  | { kind: "vote.cast"; postId: string; accountId: string }
  | { kind: "boost.created"; boostId: string }
  | {
      kind: "boost.undone";
      accountId: string;
      boostIri: Iri;
      postId: string;
      visibility: "public" | "unlisted" | "followers";
    }
  | { kind: "reaction.created"; reactionId: string }
  | {
      kind: "reaction.undone";
      accountId: string;
      reactionIri: Iri;
      postId: string;
      reaction: ReactionKind;
      emoji: string;
    }
  | { kind: "follow.requested"; followerId: string; followeeId: string; followIri: Iri }
  | { kind: "follow.undone"; followerId: string; followeeId: string; followIri: Iri }
  | { kind: "follow.accepted"; followerId: string; followeeId: string; followIri: Iri }
  | { kind: "follow.rejected"; followerId: string; followeeId: string; followIri: Iri }
  | { kind: "channel.followed"; ownerId: string; followerId: string; followIri: Iri }
  | { kind: "block.created"; accountId: string; targetId: string; blockIri: Iri }
  | { kind: "block.undone"; accountId: string; targetId: string; blockIri: Iri }
  | { kind: "account.updated"; accountId: string }
  | { kind: "account.suspended"; accountId: string }
  | { kind: "account.deleted"; accountId: string }
  | { kind: "account.moved"; accountId: string; target: Iri }
  | { kind: "pin.added"; accountId: string; postId: string }
  | { kind: "pin.removed"; accountId: string; postId: string }
  | { kind: "quote.requested"; postId: string }
  | { kind: "quote.answered"; authorizationId: string }
  | { kind: "quote.revoked"; authorizationId: string }
  | {
      kind: "report.forwarded";
      reportIri: Iri;
      targetId: string;
      subjects: Iri[];
      comment: string;
      /** What it is about, in the words of PeerTube's reports and of Funkwhale's. */
      /** Names of what is wrong: those that PeerTube and nodes like this one know, and Funkwhale's. */
      reasons?: { known: string[]; funkwhale: string };
      /** Accounts whose servers are told beside the target's: those that its posts answer. */
      alsoTo?: string[];
    }
  | {
      /** A `Flag` from elsewhere was decided: `protocol/vocab/write/report-outcome.ts` says what is told. */
      kind: "report.answered";
      flagIri: Iri;
      /** Who sent it. */
      accountId: string;
      subjects: Iri[];
      acted: boolean;
      actions: string[];
      rules: string[];
      text: string;
      /** The same by language. */
      texts?: Record<string, string>;
      /** ISO 8601 */
      at: string;
    }
  /** Moderators here write to those elsewhere about a report. */
  | { kind: "report.note"; noteIri: Iri; flagIri: Iri; accountId: string; text: string; at: string }
  /** A note of context is shown here, or no longer is. As it was signed: what is withdrawn meanwhile is told after it. */
  | { kind: "note.announced"; noteIri: Iri; document: Readonly<Record<string, unknown>> }
  /** A panel of this node has decided: the id of the activity that says so. */
  | { kind: "moot.decision"; activityId: string }
  | { kind: "relay.followed"; relayId: string }
  | { kind: "relay.unfollowed"; inbox: Iri; followIri: Iri; relayActor: Iri | null };

export interface MootPort {
  /** The `Announce` of a decision, as the node has signed it once: the same bytes for good. Null for none. */
  announcement(activityId: string): Promise<{
    json: Readonly<Record<string, unknown>>;
    body: Uint8Array;
    isPublic: boolean;
    /** Accounts whose servers hear of it beside those that follow the node's. */
    concerned: string[];
  } | null>;
}

export interface EmojiPort {
  /** A custom emoji of this node. */
  byShortcode(shortcode: string): Promise<CustomEmoji | null>;
}
