import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { readAccount } from "#protocol/vocab/read/account.ts";
import { readPost } from "#protocol/vocab/read/post.ts";
import { deleteAccount } from "#server/accounts/delete.ts";
import { deletePost } from "#server/posts/delete.ts";
import { editPost } from "#server/posts/edit.ts";
import { pin } from "#server/reactions/pin.ts";
import { type Peer, startPeer } from "#test/support/network-peer.ts";
import { createRig, follows, type Rig } from "./rig.ts";

let rig: Rig;
let peer: Peer;
let ana: string;
beforeAll(async () => {
  rig = await createRig();
  peer = await startPeer();
  ana = await rig.local("ana");
});
afterAll(async () => {
  await rig.close();
  await peer.close();
});

describe("actors", () => {
  test("an actor's id answers with its document, which says where everything of it is", async () => {
    const { status, headers, json } = await rig.get(`/users/${ana}`);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/activity+json; charset=utf-8");
    expect(headers.get("vary")).toContain("Accept");
    expect(headers.get("link")).toContain('rel="alternate"; type="text/html"');
    expect(readAccount(json)).toMatchObject({
      ok: true,
      value: { username: "ana", domain: "here.example", followers: rig.ctx.uris.followers(ana) },
    });
  });

  test("whoever wants HTML is sent to the page, and whoever wants the document of a page to its id", async () => {
    const browser = "text/html,application/xhtml+xml,*/*;q=0.8";
    const toPage = await rig.raw(`/users/${ana}`, { accept: browser });
    expect([toPage?.status, toPage?.headers.get("location")]).toEqual([302, rig.ctx.uris.profilePage("ana")]);
    const toDocument = await rig.raw("/@ana");
    expect([toDocument?.status, toDocument?.headers.get("location")]).toEqual([
      302,
      rig.ctx.uris.account(ana),
    ]);
    expect(await rig.raw("/@ana", { accept: browser })).toBeNull();
    expect(await rig.raw("/@ana", { accept: "*/*" })).toBeNull();
    expect((await rig.raw(`/users/${ana}`, { accept: "*/*" }))?.status).toBe(200);
  });

  test("the same document again is not sent again", async () => {
    const first = await rig.get(`/users/${ana}`);
    const etag = first.headers.get("etag") ?? "";
    const again = await rig.raw(`/users/${ana}`, { headers: { "if-none-match": etag } });
    expect([again?.status, await again?.text()]).toEqual([304, ""]);
  });

  test("the node's actor signs for the node and is no person", async () => {
    const { json } = await rig.get("/actor");
    expect(json).toMatchObject({ id: rig.ctx.uris.nodeActor(), type: "Service" });
  });

  test("a deleted account is gone, and one that never was is not found", async () => {
    const gone = await rig.local("gone");
    await deleteAccount(rig.ctx, gone);
    const { status, json } = await rig.get(`/users/${gone}`);
    expect([status, json.type]).toEqual([410, "Tombstone"]);
    expect((await rig.get(`/users/${gone}/outbox`)).status).toBe(410);
    expect((await rig.get(`/users/${rig.ctx.ids.next()}`)).status).toBe(404);
    expect((await rig.get("/users/not-an-id")).status).toBe(404);
    expect((await rig.get("/users/%E0%A4%A")).status).toBe(404);
  });

  test("an inbox is for posting", async () => {
    expect((await rig.get(`/users/${ana}/inbox`)).status).toBe(405);
  });
});

