import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postingDefaults } from "#server/accounts/settings.ts";
import { sweepFiles } from "#server/files/sweep.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "./rig.ts";

let rig: ApiRig;
beforeAll(async () => {
  rig = await createApiRig({ ALLOW_PRIVATE_ADDRESS: "true" });
}, 60_000);
afterAll(() => rig.close());

let count = 0;
const somebody = (options?: Parameters<ApiRig["person"]>[1]): Promise<Person> =>
  rig.person(`own_${++count}`, options);
const update = (person: Person, body: unknown) => person.patch("/api/v1/accounts/update_credentials", body);
const picture = (color: string, type: "png" | "webp" = "png") =>
  sharp({ create: { width: 600, height: 300, channels: 3, background: color } })
    .toFormat(type)
    .toBuffer();
const events = async (accountId: string) => {
  const rows = await rig.ctx.sql`select kind from outbox_events where payload->>'accountId' = ${accountId}`;
  return rows.map((row) => row.kind);
};

describe("one's own account", () => {
  it("comes with what one typed, and what one may do", async () => {
    const ana = await somebody({ role: "moderator" });
    const { status, body } = await ana.get("/api/v1/accounts/verify_credentials");
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: ana.id, acct: ana.username, roles: [{ id: "1", name: "Moderator" }] });
    expect(body.source).toEqual({
      privacy: "public",
      sensitive: false,
      language: null,
      quote_policy: "public",
      note: "",
      fields: [],
      follow_requests_count: 0,
      hide_collections: false,
      discoverable: true,
      indexable: false,
      attribution_domains: [],
    });
    expect(body.role).toMatchObject({ id: "1", name: "Moderator", highlighted: true });
    const member = await somebody();
    expect((await member.get("/api/v1/accounts/verify_credentials")).body.role).toEqual({
      id: "-99",
      name: "",
      permissions: "65536",
      color: "",
      highlighted: false,
    });
  });

  it("is changed as JSON, and others are told", async () => {
    const ana = await somebody();
    const { status, body } = await update(ana, {
      display_name: " Ana ",
      note: "tea & <cake>",
      locked: true,
      bot: true,
      discoverable: false,
      indexable: true,
      hide_collections: true,
      attribution_domains: ["https://News.example/", "news.example", "b.example"],
      fields_attributes: [
        { name: "Web", value: "https://ana.example" },
        { name: "", value: "" },
      ],
      source: { privacy: "private", sensitive: true, language: "de", quote_policy: "followers" },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      display_name: "Ana",
      locked: true,
      bot: true,
      discoverable: false,
      indexable: true,
      hide_collections: true,
      note: "<p>tea &amp; &lt;cake&gt;</p>",
      source: {
        note: "tea & <cake>",
        privacy: "private",
        sensitive: true,
        language: "de",
        quote_policy: "followers",
        attribution_domains: ["news.example", "b.example"],
        fields: [{ name: "Web", value: "https://ana.example", verified_at: null }],
      },
    });
    expect(body.fields).toEqual([
      {
        name: "Web",
        value: expect.stringContaining('href="https://ana.example" rel="me '),
        verified_at: null,
      },
    ]);
    expect(await events(ana.id)).toEqual(["account.updated"]);
    expect(await postingDefaults(rig.ctx, ana.id)).toEqual({
      visibility: "followers",
      sensitive: true,
      language: "de",
      quotePolicy: "followers",
    });
    const again = await update(ana, { locked: false, source: { language: "" } });
    expect(again.body).toMatchObject({
      display_name: "Ana",
      locked: false,
      source: { language: null, sensitive: true },
    });
  });

  it("is changed by forms", async () => {
    const ana = await somebody();
    const form = new URLSearchParams([
      ["display_name", "Ana"],
      ["fields_attributes[0][name]", "Pronouns"],
      ["fields_attributes[0][value]", "she"],
      ["source[privacy]", "unlisted"],
      ["attribution_domains[]", "a.example"],
      ["bot", "false"],
    ]);
    expect((await update(ana, form)).body).toMatchObject({
      display_name: "Ana",
      fields: [{ name: "Pronouns", value: "she" }],
      source: { privacy: "unlisted", attribution_domains: ["a.example"] },
    });
    expect(
      (await update(ana, new URLSearchParams([["attribution_domains[]", ""]]))).body.source
        .attribution_domains,
    ).toEqual([]);
  });

  it("posts for followers by default when it approves them", async () => {
    const ana = await somebody({ locked: true });
    expect((await ana.get("/api/v1/preferences")).body).toEqual({
      "posting:default:visibility": "private",
      "posting:default:sensitive": false,
      "posting:default:language": null,
      "posting:default:quote_policy": "public",
      "reading:expand:media": "default",
      "reading:expand:spoilers": false,
      "reading:autoplay:gifs": false,
    });
  });

  it.each([
    ["display_name", { display_name: "x".repeat(101) }, "ERR_TOO_LONG"],
    ["note", { note: "x".repeat(1_001) }, "ERR_TOO_LONG"],
    ["fields", { fields_attributes: [{ name: "a", value: "x".repeat(256) }] }, "ERR_TOO_LONG"],
    [
      "fields",
      { fields_attributes: Array.from({ length: 9 }, () => ({ name: "a", value: "b" })) },
      "ERR_TOO_MANY",
    ],
    ["fields", { fields_attributes: [{ name: "", value: "b" }] }, "ERR_INVALID"],
    ["attribution_domains", { attribution_domains: ["not a domain"] }, "ERR_INVALID"],
    [
      "attribution_domains",
      { attribution_domains: Array.from({ length: 11 }, (_, at) => `${at}.example`) },
      "ERR_TOO_MANY",
    ],
    ["privacy", { source: { privacy: "secret" } }, "ERR_INVALID"],
    ["language", { source: { language: "not a language" } }, "ERR_INVALID"],
    ["avatar", { avatar: "https://x.example/a.png" }, "ERR_INVALID"],
  ])("refuses a bad %s", async (name, body, error) => {
    const ana = await somebody();
    const refused = await update(ana, { display_name: "changed", ...body });
    expect(refused).toMatchObject({
      status: 422,
      body: { error: expect.stringContaining("Validation failed"), details: { [name]: [{ error }] } },
    });
    expect((await ana.get("/api/v1/accounts/verify_credentials")).body.display_name).toBe(ana.username);
    expect(await events(ana.id)).toEqual([]);
  });

  it("is nobody else's to read or change", async () => {
    const ana = await somebody({ scopes: ["read:statuses", "write:statuses"] });
    expect((await ana.get("/api/v1/accounts/verify_credentials")).status).toBe(403);
    expect((await update(ana, { note: "x" })).status).toBe(403);
    expect((await rig.request("GET", "/api/v1/profile")).status).toBe(401);
    const app = await rig.token(null, ["read", "write"]);
    const refused = await rig.request("GET", "/api/v1/profile", { token: app });
    expect(refused).toMatchObject({
      status: 422,
      body: { error: "This method requires an authenticated user" },
    });
    const gone = await somebody();
    await rig.ctx.sql`update accounts set state = 'suspended' where id = ${gone.id}`;
    expect((await update(gone, { note: "x" })).status).toBe(403);
  });
});

