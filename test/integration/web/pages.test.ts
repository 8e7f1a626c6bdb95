import { Parser } from "htmlparser2";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { updateAccount } from "#server/accounts/update.ts";
import { fileUrl } from "#server/files/address.ts";
import { deletePost } from "#server/posts/delete.ts";
import { writeDocument } from "#server/site/documents.ts";
import { addRule } from "#server/site/rules.ts";
import { inXml } from "#server/web/public/feed.ts";
import { mediumOf } from "#test/support/medium.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";

let rig: ApiRig;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  rig = await createApiRig({ NODE_NAME: "Moot <&> friends", ADMIN_EMAIL: "help@example.org" });
  ana = await rig.person("ana");
  ben = await rig.person("ben");
});
afterAll(() => rig.close());

interface Tag {
  name: string;
  attributes: Record<string, string>;
  text: string;
}

/** Every element of a document, with the text directly in it. @throws where the markup is not closed as it was opened */
function elements(markup: string, xmlMode = false): Tag[] {
  const found: Tag[] = [];
  const open: Tag[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const tag = { name, attributes, text: "" };
        found.push(tag);
        open.push(tag);
      },
      ontext(text) {
        const tag = open.at(-1);
        if (tag) tag.text += text;
      },
      onclosetag(name, isImplied) {
        if (open.pop()?.name !== name || (xmlMode && isImplied && !isEmpty(markup, name)))
          throw new Error(`<${name}> is not closed`);
      },
    },
    { xmlMode, decodeEntities: true, recognizeCDATA: true },
  );
  parser.end(markup);
  expect(open).toEqual([]);
  return found;
}

function isEmpty(markup: string, name: string): boolean {
  return new RegExp(`<${name}(?:\\s[^>]*)?/>`).test(markup);
}

async function open(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${rig.origin}${path}`, {
    headers: { accept: "text/html", ...headers },
    redirect: "manual",
  });
  const text = await response.text();
  const tags = elements(text);
  const meta = new Map(
    tags
      .filter(({ name }) => name === "meta")
      .map(({ attributes }) => [attributes.property ?? attributes.name, attributes.content]),
  );
  const links = tags
    .filter(({ name }) => name === "link")
    .map(({ attributes: { rel, type, href } }) => [rel, type, href].filter(Boolean).join(" "));
  return { status: response.status, headers: response.headers, text, tags, meta, links };
}

async function feed(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${rig.origin}${path}`, { headers });
  const text = await response.text();
  const tags = text === "" ? [] : elements(text, true);
  const texts = (name: string) => tags.filter((tag) => tag.name === name).map((tag) => tag.text.trim());
  return { status: response.status, headers: response.headers, text, tags, texts };
}

async function picture(background = "#3a6"): Promise<{ url: string; size: number }> {
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background } })
    .png()
    .toBuffer();
  return { url: fileUrl(rig.ctx.uris, await rig.ctx.files.put(bytes, "png")), size: bytes.length };
}

function medium(url: string, size: number | null = null) {
  return mediumOf({
    kind: "image",
    url,
    mediaType: "image/png",
    alt: "A <green> field",
    width: 60,
    height: 40,
    size,
  });
}

const hostile = `<script>alert(1)</script> "'& ]]> x`;

