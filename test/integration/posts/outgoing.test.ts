import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { KnownAccount, PostPort } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { PUBLIC } from "#protocol/ids/visibility.ts";
import { readNotifications } from "#server/notifications/read.ts";
import { closePolls } from "#server/posts/close-polls.ts";
import { createPostCollections } from "#server/posts/collections.ts";
import { createPost } from "#server/posts/create.ts";
import { deletePost } from "#server/posts/delete.ts";
import type { PostDraft } from "#server/posts/draft.ts";
import { createPostIntake } from "#server/posts/intake.ts";
import { createPostPort } from "#server/posts/port.ts";
import { vote } from "#server/posts/vote.ts";
import { boost, unboost } from "#server/reactions/boost.ts";
import { pin, unpin } from "#server/reactions/pin.ts";
import { react } from "#server/reactions/react.ts";
import { createRig, type Rig } from "./rig.ts";

let rig: Rig;
let port: PostPort;
let intake: ReturnType<typeof createPostIntake>;
let collections: ReturnType<typeof createPostCollections>;
let ana: KnownAccount;
let ben: KnownAccount;
let zoe: KnownAccount;
beforeAll(async () => {
  rig = await createRig();
  intake = createPostIntake(rig.ctx);
  collections = createPostCollections(rig.ctx);
  [ana, ben, zoe] = await Promise.all([rig.local("ana"), rig.local("ben"), rig.remote("zoe@there.example")]);
  const known = new Map([ana, ben, zoe].map((account) => [account.id, account]));
  port = createPostPort(rig.ctx, { byId: async (id) => known.get(id) ?? null });
});
afterAll(() => rig.close());
beforeEach(() => {
  rig.clock.advance(1000);
  rig.events.length = 0;
});

