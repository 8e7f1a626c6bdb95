import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCounter, createDistinctCounter, createRates } from "./rates.ts";

const HOUR = 3_600_000;

describe("a count of the last hour", () => {
  it("forgets what is older, a sixth of the hour at a time", () => {
    let now = 0;
    const counter = createCounter({ now: () => now, windowMs: HOUR, mostKeys: 10 });
    counter.add("a");
    now = 30 * 60_000;
    counter.add("a", 2);
    expect(counter.count("a")).toBe(3);
    now = 61 * 60_000;
    expect(counter.count("a")).toBe(2);
    now = 3 * HOUR;
    expect(counter.count("a")).toBe(0);
  });

  it("never counts more than was added, nor less than what the last fifty minutes added", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 }), (gaps) => {
        let now = 0;
        const counter = createCounter({ now: () => now, windowMs: HOUR, mostKeys: 10 });
        const at: number[] = [];
        for (const minutes of gaps) {
          now += minutes * 60_000;
          counter.add("a");
          at.push(now);
        }
        const within = (ms: number) => at.filter((time) => now - time < ms).length;
        expect(counter.count("a")).toBeLessThanOrEqual(within(HOUR + 1));
        expect(counter.count("a")).toBeGreaterThanOrEqual(within(50 * 60_000));
      }),
    );
  });

  it("holds no more keys than it may", () => {
    const counter = createCounter({ now: () => 0, windowMs: HOUR, mostKeys: 2 });
    for (const key of ["a", "b", "c"]) counter.add(key);
    expect(["a", "b", "c"].map((key) => counter.count(key))).toEqual([0, 1, 1]);
  });
});

describe("a count of different things", () => {
  it("counts each once, and hundreds to a few per cent", () => {
    const counter = createDistinctCounter({ now: () => 0, windowMs: HOUR, mostKeys: 10 });
    for (let round = 0; round < 3; round++)
      for (let author = 0; author < 500; author++) counter.add("buy", `https://x.example/${author}`);
    expect(counter.count("buy")).toBeGreaterThan(450);
    expect(counter.count("buy")).toBeLessThan(550);
    counter.add("one", "a");
    counter.add("one", "a");
    expect(counter.count("one")).toBe(1);
  });
});

it("tells an author's posts from a server's, and authors of one text from its posts", () => {
  const rates = createRates(() => 0);
  const post = { server: "x.example", mentions: 2, text: "t", links: ["https://l.example/"] };
  for (const author of ["a", "a", "b"]) rates.note({ ...post, author });
  expect(rates.authorPosts("a")).toBe(2);
  expect(rates.authorMentions("a")).toBe(4);
  expect(rates.serverPosts("x.example")).toBe(3);
  expect(rates.sameText("t")).toBe(2);
  expect(rates.sameLink("https://l.example/")).toBe(2);
});
