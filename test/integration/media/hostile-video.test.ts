import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, readlink, rm, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSound } from "#media/audio/audio.ts";
import { defaultVideoSettings, type VideoSettings } from "#media/ffmpeg/settings.ts";
import { makeVideo } from "#media/video/video.ts";
import { clip, ffmpegForTests, filesBelow, tempFolder } from "#test/support/clips.ts";
import { mountSmallDisk } from "#test/support/small-disk.ts";

const ffmpeg = await ffmpegForTests();
// More than the video takes, and less than is to be left.
const disk = await mountSmallDisk(path.join(tempFolder(), "disk"), 100_000_000);
if (disk === null) process.stderr.write("skipped: no file system can be mounted here\n");
afterAll(() => disk?.unmount());
const quick = { ...defaultVideoSettings, preset: "ultrafast" };
const plain =
  "-f lavfi -i testsrc2=s=160x120:r=10:d=4 -f lavfi -i sine=d=4 -c:v libx264 -preset ultrafast -pix_fmt yuv420p";

describe.skipIf(ffmpeg === null)("a hostile video or sound", { timeout: 60_000 }, () => {
  if (ffmpeg === null) return;
  const folder = tempFolder();
  const work = path.join(folder, "work");
  let requests = 0;
  const server = createServer((_, response) => {
    requests++;
    response.end();
  });
  let origin = "";

  beforeAll(async () => {
    await mkdir(work);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  /** Makes of it what its type says, and sees to it that no file, no process and no request is left of what failed. */
  const refusal = async (
    file: string,
    mediaType: string,
    settings: VideoSettings = quick,
    signal?: AbortSignal,
  ) => {
    const make = mediaType.startsWith("audio/") ? makeSound : makeVideo;
    const made = await make(ffmpeg, { path: file, mediaType }, work, { settings, signal });
    if (made.ok) {
      await rm(path.dirname(made.value.files[0]?.path ?? ""), { recursive: true });
      throw new Error(
        `something has become of ${file}: ${made.value.duration} s of ${made.value.width} x ${made.value.height}`,
      );
    }
    expect(await readdir(work)).toEqual([]);
    expect(await processesBelow(work)).toEqual([]);
    expect(requests).toBe(0);
    return made.error;
  };
  const write = async (name: string, content: string | Uint8Array) => {
    const file = path.join(folder, name);
    await writeFile(file, content);
    return file;
  };

  it.skipIf(disk === null)("ends before it has filled the disk", async () => {
    const long = "-f lavfi -i testsrc2=s=1280x720:r=30:d=10 -c:v mpeg4 -q:v 5";
    const file = await clip(ffmpeg, path.join(folder, "long.mp4"), long);
    const made = await makeVideo(ffmpeg, { path: file, mediaType: "video/mp4" }, disk?.folder ?? "", {
      settings: quick,
    });
    expect(made).toEqual({ ok: false, error: { type: "media/disk-full" } });
    expect(await readdir(disk?.folder ?? "")).toEqual([]);
  });

  it.each(["video/mp4", "video/webm", "audio/mpeg", "audio/ogg", "audio/flac", "audio/wav"])(
    "of no bytes is refused as %s",
    async (mediaType) => {
      const error = await refusal(await write("empty", ""), mediaType);
      expect(error.type).toBe("media/unreadable");
    },
  );

  it.each([
    ["video/mp4", Buffer.from("0000001c667479706d703432000000006d70343269736f6d", "hex")],
    ["video/webm", Buffer.from("1a45dfa39f4286810142f7810142f2810442f381084282847765626d", "hex")],
    ["audio/ogg", Buffer.from("4f67675300020000000000000000", "hex")],
    ["audio/flac", Buffer.from("664c6143000000221000100000000000000000000ac442f0", "hex")],
    ["audio/mpeg", Buffer.from("49443304000000000023", "hex")],
    ["audio/wav", Buffer.from("52494646ffffffff57415645", "hex")],
  ])("of random bytes behind the head of %s is refused", async (mediaType, head) => {
    const error = await refusal(
      await write("random", Buffer.concat([head, randomBytes(100_000)])),
      mediaType,
    );
    expect(error.type).toBe("media/unreadable");
  });

  it.each([
    ["mp4 whose index is lost", "cut.mp4", "", 0.7],
    ["mp4 whose frames are lost", "cut-late.mp4", " -movflags +faststart", 0.6],
    ["mkv", "cut.mkv", "", 0.5],
  ])("that was cut off is refused: %s", async (_, name, options, share) => {
    const file = await clip(ffmpeg, path.join(folder, name), `${plain}${options}`);
    await truncate(file, Math.floor((await readFile(file)).length * share));
    const error = await refusal(file, name.endsWith("mkv") ? "video/matroska" : "video/mp4");
    expect(error.type).toBe("media/unreadable");
  });

  it.each(["video/mp4", "video/webm", "audio/mpeg", "audio/aac", "audio/ogg", "image/gif"])(
    "that is a list of other files reads none of them, taken for %s",
    async (mediaType) => {
      const lists = [
        `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXTINF:1,\n${origin}/a.ts\n#EXT-X-ENDLIST\n`,
        `ffconcat version 1.0\nfile '/etc/passwd'\nfile '${origin}/a.mp4'\n`,
        `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n`,
        `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><BaseURL>${origin}/a.mp4</BaseURL></Period></MPD>`,
      ];
      for (const list of lists) {
        const error = await refusal(await write("list", list), mediaType);
        expect(error.type).toBe("media/unreadable");
      }
    },
  );

  it("whose frames lie in another file gets nothing of that file", async () => {
    const other = await clip(
      ffmpeg,
      path.join(folder, "other.mov"),
      "-f lavfi -i testsrc=s=64x64:r=5:d=2 -c:v mjpeg",
    );
    const error = await refusal(
      await write("outside.mov", withReferenceTo(other, await readFile(other))),
      "video/quicktime",
    );
    expect(error.type).toBe("media/unreadable");
  });

  it("of 500 streams is refused", async () => {
    const many = ["-f", "lavfi", "-i", "anullsrc=d=0.1", ...Array(500).fill(["-map", "0:a"]).flat()];
    for (const [name, mediaType] of [
      ["many.mkv", "video/matroska"],
      ["many.mp4", "video/mp4"],
    ] as const) {
      const file = await clip(ffmpeg, path.join(folder, name), [
        ...many,
        "-c:a",
        name.endsWith("mkv") ? "pcm_s16le" : "alac",
      ]);
      expect(await refusal(file, mediaType)).toEqual({ type: "media/too-many-streams", most: 32 });
    }
  });

  it("of absurd size is refused before a frame of it is held", async () => {
    const file = await clip(
      ffmpeg,
      path.join(folder, "wide.mkv"),
      "-f lavfi -i color=s=16000x8000:r=1:d=1 -c:v mjpeg",
    );
    expect(await refusal(file, "video/matroska")).toMatchObject({ type: "media/too-many-pixels" });
  });

  it("that says it is of absurd size is what it is", async () => {
    const options = "-f lavfi -i testsrc=s=64x64:r=2:d=1 -c:v mjpeg -f mov";
    const bytes = await readFile(await clip(ffmpeg, path.join(folder, "says.mp4"), options));
    const at = bytes.indexOf("jpeg", bytes.indexOf("stsd"));
    bytes.writeUInt16BE(65_535, at + 28);
    bytes.writeUInt16BE(65_535, at + 30);
    const file = await write("says.mp4", bytes);
    const made = await makeVideo(ffmpeg, { path: file, mediaType: "video/mp4" }, folder, { settings: quick });
    expect(made).toMatchObject({ ok: true, value: { width: 64, height: 64 } });
  });

  it("that says it takes years is refused at once, and one that takes longer than it says when it has", async () => {
    const bytes = await readFile(await clip(ffmpeg, path.join(folder, "years.mp4"), plain));
    const settings = { ...quick, maxSeconds: 2 };
    expect(await refusal(path.join(folder, "years.mp4"), "video/mp4", settings)).toEqual({
      type: "media/too-long",
      mostSeconds: 2,
    });
    const at = bytes.indexOf("mvhd");
    bytes.writeUInt32BE(1, at + 16);
    bytes.writeUInt32BE(0x7fff_ffff, at + 20);
    for (let track = bytes.indexOf("mdhd"); track >= 0; track = bytes.indexOf("mdhd", track + 4))
      bytes.writeUInt32BE(0xffff_fff0, track + 20);
    const error = await refusal(await write("years.mp4", bytes), "video/mp4");
    expect(["media/too-long", "media/unreadable"]).toContain(error.type);
    const live = await clip(
      ffmpeg,
      path.join(folder, "live.webm"),
      "-f lavfi -i testsrc=s=64x64:r=5:d=5 -c:v libvpx -deadline realtime -live 1",
    );
    expect(await refusal(live, "video/webm", settings)).toEqual({ type: "media/too-long", mostSeconds: 2 });
  });

  it("that takes too long is given up", async () => {
    const file = await clip(ffmpeg, path.join(folder, "slow.mp4"), plain);
    const limits = { ...quick.limits, seconds: 0.01 };
    expect((await refusal(file, "video/mp4", { ...quick, limits })).type).toBe("media/gave-up");
  });

  it("that becomes too much is refused", async () => {
    const file = await clip(
      ffmpeg,
      path.join(folder, "much.mkv"),
      "-f lavfi -i testsrc2=s=640x360:r=30:d=4 -c:v mpeg4",
    );
    const limits = { ...quick.limits, outputBytes: 50_000 };
    expect((await refusal(file, "video/matroska", { ...quick, limits })).type).toBe("media/too-large");
  });

  it("whose ffmpeg somebody kills is given up", async () => {
    const file = await clip(
      ffmpeg,
      path.join(folder, "killed.mkv"),
      "-f lavfi -i testsrc2=s=640x360:r=30:d=10 -c:v mpeg4",
    );
    const killing = setInterval(async () => {
      for (const id of await processesBelow(work)) process.kill(id, "SIGKILL");
    }, 20);
    try {
      expect((await refusal(file, "video/matroska")).type).toBe("media/gave-up");
    } finally {
      clearInterval(killing);
      await rm(file);
    }
  });

  it("that is not wanted any more is given up", async () => {
    const file = await clip(ffmpeg, path.join(folder, "unwanted.mp4"), plain);
    expect((await refusal(file, "video/mp4", quick, AbortSignal.abort())).type).toBe("media/gave-up");
  });

  it("leaves nothing of itself in the folder of the test", async () => {
    expect(await filesBelow(work)).toEqual([]);
  });
});

/**
 * A QuickTime film, its index at its end, whose frames lie in another one: an alias record (QuickTime File Format, "Data
 * reference atoms") with the absolute path, which ffmpeg follows when it is told to follow such references.
 */
function withReferenceTo(other: string, film: Buffer): Buffer {
  const place = Buffer.from(other);
  const padded = Buffer.concat([place, Buffer.alloc(place.length % 2)]);
  const record = Buffer.alloc(150 + 4 + padded.length + 4);
  record.writeUInt8(1, 10);
  record.write("v", 11, "latin1");
  record.writeUInt8(1, 50);
  record.write("f", 51, "latin1");
  record.writeInt16BE(2, 150);
  record.writeInt16BE(place.length, 152);
  padded.copy(record, 154);
  record.writeInt16BE(-1, 154 + padded.length);
  const entry = Buffer.concat([Buffer.alloc(4), Buffer.from("alis"), Buffer.alloc(4), record]);
  entry.writeUInt32BE(entry.length);
  const at = film.indexOf("dref") + 12;
  const length = film.readUInt32BE(at);
  const outside = Buffer.concat([film.subarray(0, at), entry, film.subarray(at + length)]);
  for (const box of ["moov", "trak", "mdia", "minf", "dinf", "dref"]) {
    // Of each kind the last one before the reference is the one that holds it.
    const size = outside.lastIndexOf(box, at) - 4;
    outside.writeUInt32BE(outside.readUInt32BE(size) + entry.length - length, size);
  }
  return outside;
}

/** Processes that work in a folder or one inside it. */
async function processesBelow(folder: string): Promise<number[]> {
  if (process.platform !== "linux") return [];
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(ids.map((id) => readlink(`/proc/${id}/cwd`).catch(() => "")));
  return ids.filter((_, at) => folders[at]?.startsWith(folder)).map(Number);
}
