import { expect, it } from "vitest";
import { createUris } from "#protocol/ids/uris.ts";
import { blankPost } from "../../posts/blank.ts";
import { postFacts, textKey } from "./post.ts";

const uris = createUris("https://here.example");
const author = { id: "a", iri: uris.account("a"), username: "a", followers: uris.followers("a") };
const clock = { now: () => new Date("2026-11-26T12:00:00Z") };
const blank = blankPost({ clock, uris }, author, "p", "public");

it("reads a post's text with its title and warning", () => {
  const facts = postFacts(uris, { ...blank, title: "Title", warning: "CW", html: "<p>One<br />two</p>" });
  expect(facts.text).toBe("Title\nCW\nOne\ntwo");
});

it("finds links, clickable or not, and none of mentions and hashtags", () => {
  const html = `<p><a href="https://x.example/@ana" class="u-url mention">@ana</a>
    <a class="mention hashtag" href="https://x.example/tags/tea" rel="tag">#tea</a>
    <a href="https://shop.example/a?b=1&amp;c=2" rel="nofollow">shop</a> and https://plain.example/x</p>`;
  const facts = postFacts(uris, { ...blank, html });
  expect(facts.links).toEqual(["https://shop.example/a?b=1&c=2", "https://plain.example/x"]);
  expect(facts.linkDomains).toEqual(["shop.example", "plain.example"]);
});

it("counts mentions of people here", () => {
  const mentions = [uris.account("b"), "https://x.example/users/c"].map((iri) => ({
    iri: iri as typeof author.iri,
    name: "@x",
  }));
  expect(postFacts(uris, { ...blank, mentions }).mentionsHere).toBe(1);
});

it("takes texts that differ in mentions, numbers and marks for the same", () => {
  expect(textKey("@ana Buy cheap tokens NOW, only 99!!")).toBe(
    textKey("@bob@b.example buy cheap tokens now only 45"),
  );
  expect(textKey("Buy cheap tokens now, friends")).not.toBe(textKey("Sell cheap tokens now, friends"));
  expect(textKey("hello!")).toBeNull();
});
