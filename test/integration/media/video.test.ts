import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { defaultVideoSettings } from "#media/ffmpeg/settings.ts";
import type { FileRole, Produced } from "#media/produced.ts";
import { makeVideo } from "#media/video/video.ts";
import { clip, ffmpegForTests, filesBelow, look, tempFolder } from "#test/support/clips.ts";

const ffmpeg = await ffmpegForTests();
const settings = { ...defaultVideoSettings, preset: "ultrafast" };

function filesOf(produced: Produced, role: FileRole) {
  return produced.files.filter((file) => file.role === role);
}

function fileOf(produced: Produced, role: FileRole) {
  const [file] = filesOf(produced, role);
  if (!file) throw new Error(`no ${role}`);
  return file;
}

describe.skipIf(ffmpeg === null)("a video", { timeout: 60_000 }, () => {
  if (ffmpeg === null) return;
  const folder = tempFolder();
  const make = async (name: string, options: string, mediaType: string) => {
    const file = await clip(ffmpeg, path.join(folder, name), options);
    const progress: number[] = [];
    const made = await makeVideo(ffmpeg, { path: file, mediaType }, folder, {
      settings,
      onProgress: (done) => progress.push(done),
    });
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    return { made: made.value, progress };
  };

  it("becomes H.264 and AAC that starts before it is loaded, with a poster, a stream and a storyboard", async () => {
    const source =
      "-f lavfi -i testsrc2=s=640x360:r=24:d=3 -f lavfi -i sine=d=3 -c:v libvpx -deadline realtime -c:a libvorbis";
    const { made, progress } = await make("a.webm", source, "video/webm");
    const main = fileOf(made, "main");
    const { streams } = await look(ffmpeg, main.path);
    expect(streams.map((stream) => stream.codec_name)).toEqual(["h264", "aac"]);
    expect(streams[0]).toMatchObject({
      pix_fmt: "yuv420p",
      width: 640,
      height: 360,
      avg_frame_rate: "24/1",
    });
    const bytes = await readFile(main.path);
    expect(bytes.indexOf("moov")).toBeLessThan(bytes.indexOf("mdat"));
    expect(made).toMatchObject({ kind: "video", width: 640, height: 360, fps: 24 });
    expect(made.duration).toBeCloseTo(3, 1);
    expect(made.blurhash).toMatch(/^.{36}$/);
    expect(made.colour).toMatch(/^#[0-9a-f]{6}$/);
    expect(made.hashes.map(({ at }) => at).slice(0, 3)).toEqual([0, 1, 2]);
    expect(made.waveform).toHaveLength(100);
    expect(fileOf(made, "poster")).toMatchObject({ mediaType: "image/jpeg", width: 640, height: 360 });
    expect(fileOf(made, "small")).toMatchObject({ mediaType: "image/webp" });
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    // As frames are looked at, not when all is over.
    expect(progress.filter((done) => done > 0 && done < 0.8).length).toBeGreaterThan(0);
    for (const file of made.files) {
      const sha256 = createHash("sha256")
        .update(await readFile(file.path))
        .digest("hex");
      expect(file.name).toBe(`${sha256}${path.extname(file.path)}`);
    }
  });

  it("comes out of a stream as it went in: renditions of fitting sizes whose playlists know them by content", async () => {
    const { made } = await make(
      "b.mp4",
      "-f lavfi -i testsrc2=s=1280x720:r=30:d=5 -c:v libx264 -preset ultrafast -pix_fmt yuv444p",
      "video/mp4",
    );
    const stream = fileOf(made, "stream");
    const master = await readFile(stream.path, "utf8");
    expect(master).toMatch(/^#EXTM3U\n/);
    expect([...master.matchAll(/RESOLUTION=(\w+)/g)].map(([, size]) => size)).toEqual([
      "1280x720",
      "854x480",
      "640x360",
    ]);
    expect(master).toMatch(/CODECS="avc1\.[0-9a-f]{6}"/);
    expect(master).toMatch(/FRAME-RATE=30\.000/);
    const playlists = filesOf(made, "playlist");
    expect(master.match(/^\.\.\/.*$/gm)).toEqual(
      playlists.map(({ name }) => `../${name.slice(0, 2)}/${name}`),
    );
    for (const [at, playlist] of playlists.entries()) {
      const rendition = filesOf(made, "rendition")[at];
      const text = await readFile(playlist.path, "utf8");
      const ranges = [...text.matchAll(/BYTERANGE[:=]"?(\d+)@(\d+)/g)].map(
        ([, length, start]) => Number(length) + Number(start),
      );
      expect(new Set(text.match(/\.\.\/[^"\n]+/g))).toEqual(
        new Set([`../${rendition?.name.slice(0, 2)}/${rendition?.name}`]),
      );
      expect(ranges).toHaveLength(3);
      expect(Math.max(...ranges)).toBeLessThanOrEqual(rendition?.size ?? 0);
      expect(text).toMatch(/#EXTINF:4\.0/);
    }
  });

  it("says nothing of where and with what it was taken, and is upright", async () => {
    await clip(
      ffmpeg,
      path.join(folder, "flat.mp4"),
      "-f lavfi -i testsrc2=s=320x240:r=10:d=1 -c:v libx264 -preset ultrafast",
    );
    const source = `-i ${path.join(folder, "flat.mp4")} -c copy -metadata:s:v rotate=90 -metadata location=+52.5+013.4/ -metadata title=home -movflags use_metadata_tags`;
    const { made } = await make("turned.mov", source, "video/quicktime");
    const main = fileOf(made, "main");
    const { streams, format, chapters } = await look(ffmpeg, main.path);
    expect(streams[0]).toMatchObject({ width: 240, height: 320 });
    expect(streams[0]?.side_data_list).toBeUndefined();
    expect(chapters).toEqual([]);
    expect(Object.keys(format.tags ?? {})).toEqual(["major_brand", "minor_version", "compatible_brands"]);
    expect((await readFile(main.path)).includes("52.5")).toBe(false);
  });

  it("keeps a picture and a sound that everybody plays, without what the encoder wrote between the frames", async () => {
    const source =
      "-f lavfi -i testsrc=s=320x240:r=10:d=2 -f lavfi -i sine=d=2 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -metadata comment=secret";
    const { made } = await make("plain.mp4", source, "video/mp4");
    const bytes = await readFile(fileOf(made, "main").path);
    const original = await readFile(path.join(folder, "plain.mp4"));
    expect(original.includes("x264 - core")).toBe(true);
    expect(bytes.includes("x264 - core")).toBe(false);
    expect(bytes.includes("secret")).toBe(false);
    expect(Math.abs(bytes.length - original.length)).toBeLessThan(3_000);
  });

  it("is represented by a frame in which there is something to see", async () => {
    const source =
      "-f lavfi -i color=black:s=160x120:r=10:d=3 -f lavfi -i testsrc2=s=160x120:r=10:d=2 -filter_complex [0][1]concat -c:v libx264 -preset ultrafast";
    const { made } = await make("dark.mkv", source, "video/matroska");
    expect(made.colour).not.toMatch(/^#[01].[01].[01].$/);
  });

  it("leaves nothing behind but what it produced", async () => {
    const { made } = await make(
      "c.mkv",
      "-f lavfi -i testsrc=s=64x64:r=5:d=1 -c:v libx264",
      "video/matroska",
    );
    const [main] = made.files;
    const left = await filesBelow(path.dirname(main?.path ?? ""));
    expect(left.toSorted()).toEqual(made.files.map((file) => file.path).toSorted());
  });
});
