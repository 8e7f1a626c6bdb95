import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdir, readlink } from "node:fs/promises";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fileUrl } from "#server/files/address.ts";
import { type ApiRig, createApiRig } from "../api/rig.ts";

const LARGE = 3_000_000;
const large = randomBytes(LARGE);
const small = randomBytes(5_000);

let rig: ApiRig;
let video: { name: string; url: string };
let picture: { name: string; url: string };
beforeAll(async () => {
  rig = await createApiRig();
  video = await put(large, "mp4");
  picture = await put(small, "png");
}, 60_000);
afterAll(() => rig.close());

async function put(bytes: Uint8Array, extension: string) {
  const name = await rig.ctx.files.put(bytes, extension);
  return { name, url: fileUrl(rig.ctx.uris, name) };
}

async function ask(url: string, headers: Record<string, string> = {}, method = "GET") {
  const response = await fetch(url, { method, headers });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, header: (name: string) => response.headers.get(name), bytes };
}

it("serves files whole, for ever, to everybody, and lets nothing in them run", async () => {
  for (const [{ url, name }, bytes, type] of [
    [video, large, "video/mp4"],
    [picture, small, "image/png"],
    // The second time it comes from memory.
    [picture, small, "image/png"],
  ] as const) {
    const answer = await ask(url);
    expect(answer.status).toBe(200);
    expect(answer.bytes.equals(bytes)).toBe(true);
    expect(answer.header("content-length")).toBe(String(bytes.length));
    expect(answer.header("content-type")).toBe(type);
    expect(answer.header("etag")).toBe(`"${name.slice(0, 64)}"`);
    expect(answer.header("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(answer.header("accept-ranges")).toBe("bytes");
    expect(answer.header("x-content-type-options")).toBe("nosniff");
    expect(answer.header("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(answer.header("access-control-allow-origin")).toBe("*");
    expect(answer.header("content-disposition")).toBeNull();
  }
});

it("serves parts of large files and of small ones", async () => {
  for (const [{ url }, bytes] of [
    [video, large],
    [picture, small],
  ] as const) {
    const size = bytes.length;
    for (const [range, start, end] of [
      ["bytes=0-0", 0, 0],
      ["bytes=1000-2999", 1000, 2999],
      [`bytes=${size - 5}-`, size - 5, size - 1],
      ["bytes=-7", size - 7, size - 1],
      [`bytes=100-${size + 100}`, 100, size - 1],
    ] as const) {
      const answer = await ask(url, { range });
      expect(answer.status).toBe(206);
      expect(answer.header("content-range")).toBe(`bytes ${start}-${end}/${size}`);
      expect(answer.header("content-length")).toBe(String(end - start + 1));
      expect(answer.bytes.equals(bytes.subarray(start, end + 1))).toBe(true);
    }
    const beyond = await ask(url, { range: `bytes=${size}-` });
    expect(beyond.status).toBe(416);
    expect(beyond.header("content-range")).toBe(`bytes */${size}`);
    expect((await ask(url, { range: "bytes=0-1,5-6" })).bytes).toHaveLength(size);
  }
});

it("serves a part only of the version that a reader has", async () => {
  const etag = `"${video.name.slice(0, 64)}"`;
  expect((await ask(video.url, { range: "bytes=0-9", "if-range": etag })).status).toBe(206);
  for (const other of ['"other"', `W/${etag}`, "Wed, 21 Oct 2015 07:28:00 GMT"])
    expect((await ask(video.url, { range: "bytes=0-9", "if-range": other })).status).toBe(200);
});

it("says that nothing has changed to whoever has a file", async () => {
  const etag = `"${picture.name.slice(0, 64)}"`;
  for (const header of [etag, `"other", ${etag}`, `W/${etag}`, "*"]) {
    const answer = await ask(picture.url, { "if-none-match": header });
    expect(answer.status).toBe(304);
    expect(answer.header("etag")).toBe(etag);
    expect(answer.header("cache-control")).toContain("immutable");
  }
  expect((await ask(picture.url, { "if-none-match": '"other"' })).status).toBe(200);
});

it("answers HEAD as GET, without the bytes and without parts", async () => {
  for (const [{ url }, bytes] of [
    [video, large],
    [picture, small],
  ] as const) {
    const answer = await ask(url, { range: "bytes=0-9" }, "HEAD");
    expect(answer.status).toBe(200);
    expect(answer.header("content-length")).toBe(String(bytes.length));
    expect(answer.bytes).toHaveLength(0);
  }
});

it("lets players of other sites ask for parts, and nobody write", async () => {
  const preflight = await ask(video.url, { origin: "https://player.example" }, "OPTIONS");
  expect(preflight.status).toBe(204);
  expect(preflight.header("access-control-allow-headers")).toContain("range");
  const refused = await ask(video.url, {}, "PUT");
  expect(refused.status).toBe(405);
  expect(refused.header("allow")).toBe("GET, HEAD, OPTIONS");
});

it("has what is for programs put on the disk by whoever opens it", async () => {
  const { url, name } = await put(Buffer.from("#EXTM3U\n"), "m3u8");
  const answer = await ask(url);
  expect(answer.header("content-type")).toBe("application/vnd.apple.mpegurl");
  expect(answer.header("content-disposition")).toBe(`attachment; filename="${name}"`);
});

it("serves an empty file", async () => {
  const { url } = await put(new Uint8Array(), "vtt");
  expect(await ask(url)).toMatchObject({ status: 200, bytes: Buffer.alloc(0) });
  expect((await ask(url, { range: "bytes=0-" })).status).toBe(416);
});

it("finds nothing elsewhere", async () => {
  const { name } = picture;
  const { port } = new URL(rig.origin);
  for (const path of [
    `/files/${name}`,
    `/files/zz/${name}`,
    `/files/${name.slice(0, 2)}/${name}/`,
    `/files/${name.slice(0, 2)}/x/../${name}`,
    `/files/${name.slice(0, 2)}//${name}`,
    `/files/${name.slice(0, 2)}/${name.slice(0, 64)}.jpg`,
    "/files/..%2f..%2f..%2fetc%2fpasswd",
    "/files/../../../../etc/passwd",
    "/files/../partial/x",
    "/files/",
  ]) {
    const head = await raw(Number(port), `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect([path, head.split("\r\n")[0]]).toEqual([path, "HTTP/1.1 404 Not Found"]);
  }
});

it("forgets at once what is removed", async () => {
  const { url, name } = await put(randomBytes(100), "png");
  expect((await ask(url)).status).toBe(200);
  await rig.ctx.files.remove(name);
  expect((await ask(url)).status).toBe(404);
});

it("closes the file when a reader goes", async () => {
  const { url } = await put(randomBytes(30_000_000), "webm");
  const readers = Array.from({ length: 10 }, async () => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write(`GET ${new URL(url).pathname} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await once(socket, "data");
    expect(await openFiles()).toBeGreaterThan(0);
    socket.destroy();
  });
  await Promise.all(readers);
  await expect.poll(openFiles).toBe(0);
});

/** How many files of the store this process has open. */
async function openFiles(): Promise<number> {
  const open = await readdir("/proc/self/fd");
  const paths = await Promise.all(open.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => "")));
  return paths.filter((path) => path.endsWith(".webm")).length;
}

/** What a server says to bytes that no client of fetch would send. */
async function raw(port: number, request: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(request);
  let answer = "";
  for await (const chunk of socket) answer += chunk;
  return answer;
}