describe("a profile page", () => {
  it("says to other programs who it is of, and where its other forms are", async () => {
    const { url } = await picture();
    await updateAccount(rig.ctx, ana.id, {
      displayName: 'Ana <3 & "co"',
      bio: "I bake bread.",
      avatarUrl: url,
      avatarAlt: "Ana with a loaf",
      indexable: true,
    });
    const { status, meta, links, headers, tags } = await open("/@ana");
    expect(status).toBe(200);
    const host = rig.ctx.handleHost;
    expect(Object.fromEntries(meta)).toMatchObject({
      "og:type": "profile",
      "og:title": `Ana <3 & "co" (@ana@${host})`,
      "og:description": "0 posts · 0 followers · I bake bread.",
      "og:url": `${rig.origin}/@ana`,
      "og:image": url,
      "og:site_name": "Moot <&> friends",
      "profile:username": `ana@${host}`,
    });
    expect(meta.has("robots")).toBe(false);
    expect(links).toEqual([
      "icon image/svg+xml /ui/icon.svg",
      "stylesheet /ui/style.css",
      `alternate application/activity+json ${rig.ctx.uris.account(ana.id)}`,
      `alternate application/rss+xml ${rig.origin}/@ana.rss`,
      `alternate application/atom+xml ${rig.origin}/@ana.atom`,
      `canonical ${rig.origin}/@ana`,
    ]);
    expect(headers.get("content-security-policy")).toContain("img-src 'self';");
    expect(tags.find(({ name }) => name === "img")?.attributes).toMatchObject({
      src: url,
      alt: "Ana with a loaf",
    });
  });

  it("asks not to be indexed unless its owner wants it", async () => {
    expect((await open("/@ben")).meta.get("robots")).toBe("noindex");
  });

  it("marks links that were verified, and all as the same person's", async () => {
    await updateAccount(rig.ctx, ben.id, {
      fields: [{ name: "Site", value: "https://ben.example/" }],
    });
    await rig.ctx.sql`update accounts set field_sources =
      jsonb_set(field_sources, '{0,verifiedAt}', '"2026-01-02T03:04:05.000Z"') where id = ${ben.id}`;
    const { tags, text } = await open("/@ben");
    const link = tags.find(({ attributes }) => attributes.href === "https://ben.example/");
    expect(link?.attributes.rel?.split(" ")).toContain("me");
    expect(text).toContain("This link was checked on 2 January 2026");
  });

  it("shows pinned posts first, and has tabs for answers and media", async () => {
    const cleo = await rig.person("cleo");
    const first = await rig.publish(cleo, "The first, pinned");
    await cleo.post(`/api/v1/statuses/${first}/pin`);
    const to = await rig.publish(ana, "A question");
    await rig.publish(cleo, { text: "An answer to her", inReplyTo: to });
    const { url } = await picture();
    await rig.publish(cleo, { text: "With a picture", media: [medium(url)] });
    const posts = (await open("/@cleo")).text;
    expect(posts.indexOf("Pinned")).toBeLessThan(posts.indexOf("With a picture"));
    expect(posts).not.toContain("An answer to her");
    expect((await open("/@cleo/with_replies")).text).toContain("An answer to her");
    const media = await open("/@cleo/media");
    expect(media.text).toContain("With a picture");
    expect(media.text).not.toContain("The first, pinned");
    expect(media.tags.find(({ attributes }) => attributes["aria-current"])?.attributes.href).toBe(
      "/@cleo/media",
    );
  });

  it("leads from page to page", async () => {
    const dan = await rig.person("dan");
    for (let n = 1; n <= 21; n++) await rig.publish(dan, `Number ${n}.`);
    const first = await open("/@dan");
    const next = first.tags.find(({ attributes }) => attributes.rel === "next")?.attributes.href ?? "";
    expect(next).toMatch(/^\/@dan\?max_id=/);
    expect(first.text).not.toContain("Number 1.");
    const second = await open(next);
    expect(second.text).toContain("Number 1.");
    expect(second.text).not.toContain("Number 2.");
    expect(second.tags.some(({ attributes }) => attributes.rel === "next")).toBe(false);
    expect((await open("/@dan?max_id=nonsense'%22")).status).toBe(200);
  });

  it("hides how many follow where its owner hides whom, and folds away what a limited account wrote", async () => {
    const eva = await rig.person("eva");
    await rig.publish(eva, "Words of Eva");
    await rig.ctx
      .sql`update accounts set hide_collections = true, limited = true, indexable = true where id = ${eva.id}`;
    const { text, meta } = await open("/@eva");
    expect(text).not.toContain("followers");
    expect(meta.get("robots")).toBe("noindex");
    expect(text).toMatch(/<details><summary>Show its posts<\/summary>.*Words of Eva/s);
  });

  it("loads no picture from elsewhere", async () => {
    const remote = await rig.remote("rae@there.example");
    await rig.ctx.sql`update accounts set avatar_url = 'https://there.example/rae.png' where id = ${remote}`;
    const fay = await rig.person("fay");
    const id = await rig.publish(fay, "Boosted soon");
    await rig.ctx.sql`update posts set account_id = ${remote}, is_local = false,
      media = ${rig.ctx.sql.json([medium("https://there.example/field.png")] as never)} where id = ${id}`;
    await fay.post(`/api/v1/statuses/${id}/reblog`);
    const { tags, text } = await open("/@fay");
    expect(text).toContain("fay boosted");
    const sources = tags.flatMap(({ name, attributes }) => (name === "img" ? (attributes.src ?? []) : []));
    expect(sources).toEqual([
      rig.ctx.proxy.of("https://there.example/rae.png", "still"),
      rig.ctx.proxy.of("https://there.example/field.png", "small"),
    ]);
    expect(sources.every((source) => source.startsWith(`${rig.origin}/proxy/`))).toBe(true);
  });

  it("escapes what hostile people call themselves, in the page and its feeds", async () => {
    const gus = await rig.person("gus");
    const displayName = hostile.slice(0, 29);
    await updateAccount(rig.ctx, gus.id, { displayName });
    await rig.publish(gus, { text: hostile, title: hostile, warning: hostile });
    for (const path of ["/@gus", "/"]) {
      const { tags } = await open(path);
      expect(tags.some(({ name }) => name === "script")).toBe(false);
    }
    const { meta } = await open("/@gus");
    expect(meta.get("og:title")).toContain(displayName);
    const rss = await feed("/@gus.rss");
    expect(rss.tags.some(({ name }) => name === "script")).toBe(false);
    expect(rss.texts("title")[0]).toBe(inXml(displayName));
    const atom = await feed("/@gus.atom");
    expect(atom.tags.some(({ name }) => name === "script")).toBe(false);
    expect(atom.texts("name")[0]).toBe(inXml(displayName));
    // Titles in Atom are HTML to their readers, as content is.
    expect(atom.texts("title")[1]).toMatch(/^&lt;script&gt;/);
  });
});

