import { describe, expect, test } from "vitest";
import { evaluate } from "./evaluate.ts";
import { someFacts } from "./testing/facts.ts";
import { policyOf } from "./testing/policy.ts";

const now = new Date("2026-11-26T12:00:00Z");
const judge = (
  rules: string,
  facts: Parameters<typeof someFacts>[0],
  lists?: Parameters<typeof policyOf>[1],
) => evaluate(policyOf(rules, lists), someFacts(facts), now);
const one = (when: string, then = "hold") =>
  `rules: [{ id: one, on: [inbound], when: ${when}, then: ${then} }]`;

test("what no rule is about is accepted", () => {
  expect(judge(one("{ post.text: { contains: casino } }"), {})).toEqual({
    verdict: "accept",
    filters: [],
    labels: [],
    because: [],
    signals: [],
    dry: [],
  });
});

test("a rule that applies says so, with the facts that made it apply", () => {
  const rules = `
    rules:
      - id: new-and-loud
        name: New accounts that mention many
        on: [inbound]
        when: { author.ageDays: { below: 3 }, post.mentions: { count: { above: 2 } } }
        then: { verdict: hold, signal: { category: spam, score: 0.7, opensCase: true }, label: unsolicited }
  `;
  const result = judge(rules, { author: { ageDays: 1 }, post: { mentions: ["a@x", "b@x", "c@x"] } });
  expect(result).toEqual({
    verdict: "hold",
    filters: [],
    labels: ["unsolicited"],
    because: [
      {
        ruleId: "new-and-loud",
        ruleName: "New accounts that mention many",
        verdict: "hold",
        filters: [],
        facts: { "author.ageDays": 1, "post.mentions.count": 3 },
      },
    ],
    signals: [{ ruleId: "new-and-loud", category: "spam", score: 0.7, severity: 1, opensCase: true }],
    dry: [],
  });
});

describe("a condition on what is unknown", () => {
  test.each([
    "{ author.followers: { above: 3 } }",
    "{ not: { author.followers: { above: 3 } } }",
    "{ all: [{ author.followers: { above: 3 } }, { author.isBot: false }] }",
    "{ not: { any: [{ author.followers: { below: 3 } }, { author.isBot: true }] } }",
  ])("does not hold, nor does its negation: %s", (when) => {
    expect(judge(one(when), { author: { followers: null } }).verdict).toBe("accept");
  });
  test("does not matter where something else decides", () => {
    const when = "{ any: [{ author.followers: { above: 3 } }, { author.isBot: false }] }";
    expect(judge(one(when), { author: { followers: null } }).verdict).toBe("hold");
  });
  test("can be asked for", () => {
    expect(
      judge(one("{ author.followers: { known: false } }"), { author: { followers: null } }).verdict,
    ).toBe("hold");
  });
  test("goes for posts when there is none", () => {
    const rules = "rules: [{ id: one, on: [profile], when: { not: { post.isReply: true } }, then: hold }]";
    expect(judge(rules, { occasion: "profile", post: null }).verdict).toBe("accept");
  });
});

describe("several rules", () => {
  const rules = `
    rules:
      - { id: b-drop, on: [inbound], when: always, then: drop }
      - { id: a-filter, on: [inbound], when: always, then: { filters: [auto-cw, prevent-trending] } }
      - { id: c-hold, on: [inbound], when: always, then: { verdict: hold, filters: [auto-cw, reject-media] } }
      - { id: friends, on: [inbound], when: { author.isFollowedHere: true }, then: { verdict: accept, stop: true }, priority: 10 }
  `;
  test("together ask for the strictest verdict and for all filters", () => {
    const { verdict, filters, because } = judge(rules, {});
    expect(verdict).toBe("drop");
    expect(filters).toEqual(["auto-cw", "prevent-trending", "reject-media"]);
    expect(because.map(({ ruleId }) => ruleId)).toEqual(["a-filter", "b-drop", "c-hold"]);
  });
  test("are not read after one that stops", () => {
    const { verdict, because } = judge(rules, { author: { isFollowedHere: true } });
    expect([verdict, because.map(({ ruleId }) => ruleId)]).toEqual(["accept", ["friends"]]);
  });
  test("of a community are read after one of the node that stops, and the other way round", () => {
    const community = "https://moot.example/users/tea";
    const both = `${rules}
      - { id: tea, scope: "${community}", on: [inbound], when: always, then: { verdict: hold, stop: true } }
      - { id: tea-too, scope: "${community}", on: [inbound], when: always, then: drop, priority: -1 }
    `;
    const ids = (facts: Parameters<typeof judge>[1]) =>
      judge(both, facts).because.map(({ ruleId }) => ruleId);
    const author = { isFollowedHere: true };
    expect(ids({ author })).toEqual(["friends"]);
    expect(ids({ author, community })).toEqual(["friends", "tea"]);
    expect(judge(both, { author, community }).verdict).toBe("hold");
    expect(ids({ community })).toEqual(["a-filter", "b-drop", "c-hold", "tea"]);
  });
});

