import type { Inspection } from "#protocol/vocab/inspect.ts";

type Expected = Partial<Record<string, unknown>> & { ok?: Inspection["ok"] };

const publicly = { ok: true, visibility: "public" };
const medium = (parts: object) => [parts];

/** What a person who opens the payload would expect to see, by software. Members that are not named are not compared. */
export const expectations: Record<string, Expected> = {
  // Microblogs
  "mastodon/create-note-mczachurski-image-2023.json": {
    ...publicly,
    kind: "note",
    activity: "create",
    language: "en",
    tags: ["prague", "gdansk", "krakow", "london", "wroclaw"],
    media: medium({ kind: "image", mediaType: "image/png", width: 2200, height: 1384 }),
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
    media: medium({
      alt: "The KDE dragons Katie and Konqi stand on either side of a pot filling up with gold coins. Donate!",
      width: 1500,
      height: 1095,
    }),
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
    media: medium({ kind: "video", mediaType: "video/mp4" }),
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
    media: medium({ kind: "image", mediaType: "image/jpeg" }),
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
    media: medium({ alt: "A semaphore signal at Park South near Barrow-in-Furness." }),
  },
  "smithereen/question-poll.json": { title: "тестовый опрос", poll: { voters: 14 } },
  "smithereen/create-note-lf-create-note.json": {
    mentions: [{ name: "", iri: "https://ds9.lemmy.ml/u/nutomic" }],
  },

  // Video, pictures, music
  "peertube/video-framatube-mobilizon.json": {
    ...publicly,
    kind: "video",
    actor: "https://framatube.org/accounts/framasoft",
    community: "https://framatube.org/video-channels/bf54d359-cfad-4935-9d45-9d6be93f63e8",
    title: "What is PeerTube?",
    language: "en",
    duration: 113,
    url: "https://framatube.org/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d",
    tags: ["framasoft", "peertube"],
    media: medium({
      kind: "video",
      mediaType: "video/mp4",
      height: 1080,
      previewUrl: "https://framatube.org/static/previews/9c9de5e8-0a1e-484a-b099-e80766180a6d.jpg",
    }),
  },
  "peertube/create-video-hls-only.json": {
    kind: "video",
    activity: "create",
    title: 'Vu du 20/02/21 : "Planète Mars 2050"',
    language: "fr",
    media: medium({ kind: "video", mediaType: "application/x-mpegurl", height: 1080 }),
  },
  "peertube/video-peertube-moe.json": {
    title: "Friday Night",
    text: "tfw\n\nsong is 'my old piano' by diana ross",
    actor: "https://peertube.moe/accounts/7even",
    tags: ["feels"],
    media: medium({ height: 720, width: null }),
  },
  "peertube/note-lf-note.json": {
    text: "@af2@bae.st idk",
    inReplyTo: "https://bae.st/objects/87c1cbf5-542a-491d-af57-0414c8648381",
  },
  "pixelfed/create-note-place-and-image-2023.json": {
    tags: ["streetphotography", "colorphotography"],
    place: { name: "Wrocław", address: "Poland", latitude: 51.1, longitude: 17.03333 },
    media: medium({
      alt: "Stickers on the glass from the stairs, casting long and colourful shadows from the sun.",
    }),
  },
  "pixelfed/note-unit-test.json": {
    repliesAllowed: false,
    tags: ["mazda", "zoomzoom"],
    media: medium({ alt: null }),
  },
  "funkwhale/create-audio-channel.json": {
    ...publicly,
    kind: "audio",
    title: "Compositions - Test Audio for Pleroma",
    text: "This is a test Audio for Pleroma.",
    url: "https://channels.tests.funkwhale.audio/library/tracks/74",
    tags: ["funkwhale", "test", "tests"],
    media: medium({ kind: "audio", mediaType: "audio/ogg" }),
  },
  "funkwhale/library-docs.json": { kind: "library", title: "My awesome library", totalItems: 4234 },
  "bandwagon/album-emissary.json": {
    kind: "album",
    title: "DRAGX̶FUNK",
    media: medium({ mediaType: "image/webp" }),
  },
  "hubzilla/create-image-image.json": { kind: "image", media: medium({ width: 2200, height: 2200 }) },
  "owncast/actor-service-rgh.json": {
    kind: "service",
    title: "Rob's Owncast Server",
    tags: ["owncast", "streaming"],
    fields: [{ name: "Stream", value: "https://owncast.example.org" }],
  },

  // Forums and link aggregators
  "lemmy/page.json": {
    ...publicly,
    title: "Post title",
    language: "fr",
    community: "https://enterprise.lemmy.ml/c/tenforward",
    media: medium({ kind: "image", url: "https://enterprise.lemmy.ml/pictrs/image/eOtYb9iEiB.png" }),
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
    media: medium({ alt: "a painting of a crystal flower, AI art, stable diffusion" }),
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

  // Blogs, events, books, social
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
    media: medium({ kind: "image", url: "https://example.com/img/456_feature.jpg" }),
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
