import { expect, test } from "vitest";
import { type Category, categories } from "#moderation/category.ts";
import { reasonsOf, topicOfTags } from "./topic.ts";

const all = Object.keys(categories) as Category[];

test.each(all)("a node like this one reads %s out of what it is tagged with", (topic) => {
  expect(topicOfTags(reasonsOf(topic).known)).toBe(topic);
});

test("PeerTube finds one of its own reasons for each, and none for what has no name", () => {
  // PeerTube, packages/core-utils/src/abuse/abuse-predefined-reasons.ts
  const known = new Set([
    "violentOrRepulsive",
    "hatefulOrAbusive",
    "spamOrMisleading",
    "privacy",
    "rights",
    "serverRules",
    "thumbnails",
    "captions",
  ]);
  const found = all.map((topic) => [topic, reasonsOf(topic).known.filter((name) => known.has(name)).length]);
  expect(found.filter(([, times]) => times !== 1)).toEqual([["other", 0]]);
});

test("of several reasons the gravest counts, and unknown ones do not", () => {
  expect(topicOfTags(["spamOrMisleading", "violentOrRepulsive", "toString", "none"])).toBe("violence");
  expect(topicOfTags(["constructor"])).toBe("other");
});
