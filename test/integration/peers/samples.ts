import type { Iri } from "#protocol/ids/iri.ts";
import { PUBLIC } from "#protocol/ids/visibility.ts";
import type { Account } from "#protocol/model/account.ts";
import type { Post } from "#protocol/model/post.ts";

export const id = (path: string) => `https://a.example/${path}` as Iri;
export const actor = id("users/ana");
export const bob = "https://b.example/users/bob" as Iri;
export const followers = id("users/ana/followers");
export const quoted = "https://b.example/posts/9" as Iri;
export const emoji = { shortcode: "blob", url: "https://a.example/blob.png", iri: id("emojis/blob") };
/** A post that uses nearly all of the model. */
export const post: Post = {
  iri: id("posts/1"),
  kind: "question",
  type: "Question",
  author: actor,
  community: null,
  title: null,
  html: "<p>Tea?</p>",
  warning: "drinks",
  summary: null,
  source: { content: "Tea?", mediaType: "text/plain" },
  sensitive: true,
  language: "en",
  visibility: "public",
  to: [PUBLIC],
  cc: [followers, bob],
  inReplyTo: quoted,
  context: id("contexts/1"),
  quote: { iri: quoted, authorization: "https://b.example/stamps/1" as Iri },
  quotePolicy: "followers",
  mentions: [{ iri: bob, name: "@bob@b.example" }],
  hashtags: ["tea"],
  emojis: [emoji],
  media: [
    {
      kind: "image",
      url: "https://a.example/tea.png",
      mediaType: "image/png",
      alt: "A cup",
      width: 640,
      height: 480,
      blurhash: "U9AmM5?GIp9b",
      focalPoint: [0.5, -0.5],
      duration: null,
      size: null,
      previewUrl: null,
      sensitive: true,
    },
  ],
  url: id("@ana/1"),
  link: null,
  poll: {
    multiple: true,
    options: [
      { title: "Yes", votes: 1 },
      { title: "No", votes: 0 },
    ],
    voters: 1,
    closesAt: new Date("2030-01-01"),
    closedAt: null,
  },
  event: null,
  place: null,
  rating: null,
  duration: null,
  repliesAllowed: null,
  replies: id("posts/1/replies"),
  publishedAt: new Date("2026-01-01"),
  updatedAt: null,
};
/** An account that uses nearly all of the model. */
export const account: Account = {
  iri: actor,
  kind: "person",
  username: "ana",
  domain: "a.example",
  displayName: "Ana :blob:",
  bioHtml: "<p>tea</p>",
  url: id("@ana"),
  inbox: id("users/ana/inbox"),
  sharedInbox: id("inbox"),
  outbox: id("users/ana/outbox"),
  followers,
  following: id("users/ana/following"),
  featured: id("users/ana/featured"),
  locked: true,
  discoverable: true,
  indexable: false,
  memorial: false,
  aliases: [bob],
  movedTo: null,
  fields: [{ name: "Web", html: "a.example" }],
  emojis: [emoji],
  avatarUrl: "https://a.example/ana.png",
  avatarAlt: "Ana",
  headerUrl: null,
  headerAlt: null,
  attributionDomains: [],
  owners: [],
  keys: [
    {
      id: id("users/ana#ed25519"),
      format: "multikey",
      value: "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
    },
  ],
  publishedAt: new Date("2026-01-01"),
};
