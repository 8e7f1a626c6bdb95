import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Arrival, IntakePort, KnownAccount } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Poll, Post } from "#protocol/model/post.ts";
import { readNotifications } from "#server/notifications/read.ts";
import { createPost } from "#server/posts/create.ts";
import { createPostIntake } from "#server/posts/intake.ts";
import { loadPostView } from "#server/posts/views/load.ts";
import { readHome } from "#server/timelines/home.ts";
import { readThread } from "#server/timelines/thread.ts";
import { createRig, type Rig } from "./rig.ts";

let rig: Rig;
let intake: Omit<
  IntakePort,
  | "deleteAccount"
  | "follow"
  | "followChannel"
  | "followAnswered"
  | "block"
  | "report"
  | "reportAnswered"
  | "reportWithdrawn"
  | "reportNote"
  | "contextNote"
  | "decision"
  | "move"
  | "followersSynchronised"
>;
let ana: KnownAccount;
let ben: KnownAccount;
let zoe: KnownAccount;
let yan: KnownAccount;
beforeAll(async () => {
  rig = await createRig();
  intake = createPostIntake(rig.ctx);
  [ana, ben] = await Promise.all([rig.local("ana"), rig.local("ben")]);
  [zoe, yan] = await Promise.all([rig.remote("zoe@there.example"), rig.remote("yan@else.example")]);
  await rig.follow(ana, zoe);
});
afterAll(() => rig.close());
beforeEach(() => {
  rig.clock.advance(60_000);
  rig.events.length = 0;
});

async function take(post: Post, author = zoe, arrival: Arrival = "delivered"): Promise<string> {
  const taken = await intake.post(post, author, arrival);
  if (taken.outcome !== "accepted" || !taken.id) throw new Error(JSON.stringify(taken));
  return taken.id;
}

async function localPost(text = "Hello", more: object = {}): Promise<{ id: string; iri: Iri }> {
  const created = await createPost(rig.ctx, { accountId: ana.id, text, ...more });
  if (!created.ok) throw new Error(JSON.stringify(created.error));
  return created.value;
}

const view = (id: string) => loadPostView(rig.ctx, ana.id, id);
const home = async (account = ana) =>
  (await readHome(rig.ctx, account.id, {})).items.map((entry) => entry.post.id);
const told = async (account: KnownAccount) =>
  (await readNotifications(rig.ctx, account.id, { withFiltered: true })).items;
const ignored = (reason: string) => ({ outcome: "ignored", reason });

