import { describe, expect, it } from "vitest";
import { hlsType, type Medium } from "../../model/medium.ts";
import { readPost } from "./post.ts";

const home = "https://v.example";
const film = {
  id: `${home}/videos/1`,
  type: "Video",
  name: "Bread",
  attributedTo: [
    { type: "Person", id: `${home}/accounts/eve` },
    { type: "Group", id: `${home}/channels/bread` },
  ],
};

function medium(document: object): Medium | undefined {
  const read = readPost({ ...film, ...document });
  if (!read.ok) throw new Error(read.error.type);
  return read.value.media[0];
}

function file(name: string, parts: object = {}) {
  return { type: "Link", mediaType: "video/mp4", href: `${home}/${name}`, ...parts };
}

function playlist(...tag: object[]) {
  return { type: "Link", mediaType: "application/x-mpegURL", href: `${home}/master.m3u8`, tag };
}

function holds(...codecs: string[]) {
  return {
    attachment: codecs.map((value) => ({ type: "PropertyValue", name: "ffprobe_codec_type", value })),
  };
}

describe("a film that is offered in several ways", () => {
  it("begins with the best MP4 of at most 1080 lines", () => {
    const url = [
      file("2160.mp4", { height: 2160 }),
      file("480.mp4", { height: 480 }),
      file("1080.webm", { mediaType: "video/webm", height: 1080 }),
      file("720.mp4", { height: 720 }),
      playlist(file("1080-fragmented.mp4", { height: 1080 })),
    ];
    expect(medium({ url })?.url).toBe(`${home}/1080-fragmented.mp4`);
    expect(medium({ url: url.slice(0, 4) })?.url).toBe(`${home}/720.mp4`);
  });

  it("counts the lines of an upright film along its shorter side", () => {
    const url = [file("upright.mp4", { width: 1080, height: 1920 }), file("small.mp4", { height: 240 })];
    expect(medium({ url })).toMatchObject({ url: `${home}/upright.mp4`, width: 1080, height: 1920 });
  });

  it("prefers the playlist to a file that is too large, and such a file to nothing", () => {
    const large = file("2160.mp4", { height: 2160 });
    expect(medium({ url: [large, playlist()] })).toMatchObject({
      url: `${home}/master.m3u8`,
      mediaType: hlsType,
    });
    expect(medium({ url: [large] })?.url).toBe(`${home}/2160.mp4`);
  });

  it("begins with the playlist where picture and sound are in separate files", () => {
    const url = [
      playlist(
        file("720-fragmented.mp4", { width: 1280, height: 720, ...holds("video") }),
        file("0-fragmented.mp4", { width: 0, height: 0, ...holds("audio") }),
      ),
    ];
    const read = medium({ url });
    expect(read).toMatchObject({ kind: "video", url: `${home}/master.m3u8`, width: 1280, height: 720 });
    expect(read?.alternatives).toBeUndefined();
  });

  it("is a file without sound when the film has none", () => {
    const url = [playlist(file("720-fragmented.mp4", { height: 720, ...holds("video") }))];
    expect(medium({ url })?.url).toBe(`${home}/720-fragmented.mp4`);
  });

  it("keeps the rest as alternatives, the playlist first", () => {
    const url = [
      file("480.mp4", { height: 480, fps: 25, size: 300 }),
      file("720.mp4", { height: 720, fps: 25, size: 900 }),
      file("720.torrent", { mediaType: "application/x-bittorrent", height: 720 }),
      file("metadata", { mediaType: "application/json", rel: ["metadata", "video/mp4"] }),
      playlist(file("fragmented.mp4", { height: 480 })),
    ];
    const none = { width: null, height: null, fps: null, size: null };
    expect(medium({ url, aspectRatio: 1.7778 })).toMatchObject({
      ...{ url: `${home}/720.mp4`, width: 1280, height: 720, size: 900 },
      alternatives: [
        { ...none, url: `${home}/master.m3u8`, mediaType: hlsType },
        {
          ...{ url: `${home}/480.mp4`, mediaType: "video/mp4" },
          ...{ width: 853, height: 480, fps: 25, size: 300 },
        },
      ],
    });
  });

  it("has at most 20 alternatives and 100 captions", () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => index);
    const read = medium({
      url: many(500).map((index) => file(`${index}.mp4`, { height: 240 + index })),
      subtitleLanguage: many(500).map((index) => ({ identifier: "de", url: `${home}/${index}.vtt` })),
    });
    expect(read?.alternatives).toHaveLength(20);
    expect(read?.captions).toHaveLength(100);
  });

  it("takes the widest poster that a screen can show", () => {
    const icon = [280, 20_000, 1_920, 850].map((width) => ({
      ...{ type: "Image", url: `${home}/${width}.jpg`, mediaType: "image/jpeg" },
      width,
    }));
    expect(medium({ url: [file("1.mp4")], icon })?.previewUrl).toBe(`${home}/1920.jpg`);
  });
});

describe("captions", () => {
  it("are read from an address and from links, and passed over without a file or a language", () => {
    const subtitleLanguage = [
      { identifier: "de", name: "German", url: `${home}/de.vtt` },
      {
        ...{ identifier: "en", name: "English", automaticallyGenerated: true },
        url: [
          { type: "Link", href: `${home}/en.m3u8`, mediaType: "application/x-mpegURL" },
          { type: "Link", href: `${home}/en.vtt`, mediaType: "text/vtt" },
        ],
      },
      { identifier: "fr", name: "French" },
      { identifier: "not a tag", url: `${home}/x.vtt` },
      { identifier: "it", url: "javascript:alert(1)" },
    ];
    expect(medium({ url: [file("1.mp4")], subtitleLanguage })?.captions).toEqual([
      { url: `${home}/de.vtt`, language: "de", label: "German" },
      { url: `${home}/en.vtt`, language: "en", label: "English" },
    ]);
  });
});

describe("an attachment", () => {
  const note = (attachment: object) => ({ type: "Note", attachment: [attachment] });

  it("that is offered as several files is the best of them", () => {
    const url = [file("360.mp4", { height: 360 }), file("720.mp4", { height: 720 }), playlist()];
    const read = medium(note({ type: "Video", url, name: "A loaf" }));
    expect(read).toMatchObject({ kind: "video", url: `${home}/720.mp4`, alt: "A loaf" });
    expect(read?.alternatives?.map((found) => found.url)).toEqual([`${home}/master.m3u8`, `${home}/360.mp4`]);
  });

  it("of a picture in several sizes is the widest, without alternatives", () => {
    const url = [100, 800].map((width) => ({
      ...{ type: "Link", href: `${home}/${width}.png`, mediaType: "image/png" },
      width,
    }));
    expect(medium(note({ type: "Image", url }))).toMatchObject({ url: `${home}/800.png`, width: 800 });
    expect(medium(note({ type: "Image", url }))?.alternatives).toBeUndefined();
  });

  it("begins again by itself when it says so and moves", () => {
    expect(medium(note({ type: "Document", url: `${home}/1.mp4`, loops: true }))?.loops).toBe(true);
    expect(medium(note({ type: "Document", url: `${home}/1.png`, loops: true }))?.loops).toBeUndefined();
  });
});
