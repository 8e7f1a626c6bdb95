import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Medium } from "#protocol/model/medium.ts";
import { boost } from "#server/reactions/boost.ts";
import { pin } from "#server/reactions/pin.ts";
import { react } from "#server/reactions/react.ts";
import { type Peer, startPeer } from "#test/support/network-peer.ts";
import { remotePost } from "../posts/rig.ts";
import { createRig, follows, type Rig } from "./rig.ts";

let rig: Rig;
let peer: Peer;
let ana: string;
let ben: string;
beforeAll(async () => {
  rig = await createRig();
  peer = await startPeer();
  ana = await rig.local("ana");
  ben = await rig.local("ben");
});
afterAll(async () => {
  await rig.close();
  await peer.close();
});

type Page = { orderedItems: unknown[]; next?: string; partOf: string; id: string };

/** Reads a collection as a peer does: from its first page on, by what `next` says. */
async function walk(iri: string) {
  const { json } = await rig.get(iri);
  expect(json).toMatchObject({ id: iri, type: "OrderedCollection" });
  const pages: Page[] = [];
  for (let next = json.first as string | undefined; next !== undefined; next = pages.at(-1)?.next) {
    const page = (await rig.get(next)).json as unknown as Page;
    expect(page).toMatchObject({ id: next, type: "OrderedCollectionPage", partOf: iri });
    pages.push(page);
  }
  return { total: json.totalItems, pages, items: pages.flatMap((page) => page.orderedItems) };
}

describe("an account's collections", () => {
  test("the outbox holds public and unlisted posts and public boosts, newest first, over several pages", async () => {
    const author = await rig.local("writer");
    const posts: string[] = [];
    for (let n = 0; n < 24; n++)
      posts.push(await rig.post(author, n % 2 === 0 ? {} : { visibility: "unlisted" }));
    await rig.post(author, { visibility: "followers" });
    await rig.post(author, { visibility: "direct" });
    const boosted = await rig.post(ben);
    rig.clock.advance(1000);
    await boost(rig.ctx, { accountId: author, postId: boosted, visibility: "public" });

    const { items, pages } = await walk(rig.ctx.uris.outbox(author));
    expect(pages.length).toBe(2);
    const [first, ...rest] = items as { type: string; id: string; object: unknown; "@context"?: unknown }[];
    expect(first).toMatchObject({ type: "Announce", object: rig.ctx.uris.post(boosted) });
    expect(rest.map((item) => item.id)).toEqual(posts.toReversed().map((id) => rig.ctx.uris.activity(id)));
    expect(rest.every((item) => item.type === "Create" && item["@context"] === undefined)).toBe(true);
    expect((await rig.get(first?.id ?? "")).json).toMatchObject({
      type: "Announce",
      object: rig.ctx.uris.post(boosted),
    });
  });

  test("followers and following are counted and listed", async () => {
    const star = await rig.local("star");
    const fans: string[] = [];
    for (const name of ["fan-one", "fan-two"]) {
      const fan = await peer.actor(name);
      fans.push(fan.iri);
      await rig.federation.resolver.fetchAccount(fan.iri as Iri);
      await follows(rig, fan.iri, star);
    }
    const followers = await walk(rig.ctx.uris.followers(star));
    expect(followers.total).toBe(2);
    expect(new Set(followers.items)).toEqual(new Set(fans));
    expect(await walk(rig.ctx.uris.following(star))).toMatchObject({ total: 0, items: [] });
  });

  test("the followers on one host are for that host alone", async () => {
    const other = await startPeer("127.0.0.8");
    const star = await rig.local("another-star");
    const [here, there] = await Promise.all([peer.actor("here"), other.actor("there")]);
    for (const fan of [here, there]) {
      await rig.federation.resolver.fetchAccount(fan.iri as Iri);
      await follows(rig, fan.iri, star);
    }
    const url = `${rig.ctx.uris.followers(star)}?domain=${encodeURIComponent(peer.host)}`;
    const { status, json } = await rig.get(url, { by: here });
    expect([status, json]).toEqual([200, expect.objectContaining({ id: url, orderedItems: [here.iri] })]);
    expect((await rig.get(url, { by: there })).status).toBe(403);
    expect((await rig.get(url)).status).toBe(403);
    await other.close();
  });

  test("pinned posts are there whole", async () => {
    const id = await rig.post(ana);
    await pin(rig.ctx, { accountId: ana, postId: id });
    const { json } = await rig.get(rig.ctx.uris.featured(ana));
    expect(json).toMatchObject({
      type: "OrderedCollection",
      totalItems: 1,
      orderedItems: [{ id: rig.ctx.uris.post(id), type: "Note", content: "<p>Hello</p>" }],
    });
  });

  test("what posts with media say is said in words that the collection knows", async () => {
    const author = await rig.local("filmer");
    const kind = { kind: "video", url: "https://files.example/1.mp4", mediaType: "video/mp4", alt: null };
    const shape = { width: 640, height: 360, blurhash: null, focalPoint: null, duration: 3, size: 900 };
    const media = [{ ...kind, ...shape, previewUrl: null, sensitive: false } as Medium];
    const id = await rig.post(author, { media });
    await pin(rig.ctx, { accountId: author, postId: id });
    const { json: post } = await rig.get(rig.ctx.uris.post(id));
    const { json: outbox } = await rig.get(rig.ctx.uris.outbox(author));
    const { json: page } = await rig.get(String(outbox.first));
    const { json: featured } = await rig.get(rig.ctx.uris.featured(author));
    expect([page["@context"], featured["@context"]]).toEqual([post["@context"], post["@context"]]);
  });

  test("a cursor that was never given out leads nowhere", async () => {
    for (const page of ["2", "'", "", "first "]) {
      const answer = await rig.get(`${rig.ctx.uris.outbox(ana)}?page=${encodeURIComponent(page)}`);
      expect([page, answer.status]).toEqual([page, 404]);
    }
  });
});

