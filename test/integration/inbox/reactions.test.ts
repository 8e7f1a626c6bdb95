import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { activity, note } from "#test/support/network-activities.ts";
import type { PeerActor } from "#test/support/network-peer.ts";
import { createInboxRig, type InboxRig } from "./rig.ts";

/* What is done with posts, in the shapes in which peers send it. */

let rig: InboxRig;
/** Followed by ana. */
let pat: PeerActor;
/** On another server, and followed by nobody. */
let sam: PeerActor;
let anaId: string;
/** By ana. */
let post: Iri;

beforeAll(async () => {
  rig = await createInboxRig();
  [pat, sam] = await Promise.all([rig.peer.actor("pat"), rig.other.actor("sam")]);
  anaId = await rig.local("ana");
  await rig.follow(anaId, pat);
});
afterAll(() => rig?.close());
beforeEach(async () => {
  post = rig.ports.uris.post(await rig.post(anaId));
});

const stored = (iri: string) => rig.ports.posts.byIri(iri as Iri);
const send = (type: string, object: unknown, more: Record<string, unknown> = {}) =>
  rig.deliver(pat, activity(rig.peer, type, pat, object, more));
const reactions = async () =>
  (
    await rig.ctx.sql<{ kind: string; emoji: string }[]>`
      select kind, emoji from reactions where post_id = (select id from posts where iri = ${post})`
  ).map(({ kind, emoji }) => (emoji === "" ? kind : emoji));
const ACCEPTED = { status: 202, outcome: "accepted", reason: "" };

describe("reactions", () => {
  const emoji = {
    type: "Emoji",
    name: ":blob:",
    icon: { type: "Image", url: "https://peer.example/blob.png" },
  };

  test.each([
    ["a Like", "Like", {}, "like"],
    [
      "a Like that says in prose what it is",
      "Like",
      { summary: "Pat likes this", content: "<p>likes</p>" },
      "like",
    ],
    ["a Dislike", "Dislike", {}, "dislike"],
    ["an EmojiReact", "EmojiReact", { content: "👌" }, "👌"],
    ["a Misskey Like with content", "Like", { content: "❤", _misskey_reaction: "❤" }, "❤"],
    ["a Misskey Like with a custom emoji", "Like", { _misskey_reaction: ":blob:", tag: [emoji] }, "blob"],
    ["an EmojiReact with the emoji of a host", "EmojiReact", { content: ":blob@peer.example:" }, "blob"],
  ])("%s counts, and counts no more once it is undone", async (_, type, more, expected) => {
    const sent = activity(rig.peer, type, pat, post, more);
    expect(await rig.deliver(pat, sent)).toEqual(ACCEPTED);
    expect(await rig.deliver(pat, sent)).toEqual(ACCEPTED);
    expect(await reactions()).toEqual([expected]);
    const { id: _id, ...withoutId } = sent;
    expect(await send("Undo", withoutId)).toEqual(ACCEPTED);
    expect(await reactions()).toEqual([]);
  });

  test("an EmojiReact without an emoji is left", async () => {
    expect(await send("EmojiReact", post)).toMatchObject({ reason: "reaction/no-emoji" });
  });

  test("that are undone before they come never count", async () => {
    const sent = activity(rig.peer, "Like", pat, post);
    await send("Undo", sent);
    expect(await rig.deliver(pat, sent)).toMatchObject({ reason: "reaction/undone" });
    expect(await reactions()).toEqual([]);
  });
});

test.each(["Like", "Announce"])(
  "a %s that was undone counts again by the same id when it says that it is later, as snac's do",
  async (type) => {
    const at = (second: number) => ({ published: `2026-11-21T10:00:0${second}Z` });
    const counted = async () => (await stored(post))?.counts[type === "Like" ? "likes" : "boosts"];
    const first = activity(rig.peer, type, pat, post, at(1));
    await rig.deliver(pat, first);
    await send("Undo", first, at(2));
    expect(await counted()).toBe(0);
    expect(await rig.deliver(pat, first)).toMatchObject({ outcome: "ignored" });
    expect(await rig.deliver(pat, { ...first, ...at(3) })).toEqual(ACCEPTED);
    expect(await counted()).toBe(1);
    await send("Undo", first, at(4));
    expect(await rig.deliver(pat, { ...first, ...at(3) })).toMatchObject({ outcome: "ignored" });
    expect(await counted()).toBe(0);
  },
);

describe("Announce", () => {
  const boosts = async (iri: string) => (await stored(iri))?.counts.boosts;

  test("of a post here counts whoever boosts it, and is undone", async () => {
    const sent = activity(rig.other, "Announce", sam, post);
    expect(await rig.deliver(sam, sent)).toEqual(ACCEPTED);
    expect(await boosts(post)).toBe(1);
    expect(await rig.deliver(sam, activity(rig.other, "Undo", sam, sent.id))).toEqual(ACCEPTED);
    expect(await boosts(post)).toBe(0);
  });

  test("of a post that is not known yet brings it, when its booster is followed here", async () => {
    const object = note(rig.other, sam);
    expect(await send("Announce", object.id)).toEqual(ACCEPTED);
    expect(await boosts(object.id)).toBe(1);
  });

  test("by somebody whom nobody follows fetches nothing", async () => {
    const before = rig.peer.asked.length;
    const sent = activity(rig.other, "Announce", sam, note(rig.peer, pat).id);
    expect(await rig.deliver(sam, sent)).toMatchObject({ reason: "boost/unsolicited" });
    expect(rig.peer.asked.length).toBe(before);
  });
});

describe("Add and Remove", () => {
  test("pin a post to the featured collection that the actor names, and to no other", async () => {
    const pinner = await rig.peer.actor("pinner");
    const featured = `${pinner.iri}/featured`;
    Object.assign(pinner.document, { featured });
    await rig.follow(anaId, pinner);
    const object = note(rig.peer, pinner);
    const pins = async () =>
      (await rig.ctx.sql`select from pins where post_id = (select id from posts where iri = ${object.id})`)
        .length;
    const change = (type: string, target: string) =>
      rig.deliver(pinner, activity(rig.peer, type, pinner, object.id, { target }));
    expect(await change("Add", featured)).toEqual(ACCEPTED);
    expect(await pins()).toBe(1);
    expect(await change("Remove", `${pinner.iri}/moderators`)).toMatchObject({
      reason: "collection/no-effect",
    });
    expect(await change("Remove", featured)).toEqual(ACCEPTED);
    expect(await pins()).toBe(0);
  });
});

describe("QuoteRequest", () => {
  test("is answered by the policy of the post, once, however often it comes", async () => {
    const quoting = note(rig.peer, pat, { quote: post });
    const request = activity(rig.peer, "QuoteRequest", pat, post, { instrument: quoting });
    expect(await rig.deliver(pat, request)).toEqual(ACCEPTED);
    expect(await rig.deliver(pat, request)).toEqual(ACCEPTED);
    expect(
      await rig.ctx.sql`select from quote_authorizations where quoting_iri = ${quoting.id}`,
    ).toHaveLength(1);
  });

  test("for another server's quote is left", async () => {
    const instrument = note(rig.other, sam, { quote: post }).id;
    expect(await send("QuoteRequest", post, { instrument })).toMatchObject({ reason: "quote/foreign-post" });
  });
});
