import { beforeEach, describe, expect, it } from "vitest";
import { buildActivities } from "#federation/outbound.ts";
import type { OutboundEvent } from "#federation/ports.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { PUBLIC } from "#protocol/ids/visibility.ts";
import { readActivity } from "#protocol/vocab/read/activity.ts";
import { readFlag } from "#protocol/vocab/read/flag.ts";
import {
  emptyWorld,
  id,
  localAccount,
  node,
  portsOf,
  postBy,
  remoteAccount,
  uris,
  type World,
} from "./rig.ts";

const activityStreams = "https://www.w3.org/ns/activitystreams";
const ana = localAccount("ana");
const bob = remoteAccount("bob", "b.example");
const event = id(9);
const eventIri = uris.activity(event);
let world: World;

beforeEach(() => {
  world = emptyWorld();
  world.accounts = [ana, bob];
});

async function only(what: OutboundEvent) {
  const built = await buildActivities(portsOf(world).deps, event, what);
  expect(built).toHaveLength(1);
  return built[0];
}

describe("follows", () => {
  const followIri = uris.activity(id(2));
  const ends = { followerId: ana.id, followeeId: bob.id, followIri };
  const follow = { id: followIri, type: "Follow", actor: ana.iri, to: [bob.iri], object: bob.iri };

  it("are asked for", async () => {
    const outgoing = await only({ kind: "follow.requested", ...ends });
    expect(outgoing?.document).toEqual({ "@context": activityStreams, ...follow });
    expect(outgoing).toMatchObject({ audience: [bob.inbox], orderKey: followIri, isPublic: false });
  });

  it("are undone with the Follow inside, in order", async () => {
    const outgoing = await only({ kind: "follow.undone", ...ends });
    expect(outgoing?.document).toEqual({
      "@context": activityStreams,
      id: eventIri,
      type: "Undo",
      actor: ana.iri,
      to: [bob.iri],
      object: follow,
    });
    expect(outgoing?.orderKey).toBe(followIri);
  });

  it.each([
    ["follow.accepted", "Accept"],
    ["follow.rejected", "Reject"],
  ] as const)("of ours are answered: %s", async (kind, type) => {
    const theirs = `${bob.iri}/follows/1` as Iri;
    const outgoing = await only({ kind, followerId: bob.id, followeeId: ana.id, followIri: theirs });
    expect(outgoing?.document).toEqual({
      "@context": activityStreams,
      id: eventIri,
      type,
      actor: ana.iri,
      to: [bob.iri],
      object: { id: theirs, type: "Follow", actor: bob.iri, to: [ana.iri], object: ana.iri },
    });
    expect(outgoing).toMatchObject({ sender: ana, audience: [bob.inbox], orderKey: theirs });
  });
});

describe("blocks", () => {
  const blockIri = uris.activity(id(3));
  const block = { id: blockIri, type: "Block", actor: ana.iri, to: [bob.iri], object: bob.iri };

  it("are told to the blocked account alone, and undone in order", async () => {
    const about = { accountId: ana.id, targetId: bob.id, blockIri };
    world.followerInboxes = ["https://c.example/inbox"];
    const created = await only({ kind: "block.created", ...about });
    expect(created?.document).toEqual({ "@context": activityStreams, ...block });
    expect(created?.audience).toEqual([bob.inbox]);
    const undone = await only({ kind: "block.undone", ...about });
    expect(undone?.document).toMatchObject({ type: "Undo", object: block });
    expect(undone?.orderKey).toBe(created?.orderKey);
  });
});

describe("the account itself", () => {
  it("moves: told to followers", async () => {
    world.followerInboxes = ["https://c.example/inbox"];
    const outgoing = await only({ kind: "account.moved", accountId: ana.id, target: bob.iri });
    expect(outgoing?.document).toEqual({
      "@context": activityStreams,
      id: eventIri,
      type: "Move",
      actor: ana.iri,
      to: [ana.followers],
      object: ana.iri,
      target: bob.iri,
    });
    expect(outgoing?.audience).toEqual(["https://c.example/inbox"]);
  });

  it("is deleted: told to every server that is known, though it is gone here", async () => {
    world.accounts = [{ ...ana, state: "deleted" }];
    world.knownInboxes = ["https://c.example/inbox", "https://d.example/inbox"];
    world.refusedHosts = ["d.example"];
    const outgoing = await only({ kind: "account.deleted", accountId: ana.id });
    expect(outgoing?.document).toEqual({
      "@context": activityStreams,
      id: eventIri,
      type: "Delete",
      actor: ana.iri,
      to: [PUBLIC],
      object: ana.iri,
    });
    expect(outgoing?.audience).toEqual(["https://c.example/inbox"]);
  });

  it("says nothing more once it is suspended", async () => {
    world.accounts = [{ ...ana, state: "suspended" }, bob];
    const { deps } = portsOf(world);
    const moved = { kind: "account.moved", accountId: ana.id, target: bob.iri } as const;
    expect(await buildActivities(deps, event, moved)).toEqual([]);
  });
});

describe("pins", () => {
  it.each([
    ["pin.added", "Add"],
    ["pin.removed", "Remove"],
  ] as const)("%s is an %s to the featured collection", async (kind, type) => {
    world.posts = [postBy(ana, id(1), "public")];
    const outgoing = await only({ kind, accountId: ana.id, postId: id(1) });
    expect(outgoing?.document).toEqual({
      "@context": activityStreams,
      id: eventIri,
      type,
      actor: ana.iri,
      to: [PUBLIC],
      cc: [ana.followers],
      object: uris.post(id(1)),
      target: uris.featured(ana.id),
    });
  });
});