async function published(draft: Partial<PostDraft> = {}): Promise<{ id: string; iri: Iri }> {
  const result = await createPost(rig.ctx, { accountId: ana.id, text: "Hello", ...draft });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
async function taken(changes: object): Promise<{ id: string; iri: Iri }> {
  const post = rig.post(zoe, changes);
  const outcome = await intake.post(post, zoe, "delivered");
  return { id: outcome.outcome === "accepted" ? (outcome.id ?? "") : "", iri: post.iri };
}
const names = (accounts: KnownAccount[]) => accounts.map((account) => account.username).toSorted();

describe("a post on its way out", () => {
  it("reads back as it was written, addressed by its visibility, in the conversation of its first post", async () => {
    const root = await published();
    const { id, iri } = await published({
      text: "*hi* @zoe@there.example #Tea",
      textType: "text/markdown",
      title: "A title",
      language: "en",
      inReplyTo: root.id,
    });
    const outgoing = await port.byIri(iri);
    expect(outgoing).toMatchObject({ id, author: { id: ana.id }, isLocal: true, deletedAt: null });
    expect(outgoing?.post).toMatchObject({
      kind: "article",
      type: "Article",
      title: "A title",
      source: { content: "*hi* @zoe@there.example #Tea", mediaType: "text/markdown" },
      to: [PUBLIC],
      cc: [ana.followers, zoe.iri],
      inReplyTo: root.iri,
      context: rig.ctx.uris.context(root.id),
      hashtags: ["Tea"],
      publishedAt: rig.clock.now(),
    });
    expect(outgoing?.post.html).toContain("<em>hi</em>");
  });

  it("goes to whom it names and answers, and its deletion to everybody who took part", async () => {
    const parent = await taken({});
    const { id, iri } = await published({ text: "@ben yes", inReplyTo: parent.id });
    await intake.react({
      iri: `${zoe.iri}#l1` as Iri,
      kind: "like",
      by: zoe,
      post: iri,
      emoji: "",
      emojiUrl: null,
    });
    await deletePost(rig.ctx, { accountId: ana.id, postId: id });
    expect(names(await port.addressees(id))).toEqual(["ben", "zoe"]);
    expect(names(await port.participants(id))).toEqual(["zoe"]);
    expect(await port.byId(id)).toMatchObject({ deletedAt: rig.clock.now(), post: { html: "" } });
    expect(await port.knows(iri)).toBe(true);
  });

  it.each(["followers", "direct"] as const)(
    "for %s goes to those it names, as does its deletion",
    async (visibility) => {
      const parent = await taken({});
      const more = { visibility, inReplyTo: parent.id, quote: parent.id };
      // Who is quoted in private must be told.
      const quote = visibility === "direct" ? null : parent.id;
      const aside = await published({ ...more, quote, text: "between us" });
      const answer = await published({ ...more, text: "@zoe@there.example yes" });
      for (const postId of [aside.id, answer.id]) await deletePost(rig.ctx, { accountId: ana.id, postId });
      expect(await port.addressees(aside.id)).toEqual([]);
      expect(names(await port.addressees(answer.id))).toEqual(["zoe"]);
    },
  );

  it("has its boosts, reactions and votes told by their ids", async () => {
    const target = await taken({
      kind: "question",
      poll: {
        multiple: true,
        options: [
          { title: "a", votes: 0 },
          { title: "b", votes: 0 },
        ],
        voters: 0,
        closesAt: null,
        closedAt: null,
      },
    });
    await boost(rig.ctx, { accountId: ana.id, postId: target.id, visibility: "unlisted" });
    await react(rig.ctx, { accountId: ana.id, postId: target.id, kind: "emoji", emoji: "🎉" });
    await vote(rig.ctx, { accountId: ana.id, postId: target.id, choices: [1, 0] });
    const [boosted, reacted, voted] = rig.events;
    if (
      boosted?.kind !== "boost.created" ||
      reacted?.kind !== "reaction.created" ||
      voted?.kind !== "vote.cast"
    )
      throw new Error(JSON.stringify(rig.events));
    expect(await port.boost(boosted.boostId)).toMatchObject({
      by: { id: ana.id },
      post: target.iri,
      visibility: "unlisted",
    });
    expect(await port.reaction(reacted.reactionId)).toMatchObject({
      kind: "emoji",
      emoji: "🎉",
      postAuthor: { id: zoe.id },
    });
    const cast = await port.vote(target.id, ana.id);
    expect(cast?.votes.map((each) => each.option)).toEqual(["a", "b"]);
    expect(await port.boost(target.id)).toBeNull();
    await unboost(rig.ctx, { accountId: ana.id, postId: target.id });
    expect(rig.events.at(-1)).toMatchObject({
      kind: "boost.undone",
      postId: target.id,
      visibility: "unlisted",
    });
  });
});

describe("voting here", () => {
  it("is refused when closed, done before, or not on the list", async () => {
    const closesAt = new Date(rig.clock.now().getTime() + 5000);
    const { id } = await published({ poll: { options: ["a", "b"], closesAt } });
    const choose = (accountId: string, ...choices: number[]) =>
      vote(rig.ctx, { accountId, postId: id, choices });
    const refused = (type: string) => ({ ok: false, error: { type } });
    expect(await choose(ben.id, 0, 1)).toMatchObject(refused("poll/one-choice-only"));
    expect(await choose(ben.id, 7)).toMatchObject(refused("poll/no-such-option"));
    expect(await choose(ben.id, 0)).toMatchObject({ ok: true });
    expect(await choose(ben.id, 1)).toMatchObject(refused("poll/already-voted"));
    rig.clock.advance(6000);
    expect(await choose(ana.id, 1)).toMatchObject(refused("poll/closed"));
  });

  it("ends when the poll's time is over: voters are told, once, and other servers", async () => {
    const closesAt = new Date(rig.clock.now().getTime() + 5000);
    const { id } = await published({ poll: { options: ["a", "b"], closesAt } });
    await vote(rig.ctx, { accountId: ben.id, postId: id, choices: [0] });
    await closePolls(rig.ctx);
    rig.clock.advance(6000);
    rig.events.length = 0;
    await closePolls(rig.ctx);
    await closePolls(rig.ctx);
    expect(rig.events).toEqual([{ kind: "poll.closed", postId: id }]);
    const told = (await readNotifications(rig.ctx, ben.id, {})).items.filter((each) => each.post?.id === id);
    expect(told.map((each) => each.kind)).toEqual(["poll"]);
    expect((await port.byId(id))?.post.poll).toMatchObject({ closedAt: closesAt });
  });
});

describe("collections", () => {
  it("page through an outbox of what anybody may see, boosts included", async () => {
    const author = await rig.local("prolific");
    const made: string[] = [];
    for (let n = 0; n < 24; n++) made.unshift((await published({ accountId: author.id })).id);
    await published({ accountId: author.id, visibility: "followers" });
    await boost(rig.ctx, { accountId: author.id, postId: (await published()).id, visibility: "public" });
    const first = await collections.outbox(author.id, null);
    expect(first.items[0]?.kind).toBe("boost");
    const second = await collections.outbox(author.id, first.next);
    const ids = [...first.items, ...second.items]
      .filter((item) => item.kind === "post")
      .map((item) => item.id);
    expect(ids).toEqual(made);
    expect(second.next).toBeNull();
  });

  it("hold replies, the conversation, likes and shares", async () => {
    const root = await published();
    rig.clock.advance(1000);
    const reply = await taken({ inReplyTo: root.iri });
    rig.clock.advance(1000);
    const answer = await published({ inReplyTo: reply.id });
    await published({ inReplyTo: root.id, visibility: "followers" });
    expect(await collections.replies(root.id, null)).toEqual({ items: [reply.iri], next: null });
    expect(await collections.context(root.id, null)).toEqual({
      items: [root.iri, reply.iri, answer.iri],
      next: null,
    });
    await react(rig.ctx, { accountId: ben.id, postId: root.id, kind: "like" });
    await boost(rig.ctx, { accountId: ben.id, postId: root.id, visibility: "public" });
    expect([await collections.likes(root.id), await collections.shares(root.id)]).toEqual([1, 1]);
  });

  it("hold at most five pins, all of them the author's own and open to all", async () => {
    const author = await rig.local("pinner");
    const ids: string[] = [];
    for (let n = 0; n < 6; n++) ids.push((await published({ accountId: author.id })).id);
    rig.events.length = 0;
    const results = [];
    for (const postId of ids) {
      rig.clock.advance(1000);
      results.push(await pin(rig.ctx, { accountId: author.id, postId }));
    }
    expect(results.map((result) => result.ok)).toEqual([true, true, true, true, true, false]);
    expect(await collections.featured(author.id)).toEqual(ids.slice(0, 5).toReversed());
    await unpin(rig.ctx, { accountId: author.id, postId: ids[0] ?? "" });
    expect(rig.events.map((event) => event.kind)).toEqual([...Array(5).fill("pin.added"), "pin.removed"]);
    const foreign = await pin(rig.ctx, { accountId: ben.id, postId: ids[1] ?? "" });
    expect(foreign).toMatchObject({ error: { type: "pin/not-own-post" } });
    const secret = await published({ accountId: author.id, visibility: "direct" });
    expect(await pin(rig.ctx, { accountId: author.id, postId: secret.id })).toMatchObject({
      error: { type: "pin/direct" },
    });
  });

  it("count what NodeInfo tells", async () => {
    const before = await collections.localPostsCount();
    await published();
    await taken({});
    expect(await collections.localPostsCount()).toMatchObject({
      posts: before.posts + 1,
      accounts: before.accounts,
    });
  });
});
