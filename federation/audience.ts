import { hostOf, type Iri } from "#protocol/ids/iri.ts";
import type { OutboundDeps } from "./outgoing.ts";
import type { KnownAccount, OutgoingPost } from "./ports.ts";

/** Who an activity goes to. Local accounts may be among them: they have it already, and are left out. */
export interface Targets {
  /** Everyone who follows this account, by shared inboxes. */
  followersOf?: KnownAccount;
  /** By their shared inboxes: for what their servers may show to others. */
  openly?: readonly KnownAccount[];
  /** By their own inboxes, unless their shared ones get it in any case: for what is meant for them alone. */
  privately?: readonly KnownAccount[];
  /** As given. */
  inboxes?: readonly Iri[];
  /** Relays that accepted this node. */
  relays?: boolean;
  /** Every server that this node knows. */
  everywhere?: boolean;
}

/**
 * The inboxes of other servers that an activity is delivered to, each once, and none on a host that the domain policy
 * refuses.
 */
export async function inboxesOf(deps: OutboundDeps, targets: Targets): Promise<Iri[]> {
  const { followersOf, openly = [], privately = [], relays = false, everywhere = false } = targets;

  const [followers, relayed, known] = await Promise.all([
    followersOf === undefined ? [] : deps.deliveries.followerInboxes(followersOf.id),
    relays ? deps.relays.accepted() : [],
    everywhere ? deps.deliveries.knownInboxes() : [],
  ]);
  const inboxes = new Set<Iri>([
    ...(targets.inboxes ?? []),
    ...followers,
    ...known,
    ...relayed.map((relay) => relay.inbox),
  ]);
  // A rule about a domain is about its accounts, wherever their inboxes are.
  const isReachable = (account: KnownAccount) => isRemote(account) && deps.gate(hostOf(account.iri));
  for (const account of openly) if (isReachable(account)) inboxes.add(account.sharedInbox ?? account.inbox);
  for (const account of privately) {
    const isCovered = account.sharedInbox !== null && inboxes.has(account.sharedInbox);
    if (isReachable(account) && !isCovered) inboxes.add(account.inbox);
  }
  return [...inboxes].filter((inbox) => !deps.uris.isLocal(inbox) && deps.gate(hostOf(inbox)));
}

/**
 * The inboxes for what happens to a local post: of the author's followers, of those it names or answers, and of relays
 * when it is public. Who merely is answered or quoted gets nothing that was not meant for them.
 *
 * @param also accounts that know an open post and are told of its changes
 */
export async function inboxesOfPost(
  deps: OutboundDeps,
  outgoing: OutgoingPost,
  also: readonly KnownAccount[] = [],
): Promise<Iri[]> {
  const { id, post, author, deletedAt } = outgoing;
  const addressees = await deps.posts.addressees(id);
  const named = new Set([...post.to, ...post.cc]);
  switch (post.visibility) {
    case "public":
    case "unlisted":
      return inboxesOf(deps, {
        followersOf: author,
        openly: [...addressees, ...also],
        relays: post.visibility === "public",
      });
    case "followers":
      return inboxesOf(deps, {
        followersOf: author,
        // A tombstone names nobody any more; whoever got the post must get its deletion, and nobody else.
        privately: addressees.filter((account) => deletedAt !== null || named.has(account.iri)),
      });
    case "direct":
      return inboxesOf(deps, { privately: addressees });
  }
}

function isRemote(account: KnownAccount): boolean {
  return !account.isLocal && account.state === "active";
}
