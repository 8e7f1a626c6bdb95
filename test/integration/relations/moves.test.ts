import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { addAlias, removeAlias } from "#server/accounts/aliases.ts";
import { moveAccount } from "#server/accounts/move.ts";
import { block } from "#server/relations/block.ts";
import { createRelationCollections } from "#server/relations/collections.ts";
import { requestFollow } from "#server/relations/follow.ts";
import { createRelationIntake } from "#server/relations/intake.ts";
import { listRelated } from "#server/relations/list.ts";
import { mute } from "#server/relations/mute.ts";
import { createRig, type Rig } from "../accounts/rig.ts";
import { countsOf, knownAccount, noticesOf } from "./state.ts";

let rig: Rig;
let intake: ReturnType<typeof createRelationIntake>;
let number = 0;
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

async function followRemote(followerId: string, followeeId: string) {
  await requestFollow(rig.ctx, { followerId, followeeId });
  const follower = await knownAccount(rig, followerId);
  const followee = await knownAccount(rig, followeeId);
  await intake.followAnswered({ iri: null, follower, followee, accepted: true });
}

const ids = async (list: "followers" | "following" | "requested" | "blocks" | "mutes", of: string) =>
  (await listRelated(rig.ctx, list, of, { cursor: null, limit: 50 })).items.map((item) => item.id);

describe("an account that moves from one server to another", () => {
  it("takes its followers, blocks and mutes here along, however often it is told", async () => {
    const [ana, ben, cleo] = [
      await rig.local(name("ana")),
      await rig.local(name("ben")),
      await rig.local(name("cleo")),
    ];
    const [old, next] = [await rig.remote(name("old")), await rig.remote(name("next"))];
    await followRemote(ana, old);
    await block(rig.ctx, { accountId: ben, targetId: old });
    await mute(rig.ctx, { accountId: cleo, targetId: old });
    await rig.events();
    const move = { from: await knownAccount(rig, old), to: await knownAccount(rig, next) };
    await intake.move(move);
    const events = await rig.events();
    await intake.move(move);
    expect(await rig.events()).toEqual([]);

    expect(events.map((event) => event.kind).sort()).toEqual([
      "block.created",
      "follow.requested",
      "follow.undone",
    ]);
    expect(await ids("requested", ana)).toEqual([next]);
    expect(await ids("following", ana)).toEqual([]);
    expect(await ids("blocks", ben)).toContain(next);
    expect(await ids("mutes", cleo)).toContain(next);
    expect(await noticesOf(rig, ana)).toContain(`move from ${old}`);
  });
});

