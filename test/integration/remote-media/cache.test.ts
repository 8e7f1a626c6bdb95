import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evictRemoteMedia } from "#server/remote-media/budget.ts";
import { createFakeClock, type FakeClock } from "#test/support/clock.ts";
import { type ApiRig, createApiRig } from "../api/rig.ts";
import { film, type Origin, picture, startOrigin } from "./origin.ts";

let origin: Origin;
beforeAll(async () => {
  origin = await startOrigin();
});
afterAll(() => origin.close());

const HOUR = 3_600_000;

async function namesIn(rig: ApiRig): Promise<string[]> {
  const names: string[] = [];
  for await (const some of rig.ctx.files.names()) names.push(...some);
  return names;
}

describe("a node that keeps what was looked at", () => {
  let rig: ApiRig;
  let clock: FakeClock;
  beforeAll(async () => {
    clock = createFakeClock();
    rig = await createApiRig({ REMOTE_MEDIA_CACHE_BYTES: "1000000" }, { clock });
  });
  afterAll(() => rig.close());
  const look = async (url: string) => (await fetch(rig.ctx.proxy.of(url, "original") ?? "")).arrayBuffer();
  const kept = async () =>
    (await rig.ctx.sql`select url from remote_media order by url`).map(({ url }) => new URL(url).pathname);

  it("lets go of what nobody has looked at for longest once it is over its budget, and of no more than that", async () => {
    const noise = await picture(300, 300);
    expect(noise.length).toBeGreaterThan(200_000);
    // Four fit; a little at the end makes each another file.
    for (const n of [1, 2, 3, 4])
      await look(origin.has(`/${n}.png`, "image/png", Buffer.concat([noise, Buffer.alloc(n)])));
    clock.advance(2 * HOUR);
    await look(`http://${origin.host}/1.png`);
    expect(await kept()).toEqual(["/1.png", "/2.png", "/3.png", "/4.png"]);
    clock.advance(HOUR);
    // More than a tenth over: at once, without the task that does it otherwise.
    await look(origin.has("/5.png", "image/png", Buffer.concat([noise, Buffer.alloc(5)])));
    const left = await kept();
    expect(left).toContain("/1.png");
    expect(left).toContain("/5.png");
    const [row] = await rig.ctx.sql`select sum(bytes)::int as bytes from remote_media`;
    expect(row?.bytes).toBeLessThanOrEqual(1_000_000);
    expect(await namesIn(rig)).toHaveLength(left.length);
    expect(await evictRemoteMedia(rig.ctx)).toBe(0);
    const gone = ["/2.png", "/3.png"].find((path) => !left.includes(path)) ?? "";
    await look(`http://${origin.host}${gone}`);
    expect(origin.times(gone)).toBe(2);
  });

  it("fetches again what its store has lost", async () => {
    const url = origin.has("/lost.png", "image/png", await picture(40, 40));
    await look(url);
    const [row] = await rig.ctx.sql`select file from remote_media where url = ${url}`;
    await rig.ctx.files.remove(row?.file);
    expect((await look(url)).byteLength).toBeGreaterThan(0);
    expect(origin.times("/lost.png")).toBe(2);
  });

  it("writes down once an hour that something was looked at", async () => {
    const url = origin.has("/used.png", "image/png", await picture(20, 20));
    const used = async () =>
      (await rig.ctx.sql`select used_at from remote_media where url = ${url}`)[0]?.used_at;
    await look(url);
    const first = await used();
    clock.advance(HOUR / 2);
    await look(url);
    expect(await used()).toEqual(first);
    clock.advance(HOUR);
    await look(url);
    expect((await used()).getTime() - first.getTime()).toBe(1.5 * HOUR);
  });
});

describe("a node that only passes on", () => {
  let rig: ApiRig;
  beforeAll(async () => {
    rig = await createApiRig({ REMOTE_MEDIA: "proxy" });
  });
  afterAll(() => rig.close());

  it("keeps nothing, and shows the same", async () => {
    const image = origin.has("/passed.png", "image/png", await picture(800, 60));
    const video = origin.has("/passed.mp4", "video/mp4", film(90_000));
    for (const [url, size] of [
      [image, "small"],
      [image, "original"],
      [video, "original"],
    ] as const) {
      const answer = await fetch(rig.ctx.proxy.of(url, size) ?? "");
      expect(answer.status).toBe(200);
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0);
    }
    const answer = await fetch(rig.ctx.proxy.of(video, "original") ?? "", {
      headers: { range: "bytes=10-19" },
    });
    expect(answer.status).toBe(206);
    await rig.node.settle();
    expect(await namesIn(rig)).toEqual([]);
    expect(await rig.ctx.sql`select * from remote_media`).toHaveLength(0);
  });
});
