import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { followersDigest } from "#federation/followers-digest.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { subscribeToRelay } from "#server/relays/subscribe.ts";
import { activity, note } from "#test/support/network-activities.ts";
import { type PeerActor, PUBLIC } from "#test/support/network-peer.ts";
import { follows } from "../serving/rig.ts";
import { createInboxRig, type InboxRig, ORIGIN } from "./rig.ts";

/* What becomes of activities whose actor is beyond doubt. */

type Json = Record<string, unknown>;

let rig: InboxRig;
/** Followed by Ana. */
let pat: PeerActor;
let stranger: PeerActor;
let anaId: string;
let ana: string;

beforeAll(async () => {
  rig = await createInboxRig();
  [pat, stranger] = await Promise.all([rig.peer.actor("pat"), rig.peer.actor("stranger")]);
  anaId = await rig.local("ana");
  ana = `${ORIGIN}/users/${anaId}`;
  await rig.follow(anaId, pat);
});
afterAll(() => rig?.close());

const create = (author: PeerActor, more: Json = {}) =>
  activity(rig.peer, "Create", author, note(rig.peer, author, more));
const stored = async (iri: string) => (await rig.ports.posts.byIri(iri as Iri))?.post ?? null;

describe("a post", () => {
  test("of somebody who is followed here is taken in, once", async () => {
    const sent = create(pat);
    const first = await rig.deliver(pat, sent);
    expect(first).toMatchObject({ status: 202, outcome: "accepted" });
    expect(await rig.deliver(pat, sent)).toEqual(first);
    const rows = await rig.ctx.sql`select 1 from posts where iri = ${sent.object.id}`;
    expect(rows).toHaveLength(1);
  });

  test("of a stranger that concerns nobody here is left out", async () => {
    const sent = create(stranger);
    expect(await rig.deliver(stranger, sent)).toMatchObject({ reason: "post/unsolicited" });
    expect(await stored(sent.object.id)).toBeNull();
  });

  test.each([
    ["is addressed to somebody here", () => ({ to: [ana], cc: [] })],
    ["mentions somebody here", () => ({ tag: { type: "Mention", href: ana, name: "@ana" } })],
  ])("of a stranger is taken in when it %s", async (_, more) => {
    const sent = create(stranger, more());
    expect(await rig.deliver(stranger, sent)).toMatchObject({ outcome: "accepted" });
    expect(await stored(sent.object.id)).not.toBeNull();
  });

  test("of a stranger that answers a post from here is taken in", async () => {
    const parent = await rig.ports.posts.byId(await rig.post(anaId));
    const sent = create(stranger, { inReplyTo: parent?.post.iri });
    expect(await rig.deliver(stranger, sent)).toMatchObject({ outcome: "accepted" });
  });

  test("that only its id names is read from its server", async () => {
    const { object, ...rest } = create(pat, { content: "<p>Served</p>" });
    expect(await rig.deliver(pat, { ...rest, object: object.id })).toMatchObject({ outcome: "accepted" });
    expect((await stored(object.id))?.html).toBe("<p>Served</p>");
  });

  test("inlined by another account of the same server is read from there", async () => {
    const real = note(rig.peer, pat, { content: "<p>Real</p>" });
    const forged = activity(rig.peer, "Create", stranger, { ...real, content: "<p>Forged</p>" });
    expect(await rig.deliver(stranger, forged)).toMatchObject({ outcome: "accepted" });
    expect((await stored(real.id))?.html).toBe("<p>Real</p>");
  });

  test("with two authors is not believed of the first one when the second sends it", async () => {
    const attributedTo = [pat.iri, stranger.iri];
    const forged = create(stranger, { attributedTo });
    rig.peer.serve(forged.object.id, null);
    expect(await rig.deliver(stranger, forged)).toMatchObject({ outcome: "ignored" });
    expect(await stored(forged.object.id)).toBeNull();
  });

  test("whose context gives its terms another meaning is read by that meaning", async () => {
    const own = { say: "https://www.w3.org/ns/activitystreams#content", content: "https://example.org/#x" };
    const sent = create(pat);
    const { "@context": _, ...object } = sent.object;
    const odd = { ...object, say: "<p>Said</p>", content: "<p>Not said</p>" };
    const context = ["https://www.w3.org/ns/activitystreams", own];
    await rig.deliver(pat, { ...sent, "@context": context, object: odd });
    expect((await stored(sent.object.id))?.html).toBe("<p>Said</p>");
  });

  test("a parent that is not known yet is asked for later", async () => {
    rig.jobs.length = 0;
    const parent = note(rig.peer, stranger);
    await rig.deliver(pat, create(pat, { inReplyTo: parent.id }));
    expect(rig.jobs).toContainEqual(expect.objectContaining({ kind: "fetch-thread", iri: parent.id }));
  });

  test("a Create of very many ids makes this node ask for none of them", async () => {
    const before = rig.peer.asked.length;
    const object = Array.from({ length: 400 }, (_, index) => `${rig.peer.origin}/notes/many-${index}`);
    const sent = activity(rig.peer, "Create", pat, object);
    expect(await rig.deliver(pat, sent)).toMatchObject({ reason: "activity/too-many-objects" });
    expect(rig.peer.asked.length).toBe(before);
  });
});

describe("an edit", () => {
  test("that overtook its post is taken for it", async () => {
    const edited = note(rig.peer, pat, { content: "<p>Edited</p>", updated: new Date().toISOString() });
    const update = activity(rig.peer, "Update", pat, edited);
    expect(await rig.deliver(pat, update)).toMatchObject({ outcome: "accepted" });
    await rig.deliver(pat, activity(rig.peer, "Create", pat, { ...edited, content: "<p>First</p>" }));
    expect((await stored(edited.id))?.html).toBe("<p>Edited</p>");
  });
});

