import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { activity, note } from "#test/support/network-activities.ts";
import type { PeerActor } from "#test/support/network-peer.ts";
import { createInboxRig, type InboxRig } from "./rig.ts";

/* What a community that somebody here follows passes on whole (FEP-1b12), as Lemmy, Mbin, PieFed and NodeBB do. */

let rig: InboxRig;
let community: PeerActor;
/** On another server than the community, and followed by nobody. */
let member: PeerActor;
let anaId: string;

beforeAll(async () => {
  rig = await createInboxRig();
  [community, member] = await Promise.all([rig.other.actor("community"), rig.peer.actor("member")]);
  Object.assign(community.document, { type: "Group" });
  anaId = await rig.local("ana");
  await rig.follow(anaId, community);
});
afterAll(() => rig?.close());

const stored = (iri: string) => rig.ports.posts.byIri(iri as Iri);
const pass = (inner: unknown, more: Record<string, unknown> = {}) =>
  rig.deliver(community, activity(rig.other, "Announce", community, inner, more));
const ACCEPTED = { status: 202, outcome: "accepted", reason: "" };

/** A post to the community; its Create is kept by no server, as Lemmy keeps none of other servers' posts. */
const create = () =>
  activity(rig.peer, "Create", member, note(rig.peer, member, { audience: community.iri }));

/** How often a member's server is asked while something is passed on. */
async function requests(run: () => Promise<unknown>): Promise<number> {
  const before = rig.peer.asked.length;
  await run();
  return rig.peer.asked.length - before;
}

describe("a community's", () => {
  test("post is what its author's server says, whatever was passed on", async () => {
    const sent = create();
    const forged = {
      ...sent,
      object: { ...sent.object, content: "<p>Forged</p>", attributedTo: community.iri },
    };
    expect(await pass(forged)).toEqual(ACCEPTED);
    expect((await stored(sent.object.id))?.post).toMatchObject({ html: "<p>Hello</p>", author: member.iri });
  });

  test("post without a context or an id of its Create is taken in", async () => {
    const { id: _, "@context": __, ...bare } = create();
    expect(await pass(bare)).toEqual(ACCEPTED);
    expect(await stored(bare.object.id)).not.toBeNull();
  });

  test("edit brings what the post is now", async () => {
    const sent = create();
    await pass(sent);
    rig.clock.advance(3_600_000);
    const updated = rig.clock.now().toISOString();
    const edited = { ...sent.object, content: "<p>Edited</p>", updated };
    const update = activity(rig.peer, "Update", member, edited);
    await pass({ ...update, object: { ...edited, content: "<p>Forged</p>" } });
    expect((await stored(sent.object.id))?.post.html).toBe("<p>Hello</p>");
    rig.peer.serve(sent.object.id, {
      ...edited,
      updated: new Date(rig.clock.now().getTime() + 1000).toISOString(),
    });
    expect(await pass(update)).toEqual(ACCEPTED);
    expect((await stored(sent.object.id))?.post.html).toBe("<p>Edited</p>");
  });

  test.each([
    ["keeps it", (removal: { id: string; object: string }) => rig.peer.serve(removal.id, removal)],
    [
      "has a tombstone for the post",
      ({ object }: { object: string }) => rig.peer.serve(object, { type: "Tombstone", id: object }),
    ],
    [
      "says that the post is gone",
      ({ object }: { object: string }) =>
        rig.peer.answer(new URL(object).pathname, (response) => void response.writeHead(410).end()),
    ],
  ])("deletion counts when the author's server %s", async (_, serve) => {
    const sent = create();
    await pass(sent);
    const removal = activity(rig.peer, "Delete", member, sent.object.id);
    serve(removal);
    expect(await pass(removal)).toEqual(ACCEPTED);
    expect((await stored(sent.object.id))?.deletedAt).not.toBeNull();
  });

  test("deletion of what its author's server still has is left", async () => {
    const sent = create();
    await pass(sent);
    const removal = activity(rig.peer, "Delete", member, sent.object.id);
    expect(await pass(removal)).toMatchObject({ reason: "announce/unverified" });
    expect((await stored(sent.object.id))?.deletedAt).toBeNull();
  });

  test("votes on a post from here are asked for, and those on others' cost no request", async () => {
    const ours = rig.ports.uris.post(await rig.post(anaId));
    const like = activity(rig.peer, "Like", member, ours);
    rig.peer.serve(like.id, like);
    expect(await pass(like)).toEqual(ACCEPTED);
    expect((await stored(ours))?.counts.likes).toBe(1);

    const sent = create();
    await pass(sent);
    const other = activity(rig.peer, "Like", member, sent.object.id);
    rig.peer.serve(other.id, other);
    const asked = await requests(async () =>
      expect(await pass(other)).toMatchObject({ reason: "announce/unverified" }),
    );
    expect(asked).toBe(0);
  });

  test("echo of what somebody here did is left", async () => {
    const ours = await rig.ports.posts.byId(await rig.post(anaId));
    const echo = activity(
      rig.other,
      "Create",
      { iri: ours?.author.iri ?? "", followers: "" },
      ours?.post.iri,
    );
    expect(await pass(echo)).toMatchObject({ reason: "announce/our-own" });
  });

  test("announcement of a post alone is its boost", async () => {
    const sent = create();
    expect(await pass(sent.object.id)).toEqual(ACCEPTED);
    expect((await stored(sent.object.id))?.counts.boosts).toBe(1);
  });
});
