import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { updateAccount } from "#server/accounts/update.ts";
import { answerFollow } from "#server/relations/answer.ts";
import { block } from "#server/relations/block.ts";
import { requestFollow } from "#server/relations/follow.ts";
import { createRelationIntake } from "#server/relations/intake.ts";
import { listRelated } from "#server/relations/list.ts";
import { removeFollower, unfollow } from "#server/relations/unfollow.ts";
import { createRig, type Rig } from "../accounts/rig.ts";
import { countsOf, homeOf, knownAccount, noticesOf, publish } from "./state.ts";

let rig: Rig;
let intake: ReturnType<typeof createRelationIntake>;
let number = 0;
const newIri = () => `https://there.example/activities/${++number}` as Iri;
const name = (prefix: string) => `${prefix}${++number}`;

beforeAll(async () => {
  rig = await createRig();
  intake = createRelationIntake(rig.ctx);
});
afterAll(() => rig.close());
beforeEach(async () => {
  rig.clock.advance(1000);
  await rig.events();
});

describe("following somebody here", () => {
  it("takes effect at once: counted, notified, and their posts are in the home timeline", async () => {
    const [ana, ben] = [await rig.local(name("ana")), await rig.local(name("ben"))];
    const post = await publish(rig, ben);
    expect(await requestFollow(rig.ctx, { followerId: ana, followeeId: ben })).toMatchObject({
      value: { state: "accepted" },
    });
    expect(await countsOf(rig, ben)).toEqual({ followers: 1, following: 0 });
    expect(await countsOf(rig, ana)).toEqual({ followers: 0, following: 1 });
    expect(await homeOf(rig, ana)).toEqual([post]);
    expect(await noticesOf(rig, ben)).toEqual([`follow from ${ana}`]);
    expect(await rig.events()).toEqual([]);

    expect(await unfollow(rig.ctx, { followerId: ana, followeeId: ben })).toBe(true);
    expect(await unfollow(rig.ctx, { followerId: ana, followeeId: ben })).toBe(false);
    expect(await countsOf(rig, ben)).toEqual({ followers: 0, following: 0 });
    expect(await homeOf(rig, ana)).toEqual([]);
    expect(await noticesOf(rig, ben)).toEqual([]);
  });

  it("is counted once when it is asked for many times at once", async () => {
    const [ana, ben] = [await rig.local(name("ana")), await rig.local(name("ben"))];
    const both = { followerId: ana, followeeId: ben };
    await Promise.all([
      ...Array.from({ length: 5 }, () => requestFollow(rig.ctx, both)),
      ...Array.from({ length: 5 }, () => requestFollow(rig.ctx, { followerId: ben, followeeId: ana })),
    ]);
    expect(await countsOf(rig, ana)).toEqual({ followers: 1, following: 1 });
    expect(await countsOf(rig, ben)).toEqual({ followers: 1, following: 1 });
  });

  it("who is locked waits for an answer", async () => {
    const [ana, ben] = [await rig.local(name("ana")), await rig.local(name("ben"), { locked: true })];
    const pair = { followerId: ana, followeeId: ben };
    expect(await requestFollow(rig.ctx, pair)).toMatchObject({ value: { state: "pending" } });
    expect(await countsOf(rig, ben)).toEqual({ followers: 0, following: 0 });
    expect(await noticesOf(rig, ben)).toEqual([`follow-request from ${ana}`]);
    const requests = await listRelated(rig.ctx, "requests", ben, { cursor: null, limit: 10 });
    expect(requests.items.map((item) => item.id)).toEqual([ana]);
    expect((await answerFollow(rig.ctx, { ...pair, answer: "accept" })).ok).toBe(true);
    expect((await answerFollow(rig.ctx, { ...pair, answer: "accept" })).ok).toBe(true);
    expect(await countsOf(rig, ben)).toEqual({ followers: 1, following: 0 });
    expect(await noticesOf(rig, ana)).toEqual([`follow-accepted from ${ben}`]);
  });

  it("is refused where one blocks the other, and nobody follows themselves", async () => {
    const [ana, ben] = [await rig.local(name("ana")), await rig.local(name("ben"))];
    await block(rig.ctx, { accountId: ben, targetId: ana });
    for (const pair of [
      { followerId: ana, followeeId: ben },
      { followerId: ben, followeeId: ana },
    ])
      expect(await requestFollow(rig.ctx, pair)).toMatchObject({ error: { type: "follow/blocked" } });
    expect(await requestFollow(rig.ctx, { followerId: ana, followeeId: ana })).toMatchObject({
      error: { type: "follow/self" },
    });
  });
});

