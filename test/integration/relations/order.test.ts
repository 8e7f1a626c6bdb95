import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { createRelationIntake } from "#server/relations/intake.ts";
import { createRig, type Rig } from "../accounts/rig.ts";
import { countsOf, knownAccount } from "./state.ts";

let rig: Rig;
let number = 0;
beforeAll(async () => {
  rig = await createRig();
});
afterAll(() => rig.close());

const steps = ["follow", "undo-follow", "block", "undo-block"] as const;

it("a Follow and a Block, each with its Undo, leave nothing in any order and however often each comes", async () => {
  const intake = createRelationIntake(rig.ctx);
  const ana = await rig.local("ana");
  const followee = await knownAccount(rig, ana);
  const anyOrder = fc
    .array(fc.constantFrom(...steps), { maxLength: 6 })
    .chain((repeated) =>
      fc.shuffledSubarray([...steps, ...repeated], { minLength: steps.length + repeated.length }),
    );
  await fc.assert(
    fc.asyncProperty(anyOrder, async (order) => {
      const by = await knownAccount(rig, await rig.remote(`ben${++number}`));
      const [follow, block] = [`${by.iri}/follow` as Iri, `${by.iri}/block` as Iri];
      const undone = { by, object: followee.iri, emoji: null };
      for (const step of order) {
        if (step === "follow") await intake.follow({ iri: follow, follower: by, followee });
        if (step === "block") await intake.block({ iri: block, by, target: followee });
        if (step === "undo-follow") await intake.undoRelation({ ...undone, iri: follow, type: "Follow" });
        if (step === "undo-block") await intake.undoRelation({ ...undone, iri: block, type: "Block" });
      }
      expect(await countsOf(rig, by.id)).toEqual({ followers: 0, following: 0 });
      expect(await countsOf(rig, ana)).toEqual({ followers: 0, following: 0 });
      const left = await rig.ctx.sql`
        select from follows where follower_id = ${by.id} union all select from blocks where account_id = ${by.id}`;
      expect(left.length).toBe(0);
    }),
    { numRuns: 40 },
  );
});
