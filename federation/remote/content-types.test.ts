import { describe, expect, it } from "vitest";
import { isActivityType } from "./content-types.ts";

const AS = "https://www.w3.org/ns/activitystreams";

describe("isActivityType", () => {
  it.each([
    "application/activity+json",
    "application/activity+json; charset=utf-8",
    "Application/Activity+JSON",
    `application/ld+json; profile="${AS}"`,
    `application/ld+json;charset=utf-8; profile="http://example.org/x ${AS}"`,
    `application/ld+json; profile=${AS}`,
  ])("takes %s", (type) => {
    expect(isActivityType(type)).toBe(true);
  });

  it.each([
    undefined,
    "",
    "application/json",
    "application/ld+json",
    `application/ld+json; profile="${AS}-not"`,
    "text/html",
    "text/plain; application/activity+json",
    "application/activity+jsonp",
  ])("refuses %s, which an upload of anybody may have", (type) => {
    expect(isActivityType(type)).toBe(false);
  });
});