describe("a post from elsewhere", () => {
  it("reaches the followers here, ordered by when it was published", async () => {
    const late = rig.post(zoe, { publishedAt: new Date(rig.clock.now().getTime() - 1000) });
    const early = rig.post(zoe, { publishedAt: new Date(rig.clock.now().getTime() - 2000) });
    const [second, first] = [await take(late), await take(early)];
    expect((await home()).slice(0, 2)).toEqual([second, first]);
    expect(await home(ben)).toEqual([]);
  });

  it("that claims to be from the future stands where it arrived", async () => {
    const id = await take(rig.post(zoe, { publishedAt: new Date("2050-01-01") }));
    expect(await view(id)).toMatchObject({ publishedAt: rig.clock.now() });
    rig.clock.advance(1000);
    const next = await take(rig.post(zoe));
    expect((await home())[0]).toBe(next);
  });

  it("that was only fetched stays off timelines and tells nobody, until it is delivered as well", async () => {
    const post = rig.post(zoe, { mentions: [{ iri: ben.iri, name: "@ben" }] });
    const id = await take(post, zoe, "fetched");
    expect(await home()).not.toContain(id);
    expect((await told(ben)).map((each) => each.post?.id)).not.toContain(id);
    expect(await take(post)).toBe(id);
    expect(await home()).toContain(id);
    expect((await told(ben)).map((each) => each.post?.id)).toContain(id);
  });

  it("that comes many times at once is there once", async () => {
    const post = rig.post(zoe);
    const before = await rig.database.sql`select posts_count from accounts where id = ${zoe.id}`;
    const ids = await Promise.all(Array.from({ length: 20 }, () => take(post)));
    expect(new Set(ids).size).toBe(1);
    const after = await rig.database.sql`select posts_count from accounts where id = ${zoe.id}`;
    expect(after[0]?.posts_count).toBe(before[0]?.posts_count + 1);
  });

  it("with an IRI of somebody else's post changes nothing", async () => {
    const post = rig.post(zoe);
    const id = await take(post);
    await intake.post({ ...post, html: "<p>forged</p>" }, yan, "delivered");
    expect((await view(id))?.html).toBe(post.html);
  });

  it("that is a reply shows where the follower follows both, or the thread is one person's", async () => {
    const stranger = await take(rig.post(yan), yan);
    const parent = (await view(stranger))?.iri ?? null;
    const toStranger = await take(rig.post(zoe, { inReplyTo: parent }));
    const own = rig.post(zoe);
    const ownId = await take(own);
    const toSelf = await take(rig.post(zoe, { inReplyTo: own.iri }));
    const mine = await localPost();
    const toFollower = await take(rig.post(zoe, { inReplyTo: mine.iri }));
    const shown = await home();
    expect(shown).toEqual(expect.arrayContaining([ownId, toSelf, toFollower]));
    expect(shown).not.toContain(toStranger);
  });

  it("that is direct reaches only those it names", async () => {
    const id = await take(rig.post(zoe, { visibility: "direct", to: [ben.iri] }));
    expect(await home(ben)).toContain(id);
    expect(await home(ana)).not.toContain(id);
    // He does not follow her, and so may want to be asked first.
    expect((await told(ben))[0]).toMatchObject({ kind: "mention", post: { id }, filtered: true });
  });

  it("tells nobody who has blocked or muted its author", async () => {
    const [blocker, muter] = [await rig.local("blocker"), await rig.local("muter")];
    const now = rig.clock.now();
    await rig.database
      .sql`insert into blocks values (${blocker.id}, ${zoe.id}, ${"https://here.example/b"}, ${now})`;
    await rig.database
      .sql`insert into mutes (account_id, target_id, created_at) values (${muter.id}, ${zoe.id}, ${now})`;
    await take(rig.post(zoe, { mentions: [blocker, muter].map(({ iri }) => ({ iri, name: "@" })) }));
    const rows = await rig.database
      .sql`select * from notifications where account_id in (${blocker.id}, ${muter.id})`;
    expect(rows).toEqual([]);
  });

  it("with NUL and half surrogates in it is stored without them", async () => {
    const id = await take(rig.post(zoe, { html: "<p>a\u0000b\ud800</p>", title: "c\u0000" }));
    expect(await view(id)).toMatchObject({ html: "<p>ab\ufffd</p>", title: "c" });
  });
});

describe("a thread that comes in the wrong order", () => {
  it.each([[[0, 1, 2, 3]], [[3, 2, 1, 0]], [[2, 0, 3, 1]]])("%j is put together the same", async (order) => {
    const root = rig.post(zoe);
    const first = rig.post(zoe, { inReplyTo: root.iri });
    const second = rig.post(zoe, { inReplyTo: first.iri });
    const side = rig.post(zoe, { inReplyTo: root.iri });
    const posts = [root, first, second, side];
    const ids: string[] = [];
    for (const at of order) {
      const post = posts[at];
      if (post) ids[at] = await take(post);
    }
    const [rootId, firstId, secondId, sideId] = ids;
    const thread = await readThread(rig.ctx, null, firstId ?? "");
    expect(thread.ancestors.map((each) => each.id)).toEqual([rootId]);
    expect(thread.descendants.map((each) => each.id)).toEqual([secondId]);
    const conversations = await Promise.all(ids.map((id) => view(id)));
    expect(conversations.map((each) => each?.conversationId)).toEqual([rootId, rootId, rootId, rootId]);
    expect(conversations.map((each) => each?.counts.replies)).toEqual([2, 1, 0, 0]);
    expect(await home()).toEqual(expect.arrayContaining([firstId, secondId, sideId]));
  });

  it("in one batch is put together as well", async () => {
    const root = rig.post(zoe);
    const reply = rig.post(zoe, { inReplyTo: root.iri });
    const [replyId, rootId] = await Promise.all([take(reply), take(root)]);
    expect(await view(replyId)).toMatchObject({ conversationId: rootId, inReplyTo: { id: rootId } });
  });

  it("of posts that answer each other comes to an end", async () => {
    const [one, two] = [rig.post(zoe), rig.post(zoe)];
    one.inReplyTo = two.iri;
    two.inReplyTo = one.iri;
    const [first] = await Promise.all([take(one), take(two)]);
    const thread = await readThread(rig.ctx, null, first);
    expect(thread.ancestors.length + thread.descendants.length).toBe(1);
  });
});

