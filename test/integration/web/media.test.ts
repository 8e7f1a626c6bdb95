import { Parser } from "htmlparser2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Medium } from "#protocol/model/medium.ts";
import { fileUrl } from "#server/files/address.ts";
import { mediumOf } from "#test/support/medium.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

let rig: ApiRig;
let ana: Person;
beforeAll(async () => {
  rig = await createApiRig({ NODE_NAME: "Moot" });
  ana = await rig.person("ana");
});
afterAll(() => rig.close());

const hostile = `"><script>alert(1)</script>`;
/** Where a file of this node is served; whether it is there does not matter to the page. */
const own = (digit: string, extension: string) => fileUrl(rig.ctx.uris, `${digit.repeat(64)}.${extension}`);

const medium = (kind: Medium["kind"], rest: Partial<Medium> & Pick<Medium, "url">) =>
  mediumOf({ kind, ...rest });

const picture = (rest: Partial<Medium> = {}) =>
  medium("image", { url: own("a", "jpg"), mediaType: "image/jpeg", width: 1200, height: 800, ...rest });

const film = (rest: Partial<Medium> = {}) =>
  medium("video", {
    url: own("b", "mp4"),
    mediaType: "video/mp4",
    alt: "A kettle boils",
    width: 1280,
    height: 720,
    duration: 75,
    previewUrl: own("c", "jpg"),
    alternatives: [
      {
        url: own("d", "m3u8"),
        mediaType: "application/x-mpegURL",
        width: null,
        height: null,
        fps: null,
        size: null,
      },
    ],
    captions: [{ url: own("e", "vtt"), language: "de", label: "Deutsch" }],
    ...rest,
  });

interface Element {
  name: string;
  attributes: Record<string, string>;
  /** Names of the elements that it is in. */
  within: string[];
}

function elements(markup: string): Element[] {
  const found: Element[] = [];
  const open: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      found.push({ name, attributes, within: [...open] });
      open.push(name);
    },
    onclosetag() {
      open.pop();
    },
  });
  parser.end(markup);
  return found;
}

async function open(path: string) {
  const response = await fetch(`${rig.origin}${path}`, {
    headers: { accept: "text/html" },
    redirect: "manual",
  });
  const text = await response.text();
  const all = elements(text);
  const named = (name: string) =>
    all.filter((element) => element.name === name && !element.within.includes("template"));
  const meta = new Map(named("meta").map(({ attributes: a }) => [a.property ?? a.name, a.content]));
  return { status: response.status, headers: response.headers, text, all, named, meta };
}

async function publish(
  media: Medium[],
  rest: { warning?: string; sensitive?: boolean } = {},
): Promise<string> {
  return `/@ana/${await rig.publish(ana, { text: "Look", media, ...rest })}`;
}

