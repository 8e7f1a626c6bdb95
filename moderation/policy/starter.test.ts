import { expect, test } from "vitest";
import { evaluate } from "./evaluate.ts";
import { readStarterPolicy } from "./starter.ts";
import { someFacts } from "./testing/facts.ts";
import { policyOf } from "./testing/policy.ts";

const now = new Date("2026-11-26T12:00:00Z");
const policy = policyOf(await readStarterPolicy());
const verdict = (facts: Parameters<typeof someFacts>[0]) => evaluate(policy, someFacts(facts), now).verdict;
const stranger = { trust: "new", ageDays: 0.5 } as const;

test("the starter policy refuses nothing", () => {
  expect(policy.rules.filter(({ effect }) => ["reject", "drop"].includes(effect.verdict))).toEqual([]);
});

test("the starter policy leaves ordinary posts alone", () => {
  expect(verdict({})).toBe("accept");
  expect(verdict({ post: { mentions: ["a@x", "b@x", "c@x", "d@x", "e@x"] } })).toBe("accept");
});

test("the starter policy holds what a new account sends to many, unless somebody here follows it", () => {
  const post = { mentions: ["a@x", "b@x", "c@x", "d@x"] };
  expect(verdict({ author: stranger, post })).toBe("hold");
  expect(verdict({ author: { ...stranger, isFollowedHere: true }, post })).toBe("accept");
});

test("the starter policy puts forward nothing of a new server, and holds links that its new accounts send here", () => {
  const server = { ageDays: 1 };
  expect(evaluate(policy, someFacts({ server }), now)).toMatchObject({
    verdict: "filter",
    filters: ["prevent-previews", "prevent-recommendations", "prevent-trending"],
  });
  expect(
    verdict({ server, author: stranger, post: { links: ["https://a.example/"], mentionsHere: 1 } }),
  ).toBe("hold");
});

test("the starter policy lets a third registration from one address wait", () => {
  const registration = { username: "x", signUpsFromAddressDay: 3 };
  expect(verdict({ occasion: "registration", post: null, registration })).toBe("hold");
});
