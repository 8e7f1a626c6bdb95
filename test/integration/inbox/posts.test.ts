import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { activity, note } from "#test/support/network-activities.ts";
import type { PeerActor } from "#test/support/network-peer.ts";
import { createInboxRig, type InboxRig, ORIGIN } from "./rig.ts";

/* Posts, votes, edits and deletions, in the shapes in which peers send them. */

let rig: InboxRig;
/** Followed by ana. */
let pat: PeerActor;
/** On another server, and followed by nobody. */
let sam: PeerActor;
let anaId: string;
let ana: Iri;
/** By ana. */
let post: Iri;

beforeAll(async () => {
  rig = await createInboxRig();
  [pat, sam] = await Promise.all([rig.peer.actor("pat"), rig.other.actor("sam")]);
  anaId = await rig.local("ana");
  ana = rig.ports.uris.account(anaId);
  await rig.follow(anaId, pat);
});
afterAll(() => rig?.close());
beforeEach(async () => {
  post = rig.ports.uris.post(await rig.post(anaId));
});

const stored = (iri: string) => rig.ports.posts.byIri(iri as Iri);
const send = (type: string, object: unknown, more: Record<string, unknown> = {}) =>
  rig.deliver(pat, activity(rig.peer, type, pat, object, more));
const ACCEPTED = { status: 202, outcome: "accepted", reason: "" };

describe("Create", () => {
  test.each([
    ["inlined", (object: object) => object],
    ["by id, as GoToSocial sends it", (object: object) => (object as { id: string }).id],
    ["in an array", (object: object) => [object]],
  ])("of a post %s", async (_, shape) => {
    const object = note(rig.peer, pat);
    expect(await send("Create", shape(object))).toEqual(ACCEPTED);
    expect((await stored(object.id))?.post.html).toBe("<p>Hello</p>");
  });

  test("of another server's post takes what that server says", async () => {
    const object = note(rig.other, sam);
    expect(await send("Create", { ...object, content: "<p>Forged</p>" })).toEqual(ACCEPTED);
    expect((await stored(object.id))?.post).toMatchObject({ html: "<p>Hello</p>", author: sam.iri });
  });

  test("of a neighbour's post takes what the server says, not the actor", async () => {
    const neighbour = await rig.peer.actor("neighbour");
    const object = note(rig.peer, neighbour);
    expect(await send("Create", { ...object, content: "<p>Forged</p>" })).toEqual(ACCEPTED);
    expect((await stored(object.id))?.post.html).toBe("<p>Hello</p>");
  });

  test("of a stranger is taken in when it answers or names somebody here, and otherwise left", async () => {
    const deliver = (more: Record<string, unknown>) =>
      rig.deliver(sam, activity(rig.other, "Create", sam, note(rig.other, sam, more)));
    expect(await deliver({})).toMatchObject({ reason: "post/unsolicited" });
    expect(await deliver({ to: [`${ORIGIN}/users/nobody`] })).toMatchObject({ reason: "post/unsolicited" });
    expect(await deliver({ to: [`${ORIGIN}/`, ORIGIN] })).toMatchObject({ reason: "post/unsolicited" });
    expect(await deliver({ inReplyTo: post })).toEqual(ACCEPTED);
    expect(await deliver({ to: [ana] })).toEqual(ACCEPTED);
    expect(await deliver({ to: [], cc: ana })).toEqual(ACCEPTED);
  });

  test("of votes: one, or several at once as GoToSocial sends them", async () => {
    const question = rig.ports.uris.post(
      await rig.post(anaId, { poll: { options: ["Tea", "Coffee", "Water"], multiple: true } }),
    );
    const vote = (name: string) => ({
      id: rig.peer.mint("votes"),
      type: "Note",
      name,
      inReplyTo: question,
      attributedTo: pat.iri,
      to: ana,
    });
    expect(await send("Create", vote("Tea"), { to: ana, cc: [] })).toEqual(ACCEPTED);
    expect(await send("Create", [vote("Coffee"), vote("Water")], { to: ana, cc: [] })).toEqual(ACCEPTED);
    const voted = (await stored(question))?.post.poll?.options.map(({ votes }) => votes);
    expect(voted).toEqual([1, 1, 1]);
    const forged = { ...vote("Tea"), attributedTo: sam.iri };
    expect(await send("Create", forged, { to: ana })).toMatchObject({ reason: "vote/by-another" });
  });

  test("of hundreds of ids fetches none of them", async () => {
    const ids = Array.from({ length: 200 }, () => rig.other.mint("notes"));
    const before = rig.other.asked.length;
    expect(await send("Create", ids)).toMatchObject({ outcome: "ignored" });
    expect(rig.other.asked.length).toBe(before);
  });
});

