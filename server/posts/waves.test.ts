import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { waves } from "./waves.ts";

const item = (iri: string, inReplyTo: string | null = null, delivered = true) => ({
  post: { iri: iri as Iri, inReplyTo: inReplyTo as Iri | null },
  row: { delivered },
});
const names = (batch: ReturnType<typeof item>[]) =>
  waves(batch).map((wave) => wave.map((each) => each.post.iri));

describe("waves", () => {
  it("keeps what has nothing to do with each other together", () => {
    expect(names([item("a"), item("b", "elsewhere"), item("c")])).toEqual([["a", "b", "c"]]);
  });

  it("puts parents before their replies, whichever came first", () => {
    expect(names([item("c", "b"), item("a"), item("b", "a")])).toEqual([["a"], ["b"], ["c"]]);
  });

  it("keeps one of several copies, rather the one that was delivered", () => {
    const copies = [item("a", null, false), item("a", null, true), item("a", null, false)];
    expect(waves(copies).flat()).toEqual([copies[1]]);
  });

  it("loses nothing and ends for any tangle of posts that answer each other", () => {
    const iri = fc.constantFrom("a", "b", "c", "d", "e");
    const posts = fc.array(fc.tuple(iri, fc.option(iri)).map(([name, parent]) => item(name, parent)));
    fc.assert(
      fc.property(posts, (batch) => {
        const seen = names(batch).flat();
        expect(seen.toSorted()).toEqual([...new Set(batch.map((each) => each.post.iri))].toSorted());
      }),
    );
  });
});
