import { describe, expect, it } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { findLink, type LinkSource, pageUrl } from "./find-link.ts";

const isLocal = (url: string) => url.startsWith("https://moot.example/");
const of = (html: string, more: Partial<LinkSource> = {}) =>
  findLink(
    { html, link: null, mentions: [], profiles: [], quoteIri: null, quoteUrl: null, mediaUrls: [], ...more },
    isLocal,
  );

describe("the link that a card is about", () => {
  it("is the first one, without its fragment", () => {
    expect(of('<p><a href="https://a.example/x?y=1#z">a</a> <a href="https://b.example/">b</a></p>')).toBe(
      "https://a.example/x?y=1",
    );
  });

  it.each([
    ["a mention by its class", '<a class="u-url mention" href="https://a.example/@ana">@ana</a>', {}],
    ["a hashtag by its relation", '<a rel="tag" href="https://a.example/tags/x">x</a>', {}],
    ["a hashtag by its text", '<a href="https://a.example/tags/x">#x</a>', {}],
    [
      "a mention by the account's page",
      '<a href="https://a.example/@ana/">Ana</a>',
      { profiles: ["https://a.example/@ana"] },
    ],
    [
      "a mention by its name",
      '<a href="https://a.example/@ana">@ana@a.example</a>',
      { mentions: [{ iri: "https://a.example/u/1" as Iri, name: "@ana@a.example" }] },
    ],
    ["what is on this node", '<a href="https://moot.example/@ana/1">x</a>', {}],
    [
      "the line that repeats a quote",
      '<p class="quote-inline">RE: <a href="https://a.example/1">x</a></p>',
      {},
    ],
    ["the quoted post", '<a href="https://a.example/1">x</a>', { quoteIri: "https://a.example/1" }],
    ["its page", '<a href="https://a.example/@ana/1">x</a>', { quoteUrl: "https://a.example/@ana/1" }],
    [
      "an attached medium",
      '<a href="https://a.example/1.png">x</a>',
      { mediaUrls: ["https://a.example/1.png"] },
    ],
    [
      "anything beside media",
      '<a href="https://b.example/">x</a>',
      { mediaUrls: ["https://a.example/1.png"] },
    ],
    ["another scheme", '<a href="javascript:alert(1)">x</a><a href="ftp://a.example/">y</a>', {}],
    ["a user name", '<a href="https://ana:secret@a.example/">x</a>', {}],
    ["no address", '<a href="https://">x</a><a>y</a><a href="">z</a>', {}],
  ])("is not %s", (_what, html, more) => {
    expect(of(html, more)).toBeNull();
  });

  it("comes after what is passed over", () => {
    expect(
      of(
        '<a class="mention" href="https://a.example/@ana">@ana</a><p class="quote-inline"><a href="https://q.example/">q</a></p><a href="https://c.example">c</a>',
      ),
    ).toBe("https://c.example/");
  });

  it("is what a link post is about, also beside a picture of it", () => {
    expect(of("", { link: "https://a.example/story", mediaUrls: ["https://b.example/thumbnail.png"] })).toBe(
      "https://a.example/story",
    );
  });

  it("is never an address too long to be kept", () => {
    expect(pageUrl(`https://a.example/${"a".repeat(3000)}`)).toBeNull();
  });
});
