import { beforeEach, describe, expect, it } from "vitest";
import { buildActivities } from "#federation/outbound.ts";
import type { OutboundEvent } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { PUBLIC } from "#protocol/ids/visibility.ts";
import {
  emptyWorld,
  id,
  localAccount,
  now,
  portsOf,
  postBy,
  remoteAccount,
  uris,
  type World,
} from "./rig.ts";

const ana = localAccount("ana");
const bob = remoteAccount("bob", "b.example");
const bobsPost = postBy(bob, id(1), "public");
const boostIri = uris.activity(id(2));
const reactionIri = uris.activity(id(3));
const event = id(9);
let world: World;

beforeEach(() => {
  world = emptyWorld();
  world.accounts = [ana, bob];
  world.posts = [bobsPost];
  world.followerInboxes = ["https://c.example/inbox"];
});

const build = (what: OutboundEvent) => buildActivities(portsOf(world).deps, event, what);

function boosted(more: Partial<NonNullable<World["boost"]>> = {}) {
  world.boost = {
    id: id(2),
    iri: boostIri,
    by: ana,
    post: bobsPost.post.iri,
    postAuthor: bob,
    visibility: "public",
    createdAt: now,
    ...more,
  };
  return build({ kind: "boost.created", boostId: id(2) });
}

const undone = (visibility: "public" | "unlisted" | "followers") =>
  build({ kind: "boost.undone", accountId: ana.id, boostIri, postId: id(1), visibility });

describe("a boost", () => {
  it("is an Announce to followers and the post's author", async () => {
    const [outgoing, ...more] = await boosted();
    expect(more).toEqual([]);
    expect(outgoing?.document).toEqual({
      "@context": "https://www.w3.org/ns/activitystreams",
      id: boostIri,
      type: "Announce",
      actor: ana.iri,
      published: now.toISOString(),
      to: [PUBLIC],
      cc: [ana.followers, bob.iri],
      object: bobsPost.post.iri,
    });
    expect(outgoing?.audience).toEqual(["https://c.example/inbox", "https://b.example/inbox"]);
    expect(outgoing?.orderKey).toBe(boostIri);
  });

  it("for followers names no public", async () => {
    const [outgoing] = await boosted({ visibility: "followers" });
    expect(outgoing?.document).toMatchObject({ to: [ana.followers], cc: [bob.iri] });
    expect(outgoing?.isPublic).toBe(false);
  });

  it("that was taken back before it went out is moot", async () => {
    expect(await build({ kind: "boost.created", boostId: id(2) })).toEqual([]);
  });

  it("by a local group of a local post is announced by id and, for group software, as the whole Create", async () => {
    const group = localAccount("moot", { kind: "group" });
    const post = postBy(ana, id(4), "public");
    world.posts = [post];
    const [plain, wrapped] = await boosted({ by: group, post: post.post.iri, postAuthor: ana });
    expect(plain?.document.object).toBe(post.post.iri);
    expect(wrapped?.document).toMatchObject({
      type: "Announce",
      actor: group.iri,
      object: { type: "Create", id: uris.activity(id(4)), actor: ana.iri, object: { type: "Note" } },
    });
    expect(wrapped?.document.id).not.toBe(plain?.document.id);
  });

  it("by a local group of another server's post is announced by id alone", async () => {
    expect(await boosted({ by: localAccount("moot", { kind: "group" }) })).toHaveLength(1);
  });

  describe("of a group that passed a post on", () => {
    const group = localAccount("moot", { kind: "group" });
    const told = { postId: id(4), removalIri: uris.activity(id(5)), summary: "spam" };
    beforeEach(() => {
      world.groups = [group];
    });

    it("is followed by the deletion and the removal of a local post, whole", async () => {
      const gone = { ...postBy(ana, id(4), "public"), deletedAt: now };
      world.posts = [gone];
      for (const what of [
        { kind: "post.deleted", postId: id(4) },
        { kind: "post.removed", ...told },
      ] as const) {
        const [own, passed, ...more] = await build(what);
        expect(more).toEqual([]);
        const { "@context": _, ...whole } = own?.document ?? {};
        expect(passed?.document).toMatchObject({ type: "Announce", actor: group.iri, object: whole });
        expect(passed?.sender).toBe(group);
        expect(passed?.audience).toEqual(["https://c.example/inbox"]);
      }
    });

    it("is followed by the removal of somebody else's post, by the node, and its Undo", async () => {
      world.posts = [{ ...postBy(bob, id(4), "public"), deletedAt: now }];
      const removed = await build({ kind: "post.removed", ...told });
      const inner = {
        type: "Delete",
        id: told.removalIri,
        summary: "spam",
        audience: group.iri,
        to: [PUBLIC],
      };
      const announced = { type: "Announce", actor: group.iri, object: inner };
      expect(removed.map(({ document }) => document)).toMatchObject([announced]);
      const restored = await build({ kind: "post.restored", ...told });
      const undone = { type: "Undo", id: uris.activity(event), object: inner };
      expect(restored.map(({ document }) => document)).toMatchObject([{ ...announced, object: undone }]);
    });

    it("is followed by nothing that not everybody may see", async () => {
      world.posts = [{ ...postBy(ana, id(4), "followers"), deletedAt: now }];
      expect(await build({ kind: "post.removed", ...told })).toHaveLength(1);
    });
  });

  it("that is undone embeds the Announce, and keeps its order", async () => {
    const [outgoing] = await undone("public");
    expect(outgoing?.document).toEqual({
      "@context": "https://www.w3.org/ns/activitystreams",
      id: uris.activity(event),
      type: "Undo",
      actor: ana.iri,
      to: [PUBLIC],
      cc: [ana.followers, bob.iri],
      object: {
        id: boostIri,
        type: "Announce",
        actor: ana.iri,
        to: [PUBLIC],
        cc: [ana.followers, bob.iri],
        object: bobsPost.post.iri,
      },
    });
    expect(outgoing).toMatchObject({ orderKey: boostIri, isPublic: true });
  });

  it.each([
    ["unlisted", [ana.followers], [PUBLIC, bob.iri], true],
    ["followers", [ana.followers], [bob.iri], false],
  ] as const)("that is undone was %s, and its end is no wider", async (visibility, to, cc, isPublic) => {
    const [outgoing] = await undone(visibility);
    expect(outgoing?.document).toMatchObject({ to, cc, object: { to, cc } });
    expect(outgoing?.isPublic).toBe(isPublic);
  });
});

