import { describe, expect, it } from "vitest";
import { isPlain } from "./context.ts";

const as = "https://www.w3.org/ns/activitystreams";

describe("isPlain", () => {
  it.each([
    [undefined],
    [as],
    ["http://www.w3.org/ns/activitystreams"],
    [["https://w3id.org/security/v1", as, { toot: "http://joinmastodon.org/ns#", Emoji: "toot:Emoji" }]],
    [[as, { "@language": "und", inbox: "ldp:inbox", to: { "@id": "as:to", "@type": "@id" } }]],
    [[as, { a: "https://www.w3.org/ns/activitystreams#", to: "a:to", contentMap: { "@id": "as:content" } }]],
    [[as, { id: "@id", type: "@type" }]],
    [[{ toot: "http://joinmastodon.org/ns#", Emoji: "toot:Emoji" }]],
  ])("takes %j", (context) => {
    expect(isPlain({ "@context": context })).toBe(true);
  });

  it.each([
    [{ to: "as:bto" }],
    ["https://a.example/context"],
    [["https://w3id.org/security/v1"]],
    [[as, { to: "as:bto" }]],
    [[as, { content: "https://a.example/ns#content" }]],
    [[as, { actor: { "@id": "as:attributedTo" } }]],
    [[as, { id: "https://a.example/ns#id" }]],
    [[as, { Note: null }]],
    [[as, { as: "https://a.example/ns#", object: "as:object" }]],
  ])("leaves %j to be compacted", (context) => {
    expect(isPlain({ "@context": context })).toBe(false);
  });
});
