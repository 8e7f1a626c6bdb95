import { gzipSync, strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startImport } from "#server/imports/prepare.ts";
import { runImport } from "#server/imports/run.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { type Signed, signedIn } from "../exports/settings.ts";

let rig: ApiRig;
let ana: Person;
let pages: Signed;
beforeAll(async () => {
  rig = await createApiRig({ RATE_LIMIT: "0" });
  ana = await rig.person("ana");
  const ben = await rig.person("ben");
  await rig.follow(ben, ana);
  pages = await signedIn(rig, ana);
}, 60_000);
afterAll(() => rig.close());

const old = "https://old.example/users/ana";
const everybody = "https://www.w3.org/ns/activitystreams#Public";

function create(n: number, published: string, more: object = {}) {
  const audience = { to: [everybody], cc: [`${old}/followers`] };
  const object = {
    id: `${old}/statuses/${n}`,
    type: "Note",
    attributedTo: old,
    published,
    content: `<p>Post ${n}<script>alert(1)</script></p>`,
    ...audience,
    ...more,
  };
  const { to, cc } = object as unknown as typeof audience;
  return { id: `${object.id}/activity`, type: "Create", actor: old, published, to, cc, object };
}

const outbox = JSON.stringify({
  "@context": "https://www.w3.org/ns/activitystreams",
  id: "outbox.json",
  type: "OrderedCollection",
  totalItems: 7,
  orderedItems: [
    create(1, "2018-03-01T10:00:00Z", { content: '<p>Post 1: "}]\\" <b>ä</b></p>' }),
    create(2, "2018-03-02T10:00:00Z", { inReplyTo: `${old}/statuses/1` }),
    create(3, "2019-01-01T10:00:00Z", { to: [`${old}/followers`], cc: [] }),
    create(4, "2019-01-02T10:00:00Z", { to: ["https://far.example/users/dan"], cc: [] }),
    create(5, "2020-01-01T10:00:00Z", { inReplyTo: "https://gone.example/1", summary: "Careful" }),
    { type: "Announce", actor: old, object: "https://far.example/1", to: [everybody] },
    create(6, "2021-01-01T10:00:00Z", { to: [`${old}/followers`], cc: [everybody] }),
    { type: "Create", object: "broken" },
  ],
});

function tar(name: string, content: string): Uint8Array {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(bytes.length.toString(8).padStart(11, "0"), 124);
  header.write("ustar", 257);
  const padding = Buffer.alloc((512 - (bytes.length % 512)) % 512);
  return Buffer.concat([header, bytes, padding]);
}

async function bring(bytes: Uint8Array): Promise<string> {
  const { location } = await pages.uploadArchive(bytes);
  await pages.browser.send(`${location}/confirm`, {});
  await rig.node.settle();
  return (await pages.browser.get(location ?? "")).text;
}

const posts = () => rig.ctx.sql`
  select id, html, visibility, warning, in_reply_to_id, published_at from posts
  where account_id = ${ana.id} order by id`;

