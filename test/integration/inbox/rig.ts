import { vi } from "vitest";
import type { InboundOutcome, KnownAccount } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { requestFollow } from "#server/relations/follow.ts";
import {
  type Peer,
  type PeerActor,
  type Sending,
  signedRequest,
  startPeer,
} from "#test/support/network-peer.ts";
import { createRig, ORIGIN, type Rig } from "../serving/rig.ts";

export { ORIGIN };

/** What became of a delivery. */
export interface Verdict {
  status: number;
  outcome: InboundOutcome["outcome"];
  /** "" when accepted. */
  reason: string;
}

export interface Delivering extends Sending {
  path?: string;
  /** Header fields that are left out after signing, in lower case. */
  without?: readonly string[];
}

/** A node's inbox on a real database, and two peers that really listen. */
export interface InboxRig extends Rig {
  peer: Peer;
  other: Peer;
  deliver(from: Pick<PeerActor, "key">, activity: unknown, options?: Delivering): Promise<Verdict>;
  known(iri: string): Promise<KnownAccount | null>;
  /** A local account follows an actor, who has accepted. */
  follow(followerId: string, actor: PeerActor): Promise<KnownAccount>;
}

export async function createInboxRig(): Promise<InboxRig> {
  const [rig, peer, other] = await Promise.all([
    createRig(),
    startPeer("127.0.0.21"),
    startPeer("127.0.0.22"),
  ]);
  const counted = vi.spyOn(rig.ports, "count");
  const { accounts, intake } = rig.ports;

  const inbox: InboxRig = {
    ...rig,
    peer,
    other,
    known: (iri) => accounts.byIri(iri as Iri),

    async deliver(from, activity, { path = "/inbox", without = [], ...options } = {}) {
      counted.mockClear();
      const request = await signedBytes(from, `${ORIGIN}${path}`, activity, {
        now: rig.clock.now(),
        ...options,
      });
      for (const name of without) delete request.headers[name];
      const { status } = await rig.federation.receive({ method: "POST", path, ...request });
      const [outcome] = counted.mock.lastCall ?? [];
      if (outcome === undefined) throw new Error("nothing was counted");
      return { status, outcome: outcome.outcome, reason: outcome.reason };
    },

    async follow(followerId, actor) {
      const follower = await accounts.byId(followerId);
      const found = await rig.federation.resolver.fetchAccount(actor.iri as Iri);
      if (follower === null || !found.ok) throw new Error("nobody to follow");
      const followee = found.value;
      const asked = await requestFollow(rig.ctx, { followerId, followeeId: followee.id });
      if (!asked.ok) throw new Error(asked.error.type);
      await intake.followAnswered({ iri: null, follower, followee, accepted: true });
      return followee;
    },

    async close() {
      await Promise.all([rig.close(), peer.close(), other.close()]);
    },
  };
  return inbox;
}

/** The headers and body of a signed POST, as they come out of a socket. */
export async function signedBytes(
  from: Pick<PeerActor, "key">,
  url: string,
  activity: unknown,
  options: Sending,
): Promise<{ headers: Record<string, string>; body: Uint8Array<ArrayBuffer> }> {
  const { request } = await signedRequest(from, url, activity, options);
  return { headers: { ...request.headers, host: new URL(url).host }, body: request.body };
}
