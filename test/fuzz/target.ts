import { createPost } from "#server/posts/create.ts";
import { readHome } from "#server/timelines/home.ts";
import { activity, note } from "#test/support/network-activities.ts";
import { followActor, localAccount } from "#test/support/network-follow.ts";
import { METRICS_TOKEN, readOutcomes } from "#test/support/network-metrics.ts";
import { type LocalNode, startLocalNode } from "#test/support/network-node.ts";
import { type Peer, type PeerActor, signedRequest, startPeer } from "#test/support/network-peer.ts";

/** A node to be fuzzed and the peer that does it. */
export interface Target {
  readonly here: LocalNode;
  readonly peer: Peer;
  /** IRIs that mean something to the node, beside the actor's: swapped into documents. */
  readonly names: readonly string[];
  /** A fresh actor of the peer, followed here. */
  newActor(): Promise<PeerActor>;
  /** Signs and delivers; `direct` leaves the listener out. */
  deliver(actor: PeerActor, activity: unknown, direct: boolean): Promise<{ status: number; ms: number }>;
  /** What became of what came in, as the node's own counters have it. */
  outcomes(): Promise<Map<string, number>>;
  /** Whether a good activity is still taken in, and comes to a home timeline. */
  stillWorks(): Promise<boolean>;
  close(): Promise<void>;
}

export async function startTarget(): Promise<Target> {
  const [here, peer] = await Promise.all([startLocalNode({ METRICS_TOKEN }), startPeer()]);
  const { ctx, site } = here.node;
  const friend = await peer.actor("friend");
  const ana = await localAccount(ctx, "ana");
  await followActor(ctx, ana.id, { peer, actor: friend });
  const post = await createPost(ctx, { accountId: ana.id, text: "Leave me alone" });
  if (!post.ok) throw new Error(post.error.type);
  const inbox = `${here.origin}/inbox`;
  let actors = 0;

  return {
    here,
    peer,
    names: [
      ana.iri,
      post.value.iri,
      `${here.origin}/actor`,
      `${here.origin}/users/nobody`,
      friend.iri,
      `${peer.origin}/notes/unknown`,
      "http://127.0.0.8:1/closed",
      "https://www.w3.org/ns/activitystreams#Public",
    ],
    async newActor() {
      const actor = await peer.actor(`fuzz${++actors}`);
      await followActor(ctx, ana.id, { peer, actor });
      return actor;
    },
    async deliver(actor, document, direct) {
      const { request } = await signedRequest(actor, inbox, document);
      const started = performance.now();
      if (direct) {
        const headers = { ...request.headers, host: new URL(here.origin).host };
        const { status } = await site.receive({
          method: "POST",
          path: "/inbox",
          headers,
          body: request.body,
        });
        return { status, ms: performance.now() - started };
      }
      const answer = await fetch(inbox, request);
      await answer.arrayBuffer();
      return { status: answer.status, ms: performance.now() - started };
    },
    outcomes: () => readOutcomes(here.origin),
    async stillWorks() {
      const good = note(peer, friend, { content: "<p>Still here</p>" });
      const status = await peer.send(friend, inbox, activity(peer, "Create", friend, good));
      if (status >= 300) return false;
      for (let waited = 0; waited < 10_000; waited += 100) {
        const { items } = await readHome(ctx, ana.id, { limit: 40 });
        if (items.some((entry) => entry.post.iri === good.id)) return true;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return false;
    },
    async close() {
      await here.close();
      await peer.close();
    },
  };
}
