import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { KnownAccount } from "#federation/ports.ts";
import type { Ctx } from "#server/context.ts";
import { createPost } from "#server/posts/create.ts";
import type { PostDraft } from "#server/posts/draft.ts";
import { createPostIntake } from "#server/posts/intake.ts";
import { vote } from "#server/posts/vote.ts";
import { bookmark, unbookmark } from "#server/reactions/bookmark.ts";
import { boost, unboost } from "#server/reactions/boost.ts";
import { react, unreact } from "#server/reactions/react.ts";
import { readAccountPosts } from "#server/timelines/account.ts";
import { readHome } from "#server/timelines/home.ts";
import { mergeIntoHome, removeFromHome } from "#server/timelines/merge.ts";
import { readBookmarks, readFavourites } from "#server/timelines/own-lists.ts";
import { pruneHome } from "#server/timelines/prune.ts";
import { readPublic } from "#server/timelines/public.ts";
import { createRig, type Rig } from "#test/integration/posts/rig.ts";

let rig: Rig;
let ana: KnownAccount;
let ben: KnownAccount;
beforeAll(async () => {
  rig = await createRig();
  [ana, ben] = await Promise.all([rig.local("ana"), rig.local("ben")]);
  await rig.follow(ana, ben);
});
afterAll(() => rig.close());
beforeEach(() => {
  rig.clock.advance(1000);
  rig.events.length = 0;
});

async function published(author: KnownAccount, draft: Partial<PostDraft> = {}): Promise<string> {
  const result = await createPost(rig.ctx, { accountId: author.id, text: "Hello", ...draft });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.id;
}

describe("pages", () => {
  it("go down by maxId, up by minId, and to the newest by sinceId", async () => {
    const author = await rig.local("pager");
    const ids: string[] = [];
    for (let n = 0; n < 7; n++) ids.unshift(await published(author));
    const page = async (request: object) => {
      const { items, older, newer } = await readHome(rig.ctx, author.id, { limit: 3, ...request });
      return { ids: items.map((entry) => entry.id), older, newer };
    };
    expect(await page({})).toEqual({ ids: ids.slice(0, 3), older: ids[2], newer: ids[0] });
    expect(await page({ maxId: ids[2] })).toEqual({ ids: ids.slice(3, 6), older: ids[5], newer: ids[3] });
    expect(await page({ maxId: ids[5] })).toEqual({ ids: ids.slice(6), older: null, newer: ids[6] });
    expect((await page({ minId: ids[5] })).ids).toEqual(ids.slice(2, 5));
    expect((await page({ sinceId: ids[5] })).ids).toEqual(ids.slice(0, 3));
    expect(await page({ minId: ids[0] })).toEqual({ ids: [], older: null, newer: null });
    expect((await page({ maxId: "not an id", limit: -1 })).ids).toEqual(ids);
  });
});

describe("timelines leave out", () => {
  it("whom the reader blocks or mutes, who blocks the reader, and blocked domains, also as boosts", async () => {
    const reader = await rig.local("reader");
    const booster = await rig.local("booster");
    await rig.follow(reader, booster);
    const others = await Promise.all(["blocked", "muted", "blocking", "fine"].map((name) => rig.local(name)));
    const [blocked, muted, blocking, fine] = others;
    const far = await rig.remote("far@bad.example");
    if (!blocked || !muted || !blocking || !fine) throw new Error("accounts are missing");
    const now = rig.clock.now();
    const { sql } = rig.database;
    await sql`insert into blocks values (${reader.id}, ${blocked.id}, 'https://here.example/b1', ${now}),
      (${blocking.id}, ${reader.id}, 'https://here.example/b2', ${now})`;
    await sql`insert into mutes (account_id, target_id, created_at) values (${reader.id}, ${muted.id}, ${now})`;
    await sql`insert into domain_blocks values (${reader.id}, 'bad.example', ${now})`;
    const ids = await Promise.all(others.map((author) => published(author)));
    const taken = await createPostIntake(rig.ctx).post(rig.post(far), far, "delivered");
    if (taken.outcome === "accepted" && taken.id) ids.push(taken.id);
    for (const postId of ids) await boost(rig.ctx, { accountId: booster.id, postId, visibility: "public" });
    const home = await readHome(rig.ctx, reader.id, {});
    expect(home.items.map((entry) => entry.post.account.username)).toEqual(["fine"]);
    const everybody = (await readPublic(rig.ctx, reader.id, { limit: 5 })).items;
    const names = everybody.map((entry) => entry.post.account.username);
    expect(names).toContain("fine");
    for (const name of ["blocked", "muted", "blocking", "far"]) expect(names).not.toContain(name);
    expect((await readPublic(rig.ctx, null, { limit: 5 })).items.length).toBe(5);
    expect((await readPublic(rig.ctx, null, { local: true })).items.map((entry) => entry.id)).not.toContain(
      ids[4],
    );
  });
});

