import path from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { defaultVideoSettings } from "#media/ffmpeg/settings.ts";
import { makeAnimation } from "#media/video/animation.ts";
import { clip, ffmpegForTests, filesBelow, look, tempFolder } from "#test/support/clips.ts";

const ffmpeg = await ffmpegForTests();
const settings = { ...defaultVideoSettings, preset: "ultrafast" };

describe.skipIf(ffmpeg === null)("an animation", { timeout: 60_000 }, () => {
  if (ffmpeg === null) return;
  const folder = tempFolder();
  const make = async (file: string, mediaType: string) => {
    const made = await makeAnimation(ffmpeg, { path: file, mediaType }, folder, { settings });
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    return made.value;
  };

  it.each([
    ["image/gif", "-f gif"],
    ["image/apng", "-f apng -plays 0"],
  ])("in %s becomes a silent video with a poster", async (mediaType, form) => {
    const file = await clip(ffmpeg, path.join(folder, "a"), `-f lavfi -i testsrc=s=121x81:r=10:d=2 ${form}`);
    const made = await make(file, mediaType);
    expect(made).toMatchObject({ kind: "gifv", width: 122, height: 82, waveform: null });
    expect(made.duration).toBeCloseTo(2, 0);
    expect(made.files.map(({ role }) => role)).toEqual(["main", "poster", "small"]);
    expect(made.hashes[0]).toMatchObject({ at: 0 });
    const { streams } = await look(ffmpeg, made.files[0]?.path ?? "");
    expect(streams).toMatchObject([{ codec_name: "h264", pix_fmt: "yuv420p", avg_frame_rate: "10/1" }]);
    expect(await filesBelow(path.dirname(made.files[0]?.path ?? ""))).toHaveLength(3);
  });

  it("in WebP keeps the time of each frame, and is on white where it can be seen through", async () => {
    const side = 64;
    const frames = [0, 80, 160].map((alpha) =>
      Buffer.alloc(side * side * 4, Buffer.from([0, 0, 255, alpha])),
    );
    const file = path.join(folder, "b.webp");
    await sharp(Buffer.concat(frames), {
      raw: { width: side, height: side * 3, channels: 4, pageHeight: side },
    })
      .webp({ lossless: true, delay: [100, 700, 200], loop: 0 })
      .toFile(file);
    const made = await make(file, "image/webp");
    expect(made.duration).toBeCloseTo(1, 0);
    expect(made).toMatchObject({ kind: "gifv", width: side, height: side });
    expect(made.files.map(({ role }) => role)).toEqual(["main", "poster", "small"]);
    expect(made.colour).toMatch(/^#[a-f][0-9a-f][a-f][0-9a-f]f[0-9a-f]$/);
    expect(await filesBelow(path.dirname(made.files[0]?.path ?? ""))).toHaveLength(3);
  });

  it("of 10,000 frames is refused, and nothing is left", async () => {
    const file = await clip(
      ffmpeg,
      path.join(folder, "many.gif"),
      "-f lavfi -i color=s=16x16:r=50:d=200 -frames:v 10000",
    );
    const before = await filesBelow(folder);
    const made = await makeAnimation(ffmpeg, { path: file, mediaType: "image/gif" }, folder, { settings });
    expect(made).toEqual({ ok: false, error: { type: "media/too-many-frames", most: settings.maxFrames } });
    expect(await filesBelow(folder)).toEqual(before);
  });

  it.each(["image/gif", "image/webp"])(
    "that is none is refused as %s, and nothing is left",
    async (mediaType) => {
      const file = await clip(ffmpeg, path.join(folder, "none.wav"), "-f lavfi -i sine=d=0.1");
      const before = await filesBelow(folder);
      const made = await makeAnimation(ffmpeg, { path: file, mediaType }, folder, { settings });
      expect(made).toMatchObject({ ok: false, error: { type: "media/unreadable" } });
      expect(await filesBelow(folder)).toEqual(before);
    },
  );
});