describe("what is attached to a post", () => {
  it("is a picture with its description and its place kept free, in the codings it has", async () => {
    const alternatives = [
      { url: own("1", "webp"), mediaType: "image/webp", width: 600, height: 400, fps: null, size: 1 },
      { url: own("2", "webp"), mediaType: "image/webp", width: 1200, height: 800, fps: null, size: 2 },
    ];
    const previewUrl = own("3", "jpg");
    const path = await publish([
      picture({ alt: `A loaf ${hostile}`, previewUrl, alternatives, focalPoint: [1, 1] }),
    ]);
    const { named, text } = await open(path);
    const [image] = named("img");
    expect(image?.within).toContain("figure");
    expect(image?.attributes).toMatchObject({
      src: previewUrl,
      alt: `A loaf ${hostile}`,
      width: "1200",
      height: "800",
      loading: "lazy",
      class: "at-x4 at-y0",
    });
    const [source] = named("source");
    expect(source?.attributes).toMatchObject({
      type: "image/webp",
      srcset: `${own("1", "webp")} 600w, ${own("2", "webp")} 1200w`,
    });
    expect(named("a").some(({ attributes }) => attributes.href === `${path}/media/1`)).toBe(true);
    expect(text).not.toContain("<script>alert");
  });

  it("has a name also where nobody has described it", async () => {
    const { named } = await open(await publish([picture(), picture({ alt: " " })]));
    expect(named("img").map(({ attributes }) => attributes.alt)).toEqual([
      "Picture 1 of 2",
      "Picture 2 of 2",
    ]);
  });

  it("is a video that loads nothing by itself: its stream, its file, its captions", async () => {
    const { named } = await open(await publish([film()]));
    const [video] = named("video");
    expect(video?.attributes).toMatchObject({
      controls: "",
      preload: "none",
      poster: own("c", "jpg"),
      width: "1280",
      height: "720",
      "aria-label": "A kettle boils",
    });
    expect(named("source").map(({ attributes }) => [attributes.src, attributes.type])).toEqual([
      [own("d", "m3u8"), "application/x-mpegURL"],
      [own("b", "mp4"), "video/mp4"],
    ]);
    expect(named("track")[0]?.attributes).toEqual({
      kind: "captions",
      src: own("e", "vtt"),
      srclang: "de",
      label: "Deutsch",
    });
  });

  it("moves without end by itself only for readers who do not want less of that", async () => {
    const { named } = await open(await publish([film({ loops: true, alternatives: [], captions: [] })]));
    const [moves, still] = named("video");
    expect(moves?.attributes).toMatchObject({ autoplay: "", loop: "", muted: "", controls: "" });
    expect(still?.attributes).toMatchObject({ loop: "", muted: "", controls: "", preload: "none" });
    expect(still?.attributes.autoplay).toBeUndefined();
    expect(named("source").map(({ attributes }) => attributes.media)).toEqual([
      "(prefers-reduced-motion: no-preference)",
      undefined,
    ]);
  });

  it("is a sound under its cover, and a link to what is neither", async () => {
    const song = medium("audio", {
      url: own("4", "m4a"),
      mediaType: "audio/mp4",
      alt: "A song",
      previewUrl: own("5", "jpg"),
      duration: 3723,
    });
    const paper = medium("document", { url: own("6", "jpg"), alt: "A paper" });
    const { named, text } = await open(await publish([song, paper]));
    expect(named("audio")[0]?.attributes).toEqual({ controls: "", preload: "none", "aria-label": "A song" });
    expect(named("img")[0]?.attributes).toMatchObject({ src: own("5", "jpg"), alt: "" });
    expect(text).toContain("1:02:03");
    expect(named("a").some(({ attributes }) => attributes.href === paper.url)).toBe(true);
  });

  it("is folded away where its author marked it, with the text in the open", async () => {
    const marked = await open(await publish([picture({ alt: "Blood" })], { sensitive: true }));
    expect(marked.named("img")[0]?.within).toContain("details");
    expect(marked.text.indexOf("Look")).toBeLessThan(marked.text.indexOf("<details>"));
    expect((await open(await publish([film({ sensitive: true })]))).named("video")[0]?.within).toContain(
      "details",
    );
    const warned = await open(await publish([picture({ sensitive: true })], { warning: "Blood" }));
    expect(warned.named("details")).toHaveLength(1);
    expect((await open(await publish([picture()]))).named("details")).toHaveLength(0);
  });

  it("is asked of no other server, but of this one in its place", async () => {
    const at = (name: string) => `https://elsewhere.example/${name}`;
    const { named } = await open(
      await publish([
        picture({ url: at("a.jpg"), alt: "Far" }),
        film({ url: at("a.mp4"), previewUrl: at("b.jpg"), alternatives: [], captions: [] }),
        picture({ url: `${rig.origin}/auth/sign_out`, alt: "A trap" }),
      ]),
    );
    const { proxy } = rig.ctx;
    expect(named("img").map(({ attributes }) => attributes.src)).toEqual([proxy.of(at("a.jpg"), "small")]);
    expect(named("video")[0]?.attributes.poster).toBe(proxy.of(at("b.jpg"), "small"));
    expect(named("source")[0]?.attributes.src).toBe(proxy.of(at("a.mp4"), "original"));
    const loaded = named("a").flatMap(({ attributes }) => attributes["data-picture"] ?? []);
    expect(loaded).toEqual([proxy.of(at("a.jpg"), "original")]);
  });

  it("is told to programs that show a link to it: a picture, or what stands for a video and plays it", async () => {
    const path = await publish([film()]);
    expect(Object.fromEntries((await open(path)).meta)).toMatchObject({
      "og:image": own("c", "jpg"),
      "og:image:alt": "A kettle boils",
      "og:video": own("b", "mp4"),
      "og:video:type": "video/mp4",
      "og:video:width": "1280",
      "twitter:card": "player",
      "twitter:player": `${rig.origin}${path}/media/1/embed`,
    });
    const { meta } = await open(await publish([film()], { sensitive: true }));
    expect([meta.has("og:video"), meta.get("og:image")]).toEqual([false, undefined]);
  });
});

