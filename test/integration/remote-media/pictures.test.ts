import { readdir } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allowDomain, rejectDomain } from "#server/hosts/policy.ts";
import type { ProxySize } from "#server/remote-media/address.ts";
import { type ApiRig, createApiRig } from "../api/rig.ts";
import { type Origin, picture, startOrigin } from "./origin.ts";

let rig: ApiRig;
let origin: Origin;
beforeAll(async () => {
  [rig, origin] = await Promise.all([createApiRig(), startOrigin()]);
});
afterAll(() => Promise.all([rig.close(), origin.close()]));

const at = (url: string, size: ProxySize = "small") => rig.ctx.proxy.of(url, size) ?? "";

async function open(url: string, size: ProxySize = "small", headers: Record<string, string> = {}) {
  const answer = await fetch(at(url, size), { headers });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

describe("a picture of another server", () => {
  it("is fetched once for fifty readers at the same moment, and not again for those after them", async () => {
    const url = origin.has("/fifty.png", "image/png", await picture(900, 600));
    const answers = await Promise.all(Array.from({ length: 50 }, () => open(url)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ bytes }) => bytes.toString("base64"))).size).toBe(1);
    await open(url);
    expect(origin.times("/fifty.png")).toBe(1);
  });

  it("is made small here, still, and says what it is", async () => {
    const frames = await Promise.all(
      ["red", "blue"].map((background) =>
        sharp({ create: { width: 700, height: 70, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const url = origin.has("/moving.gif", "image/gif", moving);
    const { headers, bytes } = await open(url);
    expect(headers.get("content-type")).toBe("image/webp");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(headers.get("cache-control")).toContain("immutable");
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "webp", width: 640 });
    const original = await open(url, "original");
    expect(original.headers.get("content-type")).toBe("image/gif");
    expect((await sharp(original.bytes).metadata()).pages).toBe(2);
    const avatar = await sharp((await open(url, "avatar")).bytes, { animated: true }).metadata();
    expect(avatar).toMatchObject({ width: 400, pages: 2 });
    expect((await sharp((await open(url, "still")).bytes).metadata()).pages ?? 1).toBe(1);
  });

  it("is not fetched once more in another size when the whole of it is here", async () => {
    const url = origin.has("/both.png", "image/png", await picture(800, 100));
    await open(url, "original");
    expect((await open(url, "small")).status).toBe(200);
    expect(origin.times("/both.png")).toBe(1);
  });

  it("does not say where it was taken", async () => {
    const jpeg = await sharp(await picture(60, 40))
      .jpeg()
      .withExif({ IFD3: { GPSLatitude: "51/1 30/1 0/1" } })
      .toBuffer();
    const { bytes } = await open(origin.has("/gps.jpg", "image/jpeg", jpeg), "original");
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", width: 60 });
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  });

  it("is shown to nobody while moderators have removed its post or suspended its account", async () => {
    const [attached, avatar] = await Promise.all(
      ["attached", "avatar"].map(async (name) =>
        origin.has(`/${name}.png`, "image/png", await picture(30, 30)),
      ),
    );
    const { sql, ids } = rig.ctx;
    const author = await rig.remote("pia@pictures.example");
    const post = ids.next();
    await sql`update accounts set avatar_url = ${avatar ?? ""} where id = ${author}`;
    await sql`insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, url, conversation_id,
        published_at, received_at, media)
      values (${post}, ${`https://pictures.example/${post}`}, ${author}, false, 'note', 'Note', '', 'public', '',
        ${post}, now(), now(), ${sql.json([{ kind: "image", url: attached ?? "", previewUrl: null }])})`;
    const shown = async () => {
      await rig.node.settle();
      return Promise.all([attached, avatar].map(async (url) => (await open(url ?? "")).status));
    };
    expect(await shown()).toEqual([200, 200]);
    const mia = await rig.person("mia", { role: "moderator" });
    const meanwhile = async (subject: object, kind: string) => {
      const { body } = await mia.post("/api/folkmoot/v1/actions", { subject, kind, category: "spam" });
      const then = await shown();
      await mia.post(`/api/folkmoot/v1/actions/${body.id}/undo`, {});
      return then;
    };
    expect(await meanwhile({ kind: "post", id: post }, "remove")).toEqual([404, 200]);
    expect(await shown()).toEqual([200, 200]);
    expect(await meanwhile({ kind: "account", id: author }, "suspend")).toEqual([404, 404]);
    expect(await shown()).toEqual([200, 200]);
  });

  it("needs not be sent again to who has it", async () => {
    const url = origin.has("/etag.png", "image/png", await picture(20, 20));
    const etag = (await open(url)).headers.get("etag") ?? "";
    expect(await open(url, "small", { "if-none-match": etag })).toMatchObject({ status: 304 });
    const head = await fetch(at(url), { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe(String((await open(url)).bytes.length));
  });
});

describe("an address that this node has not made", () => {
  it("is unknown, and nobody is asked", async () => {
    const url = origin.has("/secret.png", "image/png", await picture(9, 9));
    const good = new URL(at(url));
    const [, , signature = "", , encoded] = good.pathname.split("/");
    const forged = [
      `/proxy/${"A".repeat(24)}/small/${encoded}`,
      `/proxy/${signature}/original/${encoded}`,
      `/proxy/${signature}/small/${encoded}/x`,
      `/proxy/${signature}/small/${Buffer.from(`${url}?2`).toString("base64url")}`,
      "/proxy/",
      "/proxy/a/b/c",
    ];
    for (const path of forged) expect((await fetch(`${rig.origin}${path}`)).status).toBe(404);
    expect((await fetch(good, { method: "POST" })).status).toBe(405);
    expect(origin.times("/secret.png")).toBe(0);
  });
});

describe("what is no picture to be shown", () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`;
  it.each([
    ["a page that calls itself a picture", "image/png", "<!doctype html><script>alert(1)</script>"],
    ["a drawing with a script", "image/svg+xml", svg],
    ["a picture that is cut off", "image/png", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")],
    ["nothing at all", "image/png", ""],
    ["a document", "application/pdf", "%PDF-1.7"],
  ])("is %s", async (what, type, content) => {
    const url = origin.has(`/${encodeURIComponent(what)}`, type, content);
    for (const size of ["small", "original"] as const) {
      const { status, headers, bytes } = await open(url, size);
      expect(status).toBe(404);
      expect(headers.get("content-type")).toBe("text/plain");
      expect(bytes.toString()).toBe("Not shown.\n");
    }
  });

  it("is one of more pixels than anybody decodes", async () => {
    const bomb = await picture(10, 10);
    bomb.writeUInt32BE(50_000, 16);
    bomb.writeUInt32BE(50_000, 20);
    const url = origin.has("/bomb.png", "image/png", bomb);
    expect((await open(url)).status).toBe(404);
    expect((await open(url, "original")).status).toBe(404);
  });

  it("is one that says it is too long, of which no more is read", async () => {
    let sent = 0;
    const url = origin.has("/long.png", "", async (_request, response) => {
      response.writeHead(200, { "content-type": "image/png", "content-length": 3_000_000_000 });
      const head = await picture(10, 10);
      const send = () => {
        sent += head.length;
        if (!response.destroyed) response.write(head, () => setImmediate(send));
      };
      send();
    });
    expect((await open(url)).status).toBe(404);
    expect(sent).toBeLessThan(5_000_000);
  });

  it("is one without an end, which is left once it is too long", async () => {
    const chunk = Buffer.alloc(1024 * 1024, 7);
    let isLeft = false;
    const url = origin.has("/endless.png", "", async (_request, response) => {
      response.on("close", () => {
        isLeft = true;
      });
      response.writeHead(200, { "content-type": "image/png" });
      response.write(await picture(10, 10));
      while (!response.destroyed) await new Promise((resolve) => response.write(chunk, resolve));
    });
    expect((await open(url)).status).toBe(404);
    await expect.poll(() => isLeft).toBe(true);
  });
});

describe("what could not be had", () => {
  it("is not asked for again for a while", async () => {
    const gone = `http://${origin.host}/gone.png`;
    for (let times = 0; times < 3; times++) expect((await open(gone)).status).toBe(404);
    expect(origin.times("/gone.png")).toBe(1);
  });

  it("of a server that is down costs nothing after three tries", async () => {
    const dead = await startOrigin();
    await dead.close();
    const statuses = await Promise.all([1, 2, 3].map((n) => open(`http://${dead.host}/${n}.png`)));
    expect(statuses.map(({ status }) => status)).toEqual([502, 502, 502]);
    const fourth = await open(`http://${dead.host}/4.png`);
    expect(fourth.status).toBe(502);
    expect(Number(fourth.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("leaves nothing in the work folder", async () => {
    await rig.node.settle();
    expect(await readdir(join(rig.ctx.config.dataDir, "work"))).toEqual([]);
  });
});

it("of a domain whose media are rejected is not shown, even when it is here already", async () => {
  const url = origin.has("/rejected.png", "image/png", await picture(30, 30));
  expect((await open(url)).status).toBe(200);
  await rejectDomain(rig.ctx, "127.0.0.1", "");
  await rig.ctx.domains.refresh();
  expect((await open(url)).status).toBe(404);
  await allowDomain(rig.ctx, "127.0.0.1");
  await rig.ctx.domains.refresh();
  expect((await open(url)).status).toBe(200);
});

it("at a private address is refused", async () => {
  const strict = await createApiRig({ ALLOW_PRIVATE_ADDRESS: "false" });
  try {
    const url = origin.has("/private.png", "image/png", await picture(30, 30));
    for (const one of [url, "http://10.1.2.3/a.png", "https://[::1]/a.png", "http://localhost/a.png"])
      expect((await fetch(strict.ctx.proxy.of(one, "small") ?? "")).status).not.toBe(200);
    expect(origin.times("/private.png")).toBe(0);
  } finally {
    await strict.close();
  }
});
