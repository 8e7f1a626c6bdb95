import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { KnownAccount } from "#federation/ports.ts";
import { readNotifications } from "#server/notifications/read.ts";
import { createPost } from "#server/posts/create.ts";
import { deletePost } from "#server/posts/delete.ts";
import type { PostDraft } from "#server/posts/draft.ts";
import { editPost } from "#server/posts/edit.ts";
import { postHistory } from "#server/posts/history.ts";
import { loadPostView } from "#server/posts/views/load.ts";
import { vote } from "#server/posts/vote.ts";
import { readHashtag } from "#server/timelines/hashtag.ts";
import { readHome } from "#server/timelines/home.ts";
import { createRig, type Rig } from "./rig.ts";

let rig: Rig;
let ana: KnownAccount;
let ben: KnownAccount;
let zoe: KnownAccount;
beforeAll(async () => {
  rig = await createRig();
  [ana, ben, zoe] = await Promise.all([rig.local("ana"), rig.local("ben"), rig.remote("zoe@there.example")]);
  await rig.follow(ben, ana);
});
afterAll(() => rig.close());
beforeEach(() => {
  rig.clock.advance(1000);
  rig.events.length = 0;
});

async function published(draft: Partial<PostDraft>): Promise<string> {
  const result = await createPost(rig.ctx, { accountId: ana.id, text: "Hello", ...draft });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.id;
}

const view = async (id: string, viewer: KnownAccount | null = ana) =>
  loadPostView(rig.ctx, viewer?.id ?? null, id);

describe("a new post", () => {
  it("is on the home timelines of its author and of followers, and on its way out", async () => {
    const id = await published({ text: "Good morning #Tea" });
    for (const reader of [ana, ben])
      expect((await readHome(rig.ctx, reader.id, {})).items[0]).toMatchObject({ id, boostedBy: null });
    expect((await readHashtag(rig.ctx, null, "#TEA", {})).items.map((entry) => entry.id)).toEqual([id]);
    expect(rig.events).toEqual([{ kind: "post.created", postId: id }]);
  });

  it("links and tells those it mentions, here and elsewhere; an unknown handle stays text", async () => {
    const id = await published({ text: "@ben @zoe@there.example @nobody@there.example" });
    const post = await view(id);
    expect(post?.mentions.map((mention) => mention.name)).toEqual([
      "@ben@here.example",
      "@zoe@there.example",
    ]);
    expect(post?.html).toContain(zoe.iri);
    expect(post?.html).toContain("@nobody@there.example");
    const notifications = await readNotifications(rig.ctx, ben.id, {});
    expect(notifications.items[0]).toMatchObject({
      kind: "mention",
      from: { username: "ana" },
      post: { id },
    });
  });

  it("keeps a conversation together, and tells the author of the parent once", async () => {
    const root = await published({});
    const reply = await published({ accountId: ben.id, text: "@ana yes", inReplyTo: root });
    expect(await view(reply)).toMatchObject({
      conversationId: root,
      inReplyTo: { id: root, accountId: ana.id },
    });
    expect(await view(root)).toMatchObject({ counts: { replies: 1 } });
    const told = (await readNotifications(rig.ctx, ana.id, {})).items.filter(
      (each) => each.post?.id === reply,
    );
    expect(told.map((each) => each.kind)).toEqual(["reply"]);
  });

  it.each<[string, Partial<PostDraft>, string]>([
    ["nothing in it", { text: "  " }, "post/empty"],
    ["a text over the limit", { text: "x".repeat(501) }, "post/too-long"],
    ["more mentions than allowed", { text: "@a @b @c @d @e @f" }, "post/too-many-mentions"],
    ["a language that is none", { language: "not a language" }, "post/bad-language"],
    ["a poll with one answer", { poll: { options: ["yes"] } }, "poll/wrong-number-of-options"],
    ["a poll with the same answer twice", { poll: { options: ["yes", " yes "] } }, "poll/same-option-twice"],
    [
      "a poll that is over",
      { poll: { options: ["a", "b"], closesAt: new Date(0) } },
      "poll/closes-in-the-past",
    ],
    ["an unknown parent", { inReplyTo: "01234567-0000-7000-8000-000000000000" }, "post/parent-not-found"],
  ])("is refused with %s", async (_, draft, type) => {
    const result = await createPost(rig.ctx, { accountId: ana.id, text: "Hello", ...draft });
    expect(result).toMatchObject({ ok: false, error: { type } });
    expect(rig.events).toEqual([]);
  });

  it("cannot be written for somebody of another server", async () => {
    const result = await createPost(rig.ctx, { accountId: zoe.id, text: "Hello" });
    expect(result).toMatchObject({ ok: false, error: { type: "account/may-not-post" } });
  });

  it("to a local group is passed on by the group, if its author follows it", async () => {
    const group = await rig.local("gardeners", "group");
    await rig.follow(ana, group);
    await rig.follow(ben, group);
    const id = await published({ text: "@gardeners seeds!" });
    const stranger = await rig.local("stranger");
    await published({ accountId: stranger.id, text: "@gardeners buy this" });
    const boosts = await rig.database
      .sql`select account_id, post_id from boosts where account_id = ${group.id}`;
    expect(boosts).toEqual([{ account_id: group.id, post_id: id }]);
    expect(rig.events.map((event) => event.kind)).toEqual(["post.created", "boost.created", "post.created"]);
  });
});

