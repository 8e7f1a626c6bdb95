import { describe, expect, it } from "vitest";
import { PUBLIC } from "../../ids/visibility.ts";
import type { Post } from "../../model/post.ts";
import { readVote } from "./poll.ts";
import { readPost } from "./post.ts";

const author = "https://a.example/users/ana";
const note = { id: "https://a.example/posts/1", type: "Note", attributedTo: author, to: [PUBLIC] };

function post(document: object, options = {}): Post {
  const read = readPost({ ...note, ...document }, options);
  if (!read.ok) throw new Error(read.error.type);
  return read.value;
}

function refusal(document: unknown): string | null {
  const read = readPost(document);
  return read.ok ? null : read.error.type;
}

describe("readPost refuses", () => {
  it.each([
    ["text", "document/not-an-object"],
    [[note], "document/not-an-object"],
    [{ ...note, type: undefined }, "document/no-type"],
    [{ ...note, type: "Work" }, "document/unknown-type"],
    [{ ...note, id: undefined }, "document/no-id"],
    [{ ...note, id: "javascript:alert(1)" }, "document/bad-id"],
    [{ ...note, attributedTo: null }, "post/no-author"],
    [{ ...note, attributedTo: "https://b.example/users/ana" }, "post/foreign-author"],
    [{ ...note, content: "x".repeat(500_001) }, "post/too-long"],
    [{ ...note, tag: Array.from({ length: 10_000 }, (_, n) => mention(n)) }, "post/too-many-mentions"],
    [
      { ...note, cc: Array.from({ length: 10_000 }, (_, n) => `https://a.example/${n}`) },
      "post/too-many-recipients",
    ],
    [{ ...note, replies: deep(60) }, "document/too-deep"],
  ])("%#", (document, reason) => {
    expect(refusal(document)).toBe(reason);
  });
});

function mention(n: number) {
  return { type: "Mention", href: `https://b.example/users/${n}`, name: `@${n}` };
}

function deep(levels: number): object {
  return levels === 0 ? {} : { first: deep(levels - 1) };
}

