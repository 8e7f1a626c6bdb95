import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { fetchDueCards } from "#server/cards/fetch-due.ts";
import { type ApiRig, createApiRig, type Person } from "./rig.ts";
import { settled } from "./settled.ts";

let rig: ApiRig;
let ana: Person;
let site: Site;
beforeAll(async () => {
  rig = await createApiRig();
  ana = await rig.person("ana");
}, 60_000);
beforeEach(async () => {
  await site?.close();
  site = await openSite();
});
afterAll(async () => {
  await site.close();
  await rig.close();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

interface Site {
  origin: string;
  asked: string[];
  pages: Map<string, string | Answer>;
  close(): Promise<void>;
}

/** A web site in this process, whose pages are set by the tests. */
async function openSite(): Promise<Site> {
  const asked: string[] = [];
  const pages = new Map<string, string | Answer>();
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const page = pages.get(request.url?.split("?")[0] ?? "");
    if (typeof page === "function") return page(request, response);
    if (page === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    asked,
    pages,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** All changes are dealt with, and every page that is due is read. */
async function read(): Promise<void> {
  const { sql } = rig.ctx;
  await settled(rig);
  await sql`update preview_cards set due_at = now() where due_at is not null and attempts = 0`;
  for (;;) {
    await fetchDueCards(rig.ctx);
    const [row] = await sql`select count(*)::int as n from preview_cards where due_at is not null`;
    if (row?.n === 0) return;
    await new Promise((done) => setTimeout(done, 100));
    await sql`update preview_cards set due_at = now() where due_at is not null and attempts = 0`;
  }
}

const cardOf = async (id: string) => (await ana.get(`/api/v1/statuses/${id}`)).body.card;

async function cardFor(path: string, page?: string | Answer) {
  if (page !== undefined) site.pages.set(path, page);
  const id = await rig.publish(ana, `look ${site.origin}${path}`);
  await read();
  return cardOf(id);
}

it("shows what a linked page says of itself, in every place where the post is shown", async () => {
  site.pages.set(
    "/story",
    `<title>x</title><meta property="og:title" content="A &lt;b&gt;story&lt;/b&gt;">
     <meta property="og:description" content="It is told."><meta property="og:site_name" content="News">
     <meta property="og:image" content="/a.png"><meta property="og:image:alt" content="A boat"><meta property="og:type" content="article">
     <meta property="article:published_time" content="2026-01-02T03:04:05Z"><html lang="en">`,
  );
  const id = await rig.publish(ana, `look ${site.origin}/story#part`);
  expect(await cardOf(id)).toBeNull();
  await read();
  const card = await cardOf(id);
  expect(card).toEqual({
    url: `${site.origin}/story`,
    title: "A <b>story</b>",
    description: "It is told.",
    language: "en",
    type: "link",
    authors: [],
    author_name: "",
    author_url: "",
    provider_name: "News",
    provider_url: "",
    html: "",
    width: 0,
    height: 0,
    image: rig.ctx.proxy.of(`${site.origin}/a.png`, "small"),
    image_description: "A boat",
    embed_url: "",
    blurhash: null,
    published_at: "2026-01-02T03:04:05.000Z",
  });
  const home = await ana.get("/api/v1/timelines/home?limit=1");
  expect(home.body[0].card).toEqual(card);
});

it("asks a page once, however many posts link to it, and again after two weeks", async () => {
  site.pages.set("/once", "<title>One</title>");
  const ids = [];
  for (const text of ["a", "b", "c"]) ids.push(await rig.publish(ana, `${text} ${site.origin}/once`));
  await read();
  for (const id of ids) expect((await cardOf(id)).title).toBe("One");
  expect(site.asked).toEqual(["/once"]);

  site.pages.set("/once", "<title>Two</title>");
  await rig.publish(ana, `d ${site.origin}/once`);
  await read();
  expect(site.asked).toHaveLength(1);
  await rig.ctx
    .sql`update preview_cards set checked_at = now() - interval '15 days', fetched_at = now() - interval '15 days'`;
  await rig.ctx.sql`update preview_cards set fetched_at = checked_at`;
  await rig.publish(ana, `e ${site.origin}/once`);
  await read();
  expect(site.asked).toHaveLength(2);
  expect((await cardOf(ids[0] as string)).title).toBe("Two");
});

it("remembers that a page could not be read, and tries it again a day later", async () => {
  expect(await cardFor("/gone")).toBeNull();
  expect(await cardFor("/gone")).toBeNull();
  expect(site.asked).toEqual(["/gone"]);
  await rig.ctx
    .sql`update preview_cards set checked_at = now() - interval '25 hours' where host = ${new URL(site.origin).host}`;
  expect(await cardFor("/gone", "<title>Back</title>")).toMatchObject({ title: "Back" });
});

it("gives one card to all addresses of a page", async () => {
  const page = '<title>Same</title><link rel="canonical" href="/same">';
  const one = await cardFor("/same", page);
  const two = await cardFor("/same?utm_source=x");
  const three = await cardFor("/same?utm_source=y");
  expect(one.url).toBe(`${site.origin}/same`);
  expect([two.url, three.url]).toEqual([one.url, one.url]);
  const [row] = await rig.ctx
    .sql`select count(*)::int as n from preview_cards where host = ${new URL(site.origin).host}`;
  expect(row?.n).toBe(1);
});

it("follows an edit to another link, and to none", async () => {
  site.pages.set("/a", "<title>A</title>").set("/b", "<title>B</title>");
  const { body } = await ana.post("/api/v1/statuses", { status: `${site.origin}/a` });
  await read();
  expect((await cardOf(body.id)).title).toBe("A");
  await ana.put(`/api/v1/statuses/${body.id}`, { status: `${site.origin}/b` });
  await read();
  expect((await cardOf(body.id)).title).toBe("B");
  await ana.put(`/api/v1/statuses/${body.id}`, { status: "none" });
  await read();
  expect(await cardOf(body.id)).toBeNull();
});

it("takes what an oEmbed says, and of its HTML one iframe that is safe", async () => {
  site.pages.set("/oembed", (_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(
      JSON.stringify({
        version: "1.0",
        type: "video",
        title: "Film",
        author_name: "Ben",
        author_url: "https://video.example/ben",
        provider_name: "Video",
        provider_url: "https://video.example/",
        html: '<script>alert(1)</script><iframe src="https://video.example/1" onload="alert(1)"></iframe>',
        width: 480,
        height: 270,
      }),
    );
  });
  const card = await cardFor(
    "/video",
    '<title>t</title><link rel="alternate" type="application/json+oembed" href="/oembed?format=json">',
  );
  expect(card).toMatchObject({
    type: "video",
    title: "Film",
    authors: [{ name: "Ben", url: "https://video.example/ben", account: null }],
    provider_name: "Video",
    width: 480,
    height: 270,
  });
  expect(card.html).toMatch(/^<iframe src="https:\/\/video\.example\/1" [^<>]*><\/iframe>$/);
  expect(card.html).not.toContain("onload");
});

it("names the author's account when it is known and vouches for the site", async () => {
  const writer = await rig.person("writer");
  const page = `<title>Column</title><meta name="author" content="A Writer"><meta name="fediverse:creator" content="@writer@${rig.ctx.handleHost}">`;
  const unvouched = await cardFor("/column", page);
  expect(unvouched.authors).toEqual([{ name: "A Writer", url: "", account: null }]);
  const id = await rig.publish(ana, `mine ${site.origin}/column`);
  await settled(rig);
  expect((await writer.get(`/api/v1/statuses/${id}`)).body.card.missing_attribution).toBe(true);
  expect(unvouched).not.toHaveProperty("missing_attribution");
  await rig.ctx.sql`update accounts set attribution_domains = '{localhost}' where id = ${writer.id}`;
  const vouched = await cardOf(id);
  expect(vouched.authors[0]).toMatchObject({ name: "A Writer", account: { id: writer.id, acct: "writer" } });
});

it("is for posts that somebody here will see", async () => {
  site.pages.set("/remote", "<title>Remote</title>");
  const { sql, ids, clock } = rig.ctx;
  const link = `<p><a href="${site.origin}/remote">x</a></p>`;
  const put = async (author: string) => {
    const id = ids.next();
    await sql`insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, url, conversation_id, published_at, received_at)
      values (${id}, ${`https://far.example/${id}`}, ${author}, false, 'note', 'Note', ${link}, 'public', '', ${id}, ${clock.now()}, ${clock.now()})`;
    return id;
  };
  const stranger = await rig.remote("stranger@far.example");
  const friend = await rig.remote("friend@far.example");
  await sql`insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at)
    values (${ana.id}, ${friend}, 'x', 'accepted', true, ${clock.now()})`;
  const unseen = await put(stranger);
  await read();
  expect(site.asked).toEqual([]);
  const seen = await put(friend);
  await settled(rig);
  const [due] =
    await sql`select due_at > now() as later from preview_cards c join post_cards p on p.card_id = c.id where p.post_id = ${seen}`;
  expect(due?.later).toBe(true);
  await read();
  expect((await cardOf(seen)).title).toBe("Remote");
  expect(await cardOf(unseen)).toBeNull();
});

it.each<[string, Answer]>([
  ["is no page", (_, response) => response.writeHead(200, { "content-type": "image/png" }).end("x")],
  ["has no title", (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>hello")],
  [
    "leads round in a circle",
    (request, response) => response.writeHead(302, { location: request.url ?? "" }).end(),
  ],
  ["leads to this node", (_, response) => response.writeHead(302, { location: `${rig.origin}/` }).end()],
  [
    "leads to another scheme",
    (_, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end(),
  ],
  ["breaks off", (_, response) => response.writeHead(200, { "content-type": "text/html" }).destroy()],
])("makes no card of what %s", async (_what, answer) => {
  expect(await cardFor("/bad", answer)).toBeNull();
});

it("reads the beginning of an endless page and of a gzip bomb, and no more", async () => {
  const head = "<title>Long</title>";
  const long = await cardFor("/long", (_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.write(head);
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536, "x")));
      if (!response.destroyed) response.once("drain", more);
    };
    more();
  });
  expect(long.title).toBe("Long");
  const bomb = await cardFor("/bomb", (_, response) => {
    response.writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" });
    response.end(gzipSync(Buffer.concat([Buffer.from(head), Buffer.alloc(80_000_000, " ")])));
  });
  expect(bomb.title).toBe("Long");
});

it("does not wait for a page that drips", { timeout: 20_000 }, async () => {
  const started = performance.now();
  const card = await cardFor("/slow", (_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    const timer = setInterval(() => response.write("."), 100);
    response.on("close", () => clearInterval(timer));
  });
  expect(card).toBeNull();
  expect(performance.now() - started).toBeLessThan(12_000);
});

it("asks a site for one page at a time", async () => {
  let open = 0;
  let most = 0;
  for (let n = 0; n < 4; n++) {
    site.pages.set(`/${n}`, (_, response) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        response.writeHead(200, { "content-type": "text/html" }).end("<title>n</title>");
      }, 50);
    });
    await rig.publish(ana, `${site.origin}/${n}`);
  }
  await read();
  expect(site.asked.sort()).toEqual(["/0", "/1", "/2", "/3"]);
  expect(most).toBe(1);
});
