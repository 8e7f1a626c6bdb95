import { expect, test } from "vitest";
import { measureJsonLd } from "./json-ld-size.ts";

test("values, contexts and terms are counted wherever they stand", () => {
  const document = {
    "@context": ["https://www.w3.org/ns/activitystreams", { toot: "http://joinmastodon.org/ns#" }],
    id: "https://a.example/1",
    tag: [{ name: "#a" }, { "@context": { t: { "@id": "x:t", "@context": "https://a.example/ctx" } } }],
  };
  // the document, id, tag, its two items, a name; the array's two, the item's, the term's; toot, t and its @id
  expect(measureJsonLd(document)).toEqual({ values: 6, contexts: 4, terms: 3 });
});
