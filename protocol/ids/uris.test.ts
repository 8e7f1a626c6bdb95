import { expect, test } from "vitest";
import { createUris } from "./uris.ts";

const uris = createUris("https://node.example");

test.each([
  "https://node.example",
  "https://node.example/posts/1",
  "https://NODE.example/posts/1",
  "HTTPS://node.example/posts/1",
  "https://node.example:443/posts/1",
  "https://somebody@node.example/posts/1",
  "https://n%6fde.example/posts/1",
  "https://node.example?query",
])("%s is this node's", (iri) => {
  expect(uris.isLocal(iri)).toBe(true);
});

test.each([
  "http://node.example/posts/1",
  "https://node.example:444/posts/1",
  "https://node.example.evil/posts/1",
  "https://evil.example/https://node.example/posts/1",
  "https://node.example@evil.example/posts/1",
  "node.example",
  "",
])("%s is not", (iri) => {
  expect(uris.isLocal(iri)).toBe(false);
  expect(uris.parse(iri)).toBeNull();
});

test("an IRI that writes the origin otherwise names the same document", () => {
  expect(uris.parse("https://NODE.example:443/posts/1")).toEqual({ name: "post", id: "1" });
});

test("an origin with a port is told from the same host without", () => {
  const other = createUris("http://127.0.0.1:3000");
  expect(other.isLocal("http://127.0.0.1:3000/posts/1")).toBe(true);
  expect(other.isLocal("http://127.0.0.1/posts/1")).toBe(false);
});
