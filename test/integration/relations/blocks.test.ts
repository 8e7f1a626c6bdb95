import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { block, unblock } from "#server/relations/block.ts";
import { blockDomain, unblockDomain } from "#server/relations/domain-block.ts";
import { requestFollow } from "#server/relations/follow.ts";
import { createRelationIntake } from "#server/relations/intake.ts";
import { listDomainBlocks, listRelated } from "#server/relations/list.ts";
import { endExpiredMutes, mute, unmute } from "#server/relations/mute.ts";
import { createRig, type Rig } from "../accounts/rig.ts";
import { countsOf, homeOf, knownAccount, publish } from "./state.ts";

let rig: Rig;
let intake: ReturnType<typeof createRelationIntake>;
let number = 0;
const name = (prefix: string) => `${prefix}${++number}`;
const newIri = () => `https://there.example/activities/${++number}` as Iri;

beforeAll(async () => {
  rig = await createRig();
  intake = createRelationIntake(rig.ctx);
});
afterAll(() => rig.close());
beforeEach(async () => {
  rig.clock.advance(1000);
  await rig.events();
});

/** A local and a remote account that follow each other. */
async function mutuals(domain = "there.example") {
  const ana = await rig.local(name("ana"));
  const remote = name("ben");
  const iri = `https://${domain}/users/${remote}` as Iri;
  const ben = await rig.remote(remote, { iri, domain });
  const [local, other] = [await knownAccount(rig, ana), await knownAccount(rig, ben)];
  const received = newIri();
  await intake.follow({ iri: received, follower: other, followee: local });
  await requestFollow(rig.ctx, { followerId: ana, followeeId: ben });
  const sent = (await rig.events()).find((event) => event.kind === "follow.requested");
  if (sent === undefined) throw new Error("no follow was requested");
  await intake.followAnswered({ iri: sent.followIri, follower: local, followee: other, accepted: true });
  return { ana, ben, local, other, sent: sent.followIri, received };
}

const nobody = { followers: 0, following: 0 };

describe("a block", () => {
  it("ends follows both ways, empties the home timeline, and is told to the other server", async () => {
    const { ana, ben, sent, received } = await mutuals();
    await publish(rig, ben);
    await block(rig.ctx, { accountId: ana, targetId: ben });
    await block(rig.ctx, { accountId: ana, targetId: ben });
    expect(await countsOf(rig, ana)).toEqual(nobody);
    expect(await countsOf(rig, ben)).toEqual(nobody);
    expect(await homeOf(rig, ana)).toEqual([]);
    const events = await rig.events();
    expect(events.slice(0, 2)).toEqual([
      { kind: "follow.undone", followerId: ana, followeeId: ben, followIri: sent },
      { kind: "follow.rejected", followerId: ben, followeeId: ana, followIri: received },
    ]);
    expect(events.slice(2)).toMatchObject([{ kind: "block.created", accountId: ana, targetId: ben }]);
    const listed = await listRelated(rig.ctx, "blocks", ana, { cursor: null, limit: 10 });
    expect(listed.items.map((item) => item.id)).toEqual([ben]);
  });

  it("is undone under the id under which it was told", async () => {
    const { ana, ben } = await mutuals();
    await block(rig.ctx, { accountId: ana, targetId: ben });
    const made = (await rig.events()).find((event) => event.kind === "block.created");
    expect(await unblock(rig.ctx, { accountId: ana, targetId: ben })).toBe(true);
    expect(await unblock(rig.ctx, { accountId: ana, targetId: ben })).toBe(false);
    expect(await rig.events()).toEqual([
      { kind: "block.undone", accountId: ana, targetId: ben, blockIri: made?.blockIri },
    ]);
  });

  it("from elsewhere ends follows both ways, and with its Undo first it never begins", async () => {
    const { ana, ben, local, other } = await mutuals();
    const iri = newIri();
    expect(await intake.block({ iri, by: other, target: local })).toEqual({ outcome: "accepted" });
    expect(await countsOf(rig, ana)).toEqual(nobody);
    const refused = await requestFollow(rig.ctx, { followerId: ana, followeeId: ben });
    expect(refused).toMatchObject({ error: { type: "follow/blocked" } });
    await intake.undoRelation({ iri, type: "Block", by: other, object: local.iri, emoji: null });
    expect((await requestFollow(rig.ctx, { followerId: ana, followeeId: ben })).ok).toBe(true);

    const early = newIri();
    await intake.undoRelation({ iri: early, type: "Block", by: other, object: local.iri, emoji: null });
    expect(await intake.block({ iri: early, by: other, target: local })).toMatchObject({
      outcome: "ignored",
    });
  });
});

