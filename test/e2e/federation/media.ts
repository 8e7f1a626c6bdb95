import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { hlsType, type Medium } from "#protocol/model/medium.ts";
import { findMedium } from "#server/media/store/media.ts";
import { uploadMedium } from "#server/media/upload.ts";
import { editPost } from "#server/posts/edit.ts";
import { clip, ffmpegForTests } from "#test/support/clips.ts";
import { keptFiles, refusedActor, refusedVideo } from "#test/support/peertube.ts";
import { photograph } from "#test/support/pictures.ts";
import { eventually, must, mustSee, type Person, publish } from "../people.ts";
import { directions, type World } from "./world.ts";

const PATIENCE_MS = 30_000;
const ffmpeg = await ffmpegForTests();

/** What is attached here is seen there, at the address of the node that has it. */
export function media(there: () => World) {
  const folder = mkdtempSync(path.join(tmpdir(), "folkmoot-e2e-media-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function attach(
    author: Person,
    name: string,
    bytes: Uint8Array,
    details: object = {},
  ): Promise<string> {
    const { ctx } = await author.node.console();
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const work = mkdtempSync(path.join(folder, "work-"));
    const sent = must(
      await uploadMedium(ctx, {
        ...{ accountId: author.id, work, file: { path: file, size: bytes.byteLength, sha256 } },
        ...details,
      }),
    );
    await eventually(async () => {
      expect((await findMedium(ctx.sql, sent.id, author.id))?.state).toBe("ready");
    }, PATIENCE_MS);
    return sent.id;
  }

  async function made(name: string, options: string): Promise<Uint8Array> {
    if (ffmpeg === null) throw new Error("no ffmpeg");
    return readFile(await clip(ffmpeg, path.join(folder, name), options));
  }

  /** What a reader's node has of a post that somebody published with media. */
  async function sent(author: Person, reader: Person, mediaIds: string[]) {
    const post = await publish(author, { text: "Look", mediaIds });
    const view = await eventually(() => mustSee(reader, post.iri));
    return { post, media: view.media as Medium[] };
  }

  async function expectFile(url: string | null | undefined, mediaType: string | null): Promise<void> {
    const answer = await fetch(url ?? "");
    expect({ url, status: answer.status, type: answer.headers.get("content-type")?.split(";")[0] }).toEqual({
      ...{ url, status: 200 },
      type: mediaType,
    });
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0);
  }

  test.each(directions)("a picture from %s has its text, focal point, blurhash and file", async (_, cast) => {
    const { author, reader } = cast(there());
    const id = await attach(author, "photo.jpg", await photograph(author.node.port), {
      ...{ description: "A blurred pattern", focalPoint: [0.5, -0.25] },
    });
    const { post, media } = await sent(author, reader, [id]);
    expect(media).toMatchObject([
      {
        ...{ kind: "image", alt: "A blurred pattern", focalPoint: [0.5, -0.25], width: 640, height: 480 },
        blurhash: expect.stringMatching(/^.{6,}$/),
      },
    ]);
    await expectFile(media[0]?.url, media[0]?.mediaType ?? null);

    const { ctx } = await author.node.console();
    const changes = new Map([[id, { description: "A pattern, out of focus" }]]);
    must(
      await editPost(ctx, {
        accountId: author.id,
        postId: post.id,
        text: "Look",
        media: { ids: [id], changes },
      }),
    );
    await eventually(async () =>
      expect((await mustSee(reader, post.iri)).media).toMatchObject([{ alt: "A pattern, out of focus" }]),
    );
  });

  test.runIf(ffmpeg !== null).each(directions)(
    "moving pictures, a film and a sound from %s play at their readers'",
    async (_, cast) => {
      const { author, reader } = cast(there());
      const seed = 320 + (author.node.port % 50) * 2;
      const [gif, film, sound] = await Promise.all([
        made("moving.gif", `-f lavfi -i testsrc=d=1:r=5:s=${seed}x64`).then((bytes) =>
          attach(author, "moving.gif", bytes, { description: "Colours" }),
        ),
        made(
          "film.mp4",
          `-f lavfi -i testsrc=d=2:r=10:s=${seed}x240 -f lavfi -i sine=d=2 -c:v libx264 -preset ultrafast -pix_fmt yuv420p`,
        ).then((bytes) => attach(author, "film.mp4", bytes, { description: "A test card" })),
        made("sound.mp3", `-f lavfi -i sine=f=${seed}:d=2`).then((bytes) =>
          attach(author, "sound.mp3", bytes, { description: "A tone" }),
        ),
      ]);

      const loop = (await sent(author, reader, [gif])).media[0];
      expect(loop).toMatchObject({ kind: "video", loops: true, alt: "Colours", mediaType: "video/mp4" });
      await expectFile(loop?.url, "video/mp4");

      const { post, media } = await sent(author, reader, [film]);
      expect(media).toMatchObject([
        { kind: "video", alt: "A test card", mediaType: "video/mp4", height: 240 },
      ]);
      expect(media[0]?.duration).toBeCloseTo(2, 0);
      await expectFile(media[0]?.url, "video/mp4");
      await expectFile(media[0]?.previewUrl, "image/jpeg");
      const others = media[0]?.alternatives ?? [];
      expect(others[0]?.mediaType).toBe(hlsType);
      // Files are served under the name that RFC 8216 gives to playlists, and spoken of under PeerTube's.
      for (const { url, mediaType } of others)
        await expectFile(url, mediaType === hlsType ? "application/vnd.apple.mpegurl" : mediaType);

      const accept = { accept: "application/activity+json" };
      const asFilm = await fetch(`${author.node.origin}/videos/${post.id}`, { headers: accept });
      const video = atHost(await asFilm.text(), author.node.host);
      expect(refusedVideo(video)).toBeNull();
      expect(keptFiles(video)).toMatchObject({
        files: [{ height: 240 }],
        playlists: [{ mediaType: hlsType }],
      });
      const channel = await fetch(`${author.iri}/channel`, { headers: accept });
      expect(refusedActor(atHost(await channel.text(), author.node.host))).toBeNull();

      const tone = (await sent(author, reader, [sound])).media[0];
      expect(tone).toMatchObject({ kind: "audio", alt: "A tone" });
      await expectFile(tone?.url, tone?.mediaType ?? null);
    },
    60_000,
  );
}

/** A document as it would be on a host of its own: PeerTube takes no `localhost`. */
function atHost(json: string, host: string) {
  return JSON.parse(json.replaceAll(host, "node.example")) as { [name: string]: unknown };
}
