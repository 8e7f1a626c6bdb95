import { expect, test } from "vitest";
import { readPost } from "#protocol/vocab/read/post.ts";
import { compactDocument } from "./compact.ts";

const as = (name: string) => `https://www.w3.org/ns/activitystreams#${name}`;

test("names get the meaning that the document's own context gives them", async () => {
  const document = {
    "@context": [
      "https://w3id.org/security/v1",
      {
        to: { "@id": as("bto"), "@type": "@id" },
        aim: { "@id": as("to"), "@type": "@id" },
        words: as("content"),
      },
    ],
    id: "https://a.example/1",
    type: as("Note"),
    [as("attributedTo")]: { "@id": "https://a.example/ana" },
    to: "https://www.w3.org/ns/activitystreams#Public",
    aim: "https://b.example/bob",
    words: "<p>hi</p>",
  };
  const compacted = await compactDocument(document);
  expect(compacted.ok && readPost(compacted.value)).toMatchObject({
    ok: true,
    value: {
      iri: "https://a.example/1",
      html: "<p>hi</p>",
      author: "https://a.example/ana",
      visibility: "direct",
    },
  });
});

test("terms of other vocabularies are still found by the readers", async () => {
  const compacted = await compactDocument({
    "@context": ["https://litepub.example/schemas/litepub-0.1.jsonld"],
    id: "https://a.example/1",
    type: "Note",
    attributedTo: "https://a.example/ana",
    content: "<p>hi :cat:</p>",
    sensitive: true,
    to: ["as:Public"],
    tag: [{ type: "Emoji", name: ":cat:", icon: { type: "Image", url: "https://a.example/cat.png" } }],
  });
  expect(compacted.ok && readPost(compacted.value)).toMatchObject({
    ok: true,
    value: {
      sensitive: true,
      visibility: "public",
      emojis: [{ shortcode: "cat", url: "https://a.example/cat.png" }],
    },
  });
});

test("an unknown context is not fetched, and what JSON-LD cannot read is refused", async () => {
  const unknown = await compactDocument({
    "@context": "https://127.0.0.1:1/ctx",
    id: "https://a.example/1",
    type: "Note",
  });
  expect(unknown).toMatchObject({ value: { id: "https://a.example/1", type: "Note" } });
  const refused = { ok: false, error: { type: "document/not-json-ld" } };
  expect(await compactDocument({ "@context": { a: "b:a", b: "a:b" }, a: "x" })).toEqual(refused);
  expect(await compactDocument({ "@context": 7, id: "https://a.example/1" })).toEqual(refused);
});

const term = (index: number) => ({ "@id": `https://a.example/ns#${index}`, "@type": "@id" });
const terms = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, term(index)]));

test.each([
  ["many contexts", Array.from({ length: 65 }, () => as(""))],
  ["many terms", terms(200)],
  ["a term with many terms of its own", { words: { "@id": as("content"), "@context": terms(200) } }],
])("a document with %s is refused uninterpreted", async (_, context) => {
  const refused = { ok: false, error: { type: "document/too-many-contexts" } };
  expect(await compactDocument({ "@context": context, type: "Note" })).toEqual(refused);
  expect(await compactDocument({ type: "Note", tag: [{ "@context": context }] })).toEqual(refused);
});