describe("a boost", () => {
  test("of an unknown post fetches it, and only for a booster that is followed here", async () => {
    const post = note(rig.peer, stranger);
    const byStranger = activity(rig.peer, "Announce", stranger, post.id);
    expect(await rig.deliver(stranger, byStranger)).toMatchObject({ reason: "boost/unsolicited" });
    expect(await stored(post.id)).toBeNull();
    expect(await rig.deliver(pat, activity(rig.peer, "Announce", pat, post.id))).toMatchObject({
      outcome: "accepted",
    });
    expect(await stored(post.id)).not.toBeNull();
  });

  test("by a relay brings the post, and is none", async () => {
    const relay = await rig.other.actor("relay");
    Object.assign(relay.document, { type: "Application" });
    await subscribeToRelay(rig.ctx, `${rig.other.origin}/inbox`);
    const [row] = await rig.ctx.sql<{ followIri: string }[]>`select follow_iri as "followIri" from relays`;
    const accept = activity(rig.other, "Accept", relay, { id: row?.followIri, type: "Follow" });
    expect(await rig.deliver(relay, accept)).toMatchObject({ outcome: "accepted" });

    const post = note(rig.peer, stranger);
    const announce = activity(rig.other, "Announce", relay, post.id);
    expect(await rig.deliver(relay, announce)).toMatchObject({ outcome: "accepted" });
    expect(await stored(post.id)).not.toBeNull();
    const boosts = await rig.ctx.sql`
      select 1 from boosts b join posts p on p.id = b.post_id where p.iri = ${post.id}`;
    expect(boosts).toHaveLength(0);
  });
});

describe("a reply to a post from here", () => {
  let parent: Iri;
  let friend: PeerActor;

  beforeAll(async () => {
    parent = (await rig.ports.posts.byId(await rig.post(anaId)))?.post.iri as Iri;
    friend = await rig.other.actor("friend");
    await rig.federation.resolver.fetchAccount(friend.iri as Iri);
    await follows(rig, friend.iri, anaId);
  });

  const forwarded = async (iri: string) =>
    (
      await rig.ctx.sql<{ inbox: string }[]>`
      select d.inbox from deliveries d join activities a on a.id = d.activity_id where a.iri = ${iri}`
    ).map(({ inbox }) => inbox);
  const reply = (more: Json = {}) => {
    const cc = [`${ana}/followers`];
    const sent = create(stranger, { inReplyTo: parent, to: [PUBLIC], cc });
    return { ...sent, cc, ...more };
  };

  test("that its author signed goes on to the followers it is addressed to, once", async () => {
    const sent = reply({ signature: { type: "RsaSignature2017" } });
    await rig.deliver(stranger, sent);
    await rig.deliver(stranger, { ...sent, id: rig.peer.mint("again") });
    expect(await forwarded(sent.id)).toEqual([friend.inbox]);
    const again = await rig.ctx.sql`select 1 from activities where iri like ${`${rig.peer.origin}/again/%`}`;
    expect(again).toHaveLength(0);
  });

  test.each([
    ["that nobody could believe", () => reply()],
    ["for others", () => reply({ signature: { type: "RsaSignature2017" }, cc: [] })],
  ])("%s stays here", async (_, make) => {
    const sent = make();
    expect(await rig.deliver(stranger, sent)).toMatchObject({ outcome: "accepted" });
    expect(await forwarded(sent.id)).toEqual([]);
  });
});

describe("the followers that the sender's server counts (FEP-8fcf)", () => {
  const deliverCounting = async (digest: string, url = `${pat.followers}?domain=here`) => {
    rig.jobs.length = 0;
    vi.spyOn(rig.ports.collections, "followersOn").mockResolvedValueOnce([ana as Iri]);
    const header = `collectionId="${pat.followers}", url="${url}", digest="${digest}"`;
    await rig.deliver(pat, create(pat), { headers: { "collection-synchronization": header } });
    return rig.jobs.filter(({ kind }) => kind === "synchronise-followers");
  };

  test("are left alone while both agree", async () => {
    expect(await deliverCounting(followersDigest([ana as Iri]))).toEqual([]);
  });

  test("are compared later when they differ", async () => {
    const [job] = await deliverCounting("0".repeat(64));
    expect(job).toMatchObject({ account: pat.iri, collection: pat.followers });
  });

  test("are never asked of another server", async () => {
    expect(await deliverCounting("0".repeat(64), `${rig.other.origin}/followers`)).toEqual([]);
  });
});

describe("a move", () => {
  test("is believed when the new account, read afresh, names the old one", async () => {
    const [old, fresh] = await Promise.all([rig.peer.actor("old"), rig.other.actor("new")]);
    await rig.follow(anaId, old);
    const move = () => activity(rig.peer, "Move", old, old.iri, { target: fresh.iri });
    expect(await rig.deliver(old, move())).toMatchObject({ reason: "move/not-an-alias" });
    Object.assign(fresh.document, { alsoKnownAs: [old.iri] });
    expect(await rig.deliver(old, move())).toMatchObject({ outcome: "accepted" });
    const followed = await rig.ctx.sql`
      select 1 from follows f join accounts a on a.id = f.followee_id
      where f.follower_id = ${anaId} and a.iri = ${fresh.iri}`;
    expect(followed).toHaveLength(1);
  });
});
