import { Parser } from "htmlparser2";
import { afterAll, beforeAll, expect, it } from "vitest";
import { messageOf } from "#server/push/message.ts";
import { type ApiRig, createApiRig, type Json, type Person } from "../api/rig.ts";

let rig: ApiRig;
let ana: Person;
let post: string;
let thread: string;

const there = (file: string) => `https://there.example/${file}`;
const emoji = { shortcode: "blob", url: there("blob.png"), iri: null };
const plain = {
  alt: "A cat",
  width: 4,
  height: 3,
  duration: null,
  blurhash: null,
  focalPoint: null,
  size: null,
};

beforeAll(async () => {
  rig = await createApiRig();
  ana = await rig.person("ana");
  const { sql, ids, clock } = rig.ctx;
  const rae = await rig.remote("rae@there.example");
  await sql`update accounts set avatar_url = ${there("rae.png")}, header_url = ${there("sea.jpg")},
    emojis = ${sql.json([emoji] as never)} where id = ${rae}`;
  await rig.follow(ana, { id: rae });
  thread = await rig.publish(ana, "Who has pictures?");
  post = await rig.publish(ana, { text: "I have, @ana", inReplyTo: thread });
  const media = [
    {
      ...plain,
      kind: "image",
      url: there("cat.png"),
      mediaType: "image/png",
      previewUrl: null,
      sensitive: false,
    },
    {
      ...plain,
      kind: "video",
      url: there("cat.mp4"),
      mediaType: "video/mp4",
      previewUrl: there("poster.jpg"),
      sensitive: false,
      alternatives: [
        {
          url: there("cat.m3u8"),
          mediaType: "application/x-mpegURL",
          width: 4,
          height: 3,
          fps: null,
          size: null,
        },
      ],
      captions: [{ url: there("cat.vtt"), language: "en", label: null }],
    },
  ];
  await sql`update posts set account_id = ${rae}, is_local = false, iri = ${there("posts/1")}, url = ${there("posts/1")},
    emojis = ${sql.json([emoji] as never)}, media = ${sql.json(media as never)} where id = ${post}`;
  await sql`insert into reactions (id, iri, account_id, post_id, kind, emoji, emoji_url, created_at)
    values (${ids.next()}, ${there("r/1")}, ${rae}, ${post}, 'emoji', 'blob', ${there("blob.png")}, ${clock.now()}),
      (${ids.next()}, ${there("r/2")}, ${rae}, ${thread}, 'emoji', 'blob', ${there("blob.png")}, ${clock.now()})`;
  await sql`insert into notifications (id, account_id, from_account_id, kind, post_id, emoji, created_at)
    values (${ids.next()}, ${ana.id}, ${rae}, 'reaction', ${thread}, 'blob', ${clock.now()})`;
  await ana.post(`/api/v1/statuses/${post}/reblog`);
  await rig.node.settle();
}, 60_000);
afterAll(() => rig.close());

/** Members that hold an address which a program fetches by itself. */
const fetched = new Set([
  "avatar",
  "avatar_static",
  "header",
  "header_static",
  "preview_url",
  "static_url",
  "image",
  "emoji_url",
  "icon",
  "picture",
]);

function addressesIn(value: Json, found: string[] = []): string[] {
  if (Array.isArray(value)) for (const one of value) addressesIn(one, found);
  else if (value !== null && typeof value === "object") {
    const isFile = ["preview_url", "static_url", "label"].some((name) => name in value);
    for (const [name, member] of Object.entries(value)) {
      if (typeof member === "string" && (fetched.has(name) || (name === "url" && isFile))) found.push(member);
      else addressesIn(member, found);
    }
  }
  return found;
}

it.each([
  "/api/v1/timelines/home",
  "/api/v1/timelines/home?limit=1",
  "/api/v1/notifications",
  "/api/v2/notifications",
  "/api/v1/accounts/search?q=rae",
  "/api/v1/accounts/verify_credentials",
  "/api/v1/accounts/lookup?acct=rae@there.example",
  "/api/v1/statuses/POST",
  "/api/v1/statuses/POST/context",
  "/api/v1/pleroma/statuses/POST/reactions",
  "/api/v1/statuses/THREAD",
])("nothing that %s makes a client fetch lies elsewhere", async (path) => {
  const { status, body } = await ana.get(path.replace("POST", post).replace("THREAD", thread));
  expect(status).toBe(200);
  const found = addressesIn(body);
  expect(found).not.toEqual([]);
  for (const address of found) expect(address).toMatch(new RegExp(`^${rig.origin}/`));
});

it("and what is shown says where it is from", async () => {
  const { body } = await ana.get(`/api/v1/statuses/${post}`);
  expect(addressesIn(body).length).toBeGreaterThan(12);
  expect(body.media_attachments).toMatchObject([
    { type: "image", url: rig.ctx.proxy.of(there("cat.png"), "original"), remote_url: there("cat.png") },
    {
      type: "video",
      preview_url: rig.ctx.proxy.of(there("poster.jpg"), "small"),
      remote_url: there("cat.mp4"),
      preview_remote_url: there("poster.jpg"),
    },
  ]);
  expect(body.account.avatar).toBe(rig.ctx.proxy.of(there("rae.png"), "avatar"));
  expect(body.account.avatar_static).toBe(rig.ctx.proxy.of(there("rae.png"), "still"));
  expect(body.emojis).toMatchObject([
    { shortcode: "blob", url: rig.ctx.proxy.of(there("blob.png"), "emoji") },
  ]);
});

it.each(["/@ana", "/@ana/THREAD", "/@ana/THREAD/embed", "/@ana/media", "/", "/@ana.rss", "/@ana.atom"])(
  "nor does a browser that opens %s",
  async (path) => {
    const answer = await fetch(`${rig.origin}${path.replace("THREAD", thread)}`);
    const found: string[] = [];
    const parser = new Parser({
      onopentag(name, { src, srcset, poster, href, content, ...others }) {
        if (others.property?.startsWith("og:image") && content?.includes("://")) found.push(content);
        if (name === "link" && /icon|stylesheet|preload/.test(others.rel ?? "")) found.push(href ?? "");
        for (const address of [src, poster, others["data-picture"]])
          if (address !== undefined) found.push(address);
        for (const one of srcset?.split(",") ?? []) found.push(one.trim());
      },
    });
    const text = await answer.text();
    parser.end(text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"'));
    for (const address of found) expect(new URL(address, rig.origin).origin).toBe(rig.origin);
    if (path === "/@ana/THREAD")
      expect(found.filter((address) => address.includes("/proxy/")).length).toBeGreaterThan(3);
  },
);

it("nor does a telephone that shows a pushed message", () => {
  const text = messageOf(rig.ctx, "1", "favourite", {
    id: "1",
    username: "rae",
    displayName: "Rae",
    avatarUrl: there("rae.png"),
    locale: null,
    warning: null,
    html: "<p>x</p>",
    bioHtml: "",
  } as never);
  expect(JSON.parse(text).icon).toBe(rig.ctx.proxy.of(there("rae.png"), "still"));
});
