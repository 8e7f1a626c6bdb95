import { execFile } from "node:child_process";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { makeSound } from "#media/audio/audio.ts";
import { makeVideo } from "#media/video/video.ts";
import { clip, ffmpegForTests, filesBelow, look, tempFolder } from "#test/support/clips.ts";

const ffmpeg = await ffmpegForTests();

describe.skipIf(ffmpeg === null)("a sound file", { timeout: 60_000 }, () => {
  if (ffmpeg === null) return;
  const folder = tempFolder();
  const make = async (name: string, options: string, mediaType: string) => {
    const file = await clip(ffmpeg, path.join(folder, name), options);
    const made = await makeSound(ffmpeg, { path: file, mediaType }, folder);
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    return made.value;
  };

  it("becomes AAC and Opus, and is as long as it was", async () => {
    const made = await make("a.flac", "-f lavfi -i sine=d=2 -metadata artist=somebody", "audio/flac");
    expect(made).toMatchObject({ kind: "audio", width: null, hashes: [], blurhash: null });
    expect(made.duration).toBeCloseTo(2, 0);
    const [main, alternative] = made.files;
    expect(made.files.map(({ role }) => role)).toEqual(["main", "alternative"]);
    expect(main).toMatchObject({ mediaType: "audio/mp4" });
    expect((await look(ffmpeg, main?.path ?? "")).streams[0]).toMatchObject({
      codec_name: "aac",
      channels: 1,
    });
    expect((await look(ffmpeg, alternative?.path ?? "")).streams[0]).toMatchObject({ codec_name: "opus" });
    expect((await readFile(main?.path ?? "")).includes("somebody")).toBe(false);
    expect((await readFile(alternative?.path ?? "")).includes("somebody")).toBe(false);
  });

  it("is nothing but sound, whatever an MP3 had before and behind it, with its cover beside it", async () => {
    const cover = path.join(folder, "cover.png");
    await sharp({ create: { width: 300, height: 300, channels: 3, background: "#cc2200" } })
      .png()
      .toFile(cover);
    const options = `-f lavfi -i sine=d=1 -i ${cover} -map 0:a -map 1:v -c:v copy -disposition:v attached_pic -metadata title=secret`;
    const file = await clip(ffmpeg, path.join(folder, "b.mp3"), options);
    await appendFile(file, `APETAGEX secret ${"another file ".repeat(100)}`);
    const result = await makeSound(ffmpeg, { path: file, mediaType: "audio/mpeg" }, folder);
    if (!result.ok) throw new Error(result.error.type);
    const made = result.value;
    expect(made.files[0]).toMatchObject({ role: "main", mediaType: "audio/mp4" });
    for (const { path: each } of made.files) {
      const bytes = await readFile(each);
      for (const word of ["ID3", "secret", "another file"]) expect(bytes.includes(word)).toBe(false);
    }
    expect(made.files.map(({ role }) => role)).toEqual(["main", "alternative", "poster", "small"]);
    expect(made.colour).toMatch(/^#c[a-f0-9]2[0-9a-f]0[0-9a-f]$/);
    expect(made.blurhash).not.toBeNull();
  });

  it("has a shape: silent where nothing is heard, 1 where it is loudest", async () => {
    const options = ["-f", "lavfi", "-i", "sine=d=2", "-af", "volume='if(lt(t,1),0,0.1)':eval=frame"].join(
      " ",
    );
    const { waveform } = await make("c.wav", options, "audio/wav");
    expect(waveform).toHaveLength(100);
    expect(Math.max(...(waveform ?? []).slice(5, 45))).toBe(0);
    expect(Math.min(...(waveform ?? []).slice(55, 95))).toBeGreaterThan(0.9);
    expect(Math.max(...(waveform ?? []))).toBe(1);
  });

  it("is as loud as it was", async () => {
    const made = await make("d.wav", "-f lavfi -i sine=d=1 -af volume=-20dB -ac 2", "audio/wav");
    const before = await loudness(path.join(folder, "d.wav"));
    for (const file of made.files) expect(await loudness(file.path)).toBeCloseTo(before, 0);
  });

  it("is sound too when a film has no picture", async () => {
    const file = await clip(ffmpeg, path.join(folder, "e.webm"), "-f lavfi -i sine=d=1 -c:a libopus");
    const made = await makeVideo(ffmpeg, { path: file, mediaType: "video/webm" }, folder);
    expect(made).toMatchObject({ ok: true, value: { kind: "audio" } });
  });

  it("does without a cover that cannot be read", async () => {
    const cover = path.join(folder, "cover.png");
    await sharp({ create: { width: 30, height: 30, channels: 3, background: "#cc2200" } })
      .png()
      .toFile(cover);
    const file = await clip(
      ffmpeg,
      path.join(folder, "f.mp3"),
      `-f lavfi -i sine=d=1 -i ${cover} -map 0:a -map 1:v -c:v copy`,
    );
    const bytes = await readFile(file);
    bytes.fill(0xff, bytes.indexOf("IDAT"), bytes.indexOf("IEND"));
    await writeFile(file, bytes);
    const made = await makeSound(ffmpeg, { path: file, mediaType: "audio/mpeg" }, folder);
    expect(made).toMatchObject({ ok: true, value: { blurhash: null } });
    if (!made.ok) return;
    const [main] = made.value.files;
    expect(await filesBelow(path.dirname(main?.path ?? ""))).toHaveLength(2);
  });

  /** Mean volume in dB below the loudest possible. */
  async function loudness(file: string): Promise<number> {
    return new Promise((resolve) => {
      const args = ["-hide_banner", "-i", file, "-af", "volumedetect", "-f", "null", "-"];
      execFile(ffmpeg?.ffmpeg ?? "", args, (_, __, stderr) =>
        resolve(Number(/mean_volume: (\S+)/.exec(stderr)?.[1])),
      );
    });
  }
});
