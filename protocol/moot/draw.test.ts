import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8 } from "../signing/message.ts";
import { sha256 } from "../signing/sha256.ts";
import { type DrawInput, drawPanel, type RosterEntry } from "./draw.ts";

const rootOf = (text: string) => sha256(utf8(text));
const entry = (n: number, community: string, ...languages: string[]): RosterEntry => ({
  trustee: `did:key:z6Mk${String(n).padStart(4, "0")}`,
  community,
  languages,
});
const roster = [
  ...[1, 2, 3].map((n) => entry(n, "a.example", "de")),
  ...[4, 5, 6].map((n) => entry(n, "b.example", "de", "en")),
  ...[7, 8].map((n) => entry(n, "c.example", "en")),
];
const input = (more: Partial<DrawInput> = {}): DrawInput => ({
  root: rootOf("checkpoint 7"),
  case: "https://moot.example/cases/7",
  level: 0,
  size: 3,
  language: "de",
  roster,
  excluded: [],
  left: [],
  ...more,
});

function panel(given: DrawInput): RosterEntry[] {
  const drawn = drawPanel(given);
  if (!drawn.ok) throw new Error(drawn.error.type);
  return drawn.value.members.map((name) => {
    const found = given.roster.find(({ trustee }) => trustee === name);
    if (found === undefined) throw new Error("not of the roster");
    return found;
  });
}
const names = (given: DrawInput) => panel(given).map(({ trustee }) => trustee);

describe("a panel", () => {
  it("is the same for whoever draws it, in whatever order the roster stands", () => {
    const drawn = names(input());
    expect(drawn).toHaveLength(3);
    fc.assert(
      fc.property(fc.shuffledSubarray(roster, { minLength: roster.length }), (shuffled) => {
        expect(names(input({ roster: shuffled }))).toEqual(drawn);
      }),
      { numRuns: 50 },
    );
  });

  it("is another for another checkpoint, case or level", () => {
    const drawn = new Set(
      Array.from({ length: 40 }, (_, n) =>
        names(input({ root: rootOf(`checkpoint ${n}`) }))
          .toSorted()
          .join(),
      ),
    );
    // Of 18 that there can be.
    expect(drawn.size).toBeGreaterThan(12);
    expect(names(input({ case: "https://moot.example/cases/8" }))).not.toEqual(names(input()));
    expect(names(input({ level: 1 }))).not.toEqual(names(input()));
  });

  it("has fewer than half of its seats for one community, and a majority who know the language", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(3, 5), (seed, size) => {
        const seated = panel(input({ root: rootOf(seed), size }));
        const counts = Object.values(Object.groupBy(seated, ({ community }) => community)).map(
          (of = []) => of.length,
        );
        expect(Math.max(...counts)).toBeLessThan(size / 2);
        const speakers = seated.filter(({ languages }) => languages.includes("de"));
        expect(speakers.length).toBeGreaterThan(size / 2);
      }),
    );
  });

  it("gives everybody the same chance who could take the same seat", () => {
    const alike = Array.from({ length: 9 }, (_, n) => entry(n, `${n % 3}.example`, "de"));
    const seats = new Map<string, number>();
    for (let n = 0; n < 3_000; n++)
      for (const name of names(input({ roster: alike, root: rootOf(`${n}`) })))
        seats.set(name, (seats.get(name) ?? 0) + 1);
    // 1,000 each; the standard deviation is about 26.
    for (const times of seats.values()) expect(Math.abs(times - 1_000)).toBeLessThan(130);
  });

  it("seats the next in rank for who left, and moves nobody else", () => {
    const before = names(input());
    const [first = "", second = ""] = before;
    const after = names(input({ left: [first] }));
    expect(after.slice(0, 2)).toEqual(before.slice(1));
    expect(before).not.toContain(after[2]);
    const later = names(input({ left: [first, after[2] ?? "", second] }));
    expect(later).not.toContain(first);
    expect(later).toContain(before[2]);
    expect(new Set(later).size).toBe(3);
  });

  it("never has somebody who is excluded, nor somebody twice", () => {
    const excluded = roster.slice(0, 4).map(({ trustee }) => trustee);
    const drawn = names(input({ excluded, roster: [...roster, ...roster] }));
    expect(drawn.filter((name) => excluded.includes(name))).toEqual([]);
    expect(new Set(drawn).size).toBe(3);
  });

  it("makes do with fewer who know the language, and with two communities", () => {
    const few = [entry(1, "a.example", "de"), ...[2, 3, 4, 5].map((n) => entry(n, `${n % 2}.example`, "en"))];
    const drawn = drawPanel(input({ roster: few }));
    expect(drawn).toMatchObject({ ok: true, value: { speakers: 1 } });
    const two = [entry(1, "a.example", "de"), ...[2, 3, 4].map((n) => entry(n, "b.example", "de"))];
    expect(panel(input({ roster: two })).map(({ community }) => community)).toContain("a.example");
  });

  it("is not drawn of one community where there are others, nor of too few", () => {
    const one = [entry(1, "a.example", "de"), ...[2, 3, 4, 5].map((n) => entry(n, "b.example", "de"))];
    const excluded = [one[0]?.trustee ?? ""];
    expect(drawPanel(input({ roster: one, excluded }))).toEqual({
      ok: false,
      error: { type: "draw/one-community", community: "b.example" },
    });
    // A node that has nobody from elsewhere judges by itself.
    expect(drawPanel(input({ roster: one.slice(1) })).ok).toBe(true);
    expect(drawPanel(input({ roster: roster.slice(0, 2) }))).toEqual({
      ok: false,
      error: { type: "draw/too-few", eligible: 2, size: 3 },
    });
  });
});