function reacted(kind: "like" | "dislike" | "emoji", emoji = "", emojiUrl: string | null = null) {
  world.reaction = {
    iri: reactionIri,
    kind,
    by: ana,
    post: bobsPost.post.iri,
    postAuthor: bob,
    emoji,
    emojiUrl,
  };
  return build({ kind: "reaction.created", reactionId: id(3) });
}

describe("a reaction", () => {
  it("that is a like goes to the author's own inbox alone", async () => {
    const [outgoing] = await reacted("like");
    expect(outgoing?.document).toEqual({
      "@context": "https://www.w3.org/ns/activitystreams",
      id: reactionIri,
      type: "Like",
      actor: ana.iri,
      to: [bob.iri],
      object: bobsPost.post.iri,
    });
    expect(outgoing).toMatchObject({ audience: [bob.inbox], isPublic: false, orderKey: reactionIri });
  });

  it("with an emoji is an EmojiReact", async () => {
    const [outgoing] = await reacted("emoji", "🎉");
    expect(outgoing?.document).toMatchObject({ type: "EmojiReact", content: "🎉" });
  });

  it("with a custom emoji carries its picture", async () => {
    const [outgoing] = await reacted("emoji", "blob", "https://home.example/blob.png");
    expect(outgoing?.document).toMatchObject({
      content: ":blob:",
      tag: [{ type: "Emoji", name: ":blob:", icon: { type: "Image", url: "https://home.example/blob.png" } }],
    });
  });

  it("that is a dislike is not told to anybody", async () => {
    expect(await reacted("dislike")).toEqual([]);
  });

  it.each([
    ["like", "", { type: "Like" }],
    ["emoji", "🎉", { type: "EmojiReact", content: "🎉" }],
    ["emoji", "1️⃣", { type: "EmojiReact", content: "1️⃣" }],
    ["emoji", "blob", { type: "EmojiReact", content: ":blob:" }],
  ] as const)("that is undone embeds the %s %s", async (reaction, emoji, embedded) => {
    const undone = { kind: "reaction.undone", accountId: ana.id, reactionIri, postId: id(1) } as const;
    const [outgoing] = await build({ ...undone, reaction, emoji });
    expect(outgoing?.document).toMatchObject({
      id: uris.activity(event),
      type: "Undo",
      object: { id: reactionIri, ...embedded, object: bobsPost.post.iri as Iri },
    });
    expect(outgoing?.orderKey).toBe(reactionIri);
  });
});