describe("an edit", () => {
  it("replaces the text, keeps the history, and goes out", async () => {
    const id = await published({ text: "one #old" });
    rig.clock.advance(1000);
    rig.events.length = 0;
    expect(await editPost(rig.ctx, { accountId: ana.id, postId: id, text: "two #new" })).toMatchObject({
      ok: true,
    });
    expect(await view(id)).toMatchObject({ hashtags: ["new"], editedAt: rig.clock.now() });
    const history = await postHistory(rig.ctx, null, id);
    expect(history.ok && history.value.map((version) => version.html.includes("one"))).toEqual([true, false]);
    expect((await readHashtag(rig.ctx, null, "old", {})).items).toEqual([]);
    expect(rig.events).toEqual([{ kind: "post.edited", postId: id }]);
  });

  it("keeps votes while the answers stay, voids them when they change, and can take the poll away", async () => {
    const poll = { options: ["tea", "coffee"] };
    const id = await published({ text: "?", poll });
    await vote(rig.ctx, { accountId: ben.id, postId: id, choices: [0] });
    const edit = async (content: object) => {
      rig.clock.advance(1000);
      await editPost(rig.ctx, { accountId: ana.id, postId: id, text: "??", ...content });
      return (await view(id, ben))?.poll;
    };
    expect(await edit({ poll })).toMatchObject({
      options: [{ votes: 1 }, { votes: 0 }],
      voters: 1,
      chosen: [0],
    });
    expect(await edit({ poll: { options: ["tea", "milk"] } })).toMatchObject({
      options: [{ votes: 0 }, { votes: 0 }],
      chosen: [],
    });
    expect(await edit({})).toBeNull();
    expect(await view(id)).toMatchObject({ kind: "note" });
  });

  it("keeps the votes that are cast while its mentions are looked up", async () => {
    const poll = { options: ["tea", "coffee"] };
    const id = await published({ text: "?", poll });
    const resolve: typeof rig.ctx.resolve = {
      ...rig.ctx.resolve,
      account: async (query) => {
        expect(await vote(rig.ctx, { accountId: ben.id, postId: id, choices: [1] })).toMatchObject({
          ok: true,
        });
        return rig.ctx.resolve.account(query);
      },
    };
    await editPost(
      { ...rig.ctx, resolve },
      { accountId: ana.id, postId: id, text: "? @zoe@there.example", poll },
    );
    expect((await view(id, ben))?.poll).toMatchObject({
      options: [{ votes: 0 }, { votes: 1 }],
      voters: 1,
      chosen: [1],
    });
  });

  it("of somebody else's post is refused", async () => {
    const id = await published({});
    const result = await editPost(rig.ctx, { accountId: ben.id, postId: id, text: "mine" });
    expect(result).toMatchObject({ ok: false, error: { type: "post/not-found" } });
  });
});

describe("a deletion", () => {
  it("leaves an empty tombstone, and nothing on timelines or in counts", async () => {
    const root = await published({});
    const id = await published({ inReplyTo: root, text: "secret @ben" });
    expect(await deletePost(rig.ctx, { accountId: ana.id, postId: id })).toMatchObject({ ok: true });
    expect(await view(id)).toBeNull();
    expect(await view(root)).toMatchObject({ counts: { replies: 0 } });
    expect((await readHome(rig.ctx, ben.id, {})).items.map((entry) => entry.id)).not.toContain(id);
    expect((await readNotifications(rig.ctx, ben.id, {})).items.map((each) => each.post?.id)).not.toContain(
      id,
    );
    const [row] = await rig.database.sql`select html, source, deleted_at from posts where id = ${id}`;
    expect(row).toEqual({ html: "", source: null, deleted_at: rig.clock.now() });
    expect(rig.events.at(-1)).toEqual({ kind: "post.deleted", postId: id });
    expect(await deletePost(rig.ctx, { accountId: ana.id, postId: id })).toMatchObject({ ok: false });
  });
});