describe("the page of a medium", () => {
  it("has the medium, what its author says of it, its files, and the way to the one before and after", async () => {
    const path = await publish([picture({ alt: `One ${hostile}` }), film(), picture({ alt: "Three" })]);
    const { status, text, named } = await open(`${path}/media/2`);
    expect(status).toBe(200);
    expect(named("h1")).toHaveLength(1);
    expect(text).toContain("Video 2 of 3 by ana");
    expect(text).toContain("A kettle boils</p>");
    const rels = named("a").flatMap(({ attributes: { rel, href } }) =>
      rel === "prev" || rel === "next" ? [[rel, href]] : [],
    );
    expect(rels).toEqual([
      ["prev", `${path}/media/1`],
      ["next", `${path}/media/3`],
    ]);
    const links = named("a").map(({ attributes }) => attributes.href);
    expect(links).toEqual(expect.arrayContaining([own("b", "mp4"), own("e", "vtt")]));
    const first = await open(`${path}/media/1`);
    expect(first.named("a").some(({ attributes }) => attributes.rel === "prev")).toBe(false);
    expect(first.text).not.toContain("<script>alert");
  });

  it("runs scripts of this node alone, which are kept for good", async () => {
    const { headers, named } = await open(`${await publish([film()])}/media/1`);
    const policy = headers.get("content-security-policy");
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "media-src 'self' blob:",
      "connect-src 'self'",
    ])
      expect(policy).toContain(part);
    const scripts = named("script").flatMap(({ attributes: { src } }) => src ?? []);
    const hls = named("figure").flatMap(({ attributes }) => attributes["data-hls"] ?? []);
    expect([scripts.length, hls.length]).toEqual([1, 1]);
    for (const address of [...scripts, ...hls]) {
      const script = await fetch(`${rig.origin}${address}`);
      expect(script.headers.get("cache-control")).toContain("immutable");
      expect(script.headers.get("content-type")).toContain("text/javascript");
      expect((await script.text()).length).toBeGreaterThan(1000);
    }
  });

  it("is folded where its author warns of it, and shows nothing of it elsewhere", async () => {
    const path = await publish([film()], { warning: "Steam" });
    const { named, meta, text } = await open(`${path}/media/1`);
    expect(named("video")[0]?.within).toContain("details");
    expect(text).toContain("<summary>Steam</summary>");
    expect([meta.has("og:image"), meta.has("og:video")]).toEqual([false, false]);
    expect((await open(`${path}/media/1/embed`)).named("video")[0]?.within).toContain("details");
  });

  it("is not there for what is not shown here, or not to everybody", async () => {
    const far = await publish([picture({ url: "data:image/png,x" })]);
    const secret = await rig.publish(ana, { text: "x", media: [picture()], visibility: "followers" });
    for (const path of [`${far}/media/1`, `${far}/media/2`, `${far}/media/0`, `/@ana/${secret}/media/1`])
      expect((await open(path)).status, path).toBe(404);
  });

  it("is shown in frames of other sites, which oEmbed answers with", async () => {
    const path = await publish([picture({ alt: "Bread" }), film()]);
    const frame = await open(`${path}/media/2/embed`);
    expect(frame.headers.get("content-security-policy")).toContain("frame-ancestors *");
    expect(frame.named("video")).toHaveLength(1);
    const asked = (address: string) =>
      rig.request("GET", `/api/oembed?url=${encodeURIComponent(`${rig.origin}${address}`)}`);
    expect((await asked(`${path}/media/2`)).body).toMatchObject({
      type: "video",
      width: 400,
      height: 365,
      thumbnail_url: own("c", "jpg"),
      thumbnail_width: 1280,
      html: expect.stringContaining(`src="${rig.origin}${path}/media/2/embed"`),
    });
    expect((await asked(path)).body).toMatchObject({ type: "rich", thumbnail_url: own("a", "jpg") });
    expect((await asked(`${path}/media/3`)).status).toBe(404);
    const warned = await publish([film()], { sensitive: true });
    expect((await asked(`${warned}/media/1`)).status).toBe(404);
    expect((await asked(warned)).body.thumbnail_url).toBeUndefined();
  });
});
