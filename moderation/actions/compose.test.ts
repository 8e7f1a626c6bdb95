import fc from "fast-check";
import { expect, it } from "vitest";
import { compose } from "./compose.ts";
import { type ActionKind, actionKinds } from "./kind.ts";

const kinds = Object.keys(actionKinds) as ActionKind[];
const action = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom(...kinds),
  params: fc.record({
    label: fc.constantFrom("bot", "disputed", "satire"),
    note: fc.constantFrom("one", "two"),
    filters: fc.subarray(["auto-cw", "auto-unlisted", "no such filter"]),
  }),
});
const several = fc.uniqueArray(action, { selector: ({ id }) => id, maxLength: 8 });

it("asks for the same whatever the order in which actions were taken", () => {
  fc.assert(
    fc.property(
      several.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        expect(compose(shuffled)).toEqual(compose(all));
      },
    ),
  );
});

it("asks for nothing when everything is undone, and for what the rest asks for in between", () => {
  fc.assert(
    fc.property(several, fc.nat(), (all, at) => {
      const rest = all.filter((_, index) => index !== at % Math.max(all.length, 1));
      const inForce = new Map(all.map((each) => [each.id, each]));
      for (const each of all) if (!rest.includes(each)) inForce.delete(each.id);
      expect(compose([...inForce.values()])).toEqual(compose(rest));
      expect(compose([])).toEqual({
        labels: [],
        notes: [],
        filters: [],
        isSensitive: false,
        isLimited: false,
        isHeld: false,
        isRemoved: false,
        isFrozen: false,
        isSuspended: false,
        isDefederated: false,
      });
    }),
  );
});
