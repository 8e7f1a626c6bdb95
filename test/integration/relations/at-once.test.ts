import { afterAll, beforeAll, expect, it } from "vitest";
import { block, unblock } from "#server/relations/block.ts";
import { blockDomain, unblockDomain } from "#server/relations/domain-block.ts";
import { requestFollow } from "#server/relations/follow.ts";
import { createRelationIntake } from "#server/relations/intake.ts";
import { unfollow } from "#server/relations/unfollow.ts";
import { createRig, type Rig } from "../accounts/rig.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

it("many people who follow and block each other at once end with counters that agree with the follows", async () => {
  const { ctx } = rig;
  const intake = createRelationIntake(ctx);
  const people = await Promise.all(["a", "b", "c", "d"].map((name) => rig.local(name)));
  const strangers = await Promise.all(["e", "f"].map((name) => rig.remote(name)));
  const everybody = [...people, ...strangers];
  const pick = <T>(from: readonly T[], n: number): T => from[n % from.length] as T;

  const acts = Array.from({ length: 240 }, (_, n) => {
    const accountId = pick(people, n);
    const targetId = pick(everybody, Math.floor(n / 3) + 1);
    const pair = { followerId: accountId, followeeId: targetId };
    const kinds = [
      () => requestFollow(ctx, pair),
      () => requestFollow(ctx, { followerId: targetId, followeeId: accountId }),
      () => unfollow(ctx, pair),
      () => block(ctx, { accountId, targetId }),
      () => unblock(ctx, { accountId, targetId }),
      () => blockDomain(ctx, { accountId, domain: "there.example" }),
      () => unblockDomain(ctx, { accountId, domain: "there.example" }),
      async () => {
        const follower = await rig.port.byId(pick(strangers, n));
        const followee = await rig.port.byId(accountId);
        if (follower && followee)
          await intake.follow({ iri: ctx.uris.activity(`x${n}`), follower, followee });
      },
    ];
    return pick(kinds, n * 7 + Math.floor(n / 8));
  });
  await Promise.all(acts.map((act) => act()));

  const wrong = await ctx.sql`
    select username, followers_count, following_count from accounts a
    where followers_count <> (select count(*) from follows f where f.followee_id = a.id and f.state = 'accepted')
      or following_count <> (select count(*) from follows f where f.follower_id = a.id and f.state = 'accepted')`;
  expect([...wrong]).toEqual([]);
  const [blocked] = await ctx.sql`
    select count(*)::int as n from follows f join blocks b
      on (b.account_id = f.follower_id and b.target_id = f.followee_id)
      or (b.account_id = f.followee_id and b.target_id = f.follower_id)`;
  expect(blocked?.n).toBe(0);
});
