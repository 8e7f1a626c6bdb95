import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Person } from "./rig.ts";
import { settled } from "./settled.ts";

let rig: ApiRig;
let ana: Person;
let ben: Person;
let open: Person;
beforeAll(async () => {
  rig = await createApiRig();
  ana = await rig.person("ana");
  ben = await rig.person("ben");
  open = await rig.person("open");
  await rig.ctx.sql`update accounts set indexable = true where id = ${open.id}`;
}, 60_000);
afterAll(() => rig.close());

/** What is waiting to be indexed is. */
const settle = () => settled(rig);

/** The ids of what somebody finds. */
async function found(by: Person, q: string, more = ""): Promise<string[]> {
  const { status, body } = await by.get(`/api/v2/search?q=${encodeURIComponent(q)}&type=statuses${more}`);
  expect(status).toBe(200);
  return body.statuses.map((post: { id: string }) => post.id);
}

/** A post of an account of another server, as its server would have brought it. */
async function remotePost(
  author: string,
  html: string,
  more: { language?: string; visibility?: string } = {},
) {
  const { sql, ids, clock } = rig.ctx;
  const id = ids.next();
  await sql`insert into posts (id, iri, account_id, is_local, kind, type, html, visibility, language, url, conversation_id, published_at, received_at)
    values (${id}, ${`https://far.example/posts/${id}`}, ${author}, false, 'note', 'Note', ${html}, ${more.visibility ?? "public"},
      ${more.language ?? null}, ${`https://far.example/@x/${id}`}, ${id}, ${clock.now()}, ${clock.now()})`;
  return id;
}

it("answers what it has of each kind, and refuses a search for nothing", async () => {
  const { status, body } = await ana.get("/api/v2/search?q=nothingofthekind");
  expect({ status, body }).toEqual({ status: 200, body: { accounts: [], statuses: [], hashtags: [] } });
  for (const query of ["", "?q=", "?q=%20"])
    expect((await ana.get(`/api/v2/search${query}`)).status).toBe(400);
});

it("finds one's own posts, whoever sees them, and nobody else's who has not agreed", async () => {
  const own = await rig.publish(ana, { text: "a zebra for myself", visibility: "direct" });
  const closed = await rig.publish(ben, "a public zebra");
  const agreed = await rig.publish(open, "a findable zebra");
  const unlisted = await rig.publish(open, { text: "a quiet zebra", visibility: "unlisted" });
  await settle();
  expect(await found(ana, "zebra")).toEqual([agreed, own]);
  expect(await found(ben, "zebra")).toEqual([agreed, closed]);
  expect(await found(open, "zebra")).toEqual([unlisted, agreed]);
});

it("finds what one is mentioned in, and what one has liked, boosted, bookmarked or voted in", async () => {
  const stranger = await rig.remote("stranger@far.example");
  const ids: string[] = [];
  for (const n of [1, 2, 3, 4]) ids.push(await remotePost(stranger, `<p>giraffe ${n}</p>`));
  const mentioned = await rig.publish(ben, { text: "giraffe @ana", visibility: "direct" });
  await settle();
  expect(await found(ana, "giraffe")).toEqual([mentioned]);
  await ana.post(`/api/v1/statuses/${ids[0]}/favourite`);
  await ana.post(`/api/v1/statuses/${ids[1]}/reblog`);
  await ana.post(`/api/v1/statuses/${ids[2]}/bookmark`);
  await settle();
  expect(await found(ana, "giraffe")).toEqual([mentioned, ids[2], ids[1], ids[0]]);
  expect(await found(open, "giraffe")).toEqual([]);
  await ana.post(`/api/v1/statuses/${ids[0]}/unfavourite`);
  expect(await found(ana, "giraffe")).toEqual([mentioned, ids[2], ids[1]]);
});

it("leaves out what is blocked, muted, on a blocked domain, deleted or limited", async () => {
  const far = await rig.remote("far@blocked.example");
  await rig.ctx.sql`update accounts set indexable = true where id = ${far}`;
  await settle();
  const remote = await remotePost(far, "<p>hippopotamus</p>");
  const local = await rig.publish(open, "hippopotamus");
  await settle();
  expect(await found(ana, "hippopotamus")).toEqual([local, remote]);
  await ana.post("/api/v1/domain_blocks", { domain: "blocked.example" });
  expect(await found(ana, "hippopotamus")).toEqual([local]);
  await ana.post(`/api/v1/accounts/${open.id}/mute`);
  expect(await found(ana, "hippopotamus")).toEqual([]);
  await ana.post(`/api/v1/accounts/${open.id}/unmute`);
  await open.post(`/api/v1/accounts/${ana.id}/block`);
  expect(await found(ana, "hippopotamus")).toEqual([]);
  await open.post(`/api/v1/accounts/${ana.id}/unblock`);
  await rig.ctx.sql`update accounts set limited = true where id = ${open.id}`;
  expect(await found(ana, "hippopotamus")).toEqual([]);
  await rig.ctx.sql`update accounts set limited = false where id = ${open.id}`;
  expect(await found(ana, "hippopotamus")).toEqual([local]);
  await open.delete(`/api/v1/statuses/${local}`);
  await settle();
  expect(await found(ana, "hippopotamus")).toEqual([]);
  expect(await rig.ctx.sql`select from search_documents where post_id = ${local}`).toHaveLength(0);
});

it("follows an author's consent when it changes, and an edit", async () => {
  const { id } = (await ben.post("/api/v1/statuses", { status: "a rhinoceros" })).body;
  await settle();
  expect(await found(ana, "rhinoceros")).toEqual([]);
  await rig.ctx.sql`update accounts set indexable = true where id = ${ben.id}`;
  await settle();
  expect(await found(ana, "rhinoceros")).toEqual([id]);
  await ben.put(`/api/v1/statuses/${id}`, { status: "an antelope" });
  await settle();
  expect(await found(ana, "rhinoceros")).toEqual([]);
  expect(await found(ana, "antelope")).toEqual([id]);
  await rig.ctx.sql`update accounts set indexable = false where id = ${ben.id}`;
  await settle();
  expect(await found(ana, "antelope")).toEqual([]);
  expect(await found(ben, "antelope")).toEqual([id]);
});

it("finds a word in its other forms, by the language of the post, without accents, and in scripts without spaces", async () => {
  const english = await rig.publish(open, { text: "Running with the foxes", language: "en" });
  const german = await rig.publish(open, { text: "Die Häuser der Wölfe", language: "de" });
  const french = await rig.publish(open, { text: "Un café très serré", language: "fr" });
  const japanese = await rig.publish(open, { text: "東京都に住んでいます。猫", language: "ja" });
  const korean = await rig.publish(open, { text: "학교에서 공부했다", language: "ko" });
  await settle();
  expect(await found(ana, "run fox")).toEqual([english]);
  expect(await found(ana, "the run")).toEqual([english]);
  expect(await found(ana, "haus")).toEqual([german]);
  expect(await found(ana, "häusern")).toEqual([german]);
  expect(await found(ana, "cafe")).toEqual([french]);
  expect(await found(ana, "CAFÉ")).toEqual([french]);
  expect(await found(ana, "東京")).toEqual([japanese]);
  expect(await found(ana, "京都に")).toEqual([japanese]);
  expect(await found(ana, "京東")).toEqual([]);
  expect(await found(ana, "猫")).toEqual([japanese]);
  expect(await found(ana, "학교")).toEqual([korean]);
});

it("takes Mastodon's operators", async () => {
  const first = await rig.publish(open, { text: "okapi in the morning #savannah", language: "en" });
  const second = await rig.publish(open, {
    text: "morning has an okapi",
    language: "de",
    warning: "cw",
    sensitive: true,
  });
  const poll = (
    await open.post("/api/v1/statuses", {
      status: "okapi?",
      poll: { options: ["a sleepy one", "none"], expires_in: 3600 },
    })
  ).body.id;
  const reply = await rig.publish(open, { text: "okapi https://example.org/x", inReplyTo: first });
  const own = await rig.publish(ana, "okapi of mine");
  await settle();
  expect(await found(ana, "okapi")).toEqual([own, reply, poll, second, first]);
  expect(await found(ana, '"in the morning" okapi')).toEqual([first]);
  expect(await found(ana, '"morning in"')).toEqual([]);
  expect(await found(ana, "okapi -morning")).toEqual([own, reply, poll]);
  expect(await found(ana, 'okapi -"in the morning"')).toEqual([own, reply, poll, second]);
  expect(await found(ana, "okapi from:me")).toEqual([own]);
  expect(await found(ana, "okapi from:@open")).toEqual([reply, poll, second, first]);
  expect(await found(ana, `okapi from:open@${rig.ctx.handleHost} -from:me`)).toEqual([
    reply,
    poll,
    second,
    first,
  ]);
  expect(await found(ana, "okapi from:nobody@nowhere.example")).toEqual([]);
  expect(await found(ana, "okapi has:poll")).toEqual([poll]);
  expect(await found(ana, "sleepy")).toEqual([poll]);
  expect(await found(ana, "okapi is:reply")).toEqual([reply]);
  expect(await found(ana, "okapi -is:reply is:sensitive")).toEqual([second]);
  expect(await found(ana, "okapi has:link")).toEqual([reply]);
  expect(await found(ana, "okapi has:media")).toEqual([]);
  expect(await found(ana, "okapi has:embed")).toEqual([]);
  expect(await found(ana, "okapi language:de")).toEqual([second]);
  expect(await found(ana, "okapi #Savannah")).toEqual([first]);
  expect(await found(ana, "okapi in:library")).toEqual([own]);
  expect(await found(ana, "okapi in:public")).toEqual([reply, poll, second, first]);
  const today = new Date().toISOString().slice(0, 10);
  expect(await found(ana, `okapi during:${today}`)).toHaveLength(5);
  expect(await found(ana, `okapi before:${today}`)).toEqual([]);
  expect(await found(ana, `okapi after:${today}`)).toEqual([]);
  expect(await found(ana, "okapi after:2020-01-01")).toHaveLength(5);
});

it("pages, and keeps to one author", async () => {
  const ids: string[] = [];
  for (const n of [1, 2, 3, 4]) ids.unshift(await rig.publish(open, `quagga ${n}`));
  const own = await rig.publish(ana, "quagga");
  await settle();
  expect(await found(ana, "quagga", "&limit=2")).toEqual([own, ids[0]]);
  expect(await found(ana, "quagga", "&limit=2&offset=2")).toEqual([ids[1], ids[2]]);
  expect(await found(ana, "quagga", `&max_id=${ids[1]}`)).toEqual([ids[2], ids[3]]);
  expect(await found(ana, "quagga", `&max_id=${own}&min_id=${ids[2]}`)).toEqual([ids[0], ids[1]]);
  expect(await found(ana, "quagga", `&account_id=${ana.id}`)).toEqual([own]);
  expect(await found(ana, "quagga", "&account_id=17")).toEqual([]);
  expect(await found(ana, "quagga from:open", `&account_id=${ana.id}`)).toEqual([]);
});

it("finds hashtags by how they begin, the most used first, but not those that are not to be listed", async () => {
  for (const text of ["#teatime", "#teapot", "#Teapot again", "#tea"]) await rig.publish(open, text);
  await settle();
  const names = async (q: string, more = "") =>
    (
      await rig.request("GET", `/api/v2/search?type=hashtags&q=${encodeURIComponent(q)}${more}`)
    ).body.hashtags.map((tag: { name: string }) => tag.name);
  expect(await names("tea")).toEqual(["tea", "teapot", "teatime"]);
  expect(await names("#TEAP")).toEqual(["teapot"]);
  expect(await names("te%")).toEqual(["teapot", "tea", "teatime"]);
  expect(await names("tea", "&exclude_unreviewed=true")).toEqual(["tea"]);
  await rig.ctx.sql`update hashtags set listable = false where name = 'teatime'`;
  expect(await names("teat")).toEqual([]);
  const { body } = await ana.get("/api/v2/search?q=teapot&type=hashtags");
  expect(body.hashtags[0]).toMatchObject({ name: "teapot", url: `${rig.origin}/tags/teapot` });
  expect(body.hashtags[0].history).toHaveLength(7);
  expect(body.hashtags[0].history[0]).toEqual({
    day: expect.stringMatching(/^\d+$/),
    accounts: "1",
    uses: "2",
  });
});

it("finds accounts, and what an address leads to", async () => {
  const { body } = await ana.get("/api/v2/search?q=be&type=accounts");
  expect(body.accounts.map((account: { acct: string }) => account.acct)).toContain("ben");
  expect(body.statuses).toEqual([]);
  const id = await rig.publish(ben, "here");
  const secret = await rig.publish(ben, { text: "not for you", visibility: "followers" });
  const at = async (by: Person, url: string, more = "") =>
    (await by.get(`/api/v2/search?q=${encodeURIComponent(url)}${more}`)).body;
  const ids = ({ accounts, statuses }: { accounts: { id: string }[]; statuses: { id: string }[] }) =>
    [...accounts, ...statuses].map((each) => each.id);
  expect(ids(await at(ana, `${rig.origin}/@ben/${id}`))).toEqual([id]);
  expect(ids(await at(ana, `${rig.origin}/posts/${id}`, "&resolve=true"))).toEqual([id]);
  expect(ids(await at(ana, `${rig.origin}/posts/${secret}`, "&resolve=true"))).toEqual([]);
  expect(ids(await at(ben, `${rig.origin}/posts/${secret}`))).toEqual([secret]);
  expect(ids(await at(ana, `${rig.origin}/@ben`))).toEqual([ben.id]);
  expect(ids(await at(ana, `${rig.origin}/@ben`, "&type=statuses&resolve=true"))).toEqual([]);
  const friend = await rig.remote("known@far.example");
  expect(ids(await at(ana, "https://far.example/users/known"))).toEqual([friend]);
  const post = await remotePost(friend, "<p>x</p>");
  expect(ids(await at(ana, `https://far.example/posts/${post}`))).toEqual([post]);
  expect(ids(await at(ana, "http://127.0.0.1:1/nobody", "&resolve=true"))).toEqual([]);
});

