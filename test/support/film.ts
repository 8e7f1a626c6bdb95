import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findFfmpeg } from "#media/ffmpeg/find.ts";
import type { Medium } from "#protocol/model/medium.ts";

const run = promisify(execFile);

/** Keeps a file and answers its address. */
type Keep = (bytes: Uint8Array, extension: string) => Promise<string>;

const SECONDS = 12;
const CAPTIONS = `WEBVTT

00:00.000 --> 00:10.000
The kettle is on.
`;

/** A film of a few seconds as media make it: a file, a stream in two sizes read by ranges, captions; and its sound alone. */
export async function makeFilm(
  ffmpeg: string,
  keep: Keep,
): Promise<{ video: Partial<Medium> & { url: string }; sound: string }> {
  const folder = await mkdtemp(join(tmpdir(), "folkmoot-film-"));
  try {
    const at = (name: string) => join(folder, name);
    const input = [
      ...["-f", "lavfi", "-i", `testsrc2=size=320x180:rate=25:duration=${SECONDS}`],
      ...["-f", "lavfi", "-i", `sine=frequency=440:duration=${SECONDS}`],
    ];
    const coding = [
      "-c:v",
      "libx264",
      "-preset",
      "ultrafast",
      "-pix_fmt",
      "yuv420p",
      "-g",
      "50",
      "-c:a",
      "aac",
    ];
    await run(ffmpeg, ["-v", "error", ...input, ...coding, "-movflags", "+faststart", at("film.mp4")]);
    await run(ffmpeg, ["-v", "error", "-i", at("film.mp4"), "-vn", "-c:a", "copy", at("sound.m4a")]);
    const renditions: { url: string; width: number; height: number }[] = [];
    for (const height of [180, 90]) {
      const name = `${height}`;
      const hls = ["-f", "hls", "-hls_time", "2", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4"];
      const single = ["-hls_flags", "single_file", "-hls_fmp4_init_filename", `${name}.mp4`];
      const scaled = ["-vf", `scale=-2:${height}`, ...coding];
      await run(
        ffmpeg,
        ["-v", "error", "-i", at("film.mp4"), ...scaled, ...hls, ...single, at(`${name}.m3u8`)],
        {
          cwd: folder,
        },
      );
      const list = await readFile(at(`${name}.m3u8`), "utf8");
      const [, segments = ""] = /^(?!#)(.+\.(?:m4s|mp4))$/m.exec(list) ?? [];
      const bytes = await readFile(at(segments));
      await keep(bytes, "mp4");
      const relative = referTo(bytes, "mp4");
      const written = list.replaceAll(segments, relative).replaceAll(`${name}.mp4`, relative);
      await keep(Buffer.from(written), "m3u8");
      renditions.push({
        url: referTo(Buffer.from(written), "m3u8"),
        width: Math.round((height * 16) / 9),
        height,
      });
    }
    const streams = renditions.map(
      ({ url, width, height }) =>
        `#EXT-X-STREAM-INF:BANDWIDTH=${height * 4000},RESOLUTION=${width}x${height},CODECS="avc1.42c015,mp4a.40.2"\n${url}`,
    );
    const stream = await keep(
      Buffer.from(`#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n${streams.join("\n")}\n`),
      "m3u8",
    );
    const file = await readFile(at("film.mp4"));
    const empty = { width: null, height: null, fps: null, size: null };
    return {
      video: {
        url: await keep(file, "mp4"),
        mediaType: "video/mp4",
        width: 320,
        height: 180,
        duration: SECONDS,
        size: file.length,
        alternatives: [{ url: stream, mediaType: "application/x-mpegURL", ...empty }],
        captions: [{ url: await keep(Buffer.from(CAPTIONS), "vtt"), language: "en", label: "English" }],
      },
      sound: await keep(await readFile(at("sound.m4a")), "m4a"),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Two seconds of a moving picture with a tone, as somebody has it on their disk. */
export async function shortFilm(ffmpeg: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "folkmoot-film-"));
  try {
    const file = join(folder, "film.mp4");
    const input = [
      "-f",
      "lavfi",
      "-i",
      "testsrc2=size=320x180:duration=2",
      "-f",
      "lavfi",
      "-i",
      "sine=duration=2",
    ];
    await run(ffmpeg, ["-v", "error", ...input, "-preset", "ultrafast", "-pix_fmt", "yuv420p", file]);
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As playlists call a file that lies beside them in the store. */
function referTo(bytes: Uint8Array, extension: string): string {
  const hash = createHash("sha256").update(bytes).digest("hex");
  return `../${hash.slice(0, 2)}/${hash}.${extension}`;
}

/** The program with which a node makes videos; null where there is none, which is said. */
export async function ffmpegPath(): Promise<string | null> {
  const found = await findFfmpeg();
  if (found === null)
    process.stderr.write("ffmpeg is not installed: the tests of videos in a browser are skipped.\n");
  return found?.ffmpeg ?? null;
}
