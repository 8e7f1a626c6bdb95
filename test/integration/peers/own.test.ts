import { describe, expect, it } from "vitest";
import { inspectDocument } from "#protocol/vocab/inspect.ts";
import { loadFixtures, ownFixtures } from "./fixtures.ts";

const fixtures = loadFixtures(ownFixtures);

const expectations: Record<string, object> = {
  "mastodon/create-note-quote-policy.json": {
    kind: "note",
    activity: "create",
    text: "What #Bo says.",
    language: "en",
    quote: "https://n.example/posts/7",
    quotePolicy: "followers",
    tags: ["Bo"],
  },
  "pleroma/note-attachment-url-array.json": {
    text: "a cat\na mat",
    visibility: "followers",
    warning: null,
    tags: ["cats"],
    emoji: [{ shortcode: "cat", url: "https://p.example/emoji/cat.png" }],
    media: [{ alt: "The cat", url: "https://p.example/media/cat.png", width: 800, height: 600 }],
    published: "2026-03-01T10:00:00.123Z",
  },
  "gotosocial/create-two-votes.json": { vote: { question: "https://m.example/polls/1", option: "tissues" } },
  "peertube/video-files-and-playlist.json": {
    kind: "video",
    actor: "https://v.example/accounts/eve",
    community: "https://v.example/video-channels/bread",
    title: "How bread is made",
    text: "Bread\nand butter\n\nhttps://bread.example",
    language: "fr",
    duration: 3723,
    repliesAllowed: false,
    url: "https://v.example/w/1",
    media: [
      {
        url: "https://v.example/720.mp4",
        width: 1280,
        height: 720,
        previewUrl: "https://v.example/large.jpg",
        alternatives: ["https://v.example/master.m3u8", "https://v.example/2160.mp4"],
      },
    ],
  },
  "lemmy/announce-create-page-link.json": {
    kind: "page",
    activity: "create",
    actor: "https://k.example/u/fay",
    announcedBy: "https://l.example/c/news",
    community: "https://l.example/c/news",
    title: "Bread & butter",
    text: "Read this",
    language: null,
    link: "https://news.example/bread",
    media: [{ kind: "image", url: "https://k.example/pictrs/thumb.webp" }],
  },
  "mbin/create-page-picture.json": {
    kind: "page",
    title: "A kitten",
    text: null,
    summary: "A kitten #test #kitten",
    tags: ["test", "kitten"],
    link: "https://kittens.example",
    media: [{ alt: "kibby", url: "https://b.example/media/kitten.png" }],
    community: "https://b.example/m/test",
  },
  "mbin/like-entry.json": {
    kind: "like",
    object: ["https://b.example/m/test/t/1"],
    community: "https://b.example/m/test",
  },
  "pixelfed/note-reply-single-mention.json": {
    inReplyTo: "https://x.example/p/ivy/1",
    mentions: [{ name: "@ivy@x.example", iri: "https://x.example/users/ivy" }],
    repliesAllowed: false,
    place: { name: "Oslo", address: "Norway", latitude: 59.91, longitude: 10.75 },
    media: [{ url: "https://x.example/1.jpg", alt: null }],
  },
  "owncast/note-live.json": {
    visibility: "public",
    text: "We are live!\n\nhttps://o.example",
    tags: ["owncast"],
    media: [{ alt: "Live stream preview" }],
  },
  "owncast/offer-full-names.json": { kind: "offer", ignored: true },
  "writefreely/create-article.json": {
    kind: "article",
    title: "On bread",
    text: "Bread, I think.\n\nAnd a loaf.",
    language: "en",
    url: "https://w.example/blog/on-bread",
    tags: ["bread"],
    media: [{ alt: "a loaf" }],
  },
  "funkwhale/delete-uploads.json": {
    kind: "delete",
    object: ["https://f.example/federation/music/uploads/1", "https://f.example/federation/music/uploads/2"],
  },
  "funkwhale/create-audio-with-cover.json": {
    kind: "audio",
    actor: "https://f.example/federation/actors/jo",
    visibility: "public",
    duration: 213,
    media: [{ kind: "audio", mediaType: "audio/mpeg", previewUrl: "https://f.example/cover.jpg" }],
  },
  "castopod/episode.json": {
    kind: "podcastepisode",
    title: "One",
    text: "About bread",
    media: [
      { kind: "audio", url: "https://c.example/audio/one.mp3", previewUrl: "https://c.example/cover.jpg" },
    ],
  },
  "mobilizon/event-online.json": {
    kind: "event",
    actor: "https://e.example/@bakers",
    language: "fr",
    event: { startsAt: "2026-05-01T17:00:00.000Z", endsAt: null },
    place: { name: "Lyon, France", address: "Lyon, France" },
    link: "https://bakers.example",
    repliesAllowed: false,
  },
  "bookwyrm/quotation.json": {
    kind: "quotation",
    text: "Call me Ishmael.\n\nSo true.",
    link: "https://w2.example/book/9",
  },
  "hubzilla/person-url-links.json": {
    title: "Mo",
    url: "https://h.example/channel/mo/page",
    avatar: "https://h.example/l.png",
    keys: ["https://h.example/channel/mo?operation=getkey"],
  },
  "wordpress/article-entities.json": {
    title: "Tom & Jerry’s bread",
    summary: "An excerpt […]",
    warning: null,
    text: "One\n\nTwo\n\n- a\n- b",
    url: "https://wp.example/bread/",
    media: [{ alt: "A loaf" }],
  },
  "other/note-foreign-author.json": {
    ok: false,
    reason: "post/foreign-author: iri https://evil.example/1, author https://m.example/users/ana",
  },
};

describe("payloads in the shapes that peers send", () => {
  it.each(fixtures)("$name reads as a person reads it", ({ name, document }) => {
    const expected = { ok: true, ...expectations[name] };
    expect(expectations).toHaveProperty([name]);
    expect(inspectDocument(document)).toMatchObject(expected);
  });
});
