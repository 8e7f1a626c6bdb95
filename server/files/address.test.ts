import { expect, it } from "vitest";
import { createUris } from "#protocol/ids/uris.ts";
import { fileUrl, nameOfUrl } from "./address.ts";

const name = `${"ab".repeat(32)}.png`;
const own = createUris("https://node.example");
const withCdn = createUris("https://node.example", "https://cdn.example/media");

it("serves a file at the node, or where its media are", () => {
  expect(fileUrl(own, name)).toBe(`https://node.example/files/ab/${name}`);
  expect(fileUrl(withCdn, name)).toBe(`https://cdn.example/media/ab/${name}`);
});

it("knows its own addresses from before media moved", () => {
  expect(nameOfUrl(withCdn, fileUrl(own, name))).toBe(name);
  expect(nameOfUrl(withCdn, fileUrl(withCdn, name))).toBe(name);
  expect(nameOfUrl(own, fileUrl(withCdn, name))).toBeNull();
});

it("takes no other address for a file's", () => {
  for (const url of [
    "",
    name,
    `https://other.example/files/ab/${name}`,
    `https://node.example/files/cd/${name}`,
    `https://node.example/files/ab/${name}?x`,
    `https://node.example/files/ab/../ab/${name}`,
    `https://node.example/files/ab/${name.replace("png", "svg")}`,
  ])
    expect(nameOfUrl(own, url)).toBeNull();
});
