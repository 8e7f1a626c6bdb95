import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { KnownAccount } from "#federation/ports.ts";
import type { Facts } from "#moderation/policy/facts.ts";
import type { Because, PolicyResult } from "#moderation/policy/verdict.ts";
import { readNotifications } from "#server/notifications/read.ts";
import type { Engine } from "#server/policy/engine.ts";
import { createPolicyGate } from "#server/policy/gate.ts";
import type { PolicyGate } from "#server/policy/gate-port.ts";
import { createHits } from "#server/policy/hits.ts";
import { refuseHold, releaseHold } from "#server/policy/holds/decide.ts";
import { listHolds } from "#server/policy/holds/list.ts";
import { createPostIntake } from "#server/posts/intake.ts";
import { createRig, type Rig } from "../posts/rig.ts";

const noRules: Engine = {
  isQuiet: () => true,
  asks: () => false,
  communities: new Set(),
  evaluate: () => ({ verdict: "accept", filters: [], labels: [], because: [], signals: [], dry: [] }),
};

let rig: Rig;
let engine: Engine = noRules;
let domainFilters: readonly string[] = [];
let gate: PolicyGate;
let intake: ReturnType<typeof createPostIntake>;
let ana: KnownAccount;
let zoe: KnownAccount;
let deps: Parameters<typeof releaseHold>[0];
const moderator = { accountId: "0190a000-0000-7000-8000-000000000001", role: "moderator" as const };

beforeAll(async () => {
  rig = await createRig();
  gate = createPolicyGate(rig.ctx, {
    engine: () => engine,
    domains: { filtersOf: () => domainFilters },
    hits: createHits(rig.ctx),
    holdDays: 14,
  });
  intake = createPostIntake(rig.ctx, gate);
  deps = { ...rig.ctx, forgetAccount: () => {}, mail: null };
  ana = await rig.local("ana");
  zoe = await rig.remote("zoe@there.example");
  await rig.follow(ana, zoe);
});
afterAll(() => rig.close());
beforeEach(() => {
  rig.clock.advance(60_000);
  engine = noRules;
  domainFilters = [];
});

/** Rules that say the same about everything that a condition holds of. */
function rule(holds: (facts: Facts) => boolean, result: Partial<PolicyResult>): Engine {
  const accept: PolicyResult = {
    verdict: "accept",
    filters: [],
    labels: [],
    because: [],
    signals: [],
    dry: [],
  };
  const because: Because = {
    ruleId: "a-rule",
    ruleName: "A rule",
    verdict: result.verdict ?? "accept",
    filters: result.filters ?? [],
    facts: {},
  };
  return {
    isQuiet: () => false,
    asks: () => true,
    communities: new Set(),
    evaluate: (facts) => (holds(facts) ? { ...accept, because: [because], ...result } : accept),
  };
}

const posts = (iri: string) =>
  rig.database.sql<Record<string, never>[]>`select p.*, f.filters from posts p
    left join post_filters f on f.post_id = p.id where p.iri = ${iri}`;
const held = async () => (await listHolds(rig.ctx, {}, { after: null, limit: 100 })).items;

