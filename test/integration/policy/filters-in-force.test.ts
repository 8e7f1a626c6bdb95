import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { KnownAccount } from "#federation/ports.ts";
import type { Filter } from "#moderation/filter.ts";
import type { Account } from "#protocol/model/account.ts";
import { createAccountPort } from "#server/accounts/port.ts";
import { act } from "#server/actions/act.ts";
import { findSubject } from "#server/actions/subjects.ts";
import { undo } from "#server/actions/undo.ts";
import { createPostIntake } from "#server/posts/intake.ts";
import { receiveFollow } from "#server/relations/receive-follow.ts";
import { refreshTrends } from "#server/trends/refresh.ts";
import { must } from "#test/e2e/people.ts";
import { type ApiRig, createApiRig, type Person } from "../api/rig.ts";
import { settled } from "../api/settled.ts";
import { remotePost } from "../posts/rig.ts";
import { rulesOf } from "./rules-of.ts";

let rig: ApiRig;
let admin: Person;
let ana: Person;
let crowd: string[];
beforeAll(async () => {
  rig = await createApiRig({ TRENDS_REQUIRE_APPROVAL: "false" });
  admin = await rig.person("ada", { role: "admin" });
  ana = await rig.person("ana");
  crowd = await Promise.all(Array.from({ length: 6 }, (_, n) => rig.remote(`fan${n}@fans.example`)));
}, 60_000);
afterAll(() => rig.close());
beforeEach(() => rules(""));

const rules = (text: string) => rulesOf(rig)(text);

const ruleOn = (occasion: string, then: string) =>
  rules(`  - { id: one, on: [${occasion}], when: always, then: ${then} }`);

let count = 0;
async function known(id: string) {
  const account = await createAccountPort(rig.ctx).byId(id);
  if (account === null) throw new Error("no account");
  return account;
}

/** Somebody new on a server of their own, whom others may find. */
async function author() {
  const domain = `s${++count}.example`;
  const id = await rig.remote(`zoe@${domain}`);
  await rig.ctx
    .sql`update accounts set indexable = true, discoverable = true, followers_count = 50, display_name = 'Zoe'
    where id = ${id}`;
  return { id, domain };
}

/** A post that comes in now. */
async function arrives(by: string, changes: Parameters<typeof remotePost>[3]) {
  const from = await known(by);
  const iri = `${from.iri}/posts/${++count}` as typeof from.iri;
  const post = remotePost(from, iri, rig.ctx.clock.now(), changes);
  const taken = await createPostIntake(rig.ctx, rig.ctx.policy).post(post, from, "delivered");
  if (taken.outcome !== "accepted" || !taken.id) throw new Error(JSON.stringify(taken));
  return { id: taken.id, post };
}

const finds = async (word: string) =>
  (await ana.get(`/api/v2/search?type=statuses&q=${word}`)).body.statuses.map(({ id }: { id: string }) => id);
const trending = async () => {
  await refreshTrends(rig.ctx);
  return (await rig.request("GET", "/api/v1/trends/statuses?limit=40")).body.map(
    ({ id }: { id: string }) => id,
  );
};

async function like(post: string) {
  const { sql, ids, clock } = rig.ctx;
  for (const fan of crowd) {
    const one = ids.next();
    await sql`insert into reactions (id, account_id, post_id, kind, iri, created_at)
      values (${one}, ${fan}, ${post}, 'like', ${`https://fans.example/${one}`}, ${clock.now()})`;
  }
  await sql`update posts set likes_count = ${crowd.length} where id = ${post}`;
}

/** Puts a card beside a post, as if its page had been read. */
async function withCard(post: string) {
  const { sql, ids, clock } = rig.ctx;
  const card = ids.next();
  await sql`insert into preview_cards (id, url, host, title, type, created_at, fetched_at, checked_at)
    values (${card}, ${`https://news.example/${card}`}, 'news.example', 'News', 'link', ${clock.now()}, ${clock.now()}, ${clock.now()})`;
  await sql`insert into post_cards (post_id, card_id) values (${post}, ${card})`;
}

type Where = "rule" | "post" | "account" | "domain";

/** Puts a filter in force for a post that is to come or is there, and says how it ends. */
async function inForce(
  filter: Filter,
  where: Exclude<Where, "rule">,
  on: { id: string; domain: string; post: string },
) {
  if (where === "domain") {
    const path = `/api/folkmoot/v1/domains/${on.domain}`;
    expect((await admin.put(path, { verdict: "none", filters: [filter] })).status).toBe(200);
    return async () => expect((await admin.delete(path)).status).toBe(200);
  }
  const subject = await findSubject(rig.ctx, { kind: where, id: where === "post" ? on.post : on.id });
  if (subject === null) throw new Error("no subject");
  const by = { accountId: admin.id, role: "admin" as const };
  const reasons = { category: "spam" as const };
  const { actionId } = must(
    await act(rig.ctx, by, { subject, kind: "filter", params: { filters: [filter] }, reasons }),
  );
  return async () => void must(await undo(rig.ctx, by, { actionId, reason: "" }));
}

