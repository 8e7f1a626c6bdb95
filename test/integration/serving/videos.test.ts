import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hlsType, type Medium } from "#protocol/model/medium.ts";
import { readPost } from "#protocol/vocab/read/post.ts";
import { deleteAccount } from "#server/accounts/delete.ts";
import { deletePost } from "#server/posts/delete.ts";
import {
  fileKeys,
  keptCaptions,
  keptFiles,
  keptIcons,
  keptTags,
  ownersOf,
  refusedActor,
  refusedVideo,
  takesComments,
} from "#test/support/peertube.ts";
import { createRig, HANDLE_HOST, ORIGIN, type Rig } from "./rig.ts";

let rig: Rig;
let ana: string;
beforeAll(async () => {
  rig = await createRig();
  ana = await rig.local("ana");
});
afterAll(() => rig?.close());

const file = (name: string) => `${ORIGIN}/files/ab/${name}`;

const film: Medium = {
  kind: "video",
  url: file("main.mp4"),
  mediaType: "video/mp4",
  alt: "A loaf rises",
  width: 1280,
  height: 720,
  blurhash: null,
  focalPoint: null,
  duration: 12.4,
  size: 900_000,
  previewUrl: file("poster.jpg"),
  sensitive: false,
  alternatives: [
    { url: file("all.m3u8"), mediaType: hlsType, width: null, height: null, fps: null, size: 300 },
    { url: file("720.mp4"), mediaType: "video/mp4", width: 1280, height: 720, fps: 29.97, size: 800_000 },
    { url: file("360.mp4"), mediaType: "video/mp4", width: 640, height: 360, fps: 29.97, size: 300_000 },
  ],
  captions: [{ url: file("de.vtt"), language: "de", label: "Deutsch" }],
};

const publish = (media: Medium[], draft: Parameters<Rig["post"]>[1] = {}) =>
  rig.post(ana, { media, ...draft });

async function video(post: string) {
  return (await rig.get(`/videos/${post}`)).json;
}