describe("filters of an account or a domain", () => {
  it("unlist, mark, strip and silence what comes in while they are in force", async () => {
    domainFilters = ["auto-unlisted", "prevent-notifications", "prevent-search"];
    const author = { ...zoe, filters: ["auto-cw", "reject-media"] };
    const medium = { kind: "image", url: "https://there.example/a.png", sensitive: false } as never;
    const post = rig.post(zoe, {
      hashtags: ["tea"],
      media: [medium],
      mentions: [{ iri: ana.iri, name: "@ana" }],
    });
    const before = (await readNotifications(rig.ctx, ana.id, {})).items.length;
    expect(await intake.post(post, author, "delivered")).toMatchObject({ outcome: "accepted" });
    const [row] = await posts(post.iri);
    expect(row).toMatchObject({
      visibility: "unlisted",
      original_visibility: "public",
      sensitive: true,
      original_sensitive: false,
      warning: "Filtered by the moderators of this server",
      media: [],
      // Only what an edit or a moderator must not undo: the rest is asked of the account and the domain.
      filters: expect.toSatisfy((kept: string[]) => kept.toSorted().join() === "auto-cw,auto-unlisted"),
    });
    expect((await readNotifications(rig.ctx, ana.id, {})).items.length).toBe(before);
    expect(await rig.database.sql`select from post_hashtags where hashtag = 'tea'`).toHaveLength(0);
  });

  it("refuse replies and what is not public, aloud or in silence", async () => {
    const reply = rig.post(zoe, { inReplyTo: ana.iri });
    const author = { ...zoe, filters: ["reject-replies", "ignore-non-public"] };
    expect(await intake.post(reply, author, "delivered")).toEqual({
      outcome: "ignored",
      reason: "policy/rejected",
    });
    const direct = rig.post(zoe, { visibility: "direct" });
    expect(await intake.post(direct, author, "delivered")).toEqual({
      outcome: "ignored",
      reason: "policy/dropped",
    });
  });
});