describe("a profile", () => {
  it("is read and changed as it was typed", async () => {
    const ana = await somebody();
    const { body: before } = await ana.get("/api/v1/profile");
    expect(before).toMatchObject({
      id: ana.id,
      note: "",
      fields: [],
      avatar: null,
      avatar_static: null,
      avatar_description: "",
      header: null,
      header_description: "",
      locked: false,
      bot: false,
      show_media: true,
      show_media_replies: true,
      show_featured: true,
      attribution_domains: [],
    });
    const changes = {
      note: "a\n\nb",
      show_media: false,
      show_media_replies: false,
      show_featured: false,
      avatar_description: "a cat",
      header_description: "the sea",
    };
    const { status, body } = await ana.patch("/api/v1/profile", changes);
    expect(status).toBe(200);
    expect(body).toMatchObject(changes);
    expect((await ana.get("/api/v1/accounts/verify_credentials")).body).toMatchObject({
      note: "<p>a</p><p>b</p>",
      avatar_description: "a cat",
      header_description: "the sea",
    });
  });
});

describe("pictures", () => {
  async function upload(person: Person, files: Record<string, Uint8Array>) {
    const form = new FormData();
    for (const [name, bytes] of Object.entries(files))
      form.append(name, new Blob([Buffer.from(bytes)]), "file");
    return update(person, form);
  }

  it("are cut to size, served for ever, and nothing but pictures", async () => {
    const ana = await somebody();
    const { status, body } = await upload(ana, {
      avatar: await picture("red"),
      header: await picture("blue", "webp"),
    });
    expect(status).toBe(200);
    expect(body.avatar).toMatch(/^http:\/\/[^/]+\/files\/[0-9a-f]{2}\/[0-9a-f]{64}\.jpg$/);
    expect(body.avatar_static).toBe(body.avatar);
    const served = await fetch(body.avatar);
    expect(served.status).toBe(200);
    expect(Object.fromEntries(served.headers)).toMatchObject({
      "content-type": "image/jpeg",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "access-control-allow-origin": "*",
    });
    expect(await sharp(Buffer.from(await served.arrayBuffer())).metadata()).toMatchObject({
      width: 400,
      height: 400,
    });
    const header = await fetch(body.header);
    expect(await sharp(Buffer.from(await header.arrayBuffer())).metadata()).toMatchObject({
      width: 1500,
      height: 500,
    });
    const etag = served.headers.get("etag") ?? "";
    expect((await fetch(body.avatar, { headers: { "if-none-match": etag } })).status).toBe(304);
    for (const path of [
      "/files/aa/..%2f..%2fetc%2fpasswd",
      `/files/aa/${"b".repeat(64)}.png`,
      `/files/bb/${"b".repeat(64)}.png`,
      `/files/bb/${"b".repeat(64)}.html`,
    ])
      expect((await fetch(`${rig.origin}${path}`)).status).toBe(404);
    const actor = await fetch(`${rig.origin}/users/${ana.id}`, {
      headers: { accept: "application/activity+json" },
    });
    expect(await actor.json()).toMatchObject({ icon: { url: body.avatar }, image: { url: body.header } });
  });

  it("are gone when nobody shows them any more", async () => {
    const [ana, ben] = [await somebody(), await somebody()];
    const green = await picture("green");
    const { body } = await upload(ana, { avatar: green });
    expect((await upload(ben, { avatar: green })).body.avatar).toBe(body.avatar);
    const deleted = await ana.delete("/api/v1/profile/avatar");
    expect(deleted.body.avatar).toBe(`${rig.origin}/ui/missing-avatar.png`);
    expect((await fetch(body.avatar)).status).toBe(200);
    await upload(ben, { avatar: await picture("yellow") });
    expect((await fetch(body.avatar)).status).toBe(404);
    expect((await ben.delete("/api/v1/profile/header")).status).toBe(200);
    expect((await ana.get("/api/v1/profile")).body.avatar).toBeNull();
    await rig.ctx.files.put(new TextEncoder().encode("left over"), "png");
    expect(await sweepFiles(rig.ctx)).toBe(1);
    expect(await sweepFiles(rig.ctx)).toBe(0);
  });

  it("are refused when they are none, or too large, and change nothing then", async () => {
    const ana = await somebody();
    const svg = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>");
    const refused = await upload(ana, { avatar: svg });
    expect(refused).toMatchObject({
      status: 422,
      body: { error: "Validation failed: Avatar content type is invalid" },
    });
    const large = await upload(ana, { header: new Uint8Array(9 * 1_048_576) });
    expect(large).toMatchObject({ status: 422, body: { details: { header: [{ error: "ERR_TOO_LARGE" }] } } });
    expect(await events(ana.id)).toEqual([]);
    // Files of whom nobody knows are not read to their end.
    const form = new FormData();
    form.set("avatar", new Blob([new Uint8Array(2 * 1_048_576)]), "avatar.png");
    const path = "/api/v1/accounts/update_credentials";
    const nobody = await rig.request("PATCH", path, { token: null, body: form });
    expect(nobody.status).toBe(413);
  });

  it("stand for whoever has none", async () => {
    for (const kind of ["avatar", "header"]) {
      const served = await fetch(`${rig.origin}/ui/missing-${kind}.png`);
      expect(served.headers.get("content-type")).toBe("image/png");
      expect((await served.arrayBuffer()).byteLength).toBeGreaterThan(100);
    }
  });
});