describe("the film of a post", () => {
  test("is a document that PeerTube takes, with its files, playlist, captions and poster", async () => {
    const post = await publish([film], {
      title: "Bread",
      text: "How it **rises** #bread #a #dough",
      language: "de",
    });
    const json = await video(post);
    expect(refusedVideo(json)).toBeNull();
    expect(json).toMatchObject({ id: rig.ctx.uris.video(post), name: "Bread", duration: "PT13S" });
    expect(takesComments(json)).toBe(true);
    expect(keptTags(json)).toEqual(["bread", "dough"]);
    expect(keptCaptions(json).map(({ url }) => url)).toEqual([file("de.vtt")]);
    expect(keptIcons(json)).toMatchObject([{ url: file("poster.jpg") }]);
    const { files, playlists } = keptFiles(json);
    const own = (name: string) => `${file(name)}?film=${post}`;
    expect(files).toMatchObject([{ href: own("main.mp4"), height: 720, size: 900_000 }]);
    expect(playlists).toMatchObject([{ href: file("all.m3u8") }]);
    expect(keptFiles({ url: playlists[0]?.tag }).files).toMatchObject([
      { href: own("720.mp4"), height: 720, fps: 30 },
      { href: own("360.mp4"), height: 360, fps: 30 },
    ]);
  });

  test("shares no name of a file with that of another post of the same file", async () => {
    const [first, again] = [await video(await publish([film])), await video(await publish([film]))];
    expect(fileKeys(first)).toHaveLength(3);
    expect(fileKeys(first).filter((name) => fileKeys(again).includes(name))).toEqual([]);
  });

  test("has captions in the languages that PeerTube tells apart, each once", async () => {
    const caption = (language: string) => ({ url: file(`${language}.vtt`), language, label: null });
    const captions = ["en-US", "en-GB", "zh-TW", "nds", "pt-BR"].map(caption);
    const post = await publish([{ ...film, captions }]);
    const json = await video(post);
    expect(refusedVideo(json)).toBeNull();
    expect(keptCaptions(json).map(({ identifier, url }) => [identifier, url])).toEqual([
      ["en", file("en-US.vtt")],
      ["zh-Hant", file("zh-TW.vtt")],
      ["pt", file("pt-BR.vtt")],
    ]);
    const { json: note } = await rig.get(`/posts/${post}`);
    expect(note.attachment).toMatchObject([
      { subtitleLanguage: captions.map(({ language }) => ({ identifier: language })) },
    ]);
  });

  test("is taken whatever its post says, or says nothing of", async () => {
    const bare = { ...film, alternatives: [], captions: [], alt: null };
    const drafts = [
      { text: "a" },
      { text: "x".repeat(5_000) },
      { text: "Hi", language: "en-x-much-longer-than-ten" },
      { text: "😀".repeat(200), warning: "Flour", sensitive: true },
      { text: "A poll beside it", title: "y".repeat(130) },
    ];
    for (const draft of drafts) {
      const json = await video(await publish([bare], draft));
      expect({ draft, refused: refusedVideo(json) }).toEqual({ draft, refused: null });
      expect(keptFiles(json).files).toHaveLength(1);
    }
  });

  test("reads here as a video with its playlist and captions", async () => {
    const post = await publish([film]);
    const read = readPost(await video(post));
    expect(read).toMatchObject({
      ok: true,
      value: {
        kind: "video",
        author: rig.ctx.uris.account(ana),
        community: rig.ctx.uris.channel(ana),
        media: [
          {
            url: `${film.url}?film=${post}`,
            captions: film.captions,
            previewUrl: film.previewUrl,
            height: 720,
          },
        ],
      },
    });
  });

  test("is linked to from its post, which stays a note with one address for it", async () => {
    const post = await publish([film]);
    const { json } = await rig.get(`/posts/${post}`);
    expect(json).toMatchObject({
      type: "Note",
      attachment: [
        {
          type: "Document",
          mediaType: "video/mp4",
          url: film.url,
          tag: [
            { mediaType: "application/activity+json", href: rig.ctx.uris.video(post) },
            { mediaType: hlsType },
            { mediaType: "video/mp4" },
            { mediaType: "video/mp4" },
          ],
        },
      ],
    });
    expect(readPost(json)).toMatchObject({
      value: { media: [{ url: film.url, alternatives: film.alternatives, captions: film.captions }] },
    });
  });

  test("is not there without a poster, a length or a size, of a looping picture, or for followers alone", async () => {
    const incomplete = [
      await publish([{ ...film, previewUrl: null }]),
      await publish([{ ...film, duration: null }]),
      await publish([{ ...film, size: null }]),
      await publish([{ ...film, loops: true }]),
      await publish([film], { visibility: "unlisted" }),
      await publish([film], { visibility: "followers" }),
      await publish([]),
      rig.ctx.ids.next(),
      "nothing",
    ];
    for (const post of incomplete) expect((await rig.get(`/videos/${post}`)).status).toBe(404);
  });

  test("is gone with its post", async () => {
    const post = await publish([film]);
    await deletePost(rig.ctx, { accountId: ana, postId: post });
    expect(await rig.get(`/videos/${post}`)).toMatchObject({
      status: 410,
      json: { type: "Tombstone", id: rig.ctx.uris.video(post) },
    });
  });

  test("leads people to the page of its post, and a search for it to the post", async () => {
    const post = await publish([film]);
    const page = await rig.raw(`/videos/${post}`, { accept: "text/html" });
    expect([page?.status, page?.headers.get("location")]).toEqual([302, rig.ctx.uris.postPage("ana", post)]);
    expect(await rig.federation.resolver.post(rig.ctx.uris.video(post))).toEqual({
      ok: true,
      value: { id: post },
    });
  });
});

