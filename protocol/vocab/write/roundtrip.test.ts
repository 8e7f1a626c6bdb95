import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Iri } from "../../ids/iri.ts";
import { addressing } from "../../ids/visibility.ts";
import type { Account } from "../../model/account.ts";
import { hlsType, type Medium, type MediumFile } from "../../model/medium.ts";
import type { Post } from "../../model/post.ts";
import { isPlain } from "../context.ts";
import { readAccount } from "../read/account.ts";
import { readPost } from "../read/post.ts";
import { writeAccount } from "./account.ts";
import { writePost } from "./post.ts";

const origin = "https://a.example";
const author = `${origin}/users/ana` as Iri;
const followers = `${author}/followers` as Iri;
const surroundings = {
  followers,
  likes: `${author}/likes` as Iri,
  shares: `${author}/shares` as Iri,
  hashtagUrl: (name: string) => `${origin}/tags/${encodeURIComponent(name)}`,
};

const word = fc.stringMatching(/^[a-zA-Zäöüß日本]{1,12}$/);
const line = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(" "));
const iri = fc.uuid().map((id) => `${origin}/posts/${id}` as Iri);
const url = (extension: string) => fc.uuid().map((id) => `${origin}/files/${id}.${extension}`);
const date = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const pixels = maybe(fc.integer({ min: 1, max: 10_000 }));

const codings = {
  video: [
    [hlsType, "m3u8"],
    ["video/mp4", "mp4"],
    ["video/webm", "webm"],
  ],
  audio: [
    ["audio/ogg", "ogg"],
    ["audio/mpeg", "mp3"],
  ],
} as const;

const alternative = (kind: "video" | "audio") =>
  fc.constantFrom(...codings[kind]).chain(([mediaType, extension]) =>
    fc.record({
      url: url(extension),
      mediaType: fc.constant(mediaType),
      // A film's width says nothing without its height.
      ...{ width: fc.constant(640), height: fc.constantFrom(360, 2160) },
      fps: maybe(fc.constantFrom(25, 29.97)),
      size: maybe(fc.integer({ min: 0, max: 1e9 })),
    }),
  );

const caption = fc.record({
  url: url("vtt"),
  language: fc.constantFrom("en", "de", "pt-BR", "zh-Hans"),
  label: maybe(line),
});

/** What only films and sounds have, in the order in which it is read: playlists first, then files from the largest down. */
const played = (kind: "video" | "audio") =>
  fc
    .record({
      alternatives: fc.uniqueArray(alternative(kind), { maxLength: 3, selector: (file) => file.url }),
      captions: fc.uniqueArray(caption, { maxLength: 3, selector: (found) => found.url }),
    })
    .map(({ alternatives, captions }) => ({
      ...(alternatives.length === 0 ? {} : { alternatives: alternatives.sort(byRank) }),
      ...(captions.length === 0 ? {} : { captions }),
    }));
const isPlaylist = (file: { mediaType: string }) => Number(file.mediaType === hlsType);
const byRank = (a: MediumFile, b: MediumFile) =>
  isPlaylist(b) - isPlaylist(a) || Math.min(b.height ?? 0, 640) - Math.min(a.height ?? 0, 640);

const medium: fc.Arbitrary<Medium> = fc
  .constantFrom(
    ["image", "image/png", "png"] as const,
    ["video", "video/mp4", "mp4"] as const,
    ["audio", "audio/ogg", "ogg"] as const,
  )
  .chain(([kind, mediaType, extension]) =>
    fc.tuple(
      kind === "image" ? fc.constant({}) : played(kind),
      fc.constantFrom({}, kind === "video" ? { loops: true } : {}),
      fc.record({
        kind: fc.constant(kind),
        url: url(extension),
        mediaType: fc.constant(mediaType),
        alt: maybe(line),
        width: pixels,
        height: pixels,
        blurhash: maybe(fc.constant("U9AmM5?GIp9b~UNGoeRk4=E2oeax4;ofxtWB")),
        focalPoint: maybe(fc.constantFrom([0, 0] as [number, number], [-0.5, 0.25] as [number, number])),
        duration: kind === "image" ? fc.constant(null) : maybe(fc.integer({ min: 0, max: 10_000 })),
        size: maybe(fc.integer({ min: 0, max: 1e9 })),
        previewUrl: kind === "image" ? fc.constant(null) : maybe(url("jpg")),
        sensitive: fc.constant(false),
      }),
    ),
  )
  .map(([others, loops, file]) => ({ ...file, ...loops, ...others }));

const emoji = fc.record({ shortcode: word, url: url("png"), iri: maybe(iri) });
const mention = fc.record({ iri, name: word.map((name) => `@${name}@b.example`) });
const unique = <T>(arbitrary: fc.Arbitrary<T>, selector: (value: T) => string) =>
  fc.uniqueArray(arbitrary, { maxLength: 3, selector });