describe("readPost", () => {
  it("reads full-IRI and prefixed names as their short forms", () => {
    const read = readPost({
      "@id": note.id,
      "@type": ["https://www.w3.org/ns/activitystreams#Note"],
      "https://www.w3.org/ns/activitystreams#attributedTo": [{ "@id": author }],
      "as:content": [{ "@value": "<p>hi</p>", "@language": "fr" }],
      "as:to": { "@id": "as:Public" },
    });
    expect(read).toMatchObject({
      ok: true,
      value: { html: "<p>hi</p>", author, visibility: "public", language: "fr" },
    });
  });

  it("takes the person among several authors, and the group as the community", () => {
    const attributedTo = [
      { type: "Group", id: "https://a.example/channels/x" },
      { type: "Person", id: author },
    ];
    expect(post({ attributedTo })).toMatchObject({ author, community: "https://a.example/channels/x" });
  });

  it("never takes an author of another origin, also when one of its own stands beside", () => {
    expect(post({ attributedTo: ["https://b.example/users/eve", author] }).author).toBe(author);
  });

  it("calls a summary a warning on a note and an excerpt beside a title", () => {
    expect(post({ summary: "spoiler" })).toMatchObject({ warning: "spoiler", summary: null, title: null });
    expect(post({ type: "Article", name: "T", summary: "<p>excerpt</p>" })).toMatchObject({
      title: "T",
      warning: null,
      summary: "excerpt",
    });
    expect(post({ type: "Review", name: "T", summary: "spoiler", sensitive: true }).warning).toBe("spoiler");
  });

  it("reads Markdown and plain text by their media type", () => {
    expect(post({ content: "**a** <b>", mediaType: "text/markdown" }).html).toContain(
      "<strong>a</strong> &lt;b&gt;",
    );
    expect(post({ content: "a\nb <c>", mediaType: "text/plain" }).html).toBe("<p>a<br />b &lt;c&gt;</p>");
  });

  it("is direct when only accounts are addressed, followers-only by the author's collection", () => {
    expect(post({ to: ["https://b.example/users/bob"] }).visibility).toBe("direct");
    expect(post({ to: [], cc: [] }).visibility).toBe("direct");
    const followersOfAuthor = "https://a.example/fans/ana";
    expect(post({ to: followersOfAuthor }, { followersOfAuthor }).visibility).toBe("followers");
    expect(post({ to: [`${author}/followers`], cc: "as:Public" }).visibility).toBe("unlisted");
  });

  it("takes a document that addresses nobody as public, but by its activity when that says more", () => {
    const { to: _, ...bare } = note;
    expect(readPost(bare)).toMatchObject({ value: { visibility: "public" } });
    expect(readPost({ ...bare, type: "ChatMessage" })).toMatchObject({ value: { visibility: "direct" } });
    const envelope = { to: [], cc: ["https://b.example/users/bob"], actor: author } as never;
    expect(readPost(bare, { envelope })).toMatchObject({ value: { visibility: "direct" } });
  });

  it.each([
    "<b>",
    "<ul><li>",
    "<p>x",
    "&amp;",
    "<",
    " ",
    "<table><tr><td>",
    "http://a.b/ ",
    '<a href="https://a.example/">',
  ])("spends little on half a megabyte of %j", (piece) => {
    const started = performance.now();
    post({ content: `a${piece.repeat(499_990 / piece.length)}b` });
    post({ content: `a${piece.repeat(49_990 / piece.length)}b`, mediaType: "text/markdown" });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("strips bidirectional overrides from titles", () => {
    expect(post({ type: "Article", name: "gpj.\u202egnp \u200bx" }).title).toBe("gpj.gnp x");
  });

  it("reads a quote by any of its names, with its stamp", () => {
    const quoted = "https://b.example/posts/9";
    expect(post({ quote: quoted, quoteAuthorization: "https://b.example/stamps/1" }).quote).toEqual({
      iri: quoted,
      authorization: "https://b.example/stamps/1",
    });
    expect(post({ quoteUrl: quoted }).quote?.iri).toBe(quoted);
    expect(post({ quoteUri: quoted }).quote?.iri).toBe(quoted);
    expect(post({ _misskey_quote: quoted }).quote?.iri).toBe(quoted);
    const tag = { type: "Link", mediaType: "application/activity+json", href: quoted };
    expect(post({ tag }).quote?.iri).toBe(quoted);
    expect(post({ tag: { ...tag, mediaType: "text/html" } }).quote).toBeNull();
  });

  it("reads who may quote", () => {
    const policy = (automaticApproval: unknown) =>
      post({ interactionPolicy: { canQuote: { automaticApproval } } }).quotePolicy;
    expect(policy(PUBLIC)).toBe("public");
    expect(policy([`${author}/followers`])).toBe("followers");
    expect(policy(author)).toBe("nobody");
    expect(post({}).quotePolicy).toBeNull();
  });

  it("takes a page's foreign url as the link it is about", () => {
    expect(post({ type: "Page", name: "T", url: "https://news.example/x" })).toMatchObject({
      url: note.id,
      link: "https://news.example/x",
    });
  });

  it("finds pictures as attachments, links to files, covers, and arrays of links", () => {
    const urls = (document: object) => post(document).media.map((medium) => medium.url);
    expect(urls({ attachment: { type: "Document", url: "https://a.example/1.png", name: "alt" } })).toEqual([
      "https://a.example/1.png",
    ]);
    expect(urls({ attachment: { type: "Link", href: "https://a.example/2.webp" } })).toEqual([
      "https://a.example/2.webp",
    ]);
    expect(urls({ type: "Article", name: "T", image: "https://a.example/3.jpg" })).toEqual([
      "https://a.example/3.jpg",
    ]);
    const url = [
      { type: "Link", href: "https://a.example/s.jpg", width: 100 },
      { type: "Link", href: "https://a.example/l.jpg", width: 900 },
    ];
    expect(urls({ attachment: [{ type: "Document", mediaType: "image/jpeg", url }] })).toEqual([
      "https://a.example/l.jpg",
    ]);
    expect(
      urls({
        attachment: [{ type: "Document", url: "data:image/png;base64,xx" }, { type: "PropertyValue" }, null],
      }),
    ).toEqual([]);
  });

  it("reads polls whose other kind stands by empty, and dates of any precision", () => {
    const poll = post({
      type: "Question",
      oneOf: [
        { type: "Note", name: "A", replies: { totalItems: 3 } },
        { type: "Note", name: "B" },
      ],
      anyOf: [],
      endTime: "2026-06-26T11:17:11.483620610+02:00",
      votersCount: 3,
    }).poll;
    expect(poll).toEqual({
      multiple: false,
      options: [
        { title: "A", votes: 3 },
        { title: "B", votes: 0 },
      ],
      voters: 3,
      closesAt: new Date("2026-06-26T09:17:11.483Z"),
      closedAt: null,
    });
  });

  it("has no date where the calendar has none", () => {
    expect(post({ published: "2024-02-30T00:00:00Z" }).publishedAt).toBeNull();
    expect(post({ published: "0000-00-00" }).publishedAt).toBeNull();
  });

  it("reads a language from wherever it stands, and none from und", () => {
    expect(post({ content: "x", contentMap: { "pt-br": "x" } }).language).toBe("pt-BR");
    expect(post({ language: { identifier: "und" } }).language).toBeNull();
    expect(post({ "@context": ["x", { "@language": "de" }] }).language).toBe("de");
    expect(post({ content: "b", contentMap: { en: "a", sv: "b" } }).language).toBe("sv");
  });
});

describe("readVote", () => {
  it("tells a vote from a reply", () => {
    const vote = { ...note, name: "A", inReplyTo: "https://b.example/polls/1" };
    expect(readVote(vote)).toEqual({
      iri: note.id,
      question: "https://b.example/polls/1",
      option: "A",
      voter: author,
    });
    expect(readVote({ ...vote, content: "A" })).toBeNull();
  });
});