describe("posts", () => {
  test("a public post is served to anybody, as peers read it", async () => {
    const id = await rig.post(ana, { warning: "greeting", language: "en" });
    const { status, headers, json } = await rig.get(`/posts/${id}`);
    expect([status, headers.get("cache-control")]).toEqual([200, "public, max-age=60"]);
    expect(readPost(json)).toMatchObject({
      ok: true,
      value: { html: "<p>Hello</p>", warning: "greeting", visibility: "public" },
    });
    const page = await rig.raw(`/posts/${id}`, { accept: "text/html" });
    expect(page?.headers.get("location")).toBe(rig.ctx.uris.postPage("ana", id));
  });

  test("a deleted post leaves a tombstone, under its activity's id too", async () => {
    const id = await rig.post(ana);
    await deletePost(rig.ctx, { accountId: ana, postId: id });
    const post = await rig.get(`/posts/${id}`);
    expect([post.status, post.json]).toEqual([
      410,
      expect.objectContaining({ type: "Tombstone", formerType: "Note" }),
    ]);
    expect((await rig.get(`/activities/${id}`)).status).toBe(410);
  });

  test("a post for followers is served to a follower's signature, and to nobody else is there anything", async () => {
    const follower = await peer.actor("follower");
    const stranger = await peer.actor("stranger");
    for (const actor of [follower, stranger]) await rig.federation.resolver.fetchAccount(actor.iri as Iri);
    await follows(rig, follower.iri, ana);
    const id = await rig.post(ana, { visibility: "followers" });
    expect((await rig.get(`/posts/${id}`)).status).toBe(404);
    expect((await rig.get(`/posts/${id}`, { by: stranger })).status).toBe(404);
    expect(await rig.raw(`/posts/${id}`, { accept: "text/html" })).toBeNull();
    const shown = await rig.get(`/posts/${id}`, { by: follower });
    expect([shown.status, shown.headers.get("cache-control")]).toEqual([200, "private, no-cache"]);
    expect((await rig.get(`/posts/${id}/replies`)).status).toBe(404);
    expect((await rig.get(`/activities/${id}`)).status).toBe(404);
    rig.refusedHosts.add(peer.host);
    expect((await rig.get(`/posts/${id}`, { by: follower })).status).toBe(404);
    rig.refusedHosts.clear();
  });

  test("the Create of a post is served under the id that it went out with", async () => {
    const id = await rig.post(ana);
    const { json } = await rig.get(`/activities/${id}`);
    expect(json).toMatchObject({
      type: "Create",
      id: rig.ctx.uris.activity(id),
      object: { id: rig.ctx.uris.post(id) },
    });
  });

  test("stored activities are served with their bytes, private ones to nobody, and not after what they carried is gone", async () => {
    const id = await rig.post(ana);
    const store = async (isPublic: boolean) => {
      const activity = rig.ctx.ids.next();
      const json = {
        id: rig.ctx.uris.activity(activity),
        type: "Update",
        actor: rig.ctx.uris.account(ana),
        object: { id: rig.ctx.uris.post(id) },
      };
      const body = new TextEncoder().encode(JSON.stringify(json));
      await rig.ports.deliveries.enqueue(
        { id: activity, iri: json.id, senderId: ana, type: "Update", body, isPublic, orderKey: json.id },
        [],
      );
      return activity;
    };
    const open = await store(true);
    expect((await rig.get(`/activities/${open}`)).json).toMatchObject({ type: "Update" });
    expect((await rig.get(`/activities/${await store(false)}`)).status).toBe(404);
    await deletePost(rig.ctx, { accountId: ana, postId: id });
    expect((await rig.get(`/activities/${open}`)).status).toBe(410);
  });
});