const link = '<p>A giraffe <a href="https://news.example/">news</a></p>';

/** What readers look at, by filter: whether a post is there. */
const readers: [Filter, (post: string) => Promise<boolean>][] = [
  ["prevent-search", async (post) => (await finds("giraffe")).includes(post)],
  ["prevent-trending", async (post) => (await trending()).includes(post)],
  ["prevent-recommendations", async (post) => (await trending()).includes(post)],
  ["prevent-previews", async (post) => (await ana.get(`/api/v1/statuses/${post}`)).body.card !== null],
];

describe.each(readers)("%s", (filter, isThere) => {
  it.each(["post", "account", "domain"] as const)("for a %s holds until it is lifted", async (where) => {
    const by = await author();
    const { id: post } = await arrives(by.id, { html: link });
    await settled(rig);
    await like(post);
    await rig.ctx.sql`delete from post_cards where post_id = ${post}`;
    await withCard(post);
    expect(await isThere(post)).toBe(true);
    const lift = await inForce(filter, where, { ...by, post });
    expect(await isThere(post)).toBe(false);
    await lift();
    expect(await isThere(post)).toBe(true);
    expect(await rig.ctx.sql`select from post_filters where post_id = ${post}`).toHaveLength(0);
  });

  it("by a rule about the post stays with it, also when it is edited", async () => {
    await ruleOn("inbound", `{ filters: [${filter}] }`);
    const by = await author();
    const { id, post } = await arrives(by.id, { html: link });
    await rules("");
    const intake = createPostIntake(rig.ctx, rig.ctx.policy);
    const edited = { ...post, html: `${link}<p>And more</p>`, updatedAt: rig.ctx.clock.now() };
    expect(await intake.edit(edited, await known(by.id))).toMatchObject({ outcome: "accepted" });
    await settled(rig);
    await like(id);
    if (filter !== "prevent-previews") await withCard(id);
    expect(await isThere(id)).toBe(false);
    expect(await rig.ctx.sql`select from post_cards where post_id = ${id}`).toHaveLength(
      filter === "prevent-previews" ? 0 : 1,
    );
  });
});

it("prevent-trending keeps hashtags from counting", async () => {
  await ruleOn("inbound", "{ filters: [prevent-trending] }");
  const by = await author();
  await arrives(by.id, { hashtags: ["Quiet"], html: "<p>#Quiet</p>" });
  await rules("");
  await arrives(by.id, { hashtags: ["Loud"], html: "<p>#Loud</p>" });
  await settled(rig);
  const uses = await rig.ctx.sql`select h.name from use_days d join hashtags h on h.id = d.subject_id`;
  expect(uses.map(({ name }) => name)).toEqual(["loud"]);
});

it("prevent-search and prevent-recommendations keep an account out of what is found and put forward", async () => {
  const by = await author();
  const named = async () =>
    (await ana.get("/api/v2/search?type=accounts&q=zoe")).body.accounts.map(({ id }: { id: string }) => id);
  const listed = async () =>
    (await rig.request("GET", "/api/v1/directory?order=new")).body.map(({ id }: { id: string }) => id);
  const friend = await rig.person(`friend${count}`);
  await rig.follow(ana, friend);
  await rig.ctx.sql`insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at)
    values (${friend.id}, ${by.id}, ${`https://x.example/${by.id}`}, 'accepted', true, now())`;
  const suggested = async () =>
    (await ana.get("/api/v2/suggestions?limit=80")).body.map(
      (each: { account: { id: string } }) => each.account.id,
    );
  for (const read of [named, listed, suggested]) expect(await read()).toContain(by.id);
  const lifts = [
    await inForce("prevent-search", "account", { ...by, post: "" }),
    await inForce("prevent-recommendations", "domain", { ...by, post: "" }),
  ];
  for (const read of [named, listed, suggested]) expect(await read()).not.toContain(by.id);
  // Whoever knows the whole name finds it.
  const whole = await ana.get(`/api/v2/search?type=accounts&q=zoe@${by.domain}`);
  expect(whole.body.accounts).toMatchObject([{ id: by.id }]);
  for (const lift of lifts) await lift();
  for (const read of [named, listed, suggested]) expect(await read()).toContain(by.id);
});