describe("a link in a profile", () => {
  let pages: Server;
  let site: string;
  let body = "";
  let status = 200;
  let asked = 0;
  beforeAll(async () => {
    pages = createServer((_request, response) => {
      asked++;
      response.writeHead(status, { "content-type": "text/html" }).end(body);
    });
    await new Promise<void>((resolve) => pages.listen(0, "127.0.0.1", resolve));
    site = `http://127.0.0.1:${(pages.address() as AddressInfo).port}/me`;
    await rig.node.settle();
  });
  afterAll(() => pages.close());

  const fieldsOf = async (person: Person): Promise<Json> =>
    (await person.get("/api/v1/accounts/verify_credentials")).body.fields;
  const write = (person: Person, value: string) =>
    update(person, { fields_attributes: [{ name: "Web", value }] });

  it("is verified when its page links back, and others are told", async () => {
    const ana = await somebody();
    status = 200;
    body = `<html><a rel="me nofollow" href="${rig.origin}/@${ana.username}">me</a>`;
    await write(ana, site);
    await rig.node.settle();
    const [field] = await fieldsOf(ana);
    expect(new Date(field.verified_at).getTime()).toBeGreaterThan(0);
    expect(await events(ana.id)).toEqual(["account.updated", "account.updated"]);
    // What stays as it was stays verified; another address is another page.
    await update(ana, { note: "x" });
    await write(ana, site);
    expect((await fieldsOf(ana))[0].verified_at).toBe(field.verified_at);
    body = "nothing";
    await write(ana, `${site}?other`);
    await rig.node.settle();
    expect((await fieldsOf(ana))[0].verified_at).toBeNull();
  });

  it("is not verified by a link to somebody else, nor by one that is not rel=me", async () => {
    const ana = await somebody();
    status = 200;
    body = `<a rel="me" href="${rig.origin}/@somebody_else"></a><a href="${rig.origin}/@${ana.username}"></a>`;
    await write(ana, site);
    await rig.node.settle();
    expect((await fieldsOf(ana))[0].verified_at).toBeNull();
    expect(await events(ana.id)).toEqual(["account.updated"]);
  });

  it("is asked again when its server is away", async () => {
    const ana = await somebody();
    status = 503;
    await write(ana, site);
    await rig.node.settle();
    expect((await fieldsOf(ana))[0].verified_at).toBeNull();
  });

  it("is not asked each time by somebody who changes the profile all the time", async () => {
    const ana = await somebody();
    status = 503;
    asked = 0;
    for (let n = 0; n < 6; n++) {
      await write(ana, `${site}?${n}`);
      await rig.node.settle();
    }
    // Two in ten minutes, of which another ten may begin meanwhile.
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThanOrEqual(4);
  });
});
