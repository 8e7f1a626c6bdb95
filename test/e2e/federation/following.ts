import { expect, test } from "vitest";
import { answerFollow } from "#server/relations/answer.ts";
import { requestFollow } from "#server/relations/follow.ts";
import { unfollow } from "#server/relations/unfollow.ts";
import {
  aMoment,
  atHome,
  ctxOf,
  eventually,
  follow,
  followState,
  idFor,
  must,
  type Person,
  person,
  publish,
  seen,
} from "../people.ts";
import type { World } from "./world.ts";

async function counts(on: Person, of: Person) {
  const { sql } = await ctxOf(on);
  const [row] = await sql<{ followers: number; following: number }[]>`
    select followers_count as followers, following_count as following from accounts where iri = ${of.iri}`;
  return row;
}

export function following(there: () => World): void {
  test("a follow is accepted at once, and both nodes count it", async () => {
    const { ana, ben } = there();
    for (const on of [ana, ben]) {
      expect(await followState(on, ana, ben)).toBe("accepted");
      expect(await followState(on, ben, ana)).toBe("accepted");
    }
    expect(await counts(ana, ana)).toEqual({ followers: 2, following: 2 });
    expect(await counts(ben, ben)).toEqual({ followers: 2, following: 2 });
  });

  test("a locked account's follower waits for its answer, and sees its posts from then on", async () => {
    const { network, ben } = there();
    const lou = await person(network.a, "lou", { locked: true });
    const louId = await idFor(ben, lou);
    const pair = { followerId: ben.id, followeeId: louId };
    expect(must(await requestFollow(await ctxOf(ben), pair))).toEqual({ state: "pending" });
    await eventually(async () => expect(await followState(lou, ben, lou)).toBe("pending"));
    expect(await followState(ben, ben, lou)).toBe("pending");
    const early = await publish(lou, { text: "Before the answer", visibility: "followers" });
    const { sql } = await ctxOf(lou);
    await eventually(async () =>
      expect(await sql`select from outbox_events where dispatched_at is null`).toHaveLength(0),
    );

    const answer = { followeeId: lou.id, followerId: await idFor(lou, ben), answer: "accept" } as const;
    must(await answerFollow(await ctxOf(lou), answer));
    await eventually(async () => expect(await followState(ben, ben, lou)).toBe("accepted"));
    expect(await followState(lou, ben, lou)).toBe("accepted");
    const late = await publish(lou, { text: "After the answer", visibility: "followers" });
    await eventually(async () => expect(await atHome(ben, late.iri)).toBeDefined());
    expect(await seen(ben, early.iri)).toBeNull();
  });

  test("a locked account that says no has no follower, on either node", async () => {
    const { network, cleo } = there();
    const max = await person(network.b, "max", { locked: true });
    const pair = { followerId: cleo.id, followeeId: await idFor(cleo, max) };
    must(await requestFollow(await ctxOf(cleo), pair));
    await eventually(async () => expect(await followState(max, cleo, max)).toBe("pending"));
    const answer = { followeeId: max.id, followerId: await idFor(max, cleo), answer: "reject" } as const;
    must(await answerFollow(await ctxOf(max), answer));
    await eventually(async () => expect(await followState(cleo, cleo, max)).toBeNull());
    expect(await followState(max, cleo, max)).toBeNull();
  });

  test("what is followed no longer arrives no longer", async () => {
    const { network, ana } = there();
    const nia = await person(network.b, "nia");
    await follow(ana, nia);
    const before = await publish(nia, "While you followed");
    await eventually(async () => expect(await atHome(ana, before.iri)).toBeDefined());
    await unfollow(await ctxOf(ana), { followerId: ana.id, followeeId: await idFor(ana, nia) });
    await eventually(async () => expect(await followState(nia, ana, nia)).toBeNull());
    expect(await followState(ana, ana, nia)).toBeNull();
    expect(await atHome(ana, before.iri)).toBeUndefined();
    const after = await publish(nia, "While you did not");
    await aMoment();
    expect(await seen(ana, after.iri)).toBeNull();
  });
}