describe("a post's collections", () => {
  test("replies from here and elsewhere, as far as anybody may read them", async () => {
    const parent = await rig.post(ana);
    const open = await rig.post(ben, { inReplyTo: parent });
    await rig.post(ben, { inReplyTo: parent, visibility: "direct" });
    const actor = await peer.actor("replier");
    const replier = await rig.federation.resolver.fetchAccount(actor.iri as Iri);
    if (!replier.ok) throw new Error(replier.error.type);
    const iri = peer.mint("notes") as Iri;
    const reply = remotePost(replier.value, iri, rig.clock.now(), { inReplyTo: rig.ctx.uris.post(parent) });
    await rig.ports.intake.post(reply, replier.value, "delivered");
    const { items } = await walk(rig.ctx.uris.replies(parent));
    expect(items).toEqual([rig.ctx.uris.post(open), iri]);
  });

  test("likes and boosts are counted and not listed", async () => {
    const id = await rig.post(ana);
    await react(rig.ctx, { accountId: ben, postId: id, kind: "like", emoji: "", emojiUrl: null });
    await boost(rig.ctx, { accountId: ben, postId: id, visibility: "public" });
    for (const name of ["likes", "shares"] as const) {
      const { json } = await rig.get(rig.ctx.uris[name](id));
      expect([json.totalItems, "orderedItems" in json, "first" in json]).toEqual([1, false, false]);
    }
  });

  test("a conversation is read from its first post on; one that nobody may read is not found", async () => {
    const root = await rig.post(ana);
    const answer = await rig.post(ben, { inReplyTo: root });
    const { json } = await rig.get(rig.ctx.uris.post(answer));
    const { items } = await walk(String(json.context));
    expect(items).toEqual([rig.ctx.uris.post(root), rig.ctx.uris.post(answer)]);
    const hidden = await rig.post(ana, { visibility: "direct" });
    expect((await rig.get(rig.ctx.uris.context(hidden))).status).toBe(404);
  });
});

describe("quote stamps (FEP-044f)", () => {
  test("a stamp is served while it stands, and is gone once it is taken back", async () => {
    const quoted = await rig.post(ana, { quotePolicy: "public" });
    const quoting = await rig.post(ben, { quote: quoted });
    const { json } = await rig.get(rig.ctx.uris.post(quoting));
    const stamp = String(json.quoteAuthorization);
    expect((await rig.get(stamp)).json).toMatchObject({
      type: "QuoteAuthorization",
      attributedTo: rig.ctx.uris.account(ana),
      interactingObject: rig.ctx.uris.post(quoting),
      interactionTarget: rig.ctx.uris.post(quoted),
    });
    await rig.ctx.sql`update quote_authorizations set state = 'revoked'`;
    expect((await rig.get(stamp)).status).toBe(410);
  });
});