describe("edits and deletions from elsewhere", () => {
  it("the latest edit stays, whichever comes last", async () => {
    const post = rig.post(zoe);
    const id = await take(post);
    const at = (seconds: number) => new Date(rig.clock.now().getTime() + seconds * 1000);
    rig.clock.advance(10_000);
    const newer = { ...post, html: "<p>newer</p>", updatedAt: at(-1) };
    expect(await intake.edit(newer, zoe)).toMatchObject({ outcome: "accepted" });
    expect(await intake.edit({ ...post, html: "<p>older</p>", updatedAt: at(-5) }, zoe)).toEqual(
      ignored("edit/older"),
    );
    expect(await view(id)).toMatchObject({ html: "<p>newer</p>", editedAt: newer.updatedAt });
  });

  it("an edit by somebody else, or of an unknown post, changes nothing", async () => {
    const post = rig.post(zoe);
    await take(post);
    expect(await intake.edit(post, yan)).toEqual(ignored("edit/not-author"));
    expect(await intake.edit(rig.post(zoe), zoe)).toEqual(ignored("post/unknown"));
  });

  it("a deletion that comes first keeps the post out", async () => {
    const post = rig.post(zoe);
    expect(await intake.deletePost(post.iri, zoe)).toEqual({ outcome: "accepted" });
    expect(await intake.post(post, zoe, "delivered")).toEqual(ignored("post/deleted"));
  });

  it("a deletion that comes while the post is being stored takes it away", async () => {
    const post = rig.post(zoe);
    await Promise.all([intake.post(post, zoe, "delivered"), intake.deletePost(post.iri, zoe)]);
    const rows = await rig.database.sql`select id from posts where iri = ${post.iri} and deleted_at is null`;
    expect(rows).toEqual([]);
  });

  it("a deletion by somebody else does nothing, unless the community it was posted to says so", async () => {
    const group = await rig.remote("garden@groups.example", "group");
    await rig.database.sql`update accounts set owners = ${[yan.iri]} where id = ${group.id}`;
    const [alone, posted, again] = [
      rig.post(zoe),
      rig.post(zoe, { community: group.iri }),
      rig.post(zoe, { community: group.iri }),
    ];
    for (const post of [alone, posted, again]) await take(post);
    expect(await intake.deletePost(alone.iri, group)).toEqual(ignored("delete/not-allowed"));
    expect(await intake.deletePost(posted.iri, group)).toMatchObject({ outcome: "accepted" });
    expect(await intake.deletePost(again.iri, yan)).toMatchObject({ outcome: "accepted" });
    expect(await intake.deletePost(`${zoe.iri}/unheard-of` as Iri, yan)).toEqual(
      ignored("delete/not-allowed"),
    );
  });
});