describe("following somebody elsewhere", () => {
  async function requested() {
    const ana = await rig.local(name("ana"));
    const remote = name("ben");
    const ben = await rig.remote(remote);
    await requestFollow(rig.ctx, { followerId: ana, followeeId: ben });
    const [event] = await rig.events();
    if (event?.kind !== "follow.requested") throw new Error(`unexpected ${event?.kind}`);
    return {
      ana,
      ben,
      iri: event.followIri,
      follower: await knownAccount(rig, ana),
      followee: await knownAccount(rig, ben),
    };
  }

  it("is told to their server, and holds once it is accepted, however often", async () => {
    const { ana, ben, iri, followee } = await requested();
    expect(iri.startsWith("https://here.example/activities/")).toBe(true);
    const post = await publish(rig, ben);
    for (let time = 0; time < 2; time++)
      expect(await intake.followAnswered({ iri, follower: null, followee, accepted: true })).toEqual({
        outcome: "accepted",
      });
    expect(await countsOf(rig, ana)).toEqual({ followers: 0, following: 1 });
    expect(await countsOf(rig, ben)).toEqual({ followers: 1, following: 0 });
    expect(await homeOf(rig, ana)).toEqual([post]);
    expect(await noticesOf(rig, ana)).toEqual([`follow-accepted from ${ben}`]);
  });

  it("is accepted by an answer that names only the two", async () => {
    const { ana, follower, followee } = await requested();
    await intake.followAnswered({ iri: newIri(), follower, followee, accepted: true });
    expect(await countsOf(rig, ana)).toEqual({ followers: 0, following: 1 });
  });

  it("cannot be accepted by a third account", async () => {
    const { ana, iri } = await requested();
    const other = await knownAccount(rig, await rig.remote(name("eve")));
    expect(await intake.followAnswered({ iri, follower: null, followee: other, accepted: true })).toEqual({
      outcome: "ignored",
      reason: "follow/unknown",
    });
    expect(await countsOf(rig, ana)).toEqual({ followers: 0, following: 0 });
  });

  it("ends when it is rejected, also after it was accepted", async () => {
    const { ana, ben, iri, followee } = await requested();
    await intake.followAnswered({ iri, follower: null, followee, accepted: true });
    await intake.followAnswered({ iri, follower: null, followee, accepted: false });
    expect(await countsOf(rig, ana)).toEqual({ followers: 0, following: 0 });
    expect(await countsOf(rig, ben)).toEqual({ followers: 0, following: 0 });
  });

  it("is undone there when it is undone here; an Accept that comes late changes nothing", async () => {
    const { ana, ben, iri, followee } = await requested();
    await unfollow(rig.ctx, { followerId: ana, followeeId: ben });
    expect(await rig.events()).toEqual([
      { kind: "follow.undone", followerId: ana, followeeId: ben, followIri: iri },
    ]);
    expect(await intake.followAnswered({ iri, follower: null, followee, accepted: true })).toMatchObject({
      outcome: "ignored",
    });
  });
});