describe("reports", () => {
  const reportIri = uris.activity(id(4));
  const post = `${bob.iri}/posts/1` as Iri;
  const reasons = { known: ["spamOrMisleading"], funkwhale: "other" };
  const report = { kind: "report.forwarded", reportIri, targetId: bob.id, comment: "spam" } as const;

  it("name the account and its posts, in the node's name, and go to it alone", async () => {
    const outgoing = await only({ ...report, subjects: [post, bob.iri] });
    expect(outgoing?.document).toEqual({
      "@context": activityStreams,
      id: reportIri,
      type: "Flag",
      actor: node.iri,
      to: [bob.iri],
      object: [bob.iri, post],
      content: "spam",
    });
    expect(outgoing).toMatchObject({ sender: node, audience: [bob.inbox], isPublic: false });
  });

  it("of an account alone are a list as well, which Pleroma goes through without a look", async () => {
    const outgoing = await only({ ...report, subjects: [bob.iri] });
    expect(outgoing?.document).toMatchObject({ to: [bob.iri], object: [bob.iri] });
  });

  it("of a post in a community go to the community, with the post alone, as Lemmy, PieFed and mbin take it", async () => {
    const group = remoteAccount("tea", "b.example", { kind: "group" });
    const page = postBy(bob, id(1), "public", [], { community: group.iri, kind: "page" });
    world.accounts = [ana, bob, group];
    world.posts = [page];
    const outgoing = await only({ ...report, subjects: [bob.iri, page.post.iri], reasons });
    expect(outgoing?.document).toEqual({
      "@context": activityStreams,
      id: reportIri,
      type: "Flag",
      actor: node.iri,
      to: [group.iri],
      audience: group.iri,
      object: page.post.iri,
      summary: "spam",
      content: "spam",
    });
    expect(outgoing?.audience).toEqual([group.inbox]);
  });

  it("of a post in a community of another server go to its author's server too, under an id of their own", async () => {
    const group = remoteAccount("tea", "lemmy.example", { kind: "group" });
    const page = postBy(bob, id(1), "public", [], { community: group.iri });
    world.accounts = [ana, bob, group];
    world.posts = [page];
    const built = await buildActivities(portsOf(world).deps, event, { ...report, subjects: [page.post.iri] });
    expect(built.map(({ document, audience }) => [document.id, document.object, audience])).toEqual([
      [reportIri, [bob.iri, page.post.iri], [bob.inbox]],
      [`${reportIri}#1`, page.post.iri, [group.inbox]],
    ]);
  });

  it("of a film name it alone, one abuse each, with the reason that PeerTube knows", async () => {
    const film = postBy(bob, id(1), "public", [], { kind: "video" });
    const second = postBy(bob, id(2), "public", [], { kind: "video" });
    world.posts = [film, second];
    const subjects = [bob.iri, film.post.iri, second.post.iri];
    const built = await buildActivities(portsOf(world).deps, event, { ...report, subjects, reasons });
    expect(built.map(({ document }) => document)).toMatchObject([
      { to: [bob.iri], object: film.post.iri, content: "spam" },
      { to: [bob.iri], object: second.post.iri, tag: [{ type: "Hashtag", name: "spamOrMisleading" }] },
    ]);
    expect(new Set(built.map(({ document }) => document.id)).size).toBe(2);
  });

  it("of a sound name it alone, with the reason as a hashtag that Funkwhale knows", async () => {
    const sound = postBy(bob, id(1), "public", [], { kind: "audio" });
    world.posts = [sound];
    const outgoing = await only({ ...report, subjects: [bob.iri, sound.post.iri], reasons });
    expect(outgoing?.document).toMatchObject({
      object: sound.post.iri,
      tag: [{ type: "Hashtag", name: "#other" }],
    });
  });

  it("are read by this software as what they say", async () => {
    const outgoing = await only({ ...report, subjects: [bob.iri, post], reasons });
    const read = readActivity(outgoing?.document);
    expect(read.ok && readFlag(read.value)).toMatchObject({
      subjects: [bob.iri, post],
      comment: "spam",
      reasons: ["spamOrMisleading"],
    });
  });
});

describe("relays", () => {
  const inbox = "https://relay.example/inbox" as Iri;
  const actorIri = "https://relay.example/actor" as Iri;
  const followIri = uris.activity(id(5));

  it.each([
    ["mastodon", PUBLIC],
    ["litepub", actorIri],
  ] as const)("of %s style are followed by a Follow of %s", async (style, object) => {
    world.relay = { inbox, followIri, style, actorIri };
    const outgoing = await only({ kind: "relay.followed", relayId: id(5) });
    expect(outgoing?.document).toMatchObject({ id: followIri, type: "Follow", actor: node.iri, object });
    expect(outgoing?.audience).toEqual([inbox]);
  });

  it("are left by an Undo of that Follow", async () => {
    const outgoing = await only({ kind: "relay.unfollowed", inbox, followIri, relayActor: null });
    expect(outgoing?.document).toMatchObject({
      type: "Undo",
      object: { id: followIri, type: "Follow", object: PUBLIC },
    });
    expect(outgoing).toMatchObject({ audience: [inbox], orderKey: followIri });
  });
});