describe("reactions and boosts from elsewhere", () => {
  const like = (post: Iri, iri = `${yan.iri}#like-${post}`) =>
    ({ iri: iri as Iri, kind: "like", by: yan, post, emoji: "", emojiUrl: null }) as const;

  it("are counted and told once, and taken back", async () => {
    const { id, iri } = await localPost();
    await intake.react(like(iri));
    await intake.react(like(iri));
    await intake.react({ ...like(iri), iri: `${yan.iri}#emoji-${id}` as Iri, kind: "emoji", emoji: "🎉" });
    expect(await view(id)).toMatchObject({
      counts: { likes: 1 },
      reactions: [{ emoji: "🎉", count: 1, mine: false }],
    });
    const kinds = (await told(ana)).filter((each) => each.post?.id === id).map((each) => each.kind);
    expect(kinds.toSorted()).toEqual(["like", "reaction"]);
    await intake.undo({ iri: like(iri).iri, type: "Like", by: yan, object: iri, emoji: null });
    await intake.undo({ iri: null, type: "EmojiReact", by: yan, object: iri, emoji: "🎉" });
    expect(await view(id)).toMatchObject({ counts: { likes: 0 }, reactions: [] });
    expect((await told(ana)).filter((each) => each.post?.id === id)).toEqual([]);
  });

  it("of a post that is not known or not theirs to see are left", async () => {
    expect(await intake.react(like("https://else.example/none" as Iri))).toEqual(ignored("post/unknown"));
    const { iri } = await localPost("only followers", { visibility: "followers" });
    expect(await intake.react(like(iri))).toEqual(ignored("reaction/not-allowed"));
    const boost = {
      iri: `${yan.iri}#b1` as Iri,
      by: yan,
      post: iri,
      visibility: "public",
      publishedAt: null,
    } as const;
    expect(await intake.boost(boost)).toEqual(ignored("boost/not-allowed"));
  });

  it("that were taken back before they came stay away", async () => {
    const { id, iri } = await localPost();
    await intake.undo({ iri: like(iri).iri, type: null, by: yan, object: null, emoji: null });
    expect(await intake.react(like(iri))).toEqual(ignored("reaction/undone"));
    expect(await view(id)).toMatchObject({ counts: { likes: 0 } });
  });

  it("cannot be taken back by another server", async () => {
    const { id, iri } = await localPost();
    await intake.react(like(iri));
    await intake.undo({ iri: like(iri).iri, type: "Like", by: zoe, object: iri, emoji: null });
    expect(await view(id)).toMatchObject({ counts: { likes: 1 } });
  });

  it("a boost puts a post on the booster's followers' timelines, and its end takes it off", async () => {
    const stranger = rig.post(yan);
    const id = await take(stranger, yan);
    const boost = {
      iri: `${zoe.iri}#b-${id}` as Iri,
      by: zoe,
      post: stranger.iri,
      visibility: "public",
      publishedAt: null,
    } as const;
    await intake.boost(boost);
    await intake.boost(boost);
    expect((await readHome(rig.ctx, ana.id, {})).items[0]).toMatchObject({
      post: { id },
      boostedBy: { username: "zoe" },
    });
    expect(await view(id)).toMatchObject({ counts: { boosts: 1 } });
    await intake.undo({ iri: boost.iri, type: "Announce", by: zoe, object: stranger.iri, emoji: null });
    expect(await home()).not.toContain(id);
    expect(await view(id)).toMatchObject({ counts: { boosts: 0 } });
  });

  it("an Undo of a follow is for others", async () => {
    const undone = { iri: `${yan.iri}#f` as Iri, type: "Follow", by: yan, object: ana.iri, emoji: null };
    expect(await intake.undo(undone)).toEqual(ignored("undo/not-a-reaction"));
  });
});

describe("polls", () => {
  const poll = { options: ["tea", "coffee"] };
  const vote = (question: Iri, option: string, voter = yan) =>
    intake.vote({ iri: `${voter.iri}#vote-${option}-${question}` as Iri, voter, question, option });

  it("count each voter once, not twice for a single choice, and not after closing", async () => {
    const closesAt = new Date(rig.clock.now().getTime() + 60_000);
    const { id, iri } = await localPost("?", { poll: { ...poll, closesAt } });
    expect(await vote(iri, "tea")).toEqual({ outcome: "accepted" });
    expect(await vote(iri, "tea")).toEqual({ outcome: "accepted" });
    expect(await vote(iri, "coffee")).toEqual(ignored("vote/already"));
    expect(await vote(iri, "milk")).toEqual(ignored("vote/no-such-option"));
    rig.clock.advance(61_000);
    expect(await vote(iri, "coffee", zoe)).toEqual(ignored("vote/closed"));
    const options = [
      { title: "tea", votes: 1 },
      { title: "coffee", votes: 0 },
    ];
    expect((await view(id))?.poll).toMatchObject({ options, voters: 1, closed: true });
  });

  it("of other servers take their numbers from there", async () => {
    const remote: Poll = {
      multiple: false,
      options: [
        { title: "a", votes: 1 },
        { title: "b", votes: 2 },
      ],
      voters: 3,
      closesAt: null,
      closedAt: null,
    };
    const post = rig.post(zoe, { kind: "question", type: "Question", poll: remote });
    const id = await take(post);
    const options = [
      { title: "a", votes: 5 },
      { title: "b", votes: 2 },
    ];
    await intake.edit({ ...post, poll: { ...remote, options, voters: 7 } }, zoe);
    expect(await view(id)).toMatchObject({ poll: { options, voters: 7 }, editedAt: null });
  });
});