describe("being followed from elsewhere", () => {
  async function parties(options: { locked?: boolean } = {}) {
    const ana = await rig.local(name("ana"), options);
    const ben = await rig.remote(name("ben"));
    const pair = { follower: await knownAccount(rig, ben), followee: await knownAccount(rig, ana) };
    return { ana, ben, pair, iri: newIri() };
  }

  it("is accepted at once, and again when the Follow comes again", async () => {
    const { ana, ben, pair, iri } = await parties();
    await intake.follow({ iri, ...pair });
    const again = newIri();
    await intake.follow({ iri: again, ...pair });
    const accepted = { kind: "follow.accepted", followerId: ben, followeeId: ana };
    expect(await rig.events()).toEqual([
      { ...accepted, followIri: iri },
      { ...accepted, followIri: again },
    ]);
    expect(await countsOf(rig, ana)).toEqual({ followers: 1, following: 0 });
    expect(await noticesOf(rig, ana)).toEqual([`follow from ${ben}`]);
  });

  it("waits while the account is locked, by what the database says now", async () => {
    const { ana, ben, pair, iri } = await parties();
    await updateAccount(rig.ctx, ana, { locked: true });
    await rig.events();
    await intake.follow({ iri, ...pair });
    expect(await rig.events()).toEqual([]);
    expect(await noticesOf(rig, ana)).toEqual([`follow-request from ${ben}`]);
    await answerFollow(rig.ctx, { followeeId: ana, followerId: ben, answer: "accept" });
    expect(await rig.events()).toEqual([
      { kind: "follow.accepted", followerId: ben, followeeId: ana, followIri: iri },
    ]);
  });

  it("ends with an Undo, by the Follow's id or by its target, and when the follower is removed", async () => {
    const { ana, ben, pair, iri } = await parties();
    await intake.follow({ iri, ...pair });
    await intake.undoRelation({ iri, type: null, by: pair.follower, object: null, emoji: null });
    expect(await countsOf(rig, ana)).toEqual({ followers: 0, following: 0 });
    await intake.follow({ iri: newIri(), ...pair });
    const object = pair.followee.iri;
    await intake.undoRelation({ iri: newIri(), type: "Follow", by: pair.follower, object, emoji: null });
    expect(await countsOf(rig, ana)).toEqual({ followers: 0, following: 0 });
    const last = newIri();
    await intake.follow({ iri: last, ...pair });
    await rig.events();
    await removeFollower(rig.ctx, { followeeId: ana, followerId: ben });
    expect(await rig.events()).toEqual([
      { kind: "follow.rejected", followerId: ben, followeeId: ana, followIri: last },
    ]);
  });

  it("does not begin when its Undo came first, nor when it is repeated after its Undo", async () => {
    const { ana, pair, iri } = await parties();
    const undo = { iri, type: "Follow", by: pair.follower, object: pair.followee.iri, emoji: null };
    await intake.undoRelation(undo);
    expect(await intake.follow({ iri, ...pair })).toEqual({ outcome: "ignored", reason: "follow/undone" });
    const second = newIri();
    await intake.follow({ iri: second, ...pair });
    await intake.undoRelation({ ...undo, iri: second });
    expect(await intake.follow({ iri: second, ...pair })).toMatchObject({ outcome: "ignored" });
    expect(await countsOf(rig, ana)).toEqual({ followers: 0, following: 0 });
  });

  it("begins again under the same id a minute later, as Misskey's Follows do", async () => {
    const { ana, pair, iri } = await parties();
    await intake.follow({ iri, ...pair });
    await intake.undoRelation({
      iri,
      type: "Follow",
      by: pair.follower,
      object: pair.followee.iri,
      emoji: null,
    });
    rig.clock.advance(60_001);
    await intake.follow({ iri, ...pair });
    expect(await countsOf(rig, ana)).toEqual({ followers: 1, following: 0 });
  });

  it("cannot be undone, or forbidden beforehand, by another server", async () => {
    const { ana, pair, iri } = await parties();
    const by = await knownAccount(
      rig,
      await rig.remote("eve", { iri: "https://evil.example/eve" as Iri, domain: "evil.example" }),
    );
    await intake.undoRelation({ iri, type: "Follow", by, object: pair.followee.iri, emoji: null });
    await intake.follow({ iri, ...pair });
    await intake.undoRelation({ iri, type: "Follow", by, object: pair.followee.iri, emoji: null });
    expect(await countsOf(rig, ana)).toEqual({ followers: 1, following: 0 });
  });

  it("is refused by who blocks the follower or their domain", async () => {
    const { ana, ben, pair, iri } = await parties();
    await block(rig.ctx, { accountId: ana, targetId: ben });
    await rig.events();
    expect(await intake.follow({ iri, ...pair })).toEqual({ outcome: "ignored", reason: "follow/blocked" });
    expect(await rig.events()).toEqual([
      { kind: "follow.rejected", followerId: ben, followeeId: ana, followIri: iri },
    ]);
  });

  it("leaves an Undo of something else to others", async () => {
    const { pair } = await parties();
    const undone = { iri: newIri(), by: pair.follower, object: null, emoji: null };
    expect(await intake.undoRelation({ ...undone, type: "Like" })).toBeNull();
    expect(await intake.undoRelation({ ...undone, type: null })).toBeNull();
  });
});
