import { once } from "node:events";
import { readdir } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiRig, createApiRig } from "../api/rig.ts";
import { film, type Origin, startOrigin } from "./origin.ts";

let rig: ApiRig;
let origin: Origin;
beforeAll(async () => {
  [rig, origin] = await Promise.all([createApiRig({ REMOTE_MEDIA_FILE_BYTES: "6000000" }), startOrigin()]);
});
afterAll(() => Promise.all([rig.close(), origin.close()]));

const at = (url: string) => rig.ctx.proxy.of(url, "original") ?? "";

async function open(url: string, range?: string) {
  const answer = await fetch(url, range === undefined ? {} : { headers: { range } });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

describe("a video that is small enough", () => {
  it("is fetched once for all who watch it at the same time, and then lies here", async () => {
    const bytes = film(3_000_000);
    const url = at(origin.has("/small.mp4", "video/mp4", bytes));
    const answers = await Promise.all(Array.from({ length: 10 }, () => open(url)));
    for (const answer of answers) {
      expect(answer.headers.get("content-type")).toBe("video/mp4");
      expect(answer.bytes.equals(bytes)).toBe(true);
    }
    await rig.node.settle();
    const part = await open(url, "bytes=2000000-2000099");
    expect(part).toMatchObject({ status: 206 });
    expect(part.headers.get("content-range")).toBe("bytes 2000000-2000099/3000000");
    expect(part.bytes.equals(bytes.subarray(2_000_000, 2_000_100))).toBe(true);
    expect((await open(url, "bytes=9000000-")).status).toBe(416);
    expect(origin.times("/small.mp4")).toBe(1);
  });

  it("is seen while it comes", async () => {
    const bytes = film(200_000);
    let rest: (() => void) | null = null;
    const url = at(
      origin.has("/slow.mp4", "", (_request, response) => {
        response.writeHead(200, { "content-type": "video/mp4", "content-length": bytes.length });
        response.write(bytes.subarray(0, 100_000));
        rest = () => response.end(bytes.subarray(100_000));
      }),
    );
    const answer = await fetch(url);
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    expect(first?.value?.byteLength).toBeGreaterThan(0);
    // By its name it is known whose it was when this process has died.
    const [folder] = await readdir(join(rig.ctx.config.dataDir, "work"));
    expect(folder).toContain(`.${process.pid}.`);
    const end = open(url, "bytes=150000-150009");
    (rest as (() => void) | null)?.();
    expect((await end).bytes.equals(bytes.subarray(150_000, 150_010))).toBe(true);
    let length = first?.value?.byteLength ?? 0;
    for (let next = await reader?.read(); !next?.done; next = await reader?.read())
      length += next?.value?.byteLength ?? 0;
    expect(length).toBe(200_000);
  });

  it("that breaks off is not kept, and its readers see that it did", async () => {
    const url = at(
      origin.has("/broken.mp4", "", (_request, response) => {
        response.writeHead(200, { "content-type": "video/mp4", "content-length": 100_000 });
        response.write(film(50_000), () => response.destroy());
      }),
    );
    await expect(open(url)).rejects.toThrow();
    await rig.node.settle();
    const [row] = await rig.ctx.sql`select count(*)::int as n from remote_media where url like '%broken.mp4'`;
    expect(row?.n).toBe(0);
  });
});

describe("a video that is too large to be kept", () => {
  it("is passed on in the parts that are asked for", async () => {
    const bytes = film(7_000_000);
    const url = at(origin.has("/large.mp4", "video/mp4", bytes));
    const part = await open(url, "bytes=6500000-6500009");
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe("bytes 6500000-6500009/7000000");
    expect(part.headers.get("accept-ranges")).toBe("bytes");
    expect(part.bytes.equals(bytes.subarray(6_500_000, 6_500_010))).toBe(true);
    expect(origin.asked.at(-1)).toEqual({ path: "/large.mp4", range: "bytes=6500000-6500009" });
    expect((await open(url)).bytes.equals(bytes)).toBe(true);
    expect((await open(url, "bytes=8000000-")).status).toBe(416);
    const [row] = await rig.ctx.sql`select file, media_type from remote_media where url like '%large.mp4'`;
    expect(row).toEqual({ file: null, media_type: "video/mp4" });
  });

  it("is let go of when whoever watched it goes", async () => {
    const bytes = film(7_000_000);
    let closed: Promise<unknown> | null = null;
    const url = at(
      origin.has("/left.mp4", "", (_request, response) => {
        closed = once(response, "close");
        response.writeHead(200, { "content-type": "video/mp4" });
        const send = () => response.write(bytes, () => !response.destroyed && setImmediate(send));
        send();
      }),
    );
    const gone = new AbortController();
    const answer = await fetch(url, { signal: gone.signal });
    await answer.body?.getReader().read();
    const last = closed as Promise<unknown> | null;
    gone.abort();
    await last;
  });
});

describe("a video that is passed on", () => {
  const tooLarge = film(7_000_000);
  const listener = () => {
    const closed = Promise.withResolvers<void>();
    return {
      closed: closed.promise,
      listen: (_request: IncomingMessage, response: ServerResponse) => {
        response.once("close", closed.resolve);
        response.writeHead(200, { "content-type": "video/mp4", "content-length": tooLarge.length });
        // The end never comes.
        response.write(tooLarge.subarray(0, 1_000_000));
      },
    };
  };

  it("is not asked for by who wants its headers alone", async () => {
    const { closed, listen } = listener();
    const url = at(origin.has("/head.mp4", "", listen));
    const answer = await fetch(url, { method: "HEAD" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-length")).toBe("7000000");
    await closed;
    expect((await fetch(`${rig.origin}/health`)).status).toBe(200);
  });

  it("is let go of when whoever asked for it went before it came", async () => {
    const first = listener();
    const second = listener();
    const asked = Promise.withResolvers<() => void>();
    const url = at(
      origin.has("/gone.mp4", "", (request, response) =>
        asked.resolve(() => first.listen(request, response)),
      ),
    );
    const gone = new AbortController();
    const answer = fetch(url, { signal: gone.signal });
    const come = await asked.promise;
    origin.has("/gone.mp4", "", second.listen);
    gone.abort();
    await expect(answer).rejects.toThrow();
    // Until the node has seen that.
    await sleep(200);
    come();
    await rig.node.settle();
    await sleep(500);
    if (origin.times("/gone.mp4") > 1) await second.closed;
  });
});

it("its origin is asked no more often for one network than there may be fetches for it", async () => {
  // Two of them.
  const few = await createApiRig({ REMOTE_MEDIA_FILE_BYTES: "0", RATE_LIMIT: "0.001" });
  try {
    const url = few.ctx.proxy.of(origin.has("/often.mp4", "video/mp4", film(1_000)), "original") ?? "";
    expect((await open(url)).status).toBe(200);
    expect((await open(url, "bytes=0-9")).status).toBe(503);
    // Once to see what it is.
    expect(origin.times("/often.mp4")).toBe(2);
  } finally {
    await few.close();
  }
}, 60_000);

it("what is called a video and is none is not shown", async () => {
  const url = at(origin.has("/page.mp4", "video/mp4", "<!doctype html><script>alert(1)</script>"));
  expect((await open(url)).status).toBe(404);
});

describe("an adaptive stream", () => {
  it("names this node for everything that a player asks for, and plays", async () => {
    const bytes = film(50_000);
    origin.has("/hls/v/all.mp4", "video/mp4", bytes);
    origin.has("/hls/v/sub.vtt", "text/vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n");
    origin.has(
      "/hls/v/360.m3u8",
      "application/x-mpegURL",
      '#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-MAP:URI="all.mp4",BYTERANGE="24@0"\n#EXTINF:4,\n#EXT-X-BYTERANGE:100@24\nall.mp4\n#EXT-X-ENDLIST\n',
    );
    const master = origin.has(
      "/hls/master.m3u8",
      "text/plain",
      '#EXTM3U\n#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="x",URI="v/sub.vtt"\n#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=640x360,SUBTITLES="s"\nv/360.m3u8\n',
    );
    const first = await open(at(master));
    expect(first.headers.get("content-type")).toBe("application/vnd.apple.mpegurl");
    expect(first.headers.get("access-control-allow-origin")).toBe("*");
    expect(first.bytes.toString()).not.toContain(origin.host);
    const urls = first.bytes.toString().match(/https?:[^\s"]+/g) ?? [];
    expect(urls).toHaveLength(2);
    expect(urls.every((url) => url.startsWith(`${rig.origin}/proxy/`))).toBe(true);
    const [captions = "", rendition = ""] = urls;
    expect((await open(captions)).headers.get("content-type")).toBe("text/vtt; charset=utf-8");
    const second = await open(rendition);
    expect(second.bytes.toString()).toContain("#EXT-X-BYTERANGE:100@24");
    const [map = "", segment = ""] = second.bytes.toString().match(/https?:[^\s"]+/g) ?? [];
    expect(segment).toBe(map);
    expect((await open(segment, "bytes=24-123")).bytes.equals(bytes.subarray(24, 124))).toBe(true);
    await open(rendition);
    expect(origin.times("/hls/v/360.m3u8")).toBe(1);
  });

  it("is refused when it is none, or encrypted", async () => {
    const keys = '#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="https://keys.example/1"\n#EXTINF:1,\n1.ts\n';
    expect((await open(at(origin.has("/keys.m3u8", "application/x-mpegURL", keys)))).status).toBe(404);
  });
});
