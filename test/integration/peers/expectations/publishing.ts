import type { Expectations } from "./type.ts";

const publicly = { ok: true, visibility: "public" };

/** Blogs, events, books and social networks of the older kind. */
export const publishing: Expectations = {
  "plume/create-article-licensed.json": {
    title: "My Article",
    summary: "Bye.",
    warning: null,
    actor: "https://plu.me/@/Admin",
  },
  "ghost/create-article-publish-post.json": {
    ...publicly,
    title: "Post title",
    url: "https://example.com/post/456",
    media: [{ kind: "image", url: "https://example.com/img/456_feature.jpg" }],
  },
  "wordpress/announce-update-lf-announce.json": {
    kind: "article",
    activity: "update",
    title: "Lemmy (Part 4)",
  },
  "wordpress/article-pterotype.json": {
    title: "The end is near: Mastodon plans to drop OStatus support",
    summary:
      "One of the largest platforms in the federated social web is dropping the protocol that it started with.",
    url: "https://wedistribute.org/2019/07/mastodon-drops-ostatus/",
  },
  "wordpress/note-lf-note.json": { text: "Nice! Hello from WordPress!", language: "en" },
  "wordpress/nodeinfo-wp-data.json": { kind: "nodeinfo", software: { name: "wordpress", version: "6.4.2" } },
  "writefreely/actor-person-matt-2023.json": { title: "Matt", url: "https://write.as/matt/" },
  "friendica/article-lf-page-2.json": {
    title: "From Friendica to Lemmy",
    text: "Hello Lemmy!",
    language: "de",
  },
  "friendica/page-lf-page-1.json": { link: "https://www.nasaspaceflight.com/2022/03/us-eva-80/" },
  "friendica/dislike-lf-dislike-page.json": { kind: "dislike" },
  "hubzilla/follow-osada.json": { kind: "follow", actor: "https://apfed.club/channel/indio" },
  "gnusocial/page-lf-page.json": { title: "hello, world.", text: "This is an interesting page." },
  "mobilizon/event-lf-event.json": {
    kind: "event",
    language: "en",
    title: "Caledonian scottish dance class",
    event: { startsAt: "2022-12-11T19:00:00.000Z", endsAt: "2022-12-11T21:00:00.000Z" },
    place: {
      name: "The Kenn Centre",
      address: "Devon Expressway, EX6 7TW Teignbridge, England, United Kingdom",
      latitude: 50.66881615,
    },
    tags: ["Dance", "Caledonian", "Lesson"],
  },
  "mobilizon/create-event-plain.json": {
    link: "https://google.com",
    place: {
      name: "Locaux de Framasoft",
      address: "10 Rue Jangot, 69007 Lyon, Auvergne Rhône Alpes, France",
    },
  },
  "mobilizon/join-event.json": { kind: "join", ignored: true },
  "gancio/create-event-demo.json": {
    title: "Demo event",
    text: "📍 Colosseo\n📅 Wednesday, 14 July (17:30)",
    event: { startsAt: "2021-07-14T15:30:57.000Z", endsAt: "2021-07-14T16:30:57.000Z" },
    place: { name: "Colosseo" },
    tags: ["test"],
  },
  "gancio/event-gancio-v1.22.json": {
    place: { name: "Fediverse TV", address: "C/ Falsa 123" },
  },
  "bookwyrm/review-docs.json": {
    kind: "review",
    title: "What a cracking read",
    warning: "Spoilers ahead!",
    visibility: "followers",
    rating: 4.5,
    link: "https://example.net/book/1",
  },
  "bookwyrm/create-generatednote-shelve.json": {
    kind: "generatednote",
    text: "wants to read Female Husbands",
  },
  "bookwyrm/booklist-docs.json": { kind: "booklist", title: "My cool list" },
};