describe("a mute", () => {
  it("takes posts out of the home timeline until it ends, by hand or by time", async () => {
    const { ana, ben } = await mutuals();
    const post = await publish(rig, ben);
    await mute(rig.ctx, { accountId: ana, targetId: ben });
    expect(await homeOf(rig, ana)).toEqual([]);
    expect(await unmute(rig.ctx, { accountId: ana, targetId: ben })).toBe(true);
    expect(await homeOf(rig, ana)).toEqual([post]);

    const expiresAt = new Date(rig.clock.now().getTime() + 1000);
    await mute(rig.ctx, { accountId: ana, targetId: ben, expiresAt });
    expect(await endExpiredMutes(rig.ctx)).toBe(0);
    expect(await homeOf(rig, ana)).toEqual([]);
    rig.clock.advance(1000);
    const muted = await listRelated(rig.ctx, "mutes", ana, { cursor: null, limit: 10 });
    expect(muted.items).toEqual([]);
    expect(await endExpiredMutes(rig.ctx)).toBe(1);
    expect(await homeOf(rig, ana)).toEqual([post]);
    expect(await rig.events()).toEqual([]);
  });
});

describe("a domain block of one account", () => {
  it("ends its follows with that domain only, and its follows are refused from then on", async () => {
    const { ana, ben, local, other, sent, received } = await mutuals("bad.example");
    const friend = await rig.remote(name("friend"));
    await intake.follow({ iri: newIri(), follower: await knownAccount(rig, friend), followee: local });
    await rig.events();
    expect(await blockDomain(rig.ctx, { accountId: ana, domain: "BAD.example" })).toMatchObject({
      value: { domain: "bad.example" },
    });
    expect(await countsOf(rig, ana)).toEqual({ followers: 1, following: 0 });
    expect(await countsOf(rig, ben)).toEqual(nobody);
    const told = await rig.events();
    expect(told).toHaveLength(2);
    expect(told).toEqual(
      expect.arrayContaining([
        { kind: "follow.undone", followerId: ana, followeeId: ben, followIri: sent },
        { kind: "follow.rejected", followerId: ben, followeeId: ana, followIri: received },
      ]),
    );
    expect(await intake.follow({ iri: newIri(), follower: other, followee: local })).toMatchObject({
      reason: "follow/blocked",
    });
    expect(await listDomainBlocks(rig.ctx, ana, { cursor: null, limit: 10 })).toEqual({
      items: ["bad.example"],
      next: null,
    });
    expect(await unblockDomain(rig.ctx, { accountId: ana, domain: "Bad.Example" })).toBe(true);
    expect((await requestFollow(rig.ctx, { followerId: ana, followeeId: ben })).ok).toBe(true);
  });

  it("is not of one's own domain, nor of what is no domain", async () => {
    const ana = await rig.local(name("ana"));
    expect(await blockDomain(rig.ctx, { accountId: ana, domain: "here.example" })).toMatchObject({
      error: { type: "domain/own" },
    });
    for (const domain of ["", "a b", "https://a.example/x", "user@a.example"])
      expect(await blockDomain(rig.ctx, { accountId: ana, domain })).toMatchObject({
        error: { type: "domain/invalid" },
      });
  });
});
