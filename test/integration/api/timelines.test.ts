import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Person } from "./rig.ts";

let rig: ApiRig;
let ana: Person;
let ben: Person;
beforeAll(async () => {
  rig = await createApiRig();
  [ana, ben] = [await rig.person("ana"), await rig.person("ben")];
  await rig.follow(ana, ben);
}, 60_000);
afterAll(() => rig.close());

const idsOf = (items: { id: string }[]) => items.map((item) => item.id);
const read = async (path: string, token: string | null = null) =>
  idsOf((await rig.request("GET", path, { token })).body);

/** A post of another server's account, with or without a picture. */
async function publishRemotely(accountId: string, text: string, more: Record<string, unknown> = {}) {
  const id = rig.ctx.ids.next();
  const { media = "[]", hashtags = [] as string[], visibility = "public" } = more as Record<string, never>;
  await rig.ctx.sql`
    insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, url, conversation_id, hashtags, published_at, received_at)
    values (${id}, ${`https://far.example/${id}`}, ${accountId}, false, 'note', 'Note', ${text}, ${visibility}, '', ${id},
      ${hashtags}, now(), now())`;
  if (media !== "[]") await addMedia(id);
  for (const tag of hashtags) await rig.ctx.sql`insert into post_hashtags values (${tag}, ${id})`;
  return id;
}

const addMedia = (id: string) =>
  rig.ctx
    .sql`update posts set media = '[{"kind":"image","url":"https://far.example/a.png","mediaType":"image/png",
    "previewUrl":null,"alt":"A cat","width":1,"height":1,"duration":null,"blurhash":null,"focalPoint":null,"size":null}]' where id = ${id}`;

describe("home", () => {
  it("has what somebody and those they follow wrote, in pages in both directions", async () => {
    const ids: string[] = [];
    for (const text of ["one", "two", "three"]) ids.unshift(await rig.publish(ben, text));
    const first = await ana.get("/api/v1/timelines/home?limit=2&local=true&only_media=true");
    expect(first.status).toBe(200);
    expect(idsOf(first.body)).toEqual([ids[0], ids[1]]);
    expect(first.headers.get("link")).toContain(`max_id=${ids[1]}`);
    expect(first.headers.get("link")).toContain(`min_id=${ids[0]}`);
    const home = (query: string) => read(`/api/v1/timelines/home?${query}`, ana.token);
    expect(await home(`limit=2&max_id=${ids[1]}`)).toEqual([ids[2]]);
    expect(await home(`limit=1&min_id=${ids[2]}`)).toEqual([ids[1]]);
    expect(await home(`limit=1&since_id=${ids[2]}`)).toEqual([ids[0]]);
    expect(await home(`min_id=${ids[2]}&max_id=${ids[0]}`)).toEqual([ids[1]]);
    expect(await home("max_id=17")).toEqual(ids);
    expect((await home("limit=0")).length).toBe(1);
    expect(await home("limit=tea")).toEqual(ids);
  });

  it("is for who has a token", async () => {
    const { status, body } = await rig.request("GET", "/api/v1/timelines/home");
    expect(status).toBe(401);
    expect(body).toEqual({ error: "The access token is invalid" });
  });
});

