import { execFileSync } from "node:child_process";
import { chmod, mkdir, readdir, readFile, readlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { addOutput, commandOn, demuxerOf } from "#media/ffmpeg/command.ts";
import { findFfmpeg } from "#media/ffmpeg/find.ts";
import { probe } from "#media/ffmpeg/probe.ts";
import { runFfmpeg } from "#media/ffmpeg/run.ts";
import { clip, ffmpegForTests, tempFolder } from "#test/support/clips.ts";

const ffmpeg = await ffmpegForTests();
const limits = { seconds: 60, memoryBytes: 2 * 1024 ** 3, outputBytes: 100_000_000 };
const pixels = 10_000_000;

describe.skipIf(ffmpeg === null)("ffmpeg", { timeout: 60_000 }, () => {
  if (ffmpeg === null) return;
  const folder = tempFolder();

  /** A command that would go on for an hour: one picture, again and again. */
  const endless = async () => {
    const picture = await clip(
      ffmpeg,
      path.join(folder, "one.mkv"),
      "-f lavfi -i testsrc2=s=320x240:d=0.04 -c:v mjpeg",
    );
    const command = commandOn(
      { path: picture, demuxer: "matroska" },
      pixels,
      "-stream_loop",
      "-1",
      "-t",
      "3600",
    );
    return addOutput(command, "out.mkv", "-c:v", "mjpeg", "-q:v", "2");
  };
  const processes = () => running(folder);

  it("is found, with its version", async () => {
    expect(ffmpeg.version).toMatch(/\d/);
    const named = await findFfmpeg({ ffmpeg: ffmpeg.ffmpeg, ffprobe: ffmpeg.ffprobe });
    expect(named).toMatchObject({ from: "setting", version: ffmpeg.version });
  });

  it("is not found where a setting names what does not run", async () => {
    expect(await findFfmpeg({ ffmpeg: "/nowhere/ffmpeg", ffprobe: ffmpeg.ffprobe })).toBeNull();
  });

  it("gives up when the time is over, and no process is left", async () => {
    const result = await runFfmpeg(ffmpeg, await endless(), { folder, limits: { ...limits, seconds: 0.5 } });
    expect(result).toMatchObject({
      ok: false,
      error: { type: "media/gave-up", detail: "it took longer than 0.5 s" },
    });
    expect(await processes()).toEqual([]);
  });

  it("is ended when nobody wants the result any more", async () => {
    const cancelling = new AbortController();
    const onTime = () => cancelling.abort();
    const result = await runFfmpeg(ffmpeg, await endless(), {
      folder,
      limits,
      signal: cancelling.signal,
      onTime,
    });
    expect(result).toMatchObject({ ok: false, error: { type: "media/gave-up", detail: "it was cancelled" } });
    expect(await processes()).toEqual([]);
  });

  it("is known to have been killed", async () => {
    const onTime = async () => {
      for (const id of await processes()) process.kill(id, "SIGKILL");
    };
    const result = await runFfmpeg(ffmpeg, await endless(), { folder, limits, onTime });
    expect(result).toMatchObject({
      ok: false,
      error: { type: "media/gave-up", detail: "it was ended by SIGKILL" },
    });
  });

  it("may write so much and no more", async () => {
    const result = await runFfmpeg(ffmpeg, await endless(), {
      folder,
      limits: { ...limits, outputBytes: 1_000_000 },
    });
    expect(result).toEqual({ ok: false, error: { type: "media/too-large", mostBytes: 1_000_000 } });
    expect(await processes()).toEqual([]);
  });

  it("gets so much memory and no more", async ({ skip }) => {
    if (!ffmpeg.confinement.prlimit) return skip("no prlimit here");
    const source = await clip(
      ffmpeg,
      path.join(folder, "big.mkv"),
      "-f lavfi -i color=s=4000x2000:d=0.1 -c:v mjpeg",
    );
    const command = commandOn({ path: source, demuxer: "matroska" }, pixels);
    addOutput(command, "out.mkv", "-vf", "tile=8x8", "-c:v", "mjpeg");
    const result = await runFfmpeg(ffmpeg, command, {
      folder,
      limits: { ...limits, memoryBytes: 300_000_000 },
    });
    expect(result).toMatchObject({ ok: false, error: { type: "media/gave-up" } });
  });

  it("says when the disk is full", async ({ skip }) => {
    const small = path.join(folder, "small");
    await mkdir(small);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", small], { stdio: "ignore" });
    } catch {
      return skip("no right to mount a small disk");
    }
    try {
      const result = await runFfmpeg(ffmpeg, await endless(), { folder: small, limits });
      expect(result).toEqual({ ok: false, error: { type: "media/disk-full" } });
    } finally {
      execFileSync("umount", [small]);
    }
  });

  it("has no network where the account may take it away", async ({ skip }) => {
    if (ffmpeg.confinement.noNetwork.length === 0) return skip("this account may not take the network away");
    const shows = path.join(folder, "shows-network");
    await writeFile(shows, "#!/bin/sh\ncat /proc/net/dev > network.txt\n");
    await chmod(shows, 0o755);
    const command = commandOn({ path: "/dev/null", demuxer: "mov" }, pixels);
    expect(await runFfmpeg({ ...ffmpeg, ffmpeg: shows }, command, { folder, limits })).toEqual({ ok: true });
    const interfaces = (await readFile(path.join(folder, "network.txt"), "utf8")).match(/^ *\w+:/gm);
    expect(interfaces?.map((name) => name.trim())).toEqual(["lo:"]);
  });

  it("learns nothing of the node's settings", async () => {
    const shows = path.join(folder, "shows-settings");
    await writeFile(shows, "#!/bin/sh\nenv > settings.txt\n");
    await chmod(shows, 0o755);
    process.env.FOLKMOOT_SECRET_OF_TEST = "secret";
    afterAll(() => delete process.env.FOLKMOOT_SECRET_OF_TEST);
    const command = commandOn({ path: "/dev/null", demuxer: "mov" }, pixels);
    await runFfmpeg({ ...ffmpeg, ffmpeg: shows }, command, { folder, limits });
    expect(await readFile(path.join(folder, "settings.txt"), "utf8")).not.toContain("secret");
  });

  it("is told which demuxer to take, and has none for what refers to other files", () => {
    expect(demuxerOf("video/quicktime")).toBe("mov");
    for (const type of [
      "application/vnd.apple.mpegurl",
      "application/dash+xml",
      "application/sdp",
      "constructor",
    ])
      expect(demuxerOf(type)).toBeNull();
  });

  it("refuses more streams than are of use before it has looked at them", async () => {
    const many = [
      "-f",
      "lavfi",
      "-i",
      "anullsrc=d=0.1",
      ...Array(40).fill(["-map", "0:a"]).flat(),
      "-c:a",
      "pcm_s16le",
    ];
    const file = await clip(ffmpeg, path.join(folder, "many.mkv"), many);
    const result = await probe(ffmpeg, { path: file, demuxer: "matroska" }, pixels, { folder, limits });
    expect(result).toEqual({ ok: false, error: { type: "media/too-many-streams", most: 32 } });
  });
});

/** Processes whose working folder is this one. */
async function running(folder: string): Promise<number[]> {
  if (process.platform !== "linux") return [];
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(ids.map((id) => readlink(`/proc/${id}/cwd`).catch(() => "")));
  return ids.filter((_, at) => folders[at] === folder).map(Number);
}
