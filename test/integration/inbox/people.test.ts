import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { activity } from "#test/support/network-activities.ts";
import { type PeerActor, PUBLIC } from "#test/support/network-peer.ts";
import { createInboxRig, type InboxRig, ORIGIN } from "./rig.ts";

/* What accounts do to accounts, in the shapes in which peers send it. */

const CONTEXT = "https://www.w3.org/ns/activitystreams";

let rig: InboxRig;
/** Followed by ana. */
let pat: PeerActor;
/** On another server, and followed by nobody. */
let sam: PeerActor;
let anaId: string;
let ana: Iri;
/** By ana. */
let post: Iri;

beforeAll(async () => {
  rig = await createInboxRig();
  [pat, sam] = await Promise.all([rig.peer.actor("pat"), rig.other.actor("sam")]);
  anaId = await rig.local("ana");
  ana = rig.ports.uris.account(anaId);
  await rig.follow(anaId, pat);
});
afterAll(() => rig?.close());
beforeEach(async () => {
  post = rig.ports.uris.post(await rig.post(anaId));
});

const send = (type: string, object: unknown, more: Record<string, unknown> = {}) =>
  rig.deliver(pat, activity(rig.peer, type, pat, object, more));
const followStates = () =>
  rig.ctx.sql<{ state: string }[]>`
    select state from follows where followee_id = ${anaId} and follower_id = (select id from accounts where iri = ${sam.iri})`;
const ACCEPTED = { status: 202, outcome: "accepted", reason: "" };

describe("Follow", () => {
  test("is undone by the whole Follow, by its id alone, and by one with another id", async () => {
    for (const undone of ["whole", "id", "other"]) {
      rig.clock.advance(60_000);
      const follow = activity(rig.other, "Follow", sam, ana);
      expect(await rig.deliver(sam, follow)).toEqual(ACCEPTED);
      expect(await followStates()).toMatchObject([{ state: "accepted" }]);
      const other = { ...follow, id: rig.other.mint("follows") };
      const object = undone === "whole" ? follow : undone === "id" ? follow.id : other;
      expect(await rig.deliver(sam, activity(rig.other, "Undo", sam, object))).toEqual(ACCEPTED);
      expect(await followStates()).toEqual([]);
    }
  });

  test("without an id counts (some peers send none)", async () => {
    const { id: _, ...follow } = activity(rig.other, "Follow", sam, { type: "Person", id: ana });
    expect(await rig.deliver(sam, follow)).toEqual(ACCEPTED);
    expect(await followStates()).toMatchObject([{ state: "accepted" }]);
  });

  test("of nobody here is left", async () => {
    expect(await send("Follow", `${ORIGIN}/users/nobody`)).toMatchObject({ reason: "follow/nobody-here" });
  });

  test("is not undone by anybody else", async () => {
    const follow = activity(rig.other, "Follow", sam, ana);
    await rig.deliver(sam, follow);
    await send("Undo", follow.id);
    expect(await send("Undo", follow)).toMatchObject({ reason: "undo/not-allowed" });
    expect(await followStates()).toMatchObject([{ state: "accepted" }]);
  });
});

describe("Accept and Reject of a Follow from here", () => {
  const asked = async (name: string) => {
    const actor = await rig.peer.actor(name);
    const followee = await rig.federation.resolver.fetchAccount(actor.iri as Iri);
    if (!followee.ok) throw new Error(followee.error.type);
    const iri = rig.ports.uris.activity(rig.ctx.ids.next());
    await rig.ctx.sql`
      insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at)
      values (${anaId}, ${followee.value.id}, ${iri}, 'pending', true, now())`;
    const state = async () =>
      (
        await rig.ctx.sql<{ state: string }[]>`
          select state from follows where follower_id = ${anaId} and followee_id = ${followee.value.id}`
      )[0]?.state;
    return { actor, iri, state };
  };

  test.each([
    ["inlined", (iri: Iri, actor: PeerActor) => ({ id: iri, type: "Follow", actor: ana, object: actor.iri })],
    ["by its id", (iri: Iri) => iri],
    ["without its id", (_: Iri, actor: PeerActor) => ({ type: "Follow", actor: ana, object: actor.iri })],
  ])("with the Follow %s", async (shape, object) => {
    const { actor, iri, state } = await asked(`accepts-${shape.replaceAll(/\W/g, "-")}`);
    const answer = (type: string) => activity(rig.peer, type, actor, object(iri, actor));
    expect(await rig.deliver(actor, answer("Accept"))).toEqual(ACCEPTED);
    expect(await state()).toBe("accepted");
    expect(await rig.deliver(actor, answer("Reject"))).toEqual(ACCEPTED);
    expect(await state()).toBeUndefined();
  });

  test("by another than was asked has no effect", async () => {
    const { iri, state } = await asked("silent");
    expect(await send("Accept", iri)).toMatchObject({ outcome: "ignored" });
    expect(await state()).toBe("pending");
  });

  test("with an id alone that is no Follow's is left as an answer to a Follow", async () => {
    expect(await send("Accept", rig.ports.uris.activity(rig.ctx.ids.next()))).toMatchObject({
      reason: "follow/unknown",
    });
  });
});