describe("the public timeline", () => {
  let local: string;
  let remote: string;
  let withMedia: string;
  beforeAll(async () => {
    const far = await rig.remote("far@far.example");
    local = await rig.publish(ben, "here");
    remote = await publishRemotely(far, "there");
    withMedia = await publishRemotely(far, "a picture", { media: "[…]" });
    await rig.publish(ben, { text: "an answer", inReplyTo: local });
    await rig.publish(ben, { text: "unlisted", visibility: "unlisted" });
    await rig.publish(ben, { text: "for followers", visibility: "followers" });
    await rig.publish(ben, { text: "@ana for one", visibility: "direct" });
    await publishRemotely(far, "unlisted there", { visibility: "unlisted" });
  });
  const all = (query = "") => read(`/api/v1/timelines/public?limit=3${query}`);

  it("has what starts a thread and is public, for everybody", async () => {
    expect(await all()).toEqual([withMedia, remote, local]);
    expect(await read("/api/v1/timelines/public?limit=3", ana.token)).toEqual([withMedia, remote, local]);
  });

  it("has what is from here, from elsewhere, or has media, alone", async () => {
    expect((await all("&local=true"))[0]).toBe(local);
    expect(await all("&local=1")).not.toContain(remote);
    expect(await all("&remote=true")).toEqual([withMedia, remote]);
    expect(await all("&only_media=true")).toEqual([withMedia]);
    expect(await all("&remote=true&only_media=true")).toEqual([withMedia]);
    expect(await all("&local=true&only_media=true")).toEqual([]);
    expect(await all("&local=false")).toEqual([withMedia, remote, local]);
  });

  it("goes on in both directions", async () => {
    expect(await read(`/api/v1/timelines/public?limit=1&max_id=${withMedia}`)).toEqual([remote]);
    expect(await read(`/api/v1/timelines/public?limit=1&min_id=${local}`)).toEqual([remote]);
    expect(await read(`/api/v1/timelines/public?limit=1&since_id=${local}`)).toEqual([withMedia]);
  });

  it("leaves out whom the reader mutes, and keeps who is limited for followers", async () => {
    const { sql } = rig.ctx;
    await sql`update accounts set limited = true where id = ${ben.id}`;
    expect(await all()).not.toContain(local);
    expect(await read("/api/v1/timelines/public?local=true", ana.token)).toContain(local);
    expect(await read("/api/v1/timelines/public?local=true", ben.token)).toContain(local);
    await sql`update accounts set limited = false where id = ${ben.id}`;
    const cat = await rig.person("cat");
    await sql`insert into mutes (account_id, target_id, created_at) values (${cat.id}, ${ben.id}, now())`;
    await sql`insert into domain_blocks (account_id, domain, created_at) values (${cat.id}, 'far.example', now())`;
    expect(await read("/api/v1/timelines/public", cat.token)).toEqual([]);
  });
});

describe("the timeline of a hashtag", () => {
  let tea: string;
  let both: string;
  let coffee: string;
  let far: string;
  beforeAll(async () => {
    tea = await rig.publish(ben, "#Tea");
    both = await rig.publish(ben, "#tea #coffee");
    coffee = await rig.publish(ben, "#coffee");
    far = await publishRemotely(await rig.remote("tea@tea.example"), "tea", {
      hashtags: ["tea"],
      media: "[…]",
    });
    await rig.publish(ben, { text: "#tea", visibility: "unlisted" });
  });
  const tag = (query = "", name = "tea") => read(`/api/v1/timelines/tag/${name}?${query}`);

  it("has public posts with it, however it is written", async () => {
    expect(await tag()).toEqual([far, both, tea]);
    expect(await tag("", "TEA")).toEqual([far, both, tea]);
    expect(await tag("", "%23tea")).toEqual([far, both, tea]);
    expect(await tag("", "nobodyusesit")).toEqual([]);
    expect(await tag("", "%00")).toEqual([]);
  });

  it("takes other hashtags into account", async () => {
    expect(await tag("any[]=coffee")).toEqual([far, coffee, both, tea]);
    expect(await tag("any[]=coffee&limit=2")).toEqual([far, coffee]);
    expect(await tag(`any[]=coffee&limit=2&max_id=${coffee}`)).toEqual([both, tea]);
    expect(await tag(`any[]=coffee&limit=2&min_id=${tea}`)).toEqual([coffee, both]);
    expect(await tag("all[]=Coffee")).toEqual([both]);
    expect(await tag("none[]=coffee")).toEqual([far, tea]);
    expect(await tag("any[]=coffee&none[]=tea")).toEqual([coffee]);
    expect(await tag("any[]=coffee&all[]=coffee&local=true")).toEqual([coffee, both]);
    // A fifth one is not looked at.
    expect(await tag("any[]=a&any[]=b&any[]=c&any[]=coffee")).toEqual([far, both, tea]);
  });

  it("has what is from here, from elsewhere, or has media, alone", async () => {
    expect(await tag("local=true")).toEqual([both, tea]);
    expect(await tag("remote=true")).toEqual([far]);
    expect(await tag("only_media=true")).toEqual([far]);
  });

  it("leaves out who is limited", async () => {
    await rig.ctx.sql`update accounts set limited = true where id = ${ben.id}`;
    expect(await tag()).toEqual([far]);
    expect(await read("/api/v1/timelines/tag/tea", ana.token)).toEqual([far, both, tea]);
    await rig.ctx.sql`update accounts set limited = false where id = ${ben.id}`;
  });
});