describe("an archive of Mastodon", () => {
  it("becomes posts under their old dates, of which nobody is told", async () => {
    const page = await bring(
      zipSync({ "media/big.bin": new Uint8Array(100_000), "outbox.json": strToU8(outbox) }),
    );
    expect(page).toContain("done");
    const rows = await posts();
    expect(rows.map((row) => [row.published_at.toISOString().slice(0, 10), row.visibility])).toEqual([
      ["2018-03-01", "public"],
      ["2018-03-02", "public"],
      ["2019-01-01", "followers"],
      ["2020-01-01", "public"],
      ["2021-01-01", "unlisted"],
    ]);
    expect(rows[0]?.html).toBe('<p>Post 1: "}]\\" <b>ä</b></p>');
    expect(rows[1]).toMatchObject({ html: "<p>Post 2</p>", in_reply_to_id: rows[0]?.id });
    expect(rows[3]).toMatchObject({ in_reply_to_id: null, warning: "Careful" });
    const [told] = await rig.ctx.sql`
      select (select count(*)::int from home_entries) as home, (select count(*)::int from notifications
        where post_id is not null) as notifications,
        (select count(*)::int from changes where kind in ('post.created', 'home.added')) as changes,
        (select count(*)::int from outbox_events where kind like 'post.%' or kind like 'boost.%') as outbox`;
    expect(told).toMatchObject({ home: 0, notifications: 0, changes: 0, outbox: 0 });
    const { body } = await ana.get(`/api/v1/accounts/${ana.id}/statuses`);
    expect(body).toHaveLength(5);
    expect(body[0].created_at).toBe("2021-01-01T10:00:00.000Z");
  });

  it("adds nothing the second time, also as tar.gz", async () => {
    const before = await posts();
    await bring(gzipSync(Buffer.concat([tar("media/x.bin", "x".repeat(3_000)), tar("outbox.json", outbox)])));
    expect(await posts()).toEqual(before);
  });

  it("is begun again after a restart, without a post twice", async () => {
    const ben = await rig.person("rita");
    const other = await signedIn(rig, ben);
    const items = Array.from({ length: 50 }, (_, n) => create(100 + n, `2020-02-0${1 + (n % 9)}T00:00:00Z`));
    const { location } = await other.uploadArchive(
      zipSync({ "outbox.json": strToU8(JSON.stringify({ orderedItems: items })) }),
    );
    const id = location?.split("/").at(-1) ?? "";
    await startImport(rig.ctx, ben.id, id);
    expect(await runImport(rig.ctx, id, { signal: AbortSignal.abort(), forMs: 1_000 })).toBe(false);
    const count = async () =>
      (await rig.ctx.sql`select count(*)::int as n from posts where account_id = ${ben.id}`)[0]?.n;
    expect(await count()).toBe(20);
    expect(await runImport(rig.ctx, id, { signal: new AbortController().signal, forMs: 1_000 })).toBe(true);
    expect(await count()).toBe(50);
    const [row] = await rig.ctx.sql`select state, total, done, failed from imports where id = ${id}`;
    expect(row).toMatchObject({ state: "finished", total: 50, done: 50, failed: 0 });
  });

  it("comes one at a time", async () => {
    const bytes = zipSync({ "outbox.json": strToU8(outbox) });
    const all = await Promise.all([1, 2, 3].map(() => pages.uploadArchive(bytes)));
    expect(all.map(({ status }) => status).toSorted()).toEqual([303, 422, 422]);
    expect(all.find(({ status }) => status === 422)?.text).toContain("on its way");
    expect((await pages.uploadArchive(bytes)).status).toBe(303);
  });

  it("is looked at no further than is worth a request's time, whatever it unpacks to", async () => {
    const many = Array.from({ length: 10_500 }, (_, n) => ({ type: "Create", id: `${old}/${n}` }));
    const long = zipSync({ "outbox.json": strToU8(JSON.stringify({ orderedItems: many })) });
    const { location } = await pages.uploadArchive(long);
    expect((await pages.browser.get(location ?? "")).text).toContain("at least 10,000 posts");
    const bomb = gzipSync(tar("media/zeros.bin", "0".repeat(8 * 1024 * 1024)));
    const bombs = gzipSync(Buffer.concat([tar("outbox.json", " ".repeat(100 * 1024 * 1024))]));
    for (const bytes of [bomb, bombs]) expect((await pages.uploadArchive(bytes)).status).toBe(422);
  });

  it("is refused when it is none", async () => {
    for (const bytes of [
      strToU8("hello"),
      zipSync({ "actor.json": strToU8("{}") }),
      gzipSync(strToU8("no tar")),
      zipSync({ "outbox.json": strToU8(outbox) }).slice(0, 300),
    ]) {
      const page = await pages.uploadArchive(bytes);
      expect(page.status).toBe(422);
    }
  });
});