describe("an activity that was stored", () => {
  const store = async (json: Record<string, unknown>) => {
    const activity = rig.ctx.ids.next();
    const iri = rig.ctx.uris.activity(activity);
    const body = new TextEncoder().encode(JSON.stringify({ ...json, id: iri }));
    const type = String(json.type);
    await rig.ports.deliveries.enqueue(
      { id: activity, iri, senderId: ana, type, body, isPublic: true, orderKey: iri },
      [],
    );
    return activity;
  };

  test("is not served any more when the post that it holds was edited after it", async () => {
    const actor = rig.ctx.uris.account(ana);
    const postId = await rig.post(ana);
    const held = async () => (await rig.get(`/posts/${postId}`)).json;
    const edit = async (text: string) => {
      rig.clock.advance(60_000);
      await editPost(rig.ctx, { accountId: ana, postId, text });
    };
    const wrapped = await store({
      type: "Announce",
      actor,
      object: { type: "Create", object: await held() },
    });
    expect((await rig.get(`/activities/${wrapped}`)).status).toBe(200);
    await edit("Hello again");
    expect((await rig.get(`/activities/${wrapped}`)).status).toBe(404);
    const first = await store({ type: "Update", actor, object: await held() });
    expect((await rig.get(`/activities/${first}`)).status).toBe(200);
    await edit("Good evening");
    const second = await store({ type: "Update", actor, object: await held() });
    expect((await rig.get(`/activities/${first}`)).status).toBe(404);
    expect((await rig.get(`/activities/${second}`)).json).toMatchObject({
      object: { content: "<p>Good evening</p>" },
    });
  });
});

describe("where fetches must be signed", () => {
  beforeAll(() => {
    rig.settings.authorizedFetch = true;
  });
  afterAll(() => {
    rig.settings.authorizedFetch = false;
  });

  test("an unsigned fetch of a post is refused, a signed one is served and not cached", async () => {
    const id = await rig.post(ana);
    expect((await rig.get(`/posts/${id}`)).status).toBe(401);
    expect((await rig.get(`/users/${ana}/outbox?page=first`)).status).toBe(401);
    const reader = await peer.actor("reader");
    const signed = await rig.get(`/posts/${id}`, { by: reader });
    expect([signed.status, signed.headers.get("cache-control")]).toEqual([200, "private, no-cache"]);
  });

  test("keys stay readable, without what is said of the person", async () => {
    const { status, json } = await rig.get(`/users/${ana}`);
    expect([status, "publicKey" in json, "inbox" in json, "outbox" in json]).toEqual([
      200,
      true,
      true,
      false,
    ]);
    const reader = await peer.actor("another-reader");
    expect((await rig.get(`/users/${ana}`, { by: reader })).json).toHaveProperty("outbox");
    expect((await rig.get("/actor")).json).toHaveProperty("outbox");
  });

  test("whoever the author blocks sees no post", async () => {
    const blocked = await peer.actor("blocked");
    const known = await rig.federation.resolver.fetchAccount(blocked.iri as Iri);
    if (!known.ok) throw new Error(known.error.type);
    const id = await rig.post(ana);
    await rig.ctx.sql`insert into blocks (account_id, target_id, iri, created_at)
      values (${ana}, ${known.value.id}, ${rig.ctx.uris.activity(rig.ctx.ids.next())}, ${rig.clock.now()})`;
    expect((await rig.get(`/posts/${id}`, { by: blocked })).status).toBe(404);
    await pin(rig.ctx, { accountId: ana, postId: id });
    const activity = rig.ctx.ids.next();
    const json = {
      id: rig.ctx.uris.activity(activity),
      type: "Update",
      actor: rig.ctx.uris.account(ana),
      object: { id: rig.ctx.uris.post(id) },
    };
    const body = new TextEncoder().encode(JSON.stringify(json));
    await rig.ports.deliveries.enqueue(
      { id: activity, iri: json.id, senderId: ana, type: "Update", body, isPublic: true, orderKey: json.id },
      [],
    );
    const reader = await peer.actor("a-third-reader");
    for (const [by, isShown] of [
      [blocked, false],
      [reader, true],
    ] as const) {
      for (const path of [`/activities/${id}`, `/activities/${activity}`])
        expect((await rig.get(path, { by })).status).toBe(isShown ? 200 : 404);
      for (const path of [`/users/${ana}/outbox?page=first`, `/users/${ana}/featured`]) {
        const { orderedItems } = (await rig.get(path, { by })).json;
        expect(JSON.stringify(orderedItems).includes(id)).toBe(isShown);
      }
    }
  });
});