describe("what a rule holds", () => {
  it("waits with its reason, is not in the timeline, and is taken in as it was when it is released", async () => {
    engine = rule((facts) => facts.post?.text.includes("tokens") ?? false, { verdict: "hold" });
    const post = rig.post(zoe, { html: "<p>Buy tokens</p>", title: null });
    expect(await intake.post(post, zoe, "delivered")).toEqual({ outcome: "ignored", reason: "policy/held" });
    expect(await intake.post(post, zoe, "delivered")).toEqual({ outcome: "ignored", reason: "policy/held" });
    const waiting = await held();
    expect(waiting).toHaveLength(1);
    const [item] = waiting;
    expect(item).toMatchObject({
      kind: "post",
      subjectIri: post.iri,
      handle: "zoe@there.example",
      ruleIds: ["a-rule"],
    });
    expect(await posts(post.iri)).toHaveLength(0);

    expect(await releaseHold(deps, moderator, item?.id ?? "")).toMatchObject({ ok: true });
    const [row] = await posts(post.iri);
    expect(row).toMatchObject({ html: "<p>Buy tokens</p>", visibility: "public", original_visibility: null });
    expect(await rig.database.sql`select from home_entries where post_id = ${String(row?.id)}`).toHaveLength(
      1,
    );
    expect(await held()).toHaveLength(0);
    // Another copy of what was let in is not held again.
    expect(await intake.post(post, zoe, "delivered")).toMatchObject({ outcome: "accepted" });
    expect(await releaseHold(deps, moderator, item?.id ?? "")).toEqual({
      ok: false,
      error: { type: "hold/not-found" },
    });
  });

  it("stays away once it is refused, though it comes again", async () => {
    engine = rule(() => true, { verdict: "hold" });
    const post = rig.post(zoe);
    await intake.post(post, zoe, "delivered");
    const [item] = await held();
    expect(await refuseHold(deps, moderator, item?.id ?? "")).toMatchObject({ ok: true });
    expect(await intake.post(post, zoe, "delivered")).toEqual({
      outcome: "ignored",
      reason: "policy/refused-before",
    });
    const [row] = await rig.database.sql`select content, state from held_items where id = ${item?.id ?? ""}`;
    expect(row).toEqual({ content: null, state: "refused" });
  });

  it("is gone when its author deletes it, and says what the author says now", async () => {
    engine = rule(() => true, { verdict: "hold" });
    const post = rig.post(zoe, { html: "<p>One</p>" });
    await intake.post(post, zoe, "delivered");
    await intake.post({ ...post, html: "<p>Two</p>" }, zoe, "delivered");
    expect((await held()).map(({ content }) => content)).toMatchObject([{ post: { html: "<p>Two</p>" } }]);
    await intake.deletePost(post.iri, zoe);
    expect(await held()).toHaveLength(0);
  });

  it("holds an edit, and the post says until then what it said", async () => {
    const post = rig.post(zoe, { html: "<p>Good morning</p>" });
    await intake.post(post, zoe, "delivered");
    engine = rule(({ occasion }) => occasion === "edit", { verdict: "hold" });
    const edited = { ...post, html: "<p>Buy tokens</p>", updatedAt: new Date(rig.clock.now().getTime()) };
    expect(await intake.edit(edited, zoe)).toEqual({ outcome: "ignored", reason: "policy/held" });
    expect((await posts(post.iri))[0]?.html).toBe("<p>Good morning</p>");
    const [item] = await held();
    await releaseHold(deps, moderator, item?.id ?? "");
    expect((await posts(post.iri))[0]?.html).toBe("<p>Buy tokens</p>");
  });

  it("holds the next edit, too, whatever was decided about the one before", async () => {
    const post = rig.post(zoe, { html: "<p>Good morning</p>" });
    await intake.post(post, zoe, "delivered");
    engine = rule(({ occasion }) => occasion === "edit", { verdict: "hold" });
    const edit = (html: string) => {
      rig.clock.advance(60_000);
      return intake.edit({ ...post, html, updatedAt: new Date(rig.clock.now().getTime()) }, zoe);
    };
    const waiting = async () => (await held()).find(({ subjectIri }) => subjectIri === post.iri);
    await edit("<p>Good evening</p>");
    const first = await waiting();
    await releaseHold(deps, moderator, first?.id ?? "");
    expect(await edit("<p>Buy tokens</p>")).toEqual({ outcome: "ignored", reason: "policy/held" });
    expect((await posts(post.iri))[0]?.html).toBe("<p>Good evening</p>");
    const second = await waiting();
    expect(second).toMatchObject({
      state: "held",
      decidedAt: null,
      content: { post: { html: "<p>Buy tokens</p>" } },
    });
    expect(second?.id).not.toBe(first?.id);
    await refuseHold(deps, moderator, second?.id ?? "");
    expect(await edit("<p>Buy tokens</p>")).toMatchObject({ reason: "policy/refused-before" });
    expect(await edit("<p>Good night</p>")).toMatchObject({ reason: "policy/held" });
    // What changes while it waits is not let go by who has looked at what it was.
    const third = await waiting();
    await edit("<p>More tokens</p>");
    expect(await releaseHold(deps, moderator, third?.id ?? "")).toMatchObject({ ok: false });
    expect((await posts(post.iri))[0]?.html).toBe("<p>Good evening</p>");
  });

  it("holds each change of a profile, and believes again what was released", async () => {
    const known = await rig.database.sql`select display_name from accounts where id = ${zoe.id}`;
    expect(known).toHaveLength(1);
    engine = rule(({ occasion }) => occasion === "profile", { verdict: "hold" });
    const before = {
      id: zoe.id,
      displayName: "Zoe",
      bioHtml: "",
      fields: [],
      avatarUrl: null,
      headerUrl: null,
    };
    const says = async (displayName: string) => {
      const said = { ...zoe, ...before, displayName } as never;
      const known = { ...before, filters: [], ruleFilters: [], ruleLabels: [], isHeld: false };
      const { profile } = (await gate.profile(said, known as never)) as {
        profile: { displayName: string };
      };
      return profile.displayName;
    };
    const waiting = async () => (await held()).find(({ subjectIri }) => subjectIri === zoe.iri);
    expect(await says("Zed")).toBe("Zoe");
    await releaseHold(deps, moderator, (await waiting())?.id ?? "");
    expect(await says("Zed")).toBe("Zed");
    expect(await says("Tokens")).toBe("Zoe");
    expect((await waiting())?.content).toMatchObject({ profile: { displayName: "Tokens" } });
    await refuseHold(deps, moderator, (await waiting())?.id ?? "");
    expect(await says("Zack")).toBe("Zoe");
    expect((await waiting())?.content).toMatchObject({ profile: { displayName: "Zack" } });
  });

  it("refused by one while another lets it go is not let in", async () => {
    engine = rule(() => true, { verdict: "hold" });
    for (let round = 0; round < 5; round++) {
      const post = rig.post(zoe);
      await intake.post(post, zoe, "delivered");
      const id = (await held()).find(({ subjectIri }) => subjectIri === post.iri)?.id ?? "";
      await Promise.all([releaseHold(deps, moderator, id), refuseHold(deps, moderator, id)]);
      const [row] = await rig.database.sql`select state from held_items where id = ${id}`;
      expect(await posts(post.iri)).toHaveLength(row?.state === "released" ? 1 : 0);
    }
  });

  it("is decided about by one moderator alone", async () => {
    engine = rule(() => true, { verdict: "hold" });
    await intake.post(rig.post(zoe), zoe, "delivered");
    const [item] = await held();
    const both = await Promise.all([
      releaseHold(deps, moderator, item?.id ?? ""),
      refuseHold(deps, moderator, item?.id ?? ""),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

it("holds everything of an account that is held", async () => {
  const post = rig.post(zoe);
  expect(await intake.post(post, { ...zoe, isHeld: true }, "delivered")).toMatchObject({
    reason: "policy/held",
  });
  const item = (await held()).find(({ subjectIri }) => subjectIri === post.iri);
  expect(item?.because).toMatchObject([{ ruleId: "held-account" }]);
});

it("tells the sender what is rejected, and nothing of what is dropped", async () => {
  engine = rule(() => true, { verdict: "reject" });
  expect(await intake.post(rig.post(zoe), zoe, "delivered")).toEqual({
    outcome: "ignored",
    reason: "policy/rejected",
  });
  engine = rule(() => true, { verdict: "drop" });
  expect(await intake.post(rig.post(zoe), zoe, "delivered")).toEqual({
    outcome: "ignored",
    reason: "policy/dropped",
  });
});

it("gathers rates, the author's age and trust, and the server's", async () => {
  const seen: Facts[] = [];
  engine = rule((facts) => seen.push(facts) > 0, {});
  const text = "<p>The very same words from all of us, friends</p>";
  const others = await Promise.all(["a", "b", "c"].map((name) => rig.remote(`${name}@flood.example`)));
  for (const author of others) await intake.post(rig.post(author, { html: text }), author, "delivered");
  expect(seen.at(-1)).toMatchObject({
    author: { trust: "new", ageDays: 0, isFollowedHere: false },
    server: { domain: "flood.example", ageDays: 0, accountsKnown: 3 },
    rates: { authorPostsHour: 1, serverPostsHour: 3, sameTextDay: 2, serverNewAccountsDay: 3 },
  });
  await intake.post(rig.post(zoe), zoe, "delivered");
  expect(seen.at(-1)?.author).toMatchObject({ isFollowedHere: true, trust: "known" });
});

it("makes signals, which open a case about whom they are about when there are enough", async () => {
  const author = await rig.remote("spam@spam.example");
  engine = rule(() => true, {
    signals: [{ ruleId: "a-rule", category: "spam", score: 0.9, severity: 1, opensCase: false }],
  });
  for (let count = 0; count < 4; count++) await intake.post(rig.post(author), author, "delivered");
  const cases = await rig.database.sql`select subject_iri, signals_count, category, domain from cases`;
  expect(cases).toEqual([
    { subject_iri: author.iri, signals_count: 2, category: "spam", domain: "spam.example" },
  ]);
  const signals = await rig.database
    .sql`select subject_id, case_id from signals where account_id = ${author.id}`;
  expect(signals).toHaveLength(4);
  expect(signals.every((signal) => signal.subject_id !== null)).toBe(true);
});
