import type { Expectations } from "./type.ts";

const publicly = { ok: true, visibility: "public" };

/** Forums and link aggregators. */
export const forums: Expectations = {
  "lemmy/page.json": {
    ...publicly,
    title: "Post title",
    language: "fr",
    community: "https://enterprise.lemmy.ml/c/tenforward",
    media: [{ kind: "image", url: "https://enterprise.lemmy.ml/pictrs/image/eOtYb9iEiB.png" }],
  },
  "lemmy/page-enterprise.json": { title: "Hello Federation!", warning: null },
  "lemmy/create-page.json": { kind: "page", activity: "create", title: "test post", language: "ko" },
  "lemmy/announce-create-page.json": {
    kind: "page",
    activity: "create",
    actor: "http://enterprise.lemmy.ml/u/lemmy_beta",
    announcedBy: "http://enterprise.lemmy.ml/c/main",
    title: "post 4",
  },
  "lemmy/announce-like-2023.json": { kind: "announce", announced: { kind: "like" } },
  "lemmy/create-chatmessage-create-private-message-0.19.json": {
    kind: "chatmessage",
    visibility: "direct",
    text: "hi!",
  },
  "lemmy/delete-remove-note.json": { kind: "delete", text: "bad comment" },
  "lemmy/lock-page.json": { kind: "lock", ignored: true },
  "lemmy/tombstone.json": { kind: "tombstone", object: ["https://lemmy.ml/comment/110273"] },
  "lemmy/update-group-update-community.json": { kind: "group", needsFetch: true, text: "updated 2" },
  "lotide/create-page-lf-create-page.json": {
    title: "test post from b",
    visibility: "unlisted",
    link: "https://blog.twitter.com/engineering/en_us/a/2010/announcing-snowflake.html",
  },
  "kbin/page-thread.json": {
    title: "Fediverse Developer Network",
    tags: ["fediverse"],
    link: "https://fedidevs.org/",
    url: "https://lab.kbin.pub/m/fediverse/t/2917",
  },
  "piefed/page-image.json": {
    title: "Example Image Post Title",
    media: [{ alt: "a painting of a crystal flower, AI art, stable diffusion" }],
  },
  "piefed/question-poll.json": {
    title: "Poll Post Test",
    text: "this is the poll post body",
    poll: { closesAt: "2024-11-27T00:47:11.362Z", voters: 2 },
  },
  "piefed/feed-example.json": { kind: "feed", title: "Programming" },
  "discourse/note-lf-page.json": { ...publicly, title: "Our next meeting" },
  "nodebb/article-lf-page.json": { kind: "article", title: "Welcome to your NodeBB!", warning: null },
  "nodebb/announce-note-note-1.json": {
    kind: "announce",
    object: ["https://community.nodebb.org/post/102840"],
  },
};
