import { beforeEach, describe, expect, it } from "vitest";
import { buildActivities } from "#federation/outbound.ts";
import type { OutboundEvent } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { PUBLIC } from "#protocol/ids/visibility.ts";
import { postContext } from "#protocol/vocab/write/context.ts";
import {
  emptyWorld,
  id,
  localAccount,
  node,
  now,
  portsOf,
  postBy,
  remoteAccount,
  uris,
  type World,
} from "./rig.ts";

const ana = localAccount("ana");
const bob = remoteAccount("bob", "b.example");
const event = id(9);
let world: World;

beforeEach(() => {
  world = emptyWorld();
  world.accounts = [ana, bob, node];
});

const build = (what: OutboundEvent) => buildActivities(portsOf(world).deps, event, what);
const created: OutboundEvent = { kind: "post.created", postId: id(1) };

describe("a new post", () => {
  it("is a Create named after it, with its audience and date", async () => {
    world.posts = [postBy(ana, id(1), "public", [bob])];
    world.addressees = [bob];
    const [outgoing] = await build(created);
    expect(outgoing?.document).toEqual({
      "@context": postContext,
      id: `https://home.example/activities/${id(1)}`,
      type: "Create",
      actor: "https://home.example/users/ana",
      published: "2026-11-21T11:00:00.000Z",
      to: [PUBLIC],
      cc: ["https://home.example/users/ana/followers", "https://b.example/users/bob"],
      object: {
        id: `https://home.example/posts/${id(1)}`,
        type: "Note",
        attributedTo: "https://home.example/users/ana",
        content: "<p>hello</p>",
        contentMap: { en: "<p>hello</p>" },
        published: "2026-11-21T11:00:00.000Z",
        url: `https://home.example/posts/${id(1)}`,
        likes: `https://home.example/posts/${id(1)}/likes`,
        shares: `https://home.example/posts/${id(1)}/shares`,
        sensitive: false,
        to: [PUBLIC],
        cc: ["https://home.example/users/ana/followers", "https://b.example/users/bob"],
        tag: [{ type: "Mention", href: "https://b.example/users/bob", name: "@bob" }],
      },
    });
    expect(outgoing).toMatchObject({ sender: ana, isPublic: true, orderKey: uris.post(id(1)) });
  });

  it("is moot when it was deleted, or its author suspended, before it went out", async () => {
    world.posts = [{ ...postBy(ana, id(1), "public"), deletedAt: now }];
    expect(await build(created)).toEqual([]);
    world.posts = [postBy({ ...ana, state: "suspended" }, id(1), "public")];
    expect(await build(created)).toEqual([]);
    world.posts = [];
    expect(await build(created)).toEqual([]);
  });

  it("is never sent for somebody of another server", async () => {
    world.posts = [postBy(bob, id(1), "public")];
    expect(await build(created)).toEqual([]);
  });
});

describe("an edited post", () => {
  it("is an Update named after the event, told also to those who boosted it", async () => {
    const cleo = remoteAccount("cleo", "c.example");
    world.posts = [postBy(ana, id(1), "public", [], { updatedAt: now })];
    world.participants = [cleo];
    const [outgoing] = await build({ kind: "post.edited", postId: id(1) });
    expect(outgoing?.document).toMatchObject({
      id: `https://home.example/activities/${event}`,
      type: "Update",
      published: now.toISOString(),
      object: { type: "Note", updated: now.toISOString() },
    });
    expect(outgoing?.audience).toEqual(["https://c.example/inbox"]);
    expect(outgoing?.orderKey).toBe(uris.post(id(1)));
  });

  it("that is a poll which closed is an Update of the Question with its counts", async () => {
    const options = [
      { title: "tea", votes: 2 },
      { title: "mate", votes: 0 },
    ];
    const poll = { multiple: false, options, voters: 2, closesAt: now, closedAt: now };
    world.posts = [postBy(ana, id(1), "public", [], { kind: "question", type: "Question", poll })];
    const [outgoing] = await build({ kind: "poll.closed", postId: id(1) });
    expect(outgoing?.document).toMatchObject({
      type: "Update",
      object: {
        type: "Question",
        closed: now.toISOString(),
        endTime: now.toISOString(),
        votersCount: 2,
        oneOf: [
          { type: "Note", name: "tea", replies: { type: "Collection", totalItems: 2 } },
          { type: "Note", name: "mate", replies: { type: "Collection", totalItems: 0 } },
        ],
      },
    });
  });
});

describe("a deleted post", () => {
  const deleted: OutboundEvent = { kind: "post.deleted", postId: id(1) };

  it("is a Delete of its Tombstone, addressed as the post was", async () => {
    world.posts = [{ ...postBy(ana, id(1), "unlisted"), deletedAt: now }];
    const [outgoing] = await build(deleted);
    expect(outgoing?.document).toEqual({
      "@context": "https://www.w3.org/ns/activitystreams",
      id: `https://home.example/activities/${event}`,
      type: "Delete",
      actor: "https://home.example/users/ana",
      to: ["https://home.example/users/ana/followers"],
      cc: [PUBLIC],
      object: {
        id: `https://home.example/posts/${id(1)}`,
        type: "Tombstone",
        deleted: now.toISOString(),
      },
    });
    expect(outgoing?.orderKey).toBe(uris.post(id(1)));
  });

  it("that was direct is told to the mentioned alone, though its tombstone names nobody", async () => {
    world.posts = [{ ...postBy(ana, id(1), "direct"), deletedAt: now }];
    world.addressees = [bob];
    world.followerInboxes = ["https://d.example/inbox"];
    const [outgoing] = await build(deleted);
    expect(outgoing?.document).toMatchObject({ to: [bob.iri] });
    expect(outgoing?.audience).toEqual([bob.inbox]);
    expect(outgoing?.isPublic).toBe(false);
  });

  it("is deleted elsewhere also when its author was suspended", async () => {
    world.posts = [{ ...postBy({ ...ana, state: "suspended" }, id(1), "public"), deletedAt: now }];
    expect(await build(deleted)).toHaveLength(1);
  });
});

describe("votes", () => {
  it("are one Create of a Note for each option, to the poll's author alone, and the same when built again", async () => {
    const votes = [
      { iri: uris.activity(id(5)), option: "tea" },
      { iri: uris.activity(id(6)), option: "mate" },
    ];
    world.vote = { question: `${bob.iri}/polls/1` as Iri, author: bob, votes, closesAt: null };
    const cast: OutboundEvent = { kind: "vote.cast", postId: id(1), accountId: ana.id };
    const outgoing = await build(cast);
    expect(outgoing.map(({ document }) => document.object)).toEqual([
      {
        id: uris.activity(id(5)),
        type: "Note",
        name: "tea",
        attributedTo: ana.iri,
        to: [bob.iri],
        inReplyTo: `${bob.iri}/polls/1`,
      },
      expect.objectContaining({ id: uris.activity(id(6)), name: "mate" }),
    ]);
    expect(outgoing.map(({ audience }) => audience)).toEqual([[bob.inbox], [bob.inbox]]);
    const ids = outgoing.map(({ document }) => document.id);
    expect(new Set(ids).size).toBe(2);
    expect((await build(cast)).map(({ document }) => document.id)).toEqual(ids);
  });
});
