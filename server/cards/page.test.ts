import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePage } from "./charset.ts";
import { frame, frameOf } from "./frame.ts";
import { readOembed, withOembed } from "./oembed.ts";
import { readPage } from "./page.ts";

const isLocal = (url: string) => url.startsWith("https://moot.example/");
const url = "https://news.example/story/1";
const read = (html: string) => readPage(html, url, isLocal);

describe("a page", () => {
  it("is known by its OpenGraph tags before anything else", () => {
    const { content, canonicalUrl, creator, oembed } = read(`<!doctype html><html lang="de"><head>
      <title>Title of the window</title>
      <meta property="og:title" content="A &amp; B"><meta property="og:title" content="second">
      <meta name="description" content="plain"><meta property="og:description" content=" told
        in two lines ">
      <meta property="og:locale" content="en_GB"><meta property="og:type" content="article">
      <meta property="og:image" content="/a.png"><meta property="og:image:alt" content="A boat">
      <meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">
      <meta property="og:site_name" content="The News"><meta name="author" content="Ana">
      <meta property="article:published_time" content="2026-01-02T03:04:05Z">
      <meta name="fediverse:creator" content="@ana@example.social">
      <link rel="canonical" href="/story/1?from=nowhere">
      <link rel="alternate" type="application/json+oembed" href="http://news.example/oembed">`);
    expect(content).toEqual({
      type: "link",
      title: "A & B",
      description: "told in two lines",
      language: "en-GB",
      authorName: "Ana",
      authorUrl: "",
      providerName: "The News",
      providerUrl: "",
      html: "",
      width: 1200,
      height: 630,
      imageUrl: "https://news.example/a.png",
      imageAlt: "A boat",
      embedUrl: "",
      publishedAt: new Date("2026-01-02T03:04:05Z"),
      isArticle: true,
    });
    expect(canonicalUrl).toBe("https://news.example/story/1?from=nowhere");
    expect(creator).toBe("ana@example.social");
    expect(oembed).toEqual({ url: "https://news.example/oembed", format: "json" });
  });

  it("is known by its title where it says nothing else, not by that of a drawing", () => {
    const { content } = read("<svg><title>Logo</title></svg><title>Hello\n there</title><title>No</title>");
    expect(content.title).toBe("Hello there");
  });

  it("is known by the JSON-LD of an article, wrapped and broken ones passed over", () => {
    const { content } = read(`<script type="application/ld+json">{ broken</script>
      <script type="application/ld+json">//<![CDATA[
      {"@graph": [{"@type": "Organization"}, {"@type": ["NewsArticle"], "headline": "Headline", "inLanguage": ["fr"],
        "author": [{"name": "Ana", "url": "https://news.example/ana"}], "publisher": {"name": "News"},
        "datePublished": "2026-01-02", "image": {"url": "/i.png"}}]}
      //]]></script><title>t</title>`);
    expect(content).toMatchObject({
      title: "Headline",
      language: "fr",
      authorName: "Ana",
      authorUrl: "https://news.example/ana",
      providerName: "News",
      imageUrl: "https://news.example/i.png",
      isArticle: true,
    });
  });

  it("cannot claim to be one of another site", () => {
    expect(read('<link rel="canonical" href="https://bank.example/">').canonicalUrl).toBeNull();
  });

  it("gives a player as an iframe that is written here", () => {
    const { content } =
      read(`<meta name="twitter:player" content="https://v.example/e?a=1&quot;onload=alert(1)">
      <meta name="twitter:player:width" content="640"><meta name="twitter:player:height" content="360"><title>v</title>`);
    expect(content.type).toBe("video");
    expect(content.html).toMatch(
      /^<iframe src="https:\/\/v\.example\/e\?a=1%22onload=alert\(1\)" width="640" height="360" /,
    );
    expect(content.html.match(/</g)).toHaveLength(2);
  });

  it.each(["http://v.example/", "javascript:alert(1)", "https://moot.example/@ana", "data:text/html,x"])(
    "is not given a player at %s",
    (player) => {
      const { content } = read(`<meta name="twitter:player" content="${player}"><title>v</title>`);
      expect(content).toMatchObject({ type: "link", html: "" });
    },
  );

  it("says at most so much", () => {
    const { content } = read(
      `<title>${"x".repeat(100_000)}</title><meta name="description" content="${"y".repeat(100_000)}">
      <meta property="og:image" content="https://a.example/${"z".repeat(10_000)}">
      <meta property="og:image:width" content="99999999">`,
    );
    expect(content.title).toHaveLength(500);
    expect(content.description).toHaveLength(2000);
    expect(content).toMatchObject({ imageUrl: null, width: 0 });
  });

  it("never fails, and never gives HTML but an iframe, whatever it is", () => {
    const piece = fc.constantFrom(
      "<title>",
      "</title>",
      "<meta ",
      'property="og:title" ',
      'content="',
      '"',
      ">",
      "<script type='application/ld+json'>",
      "</script>",
      '{"@type":"NewsArticle","headline":',
      "1}",
      "<svg>",
      "<link rel=canonical href=",
      "<!--",
      "\u0000",
      "\ud800",
      "<iframe src=x>",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
        const { content } = read(pieces.join(""));
        expect(content.html).toBe("");
        expect(content.title.length).toBeLessThanOrEqual(500);
        expect(content.title.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe("an oEmbed", () => {
  const { content } = read('<title>Page</title><meta name="description" content="d">');
  const merged = (fields: object) =>
    withOembed(content, { version: "1.0", ...fields }, "https://news.example/oembed", isLocal);

  it("is JSON or XML of version 1.0", () => {
    expect(readOembed('{"version":1.0,"type":"link"}', "json")).toBeNull();
    expect(readOembed('{"version":"1.0","type":"link"}', "json")).toMatchObject({ type: "link" });
    expect(
      readOembed(
        "<?xml version='1.0'?><oembed><version>1.0</version><title>A &amp; B</title></oembed>",
        "xml",
      ),
    ).toEqual({
      version: "1.0",
      title: "A & B",
    });
    for (const text of ["", "null", "[]", "<html>", "1"]) expect(readOembed(text, "json")).toBeNull();
  });

  it("of a video gives one iframe over https", () => {
    const card = merged({
      type: "video",
      title: "Film",
      width: 480,
      height: 270,
      html: '<script>alert(1)</script><iframe src="https://v.example/1" onload="alert(1)" srcdoc="<p>"></iframe><iframe src="https://w.example/">',
      author_name: "Ana",
      author_url: "/ana",
      thumbnail_url: "/t.png",
    });
    expect(card).toMatchObject({
      type: "video",
      title: "Film",
      description: "d",
      width: 480,
      height: 270,
      authorUrl: "https://news.example/ana",
      imageUrl: "https://news.example/t.png",
    });
    expect(card.html).toMatch(/^<iframe src="https:\/\/v\.example\/1" [^<]*><\/iframe>$/);
    expect(card.html).not.toContain("onload");
    expect(card.html).not.toContain("srcdoc");
  });

  it("of a video without one is a link", () => {
    for (const html of [
      "<script>x</script>",
      '<iframe src="http://v.example/">',
      "",
      '<embed src="https://v.example/">',
    ])
      expect(merged({ type: "video", html, title: "Film" })).toMatchObject({
        type: "link",
        html: "",
        title: "Film",
      });
  });

  it("of a photo names the picture", () => {
    expect(merged({ type: "photo", url: "/p.jpg", width: "100", height: 50 })).toMatchObject({
      type: "photo",
      embedUrl: "https://news.example/p.jpg",
      imageUrl: "https://news.example/p.jpg",
      width: 100,
    });
    expect(merged({ type: "photo", url: "javascript:alert(1)" })).toMatchObject({
      type: "link",
      embedUrl: "",
    });
  });

  it("of another kind changes nothing", () => {
    expect(merged({ type: "rich", html: "<iframe src='https://x.example/'>", title: "Widget" })).toEqual(
      content,
    );
  });

  it("cannot break out of its attribute", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (path, size) => {
        const html = frame(`https://v.example/${path}`, { width: size, height: size }, isLocal);
        if (html !== null)
          expect(html).toMatch(/^<iframe src="[^"<>]*"( width="\d+" height="\d+")? [^<>]*><\/iframe>$/);
        expect(() => frameOf(path, isLocal)).not.toThrow();
      }),
    );
  });
});

describe("the encoding of a page", () => {
  const bytes = (...parts: (string | number[])[]) =>
    Buffer.concat(
      parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))),
    );

  it.each([
    ["its Content-Type", bytes("<title>\xe4</title>"), "text/html; charset=ISO-8859-1", "ä"],
    ["its meta tag", bytes('<meta charset="shift_jis"><title>', [0x82, 0xa0], "</title>"), "text/html", "あ"],
    [
      "its older meta tag",
      bytes('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', [0xe0]),
      undefined,
      "а",
    ],
    ["its byte order mark", bytes([0xef, 0xbb, 0xbf], [0xc3, 0xa4]), "text/html; charset=latin1", "ä"],
    ["UTF-8, which it fits", bytes([0xc3, 0xa4]), undefined, "ä"],
    ["Latin, which everything fits", bytes([0xe4], "x"), undefined, "ä"],
    ["UTF-8 cut within a character", bytes("ab", [0xc3]), undefined, "ab"],
    ["what is left when it names nonsense", bytes("ab"), "text/html; charset=nonsense", "ab"],
  ])("is that of %s", (_name, page, contentType, expected) => {
    expect(decodePage(page, contentType)).toContain(expected);
  });

  it("never fails", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (page, type) => typeof decodePage(page, type) === "string"),
    );
  });
});