describe("the page of a post", () => {
  it("is its conversation: what came before, the post, and the answers", async () => {
    const root = await rig.publish(ana, "How is the bread?");
    const middle = await rig.publish(ben, { text: "Very good", inReplyTo: root });
    const answer = await rig.publish(ana, { text: "Thank you", inReplyTo: middle });
    await rig.publish(ana, { text: "For followers alone", inReplyTo: middle, visibility: "followers" });
    const { text, status } = await open(`/@ben/${middle}`);
    expect(status).toBe(200);
    const at = ["How is the bread?", "Very good", "Thank you"].map((words) => text.lastIndexOf(words));
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(text).not.toContain("For followers alone");
    expect(text).toContain(`href="${rig.origin}/@ana/${answer}"`);
  });

  it("says what it is to programs that show a link to it", async () => {
    const { url } = await picture();
    const id = await rig.publish(ana, { text: "Fresh <bread> & butter", media: [medium(url)] });
    const { meta, links } = await open(`/@ana/${id}`);
    const page = `${rig.origin}/@ana/${id}`;
    expect(Object.fromEntries(meta)).toMatchObject({
      "og:type": "article",
      "og:description": "Fresh <bread> & butter",
      "og:url": page,
      "og:image": url,
      "og:image:alt": "A <green> field",
      "og:image:width": "60",
      "article:author": `${rig.origin}/@ana`,
      "fediverse:creator": `@ana@${rig.ctx.handleHost}`,
    });
    expect(meta.get("article:published_time")).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(links).toContain(
      `alternate application/json+oembed ${rig.origin}/api/oembed?format=json&url=${encodeURIComponent(page)}`,
    );
    expect(links).toContain(`alternate application/activity+json ${rig.ctx.uris.post(id)}`);
  });

  it("gives away nothing of what its author warns of", async () => {
    const { url } = await picture("#222");
    const draft = { text: "Eight legs", warning: "Spiders", media: [medium(url)] };
    const id = await rig.publish(ana, draft);
    const { meta } = await open(`/@ana/${id}`);
    expect(meta.get("og:description")).toBe("Content warning: Spiders");
    expect(meta.get("og:image")).not.toBe(url);
  });

  it("shows polls and quoted posts", async () => {
    const poll = { options: ["Tea", "Coffee"], multiple: false, closesAt: new Date(Date.now() + 86_400_000) };
    const asked = await rig.publish(ana, { text: "Which?", poll });
    expect((await open(`/@ana/${asked}`)).text).toMatch(/Tea.*Coffee.*Open until/s);
    const quoting = await rig.publish(ana, { text: "Look at this", quote: asked });
    expect((await open(`/@ana/${quoting}`)).text).toMatch(/<blockquote.*Quotes.*Which\?/s);
  });

  it("is 410 once deleted, and 404 where there never was one for everybody", async () => {
    const id = await rig.publish(ben, "Soon gone");
    const secret = await rig.publish(ben, { text: "Secret", visibility: "followers" });
    for (const each of [id, secret]) await deletePost(rig.ctx, { accountId: ben.id, postId: each });
    for (const suffix of ["", "/embed"]) {
      expect((await open(`/@ben/${id}${suffix}`)).status).toBe(410);
      expect((await open(`/@ana/${id}${suffix}`)).status).toBe(404);
      expect((await open(`/@ben/${secret}${suffix}`)).status).toBe(404);
    }
  });

  it("is 410 with its author's profile and feed when the account is suspended", async () => {
    const hal = await rig.person("hal");
    const id = await rig.publish(hal, "Words of Hal");
    await rig.ctx.sql`update accounts set state = 'suspended' where id = ${hal.id}`;
    for (const path of ["/@hal", "/@hal/media", `/@hal/${id}`, `/@hal/${id}/embed`, "/@hal.rss"])
      expect((await open(path)).status).toBe(410);
    expect((await open("/@nobody.rss")).status).toBe(404);
  });
});

