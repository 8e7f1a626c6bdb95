import { expect, test } from "vitest";
import { preferenceOf } from "./negotiate.ts";

test.each([
  ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "page"],
  ["application/activity+json", "document"],
  ['application/ld+json; profile="https://www.w3.org/ns/activitystreams"', "document"],
  ['application/activity+json, application/ld+json; profile="a, b", text/html;q=0.1', "document"],
  ["text/html, application/activity+json;q=0.5", "page"],
  ["text/html;q=0.5, application/activity+json;q=0.5", "document"],
  ["application/activity+json;q=0, text/html;q=0.1", "page"],
  ["APPLICATION/ACTIVITY+JSON", "document"],
  ["application/json", "either"],
  ["*/*", "either"],
  ["application/activity+json;q=nonsense", "either"],
  ["", "either"],
  [null, "either"],
])("Accept: %s asks for: %s", (accept, preference) => {
  expect(preferenceOf(accept)).toBe(preference);
});

test("what is beyond a kilobyte of an Accept header is not read", () => {
  expect(preferenceOf(`${"a/b,".repeat(255)}text/html`)).toBe("either");
  expect(preferenceOf(`${"a/b,".repeat(250)}text/html`)).toBe("page");
});
