import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compose, composeField } from "./compose.ts";
import { findHashtags, findMentions } from "./find.ts";
import { sanitize } from "./sanitize.ts";
import { htmlToText } from "./text.ts";

const resolver = {
  mention: ({ username, domain }: { username: string; domain: string | null }) =>
    username === "nobody" ? null : { url: `https://${domain ?? "here.example"}/@${username}`, username },
  hashtagUrl: (name: string) => `https://here.example/tags/${encodeURIComponent(name)}`,
};

describe("findMentions", () => {
  it.each([
    ["hi @ana", ["ana"]],
    ["@ana@b.example: and @c.d-e@f.example.", ["ana@b.example", "c.d-e@f.example"]],
    ["mail ana@b.example", []],
    ["https://b.example/@ana", []],
    ["(@ana)", ["ana"]],
    ["@ana@localhost:3000", ["ana@localhost:3000"]],
  ])("%s", (text, handles) => {
    const found = findMentions(text).map(({ username, domain }) =>
      domain === null ? username : `${username}@${domain}`,
    );
    expect(found).toEqual(handles);
  });
});

describe("findHashtags", () => {
  it.each([
    ["#tea #Ünïcödé #日本語 #Ελλάδα", ["tea", "Ünïcödé", "日本語", "Ελλάδα"]],
    ["#123 is a number, #1st is not", ["1st"]],
    ["https://a.example/#top and a#b", []],
    ["(#tea), #tea!", ["tea", "tea"]],
    ["#one#two", ["one"]],
    ["＃tea", ["tea"]],
  ])("%s", (text, names) => {
    expect(findHashtags(text).map(({ name }) => name)).toEqual(names);
  });
});

describe("compose", () => {
  it("links addresses, mentions and hashtags, and keeps lines and paragraphs", () => {
    const html = compose(
      "Hi @ana\nsee https://www.a.example/a/very/long/path/indeed/yes #tea\n\n<b> & @nobody",
      resolver,
    );
    expect(htmlToText(html)).toBe(
      "Hi @ana\nsee https://www.a.example/a/very/long/path/indeed/yes #tea\n\n<b> & @nobody",
    );
    expect(html).toContain('<a href="https://here.example/@ana" class="u-url mention"');
    expect(html).toContain(
      '<span class="invisible">https://www.</span><span class="ellipsis">a.example/a/very/long/path/ind</span>',
    );
    expect(html).toContain('class="mention hashtag"');
  });

  it("writes what the sanitiser leaves unchanged", () => {
    const word = fc.oneof(
      fc.constantFrom(
        "@ana",
        "@b@c.example",
        "#tea",
        "https://a.example/?q=1&r='2'",
        "http://x.example/ü",
        "\n",
        "\n\n",
        "<p>",
        "&amp;",
        '"',
        " ",
      ),
      fc.string({ maxLength: 8 }),
      fc.string({ maxLength: 4, unit: "grapheme" }),
    );
    const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(text, (typed) => {
        const html = compose(typed.replace(/\p{Cc}/gu, "\n"), resolver);
        expect(sanitize(html)).toBe(html);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a profile field", () => {
  it("is one line whose links say that they are the same person's", () => {
    const html = composeField("https://ana.example\n<b>", resolver);
    expect(html).toBe(
      '<a href="https://ana.example" rel="me nofollow noopener noreferrer"><span class="invisible">https://</span>ana.example</a> &lt;b&gt;',
    );
  });
});