describe("the page for frames, and oEmbed", () => {
  it("may be framed by anybody, alone of all pages, and has no scripts", async () => {
    const id = await rig.publish(ana, "For your site");
    const { headers, tags } = await open(`/@ana/${id}/embed`);
    expect(headers.get("content-security-policy")).toContain("frame-ancestors *");
    expect(headers.get("x-frame-options")).toBeNull();
    expect(tags.some(({ name }) => name === "script" || name === "form")).toBe(false);
    const page = await open(`/@ana/${id}`);
    expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(page.headers.get("x-frame-options")).toBe("DENY");
  });

  it("answers with a frame for a post's page or document", async () => {
    const id = await rig.publish(ana, "Shown elsewhere");
    const page = `${rig.origin}/@ana/${id}`;
    for (const url of [page, `${page}/embed`, rig.ctx.uris.post(id)]) {
      const { status, body } = await rig.request("GET", `/api/oembed?url=${encodeURIComponent(url)}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        version: "1.0",
        type: "rich",
        author_url: `${rig.origin}/@ana`,
        provider_name: "Moot <&> friends",
        provider_url: `${rig.origin}/`,
        width: 400,
      });
      const [frame] = elements(body.html);
      expect(frame?.name).toBe("iframe");
      expect(frame?.attributes).toMatchObject({ src: `${page}/embed`, width: "400" });
      expect(Number(frame?.attributes.height)).toBe(body.height);
      expect(frame?.attributes.title).toBe(body.title);
    }
    const small = `/api/oembed?url=${encodeURIComponent(page)}&maxwidth=300&maxheight=230`;
    expect((await rig.request("GET", small)).body).toMatchObject({ width: 300, height: 230 });
  });

  it("answers 404 for what is not here or not public, 400 without an address, 501 for XML", async () => {
    const secret = await rig.publish(ana, { text: "Secret", visibility: "followers" });
    const addresses = [
      `${rig.origin}/@ana/${secret}`,
      rig.ctx.uris.post(secret),
      `${rig.origin}/@ana`,
      `${rig.origin}/@ana/x`,
      "https://elsewhere.example/@ana/1",
      "javascript:alert(1)",
      "nonsense",
    ];
    for (const url of addresses)
      expect((await rig.request("GET", `/api/oembed?url=${encodeURIComponent(url)}`)).status, url).toBe(404);
    expect((await rig.request("GET", "/api/oembed")).status).toBe(400);
    expect((await rig.request("GET", "/api/oembed?format=xml&url=x")).status).toBe(501);
  });
});

describe("feeds", () => {
  it("hold public posts without answers and boosts, in RSS and Atom, with what is attached", async () => {
    const ida = await rig.person("ida");
    const { url, size } = await picture();
    const shown = await rig.publish(ida, { text: "A field #Feeding", media: [medium(url, size)] });
    await rig.publish(ida, { text: "An answer", inReplyTo: await rig.publish(ana, "To ida") });
    await rig.publish(ida, { text: "Unlisted", visibility: "unlisted" });
    await rig.publish(ida, { text: "Followers", visibility: "followers" });
    const rss = await feed("/@ida.rss");
    expect(rss.headers.get("content-type")).toBe("application/rss+xml; charset=utf-8");
    expect(rss.texts("guid")).toEqual([rig.ctx.uris.post(shown)]);
    expect(rss.texts("link")).toEqual([`${rig.origin}/@ida`, `${rig.origin}/@ida/${shown}`]);
    expect(rss.texts("description")[1]).toContain(`<img src="${url}" alt="A &lt;green&gt; field">`);
    const enclosure = rss.tags.find(({ name }) => name === "enclosure")?.attributes;
    expect(enclosure).toEqual({ url, type: "image/png", length: String(size) });
    const atom = await feed("/@ida.atom");
    expect(atom.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
    expect(atom.texts("content")[0]).toContain("A field");
    expect(atom.texts("id")).toEqual([`${rig.origin}/@ida`, rig.ctx.uris.post(shown)]);
    const tagged = await feed("/tags/feeding.rss");
    expect(tagged.texts("guid")).toEqual([rig.ctx.uris.post(shown)]);
    expect((await open("/tags/123.rss")).status).toBe(404);
  });

  it("are not sent again to whoever has them", async () => {
    await rig.publish(ben, "News");
    const first = await feed("/@ben.rss");
    expect(first.headers.get("cache-control")).toBe("public, max-age=300");
    const etag = first.headers.get("etag") ?? "";
    const modified = first.headers.get("last-modified") ?? "";
    const known: Record<string, string>[] = [
      { "if-none-match": etag },
      { "if-none-match": `"x", W/${etag}` },
      { "if-modified-since": modified },
    ];
    for (const headers of known) {
      const again = await feed("/@ben.rss", headers);
      expect([again.status, again.text]).toEqual([304, ""]);
    }
    await rig.publish(ben, "More news");
    expect((await feed("/@ben.rss", { "if-none-match": etag })).status).toBe(200);
  });

  it("hold nothing that XML cannot", () => {
    expect(inXml("a\u0000\u0008b\ud800 ]]> ]]>\n")).toBe("ab\ufffd ]]&gt; ]]&gt;\n");
  });
});

describe("hashtags", () => {
  it("have a page with the way to older posts and to the feed", async () => {
    for (let n = 1; n <= 21; n++) await rig.publish(ana, `Loaf ${n}. #Bread`);
    const first = await open("/tags/Bread");
    expect(first.meta.get("og:title")).toBe("#Bread");
    expect(first.links).toContain(`alternate application/rss+xml ${rig.origin}/tags/bread.rss`);
    const next = first.tags.find(({ attributes }) => attributes.rel === "next")?.attributes.href ?? "";
    expect((await open(next)).text).toContain("Loaf 1.");
  });

  it("that cannot be are not there", async () => {
    for (const tag of ["%3Cscript%3E", "123", "a%20b"]) expect((await open(`/tags/${tag}`)).status).toBe(404);
  });
});

describe("what the site says of itself", () => {
  it("is on /about: its description, rules, and whom to write to", async () => {
    await addRule(rig.ctx, { text: "Be <kind>", hint: "Also when tired" });
    await writeDocument(rig.ctx, "description", "A place for *bakers*.");
    const { text, tags } = await open("/about");
    expect(text).toContain("<em>bakers</em>");
    expect(text).toContain("Be &lt;kind&gt;");
    expect(text).toContain("Also when tired");
    expect(tags.some(({ attributes }) => attributes.href === "mailto:help@example.org")).toBe(true);
  });

  it("is in its privacy policy, and in its terms once there are some", async () => {
    const privacy = await open("/privacy-policy");
    expect(privacy.status).toBe(200);
    expect(privacy.text).toContain("What is stored");
    expect((await open("/terms-of-service")).status).toBe(404);
    await writeDocument(rig.ctx, "terms", "Bring bread.", "2026-01-31");
    const terms = await open("/terms-of-service");
    expect(terms.text).toContain("Bring bread.");
    expect(terms.text).toContain("In effect from 31 January 2026");
    expect((await open("/terms-of-service/2026-01-31")).status).toBe(200);
    expect((await open("/terms-of-service/2020-01-01")).status).toBe(404);
    expect((await open("/about")).text).toContain("/terms-of-service");
  });
});