describe("the timeline of a link", () => {
  it("has the posts of who wants to be found that link to the page, by any of its addresses", async () => {
    const { sql, ids } = rig.ctx;
    const card = ids.next();
    await sql`insert into preview_cards (id, url, host, created_at, fetched_at)
      values (${card}, 'https://news.example/1', 'news.example', now(), now())`;
    await sql`insert into card_urls (url, card_id) values ('https://news.example/1?from=feed', ${card})`;
    const linking = [await rig.publish(ben, "one"), await rig.publish(ben, "two")];
    const shy = await rig.publish(await rig.person("shy"), "three");
    await sql`update accounts set discoverable = false where username = 'shy'`;
    await sql`delete from post_cards`;
    for (const id of [...linking, shy])
      await sql`insert into post_cards (post_id, card_id) values (${id}, ${card})`;
    const link = (url: string, query = "") =>
      read(`/api/v1/timelines/link?url=${encodeURIComponent(url)}${query}`);
    expect(await link("https://news.example/1")).toEqual(linking.toReversed());
    expect(await link("https://news.example/1?from=feed", "&limit=1")).toEqual([linking[1]]);
    expect(await link("https://news.example/1", `&max_id=${linking[1]}`)).toEqual([linking[0]]);
    const unknown = await rig.request("GET", "/api/v1/timelines/link?url=https%3A%2F%2Fnews.example%2F2");
    expect(unknown).toMatchObject({ status: 404, body: { error: "Record not found" } });
    expect((await rig.request("GET", "/api/v1/timelines/link")).status).toBe(422);
  });
});

describe("who sees a post where", () => {
  const visibilities = ["public", "unlisted", "followers", "direct"] as const;
  const posts = new Map<string, string>();
  const people: Record<string, Person> = {};
  let listId: string;
  beforeAll(async () => {
    for (const name of ["author", "follower", "named", "stranger", "shunned"])
      people[name] = await rig.person(`${name}_m`);
    const { author, follower, named, shunned } = people as Record<string, Person>;
    if (!author || !follower || !named || !shunned) throw new Error("missing");
    for (const each of [follower, shunned]) await rig.follow(each, author);
    for (const visibility of visibilities)
      posts.set(await rig.publish(author, { text: `@${named.username} #matrix`, visibility }), visibility);
    await rig.ctx.sql`insert into blocks (account_id, target_id, iri, created_at)
      values (${author.id}, ${shunned.id}, 'https://x.example/block', now())`;
    listId = (await follower.post("/api/v1/lists", { title: "x" })).body.id;
    await follower.post(`/api/v1/lists/${listId}/accounts`, { account_ids: [author.id] });
  });

  it.each([
    ["nobody", "public", ["public"]],
    ["nobody", "tag/matrix", ["public"]],
    ["stranger", "home", []],
    ["stranger", "public", ["public"]],
    ["stranger", "tag/matrix", ["public"]],
    ["stranger", "direct", []],
    ["follower", "home", ["public", "unlisted", "followers"]],
    ["follower", "public", ["public"]],
    ["follower", "tag/matrix", ["public"]],
    ["follower", "list", ["public", "unlisted", "followers"]],
    ["follower", "direct", []],
    ["named", "home", ["direct"]],
    ["named", "public", ["public"]],
    ["named", "direct", ["direct"]],
    ["author", "home", ["public", "unlisted", "followers", "direct"]],
    ["author", "public", ["public"]],
    ["author", "direct", ["direct"]],
    ["shunned", "home", []],
    ["shunned", "public", []],
    ["shunned", "tag/matrix", []],
    ["shunned", "direct", []],
  ])("%s sees of %s: %s", async (who, timeline, expected) => {
    const path = `/api/v1/timelines/${timeline === "list" ? `list/${listId}` : timeline}?limit=40`;
    const seen = await read(path, people[who]?.token ?? null);
    expect(seen.flatMap((id) => posts.get(id) ?? []).sort()).toEqual([...expected].sort());
  });
});

describe("direct posts", () => {
  it("are those that somebody wrote or that name them, of all conversations", async () => {
    const [dan, eve] = [await rig.person("dan"), await rig.person("eve")];
    const own = await rig.publish(dan, { text: "@eve hello", visibility: "direct" });
    const answer = await rig.publish(eve, { text: "@dan hi", visibility: "direct", inReplyTo: own });
    const other = await rig.publish(dan, { text: "to myself", visibility: "direct" });
    await rig.publish(ben, { text: "@eve psst", visibility: "direct" });
    await rig.publish(ben, "@dan in public");
    expect(await read("/api/v1/timelines/direct", dan.token)).toEqual([other, answer, own]);
    expect(await read(`/api/v1/timelines/direct?limit=1&max_id=${other}`, dan.token)).toEqual([answer]);
    expect(await read(`/api/v1/timelines/direct?limit=1&min_id=${own}`, dan.token)).toEqual([answer]);
  });
});