it("require-follow-requests lets nobody of a domain follow unasked", async () => {
  const follows = async () => {
    const by = await author();
    const lift = await inForce("require-follow-requests", "domain", { ...by, post: "" });
    const follower = await known(by.id);
    const followee = await known(ana.id);
    const iri = `${follower.iri}#follow` as typeof follower.iri;
    await receiveFollow(rig.ctx, { iri, follower, followee });
    await lift();
    const [row] = await rig.ctx.sql`select state from follows where iri = ${iri}`;
    return row?.state;
  };
  expect(await follows()).toBe("pending");
});

it.each(["account", "domain"] as const)(
  "prevent-notifications for an %s lets it notify nobody, whatever it does",
  async (where) => {
    const by = await author();
    const post = await rig.publish(ana, "A post of mine");
    const from = await known(by.id);
    const told = async () =>
      (
        await rig.ctx
          .sql`select kind from notifications where account_id = ${ana.id} and from_account_id = ${by.id}`
      ).map(({ kind }) => kind);
    const likes = () => {
      const iri = `${from.iri}#like-${++count}` as typeof from.iri;
      const like = {
        iri,
        kind: "like",
        by: from,
        post: rig.ctx.uris.post(post),
        emoji: "",
        emojiUrl: null,
      } as const;
      return createPostIntake(rig.ctx, rig.ctx.policy).react(like);
    };
    const lift = await inForce("prevent-notifications", where, { ...by, post: "" });
    const iri = `${from.iri}#follow` as typeof from.iri;
    await receiveFollow(rig.ctx, { iri, follower: from, followee: await known(ana.id) });
    await arrives(by.id, {
      html: "<p>@ana</p>",
      mentions: [{ iri: rig.ctx.uris.account(ana.id), name: "@ana" }],
    });
    await likes();
    expect(await told()).toEqual([]);
    await lift();
    await arrives(by.id, {
      html: "<p>@ana</p>",
      mentions: [{ iri: rig.ctx.uris.account(ana.id), name: "@ana" }],
    });
    expect(await told()).toEqual(["mention"]);
  },
);

describe("labels of rules", () => {
  it("are shown beside a post with those of moderators, and stay when these go", async () => {
    await ruleOn("inbound", "{ label: satire }");
    const by = await author();
    const { id } = await arrives(by.id, { html: "<p>Elephants fly</p>" });
    const labels = async () => (await ana.get(`/api/v1/statuses/${id}`)).body.folkmoot?.labels;
    expect(await labels()).toEqual(["satire"]);
    const subject = await findSubject(rig.ctx, { kind: "post", id });
    if (subject === null) throw new Error("no subject");
    const moderator = { accountId: admin.id, role: "admin" as const };
    const reasons = { category: "spam" as const };
    const { actionId } = must(
      await act(rig.ctx, moderator, { subject, kind: "label", params: { label: "advertisement" }, reasons }),
    );
    expect(await labels()).toEqual(["advertisement", "satire"]);
    must(await undo(rig.ctx, moderator, { actionId, reason: "" }));
    expect(await labels()).toEqual(["satire"]);
  });

  it("are shown on the public page of a post of somebody here, and of an edit, too", async () => {
    await ruleOn("outbound", "{ label: advertisement }");
    const id = await rig.publish(ana, "Buy my tokens");
    await ruleOn("edit", "{ label: changed }");
    expect((await ana.put(`/api/v1/statuses/${id}`, { status: "Buy them now" })).body).toMatchObject({
      folkmoot: { labels: ["advertisement", "changed"] },
    });
    const { body } = await rig.request<string>("GET", `/@ana/${id}`, { headers: { accept: "text/html" } });
    expect(body).toContain("advertisement");
  });

  it("and filters about a profile hold for the account until it says something else", async () => {
    const by = await author();
    const port = createAccountPort(rig.ctx, rig.ctx.domains, rig.ctx.policy);
    const { iri } = await known(by.id);
    const says = (displayName: string) => port.remember(profile(iri, displayName));
    await rules(
      `  - { id: one, on: [profile], when: { author.displayName: { contains: casino } }, then: { filters: [prevent-search], label: gambling } }`,
    );
    const { body: before } = await ana.get(`/api/v1/accounts/${by.id}`);
    expect(before.folkmoot).toBeUndefined();
    expect((await says("Zoe's casino")).filters).toContain("prevent-search");
    expect((await ana.get(`/api/v1/accounts/${by.id}`)).body.folkmoot).toMatchObject({
      labels: ["gambling"],
    });
    expect((await says("Zoe's bakery")).filters).toEqual([]);
    expect((await ana.get(`/api/v1/accounts/${by.id}`)).body.folkmoot).toBeUndefined();
  });
});