describe("a local account that moves", () => {
  it("must be named by the other account, and its followers here go over", async () => {
    const [ana, ben] = [await rig.local(name("ana")), await rig.local(name("ben"))];
    await requestFollow(rig.ctx, { followerId: ben, followeeId: ana });
    const target = name("next");
    const iri = `https://there.example/users/${target}` as Iri;
    const next = await rig.remote(target);
    expect(await moveAccount(rig.ctx, ana, iri)).toMatchObject({ error: { type: "move/not-an-alias" } });
    await rig.remote(target, { aliases: [rig.ctx.uris.account(ana)] });
    expect(await moveAccount(rig.ctx, ana, iri)).toMatchObject({ value: { target: iri } });
    expect(await rig.events()).toMatchObject([
      { kind: "account.moved", accountId: ana, target: iri },
      { kind: "follow.requested", followerId: ben, followeeId: next },
    ]);
    expect(await countsOf(rig, ana)).toEqual({ followers: 0, following: 0 });
    const elsewhere = name("elsewhere");
    await rig.remote(elsewhere, { aliases: [rig.ctx.uris.account(ana)] });
    expect(await moveAccount(rig.ctx, ana, `https://there.example/users/${elsewhere}`)).toMatchObject({
      error: { type: "move/already-moved", target: iri },
    });
    const follower = await knownAccount(rig, await rig.remote(name("late")));
    const late = {
      iri: "https://there.example/late" as Iri,
      follower,
      followee: await knownAccount(rig, ana),
    };
    expect(await intake.follow(late)).toMatchObject({ reason: "follow/moved-away" });
  });

  it("and was broken off finishes when it is asked for again, without telling other servers twice", async () => {
    const [ana, ben] = [await rig.local(name("ana")), await rig.local(name("ben"))];
    await requestFollow(rig.ctx, { followerId: ben, followeeId: ana });
    const target = name("next");
    const next = await rig.remote(target, { aliases: [rig.ctx.uris.account(ana)] });
    const iri = `https://there.example/users/${target}` as Iri;
    const wake = () => {
      throw new Error("the process ends here");
    };
    const breaking = { ...rig.ctx, outbox: { ...rig.ctx.outbox, wake } };
    await expect(moveAccount(breaking, ana, iri)).rejects.toThrow("the process ends here");
    expect(await ids("requested", ben)).toEqual([]);
    for (let times = 0; times < 2; times++)
      expect(await moveAccount(rig.ctx, ana, iri)).toMatchObject({ ok: true, value: { target: iri } });
    expect(await ids("requested", ben)).toEqual([next]);
    expect(await rig.events()).toMatchObject([
      { kind: "account.moved" },
      { kind: "follow.requested", followeeId: next },
    ]);
  });

  it("here names the account that will move to it, and takes that back", async () => {
    const ana = await rig.local(name("ana"));
    const old = name("old");
    await rig.remote(old);
    const iri = `https://there.example/users/${old}`;
    await addAlias(rig.ctx, ana, iri);
    await addAlias(rig.ctx, ana, iri);
    expect((await knownAccount(rig, ana)).aliases).toEqual([iri]);
    expect(await rig.events()).toEqual([{ kind: "account.updated", accountId: ana }]);
    await removeAlias(rig.ctx, ana, iri);
    expect((await knownAccount(rig, ana)).aliases).toEqual([]);
  });
});

describe("follower synchronisation", () => {
  it("ends what the followee's server does not know, accepts what waits, and undoes what is not known here", async () => {
    const [ana, ben, cleo, dora] = [
      await rig.local(name("ana")),
      await rig.local(name("ben")),
      await rig.local(name("cleo")),
      await rig.local(name("dora")),
    ];
    const far = await rig.remote(name("far"));
    await followRemote(ana, far);
    await requestFollow(rig.ctx, { followerId: ben, followeeId: far });
    rig.clock.advance(10 * 60_000 + 1);
    await followRemote(dora, far);
    await rig.events();
    const listed = [ben, cleo].map((id) => rig.ctx.uris.account(id));
    await intake.followersSynchronised(await knownAccount(rig, far), listed);
    // Dora's follow is too young to be missed.
    expect((await ids("followers", far)).sort()).toEqual([ben, dora].sort());
    expect(await countsOf(rig, far)).toEqual({ followers: 2, following: 0 });
    expect(await rig.events()).toMatchObject([{ kind: "follow.undone", followerId: cleo, followeeId: far }]);
  });
});

describe("followers and following", () => {
  it("come as pages of a hundred, with counts, and by host", async () => {
    const ana = await rig.local(name("ana"));
    const followee = await knownAccount(rig, ana);
    const made: string[] = [];
    for (let n = 0; n < 103; n++) {
      const follower = await knownAccount(rig, await rig.remote(name("fan")));
      made.push(follower.iri);
      await intake.follow({ iri: `${follower.iri}/follow` as Iri, follower, followee });
    }
    const collections = createRelationCollections(rig.ctx);
    const first = await collections.followers(ana, null);
    const second = await collections.followers(ana, first.next);
    expect([first.items.length, second.items.length, second.next]).toEqual([100, 3, null]);
    expect([...first.items, ...second.items].sort()).toEqual(made.sort());
    expect(await collections.counts(ana)).toEqual({ followers: 103, following: 0, posts: 0, featured: 0 });
    expect((await collections.followersOn(ana, "there.example")).sort()).toEqual(made.sort());
    expect(await collections.followersOn(ana, "elsewhere.example")).toEqual([]);
    expect(await collections.followers(ana, "no cursor")).toEqual({ items: [], next: null });
  });
});
