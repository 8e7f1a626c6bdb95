import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createList } from "#server/lists/lists.ts";
import { addMembers } from "#server/lists/members.ts";
import { bookmark } from "#server/reactions/bookmark.ts";
import { block } from "#server/relations/block.ts";
import { blockDomain } from "#server/relations/domain-block.ts";
import { requestFollow } from "#server/relations/follow.ts";
import { mute } from "#server/relations/mute.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { type Signed, signedIn } from "./settings.ts";

let rig: ApiRig;
let ana: Person;
let zoe: Person;
let ben: Person;
let host: string;
let pages: Signed;

beforeAll(async () => {
  rig = await createApiRig({ RATE_LIMIT: "0" });
  const { ctx } = rig;
  host = ctx.handleHost;
  ana = await rig.person("ana");
  zoe = await rig.person("zoe");
  ben = await rig.person("ben");
  const cleo = await rig.remote("cleo@far.example");
  const dan = await rig.remote("dan@far.example");
  must(
    await requestFollow(ctx, {
      followerId: ana.id,
      followeeId: ben.id,
      terms: { showsBoosts: false, notifies: true, languages: ["en", "de"] },
    }),
  );
  must(await block(ctx, { accountId: ana.id, targetId: cleo }));
  must(await mute(ctx, { accountId: ana.id, targetId: dan, hidesNotifications: false }));
  must(await blockDomain(ctx, { accountId: ana.id, domain: "bad.example" }));
  const list = must(
    await createList(ctx, ana.id, { title: '=friends, "near"', repliesPolicy: "list", exclusive: false }),
  );
  must(await addMembers(ctx, { accountId: ana.id, listId: list.id, memberIds: [ben.id] }));
  const postId = await rig.publish(ben, "Good morning");
  must(await bookmark(ctx, { accountId: ana.id, postId }));
  pages = await signedIn(rig, ana);
}, 60_000);
afterAll(() => rig.close());

describe("exported files", () => {
  it("are what Mastodon writes", async () => {
    expect(await pages.csv("follows")).toBe(
      `Account address,Show boosts,Notify on new posts,Languages\nben@${host},false,true,"en, de"\n`,
    );
    expect(await pages.csv("blocks")).toBe("cleo@far.example\n");
    expect(await pages.csv("mutes")).toBe("Account address,Hide notifications\ndan@far.example,false\n");
    expect(await pages.csv("domain_blocks")).toBe("bad.example\n");
    expect(await pages.csv("lists")).toBe(`"=friends, ""near""",ben@${host}\n`);
    expect(await pages.csv("bookmarks")).toMatch(new RegExp(`^${rig.origin}/posts/[0-9a-f-]{36}\n$`));
  });

  it("are downloads that nobody keeps", async () => {
    const { headers } = await pages.browser.get("/settings/exports/follows.csv");
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toBe('attachment; filename="follows.csv"');
    expect(headers.get("cache-control")).toBe("no-store");
    expect((await pages.browser.get("/settings/exports/passwords.csv")).status).toBe(404);
  });

  it("take signing in", async () => {
    const answer = await fetch(`${rig.origin}/settings/exports/follows.csv`, { redirect: "manual" });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toContain("/auth/sign_in");
  });

  it("are listed with their counts on a page without scripts", async () => {
    const page = await pages.browser.get("/settings/export");
    expect(page.status).toBe(200);
    expect(page.text).toContain('href="/settings/exports/domain_blocks.csv"');
    expect(page.text).toContain('aria-current="page"');
    expect(page.text).not.toContain("<script");
  });

  it("go on beyond a page of rows", async () => {
    await rig.ctx.sql`
      insert into domain_blocks (account_id, domain, created_at)
      select ${zoe.id}, 'd' || n || '.example', now() from generate_series(1, 1201) n`;
    const other = await signedIn(rig, zoe);
    expect((await other.csv("domain_blocks")).trim().split("\n")).toHaveLength(1201);
  });

  it("come back whole for another account", async () => {
    const dora = await rig.person("dora");
    const other = await signedIn(rig, dora);
    for (const kind of ["follows", "mutes", "domain_blocks", "lists", "bookmarks", "blocks"]) {
      const file = await pages.csv(kind);
      await other.bring(kind, file);
      expect(await other.csv(kind), kind).toBe(file);
    }
  });
});