describe("Block, Flag and Move", () => {
  test("a Block ends the follow, and is undone", async () => {
    const blocker = await rig.peer.actor("blocker");
    const { id } = await rig.follow(anaId, blocker);
    const sent = activity(rig.peer, "Block", blocker, ana);
    expect(await rig.deliver(blocker, sent)).toEqual(ACCEPTED);
    const follows = () => rig.ctx.sql`select from follows where followee_id = ${id}`;
    expect(await follows()).toHaveLength(0);
    expect(await rig.deliver(blocker, activity(rig.peer, "Undo", blocker, sent))).toEqual(ACCEPTED);
    expect(await rig.ctx.sql`select from blocks where account_id = ${id}`).toHaveLength(0);
  });

  test("a ban from a community is no block of whoever spoke for it, nor is its end one's end", async () => {
    const mod = await rig.peer.actor("mod");
    const { id } = await rig.follow(anaId, mod);
    const ban = activity(rig.peer, "Block", mod, ana, {
      target: `${rig.peer.origin}/c/tea`,
      summary: "off topic",
      removeData: false,
    });
    const follows = () => rig.ctx.sql`select from follows where followee_id = ${id}`;
    const blocks = () => rig.ctx.sql`select from blocks where account_id = ${id}`;
    expect(await rig.deliver(mod, ban)).toMatchObject({ reason: "block/ban" });
    expect([await follows(), await blocks()]).toMatchObject([{ length: 1 }, { length: 0 }]);
    expect(await rig.deliver(mod, activity(rig.peer, "Block", mod, ana))).toEqual(ACCEPTED);
    expect(await rig.deliver(mod, activity(rig.peer, "Undo", mod, ban))).toMatchObject({
      reason: "block/ban",
    });
    expect(await blocks()).toHaveLength(1);
  });

  test("a Flag names accounts and posts together, or one alone; of others' it is left", async () => {
    expect(await send("Flag", [ana, post], { content: "Spam" })).toEqual(ACCEPTED);
    expect(await send("Flag", post)).toEqual(ACCEPTED);
    expect(await send("Flag", ana)).toEqual(ACCEPTED);
    expect(await send("Flag", [sam.iri])).toMatchObject({ reason: "report/nothing-here" });
    const reports = await rig.ctx.sql<{ subjects: string[]; comment: string; count: number }[]>`
      select subjects, comment, count from reports order by id`;
    // The post is what the first two are about.
    expect(reports).toMatchObject([
      { subjects: [ana, post], comment: "Spam", count: 2 },
      { subjects: [ana], comment: "", count: 1 },
    ]);
  });

  test("a Move takes followers along when the new account names the old one", async () => {
    const [former, later] = await Promise.all([rig.peer.actor("former"), rig.other.actor("later")]);
    await rig.follow(anaId, former);
    const moved = { target: later.iri };
    const sent = activity(rig.peer, "Move", former, former.iri, moved);
    expect(await rig.deliver(former, sent)).toMatchObject({ reason: "move/not-an-alias" });
    Object.assign(later.document, { alsoKnownAs: [former.iri] });
    expect(await rig.deliver(former, sent)).toEqual(ACCEPTED);
    expect((await rig.known(former.iri))?.movedTo ?? later.iri).toBe(later.iri);
    const bySam = activity(rig.other, "Move", sam, former.iri, moved);
    expect(await rig.deliver(sam, bySam)).toMatchObject({ reason: "move/not-allowed" });
  });
});

test("types that mean nothing here are answered before anything is verified", async () => {
  for (const type of ["View", "Join", "Leave", "Lock", "Listen", "TentativeAccept", "Frobnicate"])
    expect(await send(type, post, { to: [PUBLIC] })).toMatchObject({ status: 202, reason: "type/no-effect" });
  const spoofed = { "@context": CONTEXT, id: `${ana}#1`, type: "Like", actor: ana, object: post };
  expect(await rig.deliver(pat, spoofed)).toMatchObject({ status: 403, reason: "actor/local" });
});