describe("Update", () => {
  test("of a post changes it; from anybody else it does not", async () => {
    const object = note(rig.peer, pat);
    await send("Create", object);
    const updated = new Date(Date.parse(object.published) + 60_000).toISOString();
    const edited = { ...object, content: "<p>Edited</p>", updated };
    rig.clock.set(new Date(Date.now() + 120_000));
    const bySam = activity(rig.other, "Update", sam, { ...edited, attributedTo: sam.iri });
    expect(await rig.deliver(sam, bySam)).toMatchObject({ outcome: expect.any(String) });
    expect((await stored(object.id))?.post.html).toBe("<p>Hello</p>");
    expect(await send("Update", edited)).toEqual(ACCEPTED);
    expect((await stored(object.id))?.post.html).toBe("<p>Edited</p>");
  });

  test("that comes before its Create holds all that the Create does", async () => {
    const object = note(rig.peer, pat, { content: "<p>Second</p>", updated: new Date().toISOString() });
    expect(await send("Update", object)).toEqual(ACCEPTED);
    expect(await send("Create", { ...object, content: "<p>First</p>", updated: undefined })).toEqual(
      ACCEPTED,
    );
    expect((await stored(object.id))?.post.html).toBe("<p>Second</p>");
  });

  test("of a Question brings its results", async () => {
    const options = (votes: number) => [
      { type: "Note", name: "Yes", replies: { type: "Collection", totalItems: votes } },
      { type: "Note", name: "No", replies: { type: "Collection", totalItems: 0 } },
    ];
    const question = note(rig.peer, pat, {
      type: "Question",
      oneOf: options(0),
      endTime: "2030-01-01T00:00:00Z",
    });
    await send("Create", question);
    expect(await send("Update", { ...question, oneOf: options(7), votersCount: 7 })).toEqual(ACCEPTED);
    expect((await stored(question.id))?.post.poll).toMatchObject({ options: [{ votes: 7 }, { votes: 0 }] });
  });

  test("of a profile is read from its own server", async () => {
    const before = rig.peer.asked.length;
    expect(await send("Update", { ...pat.document, inbox: "https://evil.example/inbox" })).toEqual(ACCEPTED);
    expect(rig.peer.asked.slice(before)).toContain("/users/pat");
    expect((await rig.known(pat.iri))?.inbox).toBe(pat.inbox);
    expect(await send("Update", sam.document)).toMatchObject({ reason: "update/not-allowed" });
  });
});

describe("Delete", () => {
  test.each([
    ["a Tombstone", (id: string) => ({ type: "Tombstone", id })],
    ["an id", (id: string) => id],
    ["the whole post", (id: string) => ({ type: "Note", id, attributedTo: pat.iri })],
    ["an object with an array of ids, as Funkwhale sends it", (id: string) => ({ type: "Audio", id: [id] })],
  ])("with %s removes the post", async (_, shape) => {
    const object = note(rig.peer, pat);
    await send("Create", object);
    expect(await send("Delete", shape(object.id))).toEqual(ACCEPTED);
    expect((await stored(object.id))?.deletedAt).not.toBeNull();
  });

  test("that comes before its Create keeps it out", async () => {
    const object = note(rig.peer, pat);
    expect(await send("Delete", object.id)).toEqual(ACCEPTED);
    expect(await send("Create", object)).toMatchObject({ reason: "post/deleted" });
  });

  test("by somebody else has no effect, also for what is not known yet", async () => {
    const object = note(rig.peer, pat);
    await send("Create", object);
    const unknown = note(rig.peer, pat);
    for (const iri of [object.id, unknown.id, post]) {
      const answer = await rig.deliver(sam, activity(rig.other, "Delete", sam, iri));
      expect(answer).toMatchObject({ reason: "delete/not-allowed" });
    }
    expect(await send("Create", unknown)).toEqual(ACCEPTED);
  });

  test("of an account removes it and what it wrote", async () => {
    const gone = await rig.peer.actor("gone");
    await rig.follow(anaId, gone);
    const object = note(rig.peer, gone);
    await rig.deliver(gone, activity(rig.peer, "Create", gone, object));
    rig.peer.answer("/users/gone", (response) => void response.writeHead(410).end());
    expect(await rig.deliver(gone, activity(rig.peer, "Delete", gone, gone.iri))).toEqual(ACCEPTED);
    expect((await rig.known(gone.iri))?.state ?? "deleted").toBe("deleted");
    expect(await stored(object.id)).toBeNull();
  });
});
