import type { Expectations } from "./type.ts";

const publicly = { ok: true, visibility: "public" };

/** Mastodon and the other microblogs. */
export const microblogs: Expectations = {
  "mastodon/create-note-mczachurski-image-2023.json": {
    ...publicly,
    kind: "note",
    activity: "create",
    language: "en",
    tags: ["prague", "gdansk", "krakow", "london", "wroclaw"],
    media: [{ kind: "image", mediaType: "image/png", width: 2200, height: 1384 }],
  },
  "mastodon/create-note-nsfw.json": { warning: "cw", text: "@lain #moo", tags: ["NSFW"] },
  "mastodon/create-note-private.json": { visibility: "direct", warning: "cw" },
  "mastodon/create-note-vote.json": {
    vote: {
      question: "https://testing.uguu.ltd/objects/9d300947-2dcb-445d-8978-9a3b4b84fa14",
      option: "suya..",
    },
    text: null,
  },
  "mastodon/create-question-poll.json": {
    kind: "question",
    text: "Why is Tenshi eating a corndog so cute?",
    poll: {
      multiple: false,
      options: [
        { title: "Dunno", votes: 0 },
        { title: "Everyone knows that!", votes: 1 },
        { title: "25 char limit is dumb", votes: 0 },
        { title: "I can't even fit a funny", votes: 1 },
      ],
      closesAt: "2019-05-11T09:03:36.000Z",
    },
  },
  "mastodon/note-language.json": { language: "ja", text: "tag" },
  "mastodon/note-lf-note-2.json": {
    inReplyTo: "https://floss.social/users/kde/statuses/113306824627995724",
    mentions: [{ name: "@kde@lemmy.kde.social", iri: "https://lemmy.kde.social/c/kde" }],
    media: [
      {
        alt: "The KDE dragons Katie and Konqi stand on either side of a pot filling up with gold coins. Donate!",
        width: 1500,
        height: 1095,
      },
    ],
  },
  "mastodon/note-lf-private-message.json": { visibility: "direct", language: "es" },
  "mastodon/note-custom-emoji-likes-shares.json": {
    visibility: "unlisted",
    language: "de",
    emoji: [
      {
        shortcode: "KritischerTreffer",
        url: "https://server.social/system/custom_emojis/images/000/007/421/original/350499e0e0477dd7.png",
      },
    ],
  },
  "mastodon/note-status.emelie.json": {
    media: [{ kind: "video", mediaType: "video/mp4" }],
    tags: ["mastocats"],
  },
  "mastodon/delete-person-user.json": { kind: "delete", object: ["http://mastodon.example.org/users/admin"] },
  "mastodon/flag-lf-flag.json": {
    kind: "flag",
    text: "Please take a look at this user and their posts",
    object: [
      "https://example.com/users/1",
      "https://example.com/posts/380590",
      "https://example.com/posts/380591",
    ],
  },
  "mastodon/move-docs.json": { kind: "move", target: "https://alice.com/users/109835986274379" },
  "mastodon/undo-object-is-string.json": {
    kind: "undo",
    object: ["http://mastodon.example.org/users/admin#likes/2"],
  },
  "mastodon/update-person-mastodon-art-2026.json": {
    kind: "person",
    activity: "update",
    title: "Colorblind Cowboy",
    handle: "@alinamiko@mastodon.art",
  },
  "mastodon/webfinger-gargron-2024.json": {
    kind: "webfinger",
    actor: "https://mastodon.social/users/Gargron",
    handle: "@Gargron@mastodon.social",
    url: "https://mastodon.social/@Gargron",
  },
  "mastodon/orderedcollection-followers.json": { kind: "orderedcollection", totalItems: 437 },
  "gotosocial/note-interaction-policy.json": {
    ...publicly,
    warning: null,
    repliesAllowed: true,
    mentions: [{ name: "@1happyturtle@localhost:8080", iri: "http://localhost:8080/users/1happyturtle" }],
    published: "2024-02-20T10:41:37.000Z",
  },
  "gotosocial/note-plain.json": {
    ...publicly,
    warning: "introduction post",
    sensitive: true,
    text: "hello everyone!",
  },
  "gotosocial/create-iri-object.json": {
    kind: "create",
    object: ["http://localhost:8080/users/the_mighty_zork/statuses/01F8MHAMCHF6Y650WCRSCP4WMY"],
  },
  "gotosocial/likeauthorization-like.json": {
    kind: "likeauthorization",
    actor: "http://localhost:8080/users/the_mighty_zork",
  },
  "gotosocial/actor-person-moved-aliases.json": { kind: "person", handle: "@the_mighty_zork@localhost:8080" },
  "pleroma/create-note-fep-e232.json": { quote: "https://example.org/objects/9" },
  "pleroma/chatmessage-lf-chat-message.json": { kind: "chatmessage", visibility: "direct", text: "Hi!" },
  "pleroma/emojireact-emoji-reaction.json": { kind: "emojireact", text: "👌" },
  "pleroma/note-emoji-in-summary.json": { warning: ":joker_smile:", sensitive: false },
  "pleroma/question-poll-attachment.json": {
    poll: { multiple: false, voters: 4, closesAt: "2019-09-19T00:32:36.785Z" },
    media: [{ kind: "image", mediaType: "image/jpeg" }],
  },
  "pleroma/note-soapbox-no-mentions-in-content.json": { visibility: "unlisted" },
  "akkoma/note-docs-mfm.json": {
    visibility: "unlisted",
    quote: "http://remote.example/status/85717e587f95d5c0",
  },
  "misskey/like-reaction.json": {
    kind: "like",
    text: ":pudding:",
    emoji: [{ shortcode: "pudding", url: "http://somewhere" }],
  },
  "misskey/like-reaction-old.json": { kind: "like", text: "pudding" },
  "misskey/note-quote.json": { quote: "https://misskey.io/notes/8vs6wxufd0" },
  "misskey/question-poll-no-end-date.json": {
    poll: {
      multiple: false,
      closesAt: null,
      options: [
        { title: "Working", votes: 0 },
        { title: "Broken af", votes: 1 },
      ],
    },
  },
  "misskey/actor-person-birthday.json": { title: "mkljczk", text: null },
  "fedibird/note-quote-uri.json": {
    language: "ja",
    text: "美味しそう",
    quote: "https://fedibird.com/users/yamako/statuses/107699333438289729",
  },
  "mitra/accept-lf-accept.json": { kind: "accept", actor: "https://mitra.social/users/localtestgroup" },
  "takahe/actor-person-vote.json": { title: "FediVision Vote Bot", fields: [{ name: "More details" }] },
  "threads/webfinger-mosseri.json": { kind: "webfinger", handle: "@mosseri@threads.net" },
  "kroeg/create-note-kroeg-array-less-emoji.json": {
    title: "Kroeg dev thread",
    emoji: [{ shortcode: "icon_e_smile" }],
  },
  "kroeg/announce-note-inline-actor.json": { kind: "announce", actor: "https://puckipedia.com/" },
  "bridgy/note-bsky-note.json": {
    language: "en",
    tags: ["railway", "photography"],
    url: "https://bsky.brid.gy/r/https://bsky.app/profile/did:plc:25pjv3klpvtyfupgodearyop/post/3mhfimrpn5s2b",
    media: [{ alt: "A semaphore signal at Park South near Barrow-in-Furness." }],
  },
  "smithereen/question-poll.json": { title: "тестовый опрос", poll: { voters: 14 } },
  "smithereen/create-note-lf-create-note.json": {
    mentions: [{ name: "", iri: "https://ds9.lemmy.ml/u/nutomic" }],
  },
};
