import { describe, expect, test } from "vitest";
import { block, unblock } from "#server/relations/block.ts";
import { requestFollow } from "#server/relations/follow.ts";
import { mute, unmute } from "#server/relations/mute.ts";
import {
  aMoment,
  atHome,
  ctxOf,
  eventually,
  follow,
  followState,
  idFor,
  localId,
  must,
  mustSee,
  type Person,
  person,
  publish,
} from "../people.ts";
import { directions, type World } from "./world.ts";

async function blocks(on: Person, by: Person, target: Person): Promise<number> {
  const { sql } = await ctxOf(on);
  const rows = await sql`
    select 1 from blocks x join accounts a on a.id = x.account_id join accounts b on b.id = x.target_id
    where a.iri = ${by.iri} and b.iri = ${target.iri}`;
  return rows.length;
}

export function severing(there: () => World): void {
  describe.each(directions)("by an account of %s", (_, cast) => {
    test("a block ends both follows on both nodes, empties both homes and forbids new follows", async () => {
      const { author, reader } = cast(there());
      const ivy = await person(author.node, `ivy${reader.node.port}`);
      const joe = await person(reader.node, `joe${author.node.port}`);
      await follow(ivy, joe);
      await follow(joe, ivy);
      const mine = await publish(ivy, "From Ivy");
      const theirs = await publish(joe, "From Joe");
      await eventually(async () => {
        expect(await atHome(joe, mine.iri)).toBeDefined();
        expect(await atHome(ivy, theirs.iri)).toBeDefined();
      });

      const blocking = { accountId: ivy.id, targetId: await idFor(ivy, joe) };
      must(await block(await ctxOf(ivy), blocking));
      for (const on of [ivy, joe])
        await eventually(async () => {
          expect(await blocks(on, ivy, joe)).toBe(1);
          expect(await followState(on, ivy, joe)).toBeNull();
          expect(await followState(on, joe, ivy)).toBeNull();
        });
      expect(await atHome(ivy, theirs.iri)).toBeUndefined();
      expect(await atHome(joe, mine.iri)).toBeUndefined();
      const pair = { followerId: joe.id, followeeId: await idFor(joe, ivy) };
      expect(await requestFollow(await ctxOf(joe), pair)).toMatchObject({
        ok: false,
        error: { type: "follow/blocked" },
      });

      await unblock(await ctxOf(ivy), blocking);
      await eventually(async () => expect(await blocks(joe, ivy, joe)).toBe(0));
      await follow(joe, ivy);
    });

    test("a mute hides somebody from one home, and the other node learns nothing of it", async () => {
      const { author, reader } = cast(there());
      const kim = await person(author.node, `kim${reader.node.port}`);
      await follow(kim, reader);
      const before = await publish(reader, "Before");
      await eventually(async () => expect(await atHome(kim, before.iri)).toBeDefined());
      const muting = { accountId: kim.id, targetId: await idFor(kim, reader) };
      must(await mute(await ctxOf(kim), muting));
      const during = await publish(reader, "Meanwhile");
      await eventually(async () => expect(await localId(kim, during.iri)).not.toBeNull());
      await aMoment();
      expect(await atHome(kim, before.iri)).toBeUndefined();
      expect(await atHome(kim, during.iri)).toBeUndefined();
      expect(await followState(reader, kim, reader)).toBe("accepted");
      await unmute(await ctxOf(kim), muting);
      await eventually(async () => expect(await atHome(kim, during.iri)).toBeDefined());
      await mustSee(kim, before.iri);
    });
  });
}