it("lets nobody without a token page or ask other servers, and shows no posts", async () => {
  const post = await rig.publish(open, "gnu");
  await settle();
  const by = (query: string, token: string | null = null) =>
    rig.request("GET", `/api/v2/search?q=gnu${query}`, { token });
  expect(await by("")).toMatchObject({ status: 200, body: { statuses: [] } });
  expect(await by("&resolve=true")).toMatchObject({
    status: 401,
    body: { error: "Search queries that resolve remote resources are not supported without authentication" },
  });
  expect(await by("&offset=1")).toMatchObject({
    status: 401,
    body: { error: "Search queries pagination is not supported without authentication" },
  });
  const other = await rig.token(ana.id, ["read:lists"]);
  expect((await by("", other)).status).toBe(403);
  const right = await rig.token(ana.id, ["read:search"]);
  expect((await by("", right)).body.statuses[0].id).toBe(post);
});

it("answers strange questions without failing", async () => {
  for (const q of [
    '"',
    "-",
    "a:b:c",
    "'; drop table posts; --",
    "& | ! <-> :*",
    "\u0000x",
    "%",
    "#",
    "@",
    "x".repeat(5000),
    "-x",
    "🐈",
  ]) {
    const { status } = await ana.get(`/api/v2/search?q=${encodeURIComponent(q)}`);
    expect(status, q).toBe(200);
  }
});
