import type { Expectations } from "./type.ts";

const publicly = { ok: true, visibility: "public" };

const stream = "https://peertube.stream/static/streaming-playlists/hls/abece3c3-b9c6-47f4-8040-f3eed8c602e6";

/** Software for films, pictures, music and streams. */
export const media: Expectations = {
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
    media: [
      {
        kind: "video",
        mediaType: "video/mp4",
        height: 1080,
        previewUrl: "https://framatube.org/static/previews/9c9de5e8-0a1e-484a-b099-e80766180a6d.jpg",
        captions: "ca cs de en es eu fr gl hu it lt nl pl pt ru sv zh".split(" "),
      },
    ],
  },
  "peertube/create-video-hls-only.json": {
    kind: "video",
    activity: "create",
    title: 'Vu du 20/02/21 : "Planète Mars 2050"',
    language: "fr",
    media: [
      {
        kind: "video",
        mediaType: "video/mp4",
        url: `${stream}/abece3c3-b9c6-47f4-8040-f3eed8c602e6-1080-fragmented.mp4`,
        height: 1080,
        alternatives: [`${stream}/master.m3u8`],
      },
    ],
  },
  "peertube/video-peertube-moe.json": {
    title: "Friday Night",
    text: "tfw\n\nsong is 'my old piano' by diana ross",
    actor: "https://peertube.moe/accounts/7even",
    tags: ["feels"],
    media: [{ height: 720, width: null }],
  },
  "peertube/note-lf-note.json": {
    text: "@af2@bae.st idk",
    inReplyTo: "https://bae.st/objects/87c1cbf5-542a-491d-af57-0414c8648381",
  },
  "pixelfed/create-note-place-and-image-2023.json": {
    tags: ["streetphotography", "colorphotography"],
    place: { name: "Wrocław", address: "Poland", latitude: 51.1, longitude: 17.03333 },
    media: [
      {
        alt: "Stickers on the glass from the stairs, casting long and colourful shadows from the sun.",
      },
    ],
  },
  "pixelfed/note-unit-test.json": {
    repliesAllowed: false,
    tags: ["mazda", "zoomzoom"],
    media: [{ alt: null }],
  },
  "funkwhale/create-audio-channel.json": {
    ...publicly,
    kind: "audio",
    title: "Compositions - Test Audio for Pleroma",
    text: "This is a test Audio for Pleroma.",
    url: "https://channels.tests.funkwhale.audio/library/tracks/74",
    tags: ["funkwhale", "test", "tests"],
    media: [{ kind: "audio", mediaType: "audio/ogg" }],
  },
  "funkwhale/library-docs.json": { kind: "library", title: "My awesome library", totalItems: 4234 },
  "bandwagon/album-emissary.json": {
    kind: "album",
    title: "DRAGX̶FUNK",
    media: [{ mediaType: "image/webp" }],
  },
  "hubzilla/create-image-image.json": { kind: "image", media: [{ width: 2200, height: 2200 }] },
  "owncast/actor-service-rgh.json": {
    kind: "service",
    title: "Rob's Owncast Server",
    tags: ["owncast", "streaming"],
    fields: [{ name: "Stream", value: "https://owncast.example.org" }],
  },
};
