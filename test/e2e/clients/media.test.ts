import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { createRestAPIClient, type mastodon } from "masto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clip, ffmpegForTests, tempFolder } from "#test/support/clips.ts";
import { movingGif, photograph } from "#test/support/pictures.ts";
import { type NodeProcess, startNodeProcess } from "#test/support/processes.ts";
import { authorizeInBrowser, OUT_OF_BAND, owner } from "./sign-in.ts";

/** masto.js and Debian's toot send a picture, a moving GIF, a video and a sound to a node, and post them. */
const ffmpeg = await ffmpegForTests();
const folder = tempFolder();
let node: NodeProcess;
let token: string;
let app: { client_id: string; client_secret: string };

beforeAll(async () => {
  node = await startNodeProcess({ env: { RATE_LIMIT: "0" } });
  await owner(node, "ana");
  const send = async (at: string, form: Record<string, string>) => {
    const response = await fetch(`${node.origin}${at}`, { method: "POST", body: new URLSearchParams(form) });
    return (await response.json()) as Record<string, string>;
  };
  const scope = "read write follow";
  const made = await send("/api/v1/apps", {
    client_name: "Media",
    redirect_uris: OUT_OF_BAND,
    scopes: scope,
  });
  app = { client_id: made.client_id ?? "", client_secret: made.client_secret ?? "" };
  const client = { clientId: app.client_id, redirectUri: OUT_OF_BAND };
  const code = await authorizeInBrowser(node, { ...client, scope, username: "ana" });
  const grant = { grant_type: "authorization_code", redirect_uri: OUT_OF_BAND, code };
  token = (await send("/oauth/token", { ...app, ...grant })).access_token ?? "";
  await writeFiles();
}, 90_000);
afterAll(() => node?.close(), 60_000);

const file = (name: string) => path.join(folder, name);

async function writeFiles(): Promise<void> {
  writeFileSync(file("photo.jpg"), await photograph());
  writeFileSync(file("moving.gif"), await movingGif());
  if (ffmpeg === null) return;
  const sine = "-f lavfi -i sine=d=1";
  await clip(
    ffmpeg,
    file("film.webm"),
    `-f lavfi -i testsrc=d=1:r=10:s=320x240 ${sine} -c:v libvpx -b:v 200k -c:a libopus`,
  );
  await clip(ffmpeg, file("sound.flac"), `${sine} -c:a flac`);
}

const wanted = [
  { name: "photo.jpg", type: "image", served: "image/jpeg" },
  { name: "moving.gif", type: "gifv", served: "video/mp4" },
  { name: "film.webm", type: "video", served: "video/mp4" },
  { name: "sound.flac", type: "audio", served: "audio/mp4" },
] as const;

describe.skipIf(ffmpeg === null)("masto.js", () => {
  let ana: mastodon.rest.Client;
  beforeAll(() => {
    ana = createRestAPIClient({ url: node.origin, accessToken: token });
  });

  it.each(wanted)("sends and posts $name", { timeout: 60_000 }, async ({ name, type, served }) => {
    const bytes = await readFile(file(name));
    const medium = await ana.v2.media.create({
      file: new Blob([new Uint8Array(bytes)]),
      description: `This is ${name}`,
      focus: "0.5,-0.5",
    });
    const ready = await untilReady(medium);
    expect(ready).toMatchObject({ type, description: `This is ${name}` });
    const status = await ana.v1.statuses.create({ status: `Look: ${name}`, mediaIds: [ready.id] });
    expect(status.mediaAttachments).toMatchObject([{ id: ready.id, type, url: ready.url }]);
    const response = await fetch(ready.url ?? "");
    expect([response.status, response.headers.get("content-type")]).toEqual([200, served]);
    const edited = await ana.v1.statuses.$select(status.id).update({
      status: `Look again: ${name}`,
      mediaIds: [ready.id],
      mediaAttributes: [{ id: ready.id, description: "Described anew", focus: "0,0" }],
    });
    expect(edited.mediaAttachments[0]?.description).toBe("Described anew");
  });

  async function untilReady(medium: mastodon.v1.MediaAttachment): Promise<mastodon.v1.MediaAttachment> {
    for (let tries = 0; tries < 200; tries++) {
      const now = await ana.v1.media.$select(medium.id).fetch();
      if (now.url !== null && now.url !== undefined) return now;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error("never ready");
  }
});

const hasToot = (() => {
  try {
    execFileSync("toot", ["--help"], { stdio: "ignore" });
    return true;
  } catch {
    process.stderr.write("toot is not installed: its tests are skipped.\n");
    return false;
  }
})();

describe.skipIf(!hasToot)("toot", () => {
  const run = async (...args: string[]) => {
    const env = { PATH: process.env.PATH, HOME: folder, XDG_CONFIG_HOME: folder, LANG: "C.UTF-8" };
    const { stdout } = await promisify(execFile)("toot", args, { env, timeout: 30_000 });
    return stdout;
  };
  beforeAll(() => {
    const user = `ana@${node.host}`;
    mkdirSync(path.join(folder, "toot"), { recursive: true });
    const config = {
      apps: { [node.host]: { instance: node.host, base_url: node.origin, ...app } },
      users: { [user]: { instance: node.host, username: "ana", access_token: token } },
      active_user: user,
    };
    writeFileSync(path.join(folder, "toot", "config.json"), JSON.stringify(config));
  });

  it("posts a picture with its description", async () => {
    const output = await run(
      ...["post", "From a terminal", "--media", file("photo.jpg"), "--description", "A wall", "--no-color"],
    );
    const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(output)?.[0];
    const response = await fetch(`${node.origin}/api/v1/statuses/${id}`);
    const status = (await response.json()) as mastodon.v1.Status & { media_attachments: object[] };
    expect(status.media_attachments).toMatchObject([{ type: "image", description: "A wall" }]);
  });

  it.skipIf(ffmpeg === null)(
    "posts a moving picture and a video, which it does not know to wait for",
    async () => {
      for (const [name, type] of [
        ["moving.gif", "gifv"],
        ["film.webm", "video"],
      ] as const) {
        const output = await run("post", "It moves", "--media", file(name), "--no-color");
        const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(output)?.[0];
        const response = await fetch(`${node.origin}/api/v1/statuses/${id}`);
        expect(await response.json()).toMatchObject({ media_attachments: [{ type }] });
      }
    },
  );

  it.skipIf(ffmpeg === null)("sends a sound", async () => {
    const output = await run("upload", file("sound.flac"), "--no-color");
    expect(output).toContain("audio");
  });
});
