import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Iri } from "../ids/iri.ts";
import { type ModerationSignal, readSignal, toMinute, writeSignal } from "./signal.ts";

const digest = "A".repeat(43);
const least: ModerationSignal = {
  id: "https://node.example/signals/1" as Iri,
  attributedTo: "https://node.example/actor" as Iri,
  published: toMinute(new Date("2026-11-26T07:30:59.123Z")),
  contentDigest: null,
  sketch: null,
  pdq: [],
  language: null,
  platform: null,
  region: null,
  categories: [],
  severity: 1,
  hashtags: [],
  linkDomains: [],
  author: null,
  targets: [],
  votes: null,
};
const full: ModerationSignal = {
  ...least,
  contentDigest: digest,
  sketch: "b".repeat(100),
  pdq: [{ hash: "0f".repeat(32), quality: 80 }],
  language: "de-AT",
  platform: "mastodon",
  region: "DE-BE",
  categories: [{ category: "spam", score: 0.75, model: "text-1.2" }],
  severity: 4,
  hashtags: [digest, "#watched"],
  linkDomains: [digest, "watched.example"],
  author: digest,
  targets: [digest, digest],
  votes: { for: 2, against: 1 },
};

describe("a signal for other nodes", () => {
  it.each([
    ["with the least", least],
    ["with all", full],
  ])("is read as it was written, %s", (_, signal) => {
    const read = readSignal(JSON.parse(JSON.stringify(writeSignal(signal))));
    expect(read).toEqual({ ok: true, value: signal });
  });

  it("has two types, and no member that says nothing", () => {
    expect(writeSignal(least)).toEqual({
      type: ["Object", "ModerationSignal"],
      id: least.id,
      attributedTo: least.attributedTo,
      published: "2026-11-26T07:30Z",
      severity: 1,
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ["a text", { content: "words" }],
    ["an account's id", { author: "https://node.example/users/ana" }],
    ["an account's id among the targets", { targets: ["https://node.example/users/ana"] }],
    ["a text as a hashtag", { hashtags: ["#two words"] }],
    ["a link in the place of its domain", { linkDomains: ["https://watched.example/path"] }],
    ["a time to the second", { published: "2026-11-26T07:30:59Z" }],
    ["a severity of five", { severity: 5 }],
    ["a score of two", { categories: [{ category: "spam", score: 2, model: null }] }],
    [
      "a member too many in a category",
      { categories: [{ category: "spam", score: 1, model: null, why: "x" }] },
    ],
    ["one type", { type: "ModerationSignal" }],
    ["a digest of 31 bytes", { contentDigest: "A".repeat(41) }],
    ["a thousand hashtags", { hashtags: Array.from({ length: 1_000 }, () => digest) }],
  ])("is refused with %s", (_, changes) => {
    expect(readSignal({ ...writeSignal(full), ...changes })).toMatchObject({ ok: false });
  });

  it("is refused, not thrown at, whatever comes", () => {
    fc.assert(fc.property(fc.anything(), (value) => readSignal(value).ok === false));
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (name, value) => {
        const read = readSignal({ ...writeSignal(least), [name]: value });
        return !read.ok || Object.hasOwn(least, name);
      }),
    );
  });
});
