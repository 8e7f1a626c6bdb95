import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agree, type ListRights, type Voice } from "./agree.ts";
import { domainEntry } from "./list-entry.ts";

const list = (id: string, rights: Partial<ListRights> = {}): ListRights => ({
  ...{ id, mode: "apply", priority: 100, threshold: 1, merge: "max", maxVerdict: "reject", exclusions: [] },
  ...rights,
});
const voice = (
  rights: ListRights,
  said: Parameters<typeof domainEntry>[1] = {},
  answer: Voice["answer"] = null,
): Voice => ({ list: rights, entry: domainEntry("bad.example", said), answer });
const verdicts = (voices: readonly Voice[]) =>
  [...agree("bad.example", voices)].map(([id, { verdict }]) => [id, verdict]);

describe("lists that name a domain", () => {
  it("bring about what each says, by itself", () => {
    expect(verdicts([voice(list("a")), voice(list("b"), { verdict: "limit" })])).toEqual([
      ["a", "reject"],
      ["b", "limit"],
    ]);
  });

  it("count only when as many agree as they want", () => {
    const careful = list("a", { threshold: 2 });
    expect(verdicts([voice(careful)])).toEqual([]);
    expect(verdicts([voice(careful), voice(list("b", { mode: "recommend" }))])).toEqual([["a", "reject"]]);
    expect(verdicts([voice(careful), voice(list("b"), { verdict: "advisory" })])).toEqual([]);
  });

  it("give way to those of a higher priority, also when these accept", () => {
    const high = list("high", { priority: 200 });
    expect(verdicts([voice(list("a")), voice(high, { verdict: "limit" })])).toEqual([["high", "limit"]]);
    expect(verdicts([voice(list("a")), voice(high, { verdict: "accept" })])).toEqual([]);
  });

  it("ask for what all of them ask for, where one wants that", () => {
    const mild = list("a", { merge: "min" });
    const decided = agree("bad.example", [
      voice(mild, { rejectMedia: true, filters: ["auto-cw", "reject-media"] }),
      voice(list("b"), { verdict: "limit", rejectMedia: true, rejectReports: true, filters: ["auto-cw"] }),
    ]);
    for (const id of ["a", "b"])
      expect(decided.get(id)).toMatchObject({
        ...{ verdict: "limit", rejectMedia: true, rejectReports: false, filters: ["auto-cw"] },
      });
  });

  it("bring about no more than they may, and nothing about what they exclude", () => {
    expect(verdicts([voice(list("a", { maxVerdict: "limit" }))])).toEqual([["a", "limit"]]);
    expect(verdicts([voice(list("a", { exclusions: ["example"] }))])).toEqual([]);
    expect(verdicts([voice(list("a", { exclusions: ["ad.example"] }))])).toEqual([["a", "reject"]]);
  });

  it("wait for a moderator where they only recommend, and are silent where one has dismissed them", () => {
    const asking = list("a", { mode: "recommend" });
    expect(verdicts([voice(asking)])).toEqual([]);
    expect(verdicts([voice(asking, {}, "confirmed")])).toEqual([["a", "reject"]]);
    expect(verdicts([voice(list("b"), {}, "dismissed")])).toEqual([]);
  });

  it("mean the same in whatever order they are heard", () => {
    const any = fc.record({
      rights: fc.record({
        mode: fc.constantFrom("apply", "recommend"),
        priority: fc.constantFrom(1, 2),
        threshold: fc.integer({ min: 1, max: 3 }),
        merge: fc.constantFrom("max", "min"),
        maxVerdict: fc.constantFrom("none", "limit", "reject"),
      }),
      verdict: fc.constantFrom("accept", "advisory", "none", "limit", "reject"),
      answer: fc.constantFrom("confirmed", "dismissed", null),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 5 }), (given) => {
        const voices = given.map(({ rights, verdict, answer }, at) =>
          voice(
            list(String(at), rights as Partial<ListRights>),
            { verdict: verdict as never },
            answer as never,
          ),
        );
        expect(agree("bad.example", voices.toReversed())).toEqual(
          new Map([...agree("bad.example", voices)].toReversed()),
        );
      }),
    );
  });
});