/** A profile as another server describes it. */
function profile(iri: KnownAccount["iri"], displayName: string): Account {
  return {
    ...{
      iri,
      kind: "person",
      username: "zoe",
      domain: new URL(iri).host,
      displayName,
      bioHtml: "",
      url: iri,
    },
    ...{
      inbox: `${iri}/inbox` as typeof iri,
      sharedInbox: null,
      outbox: null,
      followers: null,
      following: null,
    },
    ...{ featured: null, locked: false, discoverable: true, indexable: true, memorial: false, aliases: [] },
    ...{ movedTo: null, fields: [], emojis: [], avatarUrl: null, avatarAlt: null, headerUrl: null },
    ...{ headerAlt: null, attributionDomains: [], owners: [], keys: [], publishedAt: null },
  };
}

it("of a domain hold for the domains under it, also for accounts that come to be known later", async () => {
  const path = "/api/folkmoot/v1/domains/wide.example";
  const early = await rig.remote("zoe@early.wide.example");
  await admin.put(path, { verdict: "none", filters: ["prevent-search", "prevent-recommendations"] });
  const port = createAccountPort(rig.ctx, rig.ctx.domains, rig.ctx.policy);
  const late = await port.remember(
    profile("https://late.wide.example/users/zoe" as KnownAccount["iri"], "Zoe"),
  );
  const other = await rig.remote("zoe@notwide.example");
  const filtersOf = async (id: string) =>
    (await rig.ctx.sql`select domain_filters from accounts where id = ${id}`)[0]?.domain_filters;
  const both = ["prevent-recommendations", "prevent-search"];
  expect([await filtersOf(early), await filtersOf(late.id), await filtersOf(other)]).toEqual([
    both,
    both,
    [],
  ]);
  // A profile that is read again changes nothing in it.
  await createAccountPort(rig.ctx).remember(profile(late.iri, "Zora"));
  expect(await filtersOf(late.id)).toEqual(both);
  await admin.delete(path);
  expect([await filtersOf(early), await filtersOf(late.id)]).toEqual([[], []]);
});

it("what a rule has made of a post is not undone by an edit of its author's", async () => {
  await ruleOn("inbound", "{ filters: [auto-cw, reject-media, roadblock-disable-links] }");
  const by = await author();
  const media = [{ kind: "image", url: "https://far.example/a.png", sensitive: false }] as never;
  const { id, post } = await arrives(by.id, { html: link, media });
  await rules("");
  const intake = createPostIntake(rig.ctx, rig.ctx.policy);
  const edited = { ...post, html: `${link}<p>More</p>`, updatedAt: rig.ctx.clock.now() };
  await intake.edit(edited, await known(by.id));
  const [row] = await rig.ctx
    .sql`select html, media, warning, sensitive, original_sensitive from posts where id = ${id}`;
  expect(row).toMatchObject({ media: [], sensitive: true, original_sensitive: false });
  expect(row?.warning).not.toBeNull();
  expect(row?.html).toBe("<p>A giraffe [link removed by moderators]</p><p>More</p>");
});

it("a rule about an edit unlists and marks what was neither", async () => {
  const by = await author();
  const { id, post } = await arrives(by.id, { html: "<p>#tea</p>", hashtags: ["tea"] });
  await ruleOn("edit", "{ filters: [auto-unlisted, auto-sensitive] }");
  const edited = { ...post, html: "<p>#tea and tokens</p>", updatedAt: rig.ctx.clock.now() };
  await createPostIntake(rig.ctx, rig.ctx.policy).edit(edited, await known(by.id));
  const [row] = await rig.ctx
    .sql`select visibility, original_visibility, sensitive, original_sensitive from posts where id = ${id}`;
  expect(row).toEqual({
    visibility: "unlisted",
    original_visibility: "public",
    sensitive: true,
    original_sensitive: false,
  });
  expect(await rig.ctx.sql`select from post_hashtags where post_id = ${id}`).toHaveLength(0);
});

it("a filter that would do nothing cannot be chosen", async () => {
  const by = await author();
  const { id: post } = await arrives(by.id, { html: "<p>x</p>" });
  await expect(inForce("reject-signups", "account", { ...by, post })).rejects.toThrow();
  await expect(inForce("reject-reports", "post", { ...by, post })).rejects.toThrow();
  const put = await admin.put(`/api/folkmoot/v1/domains/${by.domain}`, {
    verdict: "none",
    filters: ["auto-label"],
  });
  expect(put.status).toBe(422);
});