describe("a channel", () => {
  test("is an actor that PeerTube takes, owned by its account, under a name that nobody can have", async () => {
    const { json } = await rig.get(`/users/${ana}/channel`);
    expect(refusedActor(json)).toBeNull();
    const owner = (await rig.get(`/users/${ana}`)).json;
    expect(refusedActor(owner)).toBeNull();
    expect(ownersOf(json)).toEqual([owner.id]);
    expect(owner.type).toBe("Person");
    expect(json).toMatchObject({
      type: "Group",
      id: rig.ctx.uris.channel(ana),
      preferredUsername: "ana.videos",
    });
    expect(json.publicKey).toMatchObject({
      id: `${json.id}#main-key`,
      owner: json.id,
      publicKeyPem: (owner.publicKey as { publicKeyPem: string }).publicKeyPem,
    });
    await expect(rig.local("ben.videos")).rejects.toThrow("account/username-reserved");
  });

  test("is the group that a film names among its owners", async () => {
    const owners = ownersOf(await video(await publish([film])));
    const types = await Promise.all(
      owners.map(async (iri) => (await rig.get(new URL(iri).pathname)).json.type),
    );
    expect(types).toEqual(["Person", "Group"]);
  });

  test("lists its films alone, those that everybody may see, for who begins to follow it", async () => {
    const cook = await rig.local("cook");
    const first = await rig.post(cook, { media: [film] });
    await rig.post(cook, { text: "No film" });
    for (const visibility of ["unlisted", "followers"] as const)
      await rig.post(cook, { media: [film], visibility });
    const gone = await rig.post(cook, { media: [film] });
    const last = await rig.post(cook, { media: [film] });
    await deletePost(rig.ctx, { accountId: cook, postId: gone });
    const { json: channel } = await rig.get(`/users/${cook}/channel`);
    expect(refusedActor(channel)).toBeNull();
    const { json: outbox } = await rig.get(String(channel.outbox));
    expect(outbox).toMatchObject({ id: channel.outbox, type: "OrderedCollection" });
    const { json: page } = await rig.get(String(outbox.first));
    const items = page.orderedItems as { type: string; actor: string; object: Record<string, unknown> }[];
    expect(items.map(({ type, actor, object }) => [type, actor, object.id])).toEqual(
      [last, first].map((post) => ["Create", rig.ctx.uris.account(cook), rig.ctx.uris.video(post)]),
    );
    expect(items.map(({ object }) => refusedVideo(object))).toEqual([null, null]);
    expect(page["@context"]).toEqual((await video(first))["@context"]);
    expect((await rig.get(`/users/${(await rig.ports.accounts.nodeActor()).id}/channel/outbox`)).status).toBe(
      404,
    );
  });

  test.each([`acct:ana.videos@${HANDLE_HOST}`, `acct:ANA.videos@${new URL(ORIGIN).host}`])(
    "is found as %s",
    async (resource) => {
      const { json } = await rig.get(`/.well-known/webfinger?resource=${encodeURIComponent(resource)}`);
      expect(json.subject).toBe(`acct:ana.videos@${HANDLE_HOST}`);
      expect(json.links).toContainEqual({
        rel: "self",
        type: "application/activity+json",
        href: rig.ctx.uris.channel(ana),
      });
    },
  );

  test("belongs to people alone, and goes with them", async () => {
    const gone = await rig.local("cleo");
    await deleteAccount(rig.ctx, gone);
    expect((await rig.get(`/users/${gone}/channel`)).status).toBe(410);
    expect((await rig.get(`/users/${(await rig.ports.accounts.nodeActor()).id}/channel`)).status).toBe(404);
    const resource = `acct:cleo.videos@${HANDLE_HOST}`;
    expect((await rig.get(`/.well-known/webfinger?resource=${resource}`)).status).toBe(404);
  });

  test("tells unsigned requests no more than its name and key where fetches must be signed", async () => {
    rig.settings.authorizedFetch = true;
    try {
      const { status, json } = await rig.get(`/users/${ana}/channel`);
      expect([status, json.followers]).toEqual([200, undefined]);
      expect(refusedActor(json)).toBeNull();
      expect((await rig.get(`/videos/${await publish([film])}`)).status).toBe(401);
    } finally {
      rig.settings.authorizedFetch = false;
    }
  });
});