const post: fc.Arbitrary<Post> = fc
  .record({
    kind: fc.constantFrom("note" as const, "article" as const, "question" as const),
    title: maybe(line),
    text: line,
    secondary: maybe(fc.tuple(fc.constantFrom("warning" as const, "summary" as const), line)),
    sensitive: fc.boolean(),
    language: maybe(fc.constantFrom("en", "de", "pt-BR", "ja")),
    visibility: fc.constantFrom(
      "public" as const,
      "unlisted" as const,
      "followers" as const,
      "direct" as const,
    ),
    mentions: unique(mention, (value) => value.iri),
    hashtags: unique(word, (value) => value.toLowerCase()),
    emojis: unique(emoji, (value) => value.shortcode),
    media: fc.array(medium, { maxLength: 3 }),
    inReplyTo: maybe(iri),
    context: maybe(iri),
    community: maybe(iri),
    quote: maybe(fc.record({ iri, authorization: maybe(iri) })),
    quotePolicy: maybe(fc.constantFrom("public" as const, "followers" as const, "nobody" as const)),
    source: maybe(fc.record({ content: line, mediaType: fc.constantFrom("text/plain", "text/markdown") })),
    options: fc.array(fc.record({ title: line, votes: fc.nat(1_000) }), { minLength: 2, maxLength: 4 }),
    poll: fc.record({
      multiple: fc.boolean(),
      voters: maybe(fc.nat(1_000)),
      closesAt: maybe(date),
      closedAt: maybe(date),
    }),
    iri,
    publishedAt: maybe(date),
    updatedAt: maybe(date),
  })
  .map(({ text, secondary, options, poll, ...drawn }) => {
    const heading = secondary?.[0] === "warning" || drawn.title === null ? "warning" : "summary";
    const warning = heading === "warning" ? (secondary?.[1] ?? null) : null;
    const excerpt = heading === "summary" ? (secondary?.[1] ?? null) : null;
    const repeats = excerpt === drawn.title || excerpt === text;
    const { to, cc } = addressing(
      drawn.visibility,
      followers,
      drawn.mentions.map((mentioned) => mentioned.iri),
    );
    return {
      ...drawn,
      type: { note: "Note", article: "Article", question: "Question" }[drawn.kind],
      author,
      html: `<p>${text}</p>`,
      warning,
      summary: repeats ? null : excerpt,
      sensitive:
        excerpt !== null && !repeats ? false : drawn.sensitive || (warning !== null && drawn.title !== null),
      to,
      cc,
      url: `${origin}/@ana/1`,
      link: null,
      poll: drawn.kind === "question" ? { ...poll, options } : null,
      event: null,
      place: null,
      rating: null,
      duration: null,
      repliesAllowed: null,
      replies: `${drawn.iri}/replies` as Iri,
    };
  });

describe("a post", () => {
  it("is read back as it was written", () => {
    fc.assert(
      fc.property(post, (written) => {
        const media = written.media.map((file) => ({ ...file, sensitive: written.sensitive }));
        const read = readPost(writePost(written, surroundings), { followersOfAuthor: followers });
        expect(read).toEqual({ ok: true, value: { ...written, media } });
      }),
      { numRuns: 500 },
    );
  });

  it("is plain", () => {
    fc.assert(
      fc.property(post, (written) => {
        expect(isPlain(writePost(written, surroundings))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

const account: fc.Arbitrary<Account> = fc.record({
  iri: fc.constant(author),
  kind: fc.constantFrom(
    "person" as const,
    "service" as const,
    "group" as const,
    "organization" as const,
    "application" as const,
  ),
  username: word,
  domain: fc.constantFrom("a.example", "handles.example"),
  displayName: line,
  bioHtml: fc.oneof(
    fc.constant(""),
    line.map((text) => `<p>${text}</p>`),
  ),
  url: fc.constant(`${origin}/@ana`),
  inbox: fc.constant(`${author}/inbox` as Iri),
  sharedInbox: maybe(fc.constant(`${origin}/inbox` as Iri)),
  outbox: maybe(iri),
  followers: maybe(iri),
  following: maybe(iri),
  featured: maybe(iri),
  locked: fc.boolean(),
  discoverable: fc.boolean(),
  indexable: fc.boolean(),
  memorial: fc.boolean(),
  aliases: unique(iri, String),
  movedTo: maybe(iri),
  fields: fc.array(fc.record({ name: line, html: line }), { maxLength: 3 }),
  emojis: unique(emoji, (value) => value.shortcode),
  avatarUrl: maybe(url("png")),
  avatarAlt: fc.constant(null),
  headerUrl: maybe(url("jpg")),
  headerAlt: fc.constant(null),
  attributionDomains: fc.uniqueArray(fc.constantFrom("a.example", "b.example", "xn--bcher-kva.example")),
  owners: unique(iri, String),
  keys: fc.constant([
    {
      id: `${author}#main-key` as Iri,
      format: "pem" as const,
      value: "-----BEGIN PUBLIC KEY-----\nMA==\n-----END PUBLIC KEY-----\n",
    },
    {
      id: `${author}#ed25519` as Iri,
      format: "multikey" as const,
      value: "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
    },
  ]),
  publishedAt: maybe(date),
});

describe("an account", () => {
  it("is read back as it was written", () => {
    fc.assert(
      fc.property(account, (written) => {
        expect(isPlain(writeAccount(written))).toBe(true);
        expect(readAccount(writeAccount(written))).toEqual({ ok: true, value: written });
      }),
      { numRuns: 300 },
    );
  });
});