test("a rule on trial decides nothing and stops nothing, and is told", () => {
  const result = judge(
    `rules:
      - { id: try, mode: dry, on: [inbound], when: always, then: { verdict: drop, stop: true, signal: { category: spam } } }
      - { id: use, on: [inbound], when: always, then: hold }`,
    {},
  );
  expect(result.verdict).toBe("hold");
  expect(result.signals).toEqual([]);
  expect(result.dry.map(({ ruleId, verdict }) => [ruleId, verdict])).toEqual([["try", "drop"]]);
});

test("a rule that is off, has expired, is for another occasion or another community does not apply", () => {
  const rules = `
    rules:
      - { id: off, enabled: false, on: [inbound], when: always, then: drop }
      - { id: past, expires: 2026-11-26, on: [inbound], when: always, then: drop }
      - { id: elsewhere, on: [outbound], when: always, then: drop }
      - { id: others, scope: https://here.example/groups/cats, on: [inbound], when: always, then: drop }
  `;
  expect(judge(rules, {}).verdict).toBe("accept");
  expect(judge(rules, { community: "https://here.example/groups/dogs" }).verdict).toBe("accept");
  expect(judge(rules, { community: "https://here.example/groups/cats" }).verdict).toBe("drop");
});

describe("what can be asked of", () => {
  const post = (text: string, more = {}) => ({ post: { text, ...more } });
  test.each<[string, string, Parameters<typeof someFacts>[0], boolean]>([
    ["a text, in any case", "{ post.text: { contains: CASINO } }", post("the Casino is open"), true],
    [
      "a text, in this case",
      "{ post.text: { contains: CASINO, case: exact } }",
      post("the Casino is open"),
      false,
    ],
    ["a text in disguise", "{ post.text: { contains: casino } }", post("𝐂𝐀𝐒𝐈𝐍𝐎"), true],
    ["its beginning", "{ post.text: { startsWith: [hello, hi] } }", post("Hi there"), true],
    ["its end", "{ post.text: { endsWith: there } }", post("Hi there"), true],
    ["the whole of it", "{ post.language: [de, en] }", {}, true],
    ["the whole of it, in vain", "{ post.text: good }", {}, false],
    ["a pattern", "{ post.text: { matches: '\\bfree\\s+(nft|money)\\b' } }", post("FREE  money!"), true],
    [
      "a pattern, in vain",
      "{ post.text: { matches: '\\bfree\\s+(nft|money)\\b' } }",
      post("freemoney"),
      false,
    ],
    ["a pattern in this case", "{ post.text: { matches: free, case: exact } }", post("FREE"), false],
    ["a list's elements", "{ post.hashtags: { has: nsfw } }", post("", { hashtags: ["Art", "NSFW"] }), true],
    ["any of them", "{ post.hashtags: { hasAny: [a, b] } }", post("", { hashtags: ["b"] }), true],
    ["all of them", "{ post.hashtags: { hasAll: [a, b] } }", post("", { hashtags: ["b"] }), false],
    ["all of them, there", "{ post.hashtags: { hasAll: [a, b] } }", post("", { hashtags: ["b", "A"] }), true],
    ["parts of them", "{ post.links: { contains: ref= } }", post("", { links: ["https://a/?ref=1"] }), true],
    [
      "their number",
      "{ post.links: { count: { atLeast: 1, atMost: 2 } } }",
      post("", { links: ["x", "y"] }),
      true,
    ],
    ["their number as a fact", "{ post.links.count: 0 }", {}, true],
    ["numbers between two", "{ author.ageDays: { above: 3, below: 4 } }", { author: { ageDays: 3.5 } }, true],
    ["scores", "{ scores.spam: { above: 0.8 } }", { scores: { spam: 0.9 } }, true],
    ["scores that nobody gave", "{ scores.spam: { below: 0.8 } }", {}, false],
    ["scores of any name", "{ scores.new-model: { above: 0.8 } }", { scores: { "new-model": 0.9 } }, true],
    ["flags", "{ author.isBot: true }", { author: { isBot: true } }, true],
    ["the hour", "{ now.hour: 12, now.weekday: thursday }", {}, true],
  ])("%s", (_, when, facts, applies) => {
    expect(judge(one(when), facts).verdict).toBe(applies ? "hold" : "accept");
  });
});