describe("an account's own lists", () => {
  it("hold what it likes and bookmarks, the latest first, and what it boosts", async () => {
    const [one, two] = [await published(ben), await published(ben)];
    for (const postId of [two, one]) {
      expect(await react(rig.ctx, { accountId: ana.id, postId, kind: "like" })).toMatchObject({ ok: true });
      expect(await bookmark(rig.ctx, { accountId: ana.id, postId })).toMatchObject({ ok: true });
    }
    await boost(rig.ctx, { accountId: ana.id, postId: one, visibility: "public" });
    const posts = (list: { items: { post: { id: string } }[] }) => list.items.map((entry) => entry.post.id);
    expect(posts(await readFavourites(rig.ctx, ana.id, {}))).toEqual([one, two]);
    expect(posts(await readBookmarks(rig.ctx, ana.id, {}))).toEqual([one, two]);
    expect(posts(await readAccountPosts(rig.ctx, null, ana.id, {}))).toEqual([one]);
    expect(posts(await readAccountPosts(rig.ctx, null, ana.id, { withoutBoosts: true }))).toEqual([]);
    const entry = (await readHome(rig.ctx, ana.id, {})).items.find((each) => each.post.id === one);
    expect(entry?.post.viewer).toMatchObject({ liked: true, boosted: true, bookmarked: true });
    await unreact(rig.ctx, { accountId: ana.id, postId: one, kind: "like" });
    await unbookmark(rig.ctx, { accountId: ana.id, postId: one });
    await unboost(rig.ctx, { accountId: ana.id, postId: one });
    expect(posts(await readFavourites(rig.ctx, ana.id, {}))).toEqual([two]);
    expect(posts(await readBookmarks(rig.ctx, ana.id, {}))).toEqual([two]);
    expect(rig.events.map((event) => event.kind)).toEqual([
      "post.created",
      "post.created",
      "reaction.created",
      "reaction.created",
      "boost.created",
      "reaction.undone",
      "boost.undone",
    ]);
  });

  it("of somebody else leave out what a stranger may not see", async () => {
    const author = await rig.local("quiet");
    const open = await published(author);
    await published(author, { visibility: "followers" });
    await published(author, { visibility: "direct" });
    const seen = await readAccountPosts(rig.ctx, ana.id, author.id, {});
    expect(seen.items.map((entry) => entry.id)).toEqual([open]);
    expect((await readAccountPosts(rig.ctx, author.id, author.id, {})).items.length).toBe(3);
  });
});

describe("the home timeline", () => {
  it("fills up on a new follow and empties on its end", async () => {
    const [fan, star] = [await rig.local("fan"), await rig.local("star")];
    const own = await published(star);
    const foreign = await published(ben);
    await boost(rig.ctx, { accountId: star.id, postId: foreign, visibility: "public" });
    await published(star, { inReplyTo: foreign });
    await rig.follow(fan, star);
    await mergeIntoHome(rig.database.sql, fan.id, star.id);
    const shown = async () => (await readHome(rig.ctx, fan.id, {})).items.map((entry) => entry.post.id);
    expect(await shown()).toEqual([foreign, own]);
    await removeFromHome(rig.database.sql, fan.id, star.id);
    expect(await shown()).toEqual([]);
  });

  it("shows a post once, however many boost it", async () => {
    const reader = await rig.local("reader2");
    const boosters = await Promise.all(["b1", "b2", "b3"].map((name) => rig.local(name)));
    const postId = await published(ben);
    for (const booster of boosters) {
      await rig.follow(reader, booster);
      await boost(rig.ctx, { accountId: booster.id, postId, visibility: "public" });
    }
    const home = await readHome(rig.ctx, reader.id, {});
    expect(home.items.map((entry) => [entry.post.id, entry.boostedBy?.username])).toEqual([[postId, "b1"]]);
  });

  it("is kept at 800 entries", async () => {
    const { sql } = rig.database;
    const reader = await rig.local("hoarder");
    const postId = await published(ben);
    await sql`insert into home_entries (account_id, entry_id, post_id)
      select ${reader.id}, gen_random_uuid(), ${postId} from generate_series(1, 900)`;
    await pruneHome(rig.ctx);
    const [row] = await sql`select count(*)::int as n from home_entries where account_id = ${reader.id}`;
    expect(row).toEqual({ n: 800 });
  });
});

describe("a page of views", () => {
  it("costs the same number of statements for one post as for twenty", async () => {
    const reader = await rig.local("counter");
    const quoted = await published(ben);
    const poll = { options: ["tea", "coffee"] };
    const question = await published(ben, { poll, text: "?" });
    await vote(rig.ctx, { accountId: reader.id, postId: question, choices: [1] });
    await react(rig.ctx, { accountId: reader.id, postId: quoted, kind: "emoji", emoji: "🎉" });
    await rig.follow(reader, ben);
    await mergeIntoHome(rig.database.sql, reader.id, ben.id);
    await published(ben, { quote: quoted });
    const counted = async (limit: number) => {
      let statements = 0;
      const sql = new Proxy(rig.database.sql, {
        get: (target, name, receiver) => {
          if (name === "unsafe") statements++;
          return Reflect.get(target, name, receiver);
        },
      }) as Ctx["sql"];
      const page = await readHome({ ...rig.ctx, sql }, reader.id, { limit });
      return { statements, page };
    };
    const { statements, page } = await counted(20);
    expect(statements).toBeLessThanOrEqual(3);
    expect((await counted(1)).statements).toBeLessThanOrEqual(3);
    const [first, second, third] = page.items.map((entry) => entry.post);
    expect(first?.quote).toMatchObject({ state: "accepted", post: { id: quoted } });
    expect(second?.poll).toMatchObject({ voters: 1, chosen: [1], options: [{ votes: 0 }, { votes: 1 }] });
    expect(third?.reactions).toEqual([{ emoji: "🎉", url: null, count: 1, mine: true }]);
  });
});
