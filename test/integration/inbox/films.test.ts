import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { PUBLIC } from "#protocol/ids/visibility.ts";
import { block } from "#server/relations/block.ts";
import { blockDomain } from "#server/relations/domain-block.ts";
import { activity, note } from "#test/support/network-activities.ts";
import type { PeerActor } from "#test/support/network-peer.ts";
import { createInboxRig, type InboxRig } from "./rig.ts";

/* What PeerTube says about a film of this node, which it knows by the film's id and not by the post's. */

let rig: InboxRig;
let tube: PeerActor;
let ana: string;
let post: string;
let film: Iri;

beforeAll(async () => {
  rig = await createInboxRig();
  tube = await rig.peer.actor("tube");
  ana = await rig.local("ana");
});
afterAll(() => rig?.close());
beforeEach(async () => {
  post = await rig.post(ana);
  film = rig.ports.uris.video(post);
});

const send = (type: string, object: unknown, more: Record<string, unknown> = {}) =>
  rig.deliver(tube, activity(rig.peer, type, tube, object, more));
const ACCEPTED = { status: 202, outcome: "accepted", reason: "" };
const counts = async () => (await rig.ports.posts.byId(post))?.counts;

test("a comment on it is a reply to its post", async () => {
  const comment = note(rig.peer, tube, { inReplyTo: film, to: [PUBLIC] });
  expect(await send("Create", comment)).toEqual(ACCEPTED);
  expect((await rig.ports.posts.byIri(comment.id as Iri))?.post.inReplyTo).toBe(rig.ports.uris.post(post));
  expect(await counts()).toMatchObject({ replies: 1 });
});

test("a like of it is one of its post, and is taken back", async () => {
  const id = rig.peer.mint("likes");
  expect(await send("Like", film, { id })).toEqual(ACCEPTED);
  expect(await counts()).toMatchObject({ likes: 1 });
  expect(await send("Undo", { id, type: "Like", actor: tube.iri, object: film })).toEqual(ACCEPTED);
  expect(await counts()).toMatchObject({ likes: 0 });
});

test("an announcement of it is a boost of its post", async () => {
  expect(await send("Announce", film, { to: [PUBLIC] })).toEqual(ACCEPTED);
  expect(await counts()).toMatchObject({ boosts: 1 });
});

test("a view of it has no effect", async () => {
  expect(await send("View", film)).toMatchObject({ status: 202, outcome: "ignored" });
});

describe("a channel", () => {
  let channel: Iri;
  beforeEach(() => {
    channel = rig.ports.uris.channel(ana);
  });
  const inboxes = () => rig.ports.deliveries.channelInboxes(ana);
  const follow = (id: string) => send("Follow", channel, { id });

  test("is followed without being asked, which is no follow of its person", async () => {
    expect(await follow(rig.peer.mint("follows"))).toEqual(ACCEPTED);
    expect(await inboxes()).toEqual([tube.inbox]);
    expect(await rig.ports.deliveries.followerInboxes(ana)).toEqual([]);
    expect((await rig.ports.collections.counts(ana)).followers).toBe(0);
  });

  test.each([
    ["by its id", (id: string) => id],
    ["by what it follows", (_: string) => ({ type: "Follow", actor: tube.iri, object: channel })],
    ["whole", (id: string) => ({ id, type: "Follow", actor: tube.iri, object: channel })],
  ])("is left again when the follow is taken back %s", async (_, shape) => {
    const id = rig.peer.mint("follows");
    await follow(id);
    expect(await send("Undo", shape(id))).toEqual(ACCEPTED);
    expect(await inboxes()).toEqual([]);
  });

  test("is not followed when the end of the follow came first", async () => {
    const id = rig.peer.mint("follows");
    await send("Undo", { id, type: "Follow", actor: tube.iri, object: channel });
    expect(await follow(id)).toMatchObject({ outcome: "ignored", reason: "follow/undone" });
    expect(await inboxes()).toEqual([]);
  });

  test("is not followed by whom its person blocks", async () => {
    const blocked = await rig.peer.actor("blocked");
    const known = await rig.follow(ana, blocked);
    await block(rig.ctx, { accountId: ana, targetId: known.id });
    const verdict = await rig.deliver(blocked, activity(rig.peer, "Follow", blocked, channel));
    expect(verdict).toMatchObject({ outcome: "ignored", reason: "follow/blocked" });
  });

  test("is left by whom its person blocks, by who blocks its person, and by those of a blocked domain", async () => {
    const by = async (name: string) => {
      const actor = await rig.peer.actor(name);
      await rig.deliver(actor, activity(rig.peer, "Follow", actor, channel));
      const known = await rig.ports.accounts.byIri(actor.iri as Iri);
      return { actor, id: known?.id ?? "" };
    };
    const follows = async () => (await inboxes()).length;
    const [target, blocker] = [await by("target"), await by("blocker")];
    const before = await follows();
    await block(rig.ctx, { accountId: ana, targetId: target.id });
    expect(await follows()).toBe(before - 1);
    await rig.deliver(blocker.actor, activity(rig.peer, "Block", blocker.actor, rig.ports.uris.account(ana)));
    expect(await follows()).toBe(before - 2);
    await by("neighbour");
    await blockDomain(rig.ctx, { accountId: ana, domain: new URL(target.actor.iri).host });
    expect(await inboxes()).toEqual([]);
  });

  test("of the node's own actor is none", async () => {
    const nobody = rig.ports.uris.channel((await rig.ports.accounts.nodeActor()).id);
    expect(await send("Follow", nobody)).toMatchObject({
      outcome: "ignored",
      reason: "follow/no-such-channel",
    });
  });
});