describe("a list of", () => {
  const on = (fact: string, list: string) => one(`{ ${fact}: { inList: ${list} } }`);
  test("words finds whole ones in disguise, and tells which", () => {
    const lists = [{ name: "pharma", kind: "word" as const, entries: ["viagra", "cheap pills"] }];
    const found = judge(
      on("post.text", "pharma"),
      { post: { text: "Get VΙÁGRА and cheap   pills!" } },
      lists,
    );
    expect(found.because[0]?.facts).toEqual({ "post.text": ["viagra", "cheap pills"] });
    expect(
      judge(on("post.text", "pharma"), { post: { text: "viagras, cheap red pills" } }, lists).verdict,
    ).toBe("accept");
  });
  test("words finds parts where it is told to, and scripts without spaces in any case", () => {
    const parts = { folding: "case" as const, wholeWords: false };
    const lists = [
      { name: "parts", kind: "word" as const, entries: ["coin"], options: parts },
      { name: "chinese", kind: "word" as const, entries: ["赌场"] },
    ];
    expect(judge(on("post.text", "parts"), { post: { text: "Shitcoins" } }, lists).verdict).toBe("hold");
    expect(judge(on("post.text", "chinese"), { post: { text: "来赌场玩" } }, lists).verdict).toBe("hold");
  });
  test("domains holds what is under them", () => {
    const lists = [{ name: "bad", kind: "domain" as const, entries: ["*.Bad.example", "bücher.example"] }];
    const verdict = (domain: string) =>
      judge(on("post.linkDomains", "bad"), { post: { linkDomains: [domain] } }, lists).verdict;
    expect(["bad.example", "a.b.bad.example", "xn--bcher-kva.example"].map(verdict)).toEqual([
      "hold",
      "hold",
      "hold",
    ]);
    expect(["notbad.example", "example", "bad.example.org"].map(verdict)).toEqual([
      "accept",
      "accept",
      "accept",
    ]);
  });
  test("links goes by how they begin", () => {
    const lists = [
      { name: "shop", kind: "link" as const, entries: ["https://shop.example/ref/", "t.example/xyz"] },
    ];
    const verdict = (link: string) =>
      judge(on("post.links", "shop"), { post: { links: [link] } }, lists).verdict;
    expect(["http://www.shop.example/ref/1?a=b", "https://t.example/xyz"].map(verdict)).toEqual([
      "hold",
      "hold",
    ]);
    expect(["https://shop.example/", "https://shop.example.evil/ref/1"].map(verdict)).toEqual([
      "accept",
      "accept",
    ]);
  });
  test("pictures' hashes finds what differs in a few bits", () => {
    const pdq = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";
    const near = `f${pdq.slice(1).replace(/^8/, "9")}`;
    const lists = [{ name: "known", kind: "pdq" as const, entries: [pdq] }];
    const medium = { type: "image", hasDescription: false, sha256: null };
    const verdict = (hash: string, distance: number) =>
      judge(
        one(`{ post.media.pdq: { inList: known, distance: ${distance} } }`),
        { post: { media: [{ ...medium, pdq: hash }] } },
        lists,
      ).verdict;
    expect([verdict(pdq, 0), verdict(near, 0), verdict(near, 1)]).toEqual(["hold", "accept", "hold"]);
    expect(verdict("0".repeat(64), 31)).toBe("accept");
  });
  test("handles holds names at one server or at any", () => {
    const lists = [{ name: "known", kind: "handle" as const, entries: ["@Bo@far.example", "spambot"] }];
    expect(judge(on("author.handle", "known"), {}, lists).verdict).toBe("hold");
    expect(
      judge(on("author.handle", "known"), { author: { handle: "spambot@any.example" } }, lists).verdict,
    ).toBe("hold");
    expect(
      judge(on("author.handle", "known"), { author: { handle: "bo@near.example" } }, lists).verdict,
    ).toBe("accept");
  });
});

test("what a rule found is told in 200 characters at most, and never with half of one", () => {
  const text = `${"x".repeat(199)}\u{1f600}${"y".repeat(100_000)}`;
  for (const when of ["{ post.text: { matches: '(?s).*' } }", "{ post.text: { known: true } }"]) {
    const [found] = judge(one(when), { post: { text } }).because;
    const told = [found?.facts["post.text"]].flat().join("");
    expect([told.length <= 200, told.length > 0, told.isWellFormed()]).toEqual([true, true, true]);
  }
});
