import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Iri } from "#protocol/ids/iri.ts";
import { type Peer, type PeerActor, startPeer } from "#test/support/network-peer.ts";
import { createRig, HANDLE_HOST, ORIGIN, type Rig } from "./rig.ts";

const PUBLIC = "https://www.w3.org/ns/activitystreams#Public";
const DAY_MS = 24 * 3_600_000;

let rig: Rig;
let peer: Peer;
let bob: PeerActor;
beforeEach(async () => {
  rig = await createRig();
  peer = await startPeer();
  bob = await peer.actor("bob");
});
afterEach(async () => {
  await rig.close();
  await peer.close();
});

function note(author: PeerActor, more: Record<string, unknown> = {}) {
  const id = peer.mint("notes");
  const document = {
    "@context": "https://www.w3.org/ns/activitystreams",
    id,
    type: "Note",
    attributedTo: author.iri,
    content: "<p>Hi</p>",
    to: [PUBLIC],
    cc: [author.followers],
    ...more,
  };
  peer.serve(id, document);
  return { id: id as Iri, document };
}

const askedFor = (path: string) => peer.asked.filter((asked) => asked.startsWith(path)).length;
const idOf = async (query: string) => {
  const found = await rig.federation.resolver.account(query);
  return found.ok ? found.value.id : found.error;
};

describe("accounts", () => {
  test("every way to write a local account finds it without a request", async () => {
    const ana = await rig.local("ana");
    const queries = [
      "ana",
      "@ana",
      "@Ana@here.example",
      "acct:ana@ap.here.example",
      `${ORIGIN}/users/${ana}`,
      `${ORIGIN}/@ana`,
    ];
    for (const query of queries) expect([query, await idOf(query)]).toEqual([query, ana]);
    for (const query of [
      "nobody",
      `@nobody@${HANDLE_HOST}`,
      `${ORIGIN}/users/${rig.ctx.ids.next()}`,
      `${ORIGIN}/@nobody`,
    ])
      expect(await idOf(query)).toEqual({ type: "remote/not-found", query });
    expect(peer.asked).toEqual([]);
  });

  test("a handle is looked up, confirmed and remembered, and what the account pinned is fetched later", async () => {
    const id = await idOf(`@bob@${peer.host}`);
    expect(await rig.ports.accounts.byIri(bob.iri as Iri)).toMatchObject({
      id,
      username: "bob",
      isLocal: false,
    });
    expect(rig.jobs).toEqual([{ kind: "fetch-featured", iri: bob.iri }]);
  });

  test("the same question asked many times at once is one request", async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => idOf(bob.iri)));
    expect(new Set(ids).size).toBe(1);
    expect(askedFor("/users/bob")).toBe(1);
  });

  test("a known account is asked for again after a day, and when it is not to be had the known one does", async () => {
    const { fetchAccount } = rig.federation.resolver;
    await fetchAccount(bob.iri as Iri);
    await fetchAccount(bob.iri as Iri);
    expect(askedFor("/users/bob")).toBe(1);
    rig.clock.advance(DAY_MS + 1);
    await fetchAccount(bob.iri as Iri);
    expect(askedFor("/users/bob")).toBe(2);
    rig.clock.advance(DAY_MS + 1);
    peer.serve("/users/bob", undefined);
    expect(await fetchAccount(bob.iri as Iri)).toMatchObject({ ok: true, value: { username: "bob" } });
    expect(await fetchAccount(bob.iri as Iri, { fresh: true })).toMatchObject({
      ok: false,
      error: { status: 404 },
    });
  });

  test("a host that the domain policy refuses is not asked", async () => {
    rig.refusedHosts.add(peer.host);
    expect(await idOf(bob.iri)).toEqual({ type: "remote/refused", query: bob.iri, reason: "host/refused" });
    expect(await idOf(`@bob@${peer.host}`)).toMatchObject({ reason: "host/refused" });
    expect(peer.asked).toEqual([]);
  });

  test("a domain that the actor claims and its WebFinger denies is not believed", async () => {
    peer.serve("/users/bob", { ...bob.document, webfinger: "bob@bank.example" });
    const id = await idOf(bob.iri);
    const [row] = await rig.ctx.sql<
      { domain: string }[]
    >`select domain from accounts where id = ${String(id)}`;
    expect(row?.domain).toBe(peer.host);
  });

  test("on a split domain the account is named after the domain that vouches for it", async () => {
    const handles = await startPeer("127.0.0.8");
    const links = [{ rel: "self", type: "application/activity+json", href: bob.iri }];
    const descriptor = JSON.stringify({ subject: `acct:bob@${handles.host}`, links });
    for (const server of [peer, handles])
      server.answer("/.well-known/webfinger", (response) => {
        response.writeHead(200, { "content-type": "application/jrd+json" }).end(descriptor);
      });
    const id = await idOf(bob.iri);
    const [row] = await rig.ctx.sql<
      { domain: string }[]
    >`select domain from accounts where id = ${String(id)}`;
    expect(row?.domain).toBe(handles.host);
    expect(await idOf(`@bob@${handles.host}`)).toBe(id);
    await handles.close();
  });

  test("a document cannot speak for an account of another host, however it writes its id", async () => {
    const victim = "https://victim.example/users/vic";
    const { id: _, ...rest } = bob.document;
    for (const member of ["id", "@id", "as:id"]) {
      const path = peer.mint("users");
      peer.serve(path, { ...rest, [member]: victim });
      expect([member, await idOf(path)]).toEqual([
        member,
        // The document's word is not taken: the other host itself is asked, and there is none.
        expect.objectContaining({ type: expect.stringMatching(/^remote\/(?:refused|unreachable)$/) }),
      ]);
    }
    expect(await rig.ports.accounts.byIri(victim as Iri)).toBeNull();
  });

  test("an actor that only its own context explains is read as it is meant", async () => {
    const iri = `${peer.origin}/users/odd`;
    const as = (name: string) => `https://www.w3.org/ns/activitystreams#${name}`;
    peer.serve("/users/odd", {
      "@context": [
        "https://w3id.org/security/v1",
        { called: as("preferredUsername"), box: { "@id": "http://www.w3.org/ns/ldp#inbox", "@type": "@id" } },
      ],
      id: iri,
      type: as("Person"),
      called: "odd",
      box: `${iri}/inbox`,
    });
    const id = await idOf(iri);
    expect(await rig.ports.accounts.byIri(iri as Iri)).toMatchObject({
      id,
      username: "odd",
      inbox: `${iri}/inbox`,
    });
  });

  test("what is no account, nowhere or not reachable is told apart", async () => {
    const { id } = note(bob);
    expect(await idOf(id)).toMatchObject({ type: "remote/refused", reason: "document/unknown-type" });
    expect(await idOf(`${peer.origin}/users/nobody`)).toMatchObject({ type: "remote/not-found" });
    expect(await idOf(`@nobody@${peer.host}`)).toMatchObject({ type: "remote/not-found" });
    expect(await idOf("@two@at@signs")).toMatchObject({ type: "remote/not-found" });
    expect(await idOf("https://127.0.0.1:1/users/x")).toMatchObject({ type: "remote/unreachable" });
  });
});

describe("posts", () => {
  const find = (query: string) => rig.federation.resolver.post(query);

  test("a local post is found by IRI, page and id without a request", async () => {
    const ana = await rig.local("ana");
    const id = await rig.post(ana);
    for (const query of [id, `${ORIGIN}/posts/${id}`, `${ORIGIN}/@ana/${id}`])
      expect(await find(query)).toEqual({ ok: true, value: { id } });
    for (const query of ["nonsense", rig.ctx.ids.next(), `${ORIGIN}/posts/x`, `${ORIGIN}/about`])
      expect(await find(query)).toMatchObject({ ok: false, error: { type: "remote/not-found" } });
  });

  test("a remote post comes with its author, once", async () => {
    const { id: iri } = note(bob);
    const [first] = await Promise.all([find(iri), find(iri), find(iri)]);
    expect(first.ok).toBe(true);
    expect(await rig.ports.posts.byIri(iri)).toMatchObject({
      author: { iri: bob.iri },
      post: { html: "<p>Hi</p>", visibility: "public" },
    });
    expect(await find(iri)).toEqual(first);
    expect(askedFor(new URL(iri).pathname)).toBe(1);
  });

  test("a web page leads to the post that it shows", async () => {
    const { id: iri } = note(bob);
    peer.answer("/@bob/1", (response) => {
      response.writeHead(200, {
        "content-type": "text/html",
        link: `<${iri}>; rel="alternate"; type="application/activity+json"`,
      });
      response.end("<!doctype html><title>a post</title>");
    });
    expect((await find(`${peer.origin}/@bob/1`)).ok).toBe(true);
    expect(await rig.ports.posts.knows(iri)).toBe(true);
  });

  test("the id of a Create or an Announce leads to its post", async () => {
    const { id: iri, document } = note(bob);
    const create = peer.mint("activities");
    peer.serve(create, {
      "@context": document["@context"],
      id: create,
      type: "Create",
      actor: bob.iri,
      object: document,
    });
    const announce = peer.mint("activities");
    peer.serve(announce, { id: announce, type: "Announce", actor: bob.iri, object: create });
    expect(await rig.federation.resolver.fetchPost(announce as Iri)).toEqual({ ok: true, value: { iri } });

    const ours = await rig.post(await rig.local("ana"));
    const boost = peer.mint("activities");
    peer.serve(boost, { id: boost, type: "Announce", actor: bob.iri, object: rig.ctx.uris.post(ours) });
    expect(await find(boost)).toEqual({ ok: true, value: { id: ours } });
  });

  test("what a Create carries of another host is taken from that host", async () => {
    const other = await startPeer("127.0.0.8");
    const carol = await other.actor("carol");
    const iri = other.mint("notes");
    const genuine = {
      id: iri,
      type: "Note",
      attributedTo: carol.iri,
      content: "<p>genuine</p>",
      to: [PUBLIC],
    };
    other.serve(iri, genuine);
    const create = peer.mint("activities");
    peer.serve(create, {
      id: create,
      type: "Create",
      actor: bob.iri,
      object: { ...genuine, content: "<p>forged</p>" },
    });
    expect((await find(create)).ok).toBe(true);
    expect(await rig.ports.posts.byIri(iri as Iri)).toMatchObject({ post: { html: "<p>genuine</p>" } });
    await other.close();
  });

  test("a post by an author of another host is refused", async () => {
    const { id } = note(bob, { attributedTo: "https://victim.example/users/vic" });
    expect(await find(id)).toMatchObject({
      ok: false,
      error: { type: "remote/refused", reason: "post/foreign-author" },
    });
  });

  test("a loop of wrapped activities ends", async () => {
    const loop = peer.mint("activities");
    peer.serve(loop, { id: loop, type: "Announce", actor: bob.iri, object: loop });
    expect(await find(loop)).toMatchObject({ ok: false });
    expect(askedFor(new URL(loop).pathname)).toBeLessThan(5);
  });

  test("unknown ancestors are fetched one job each, up to the node's limit", async () => {
    const chain: Iri[] = [];
    for (let n = 0; n < 8; n++) chain.push(note(bob, { inReplyTo: chain.at(-1) }).id);
    await find(chain.at(-1) ?? "");
    for (let job = rig.jobs.shift(); job !== undefined; job = rig.jobs.shift())
      await rig.federation.runJob(job);
    const known = await Promise.all(chain.map((iri) => rig.ports.posts.knows(iri)));
    expect(known.filter(Boolean).length).toBe(1 + rig.ports.settings.maxThreadDepth);
  });
});

describe("jobs", () => {
  test("what an account pinned is fetched and pinned here; posts of others on its list are not", async () => {
    const mine = note(bob).id;
    const carol = await peer.actor("carol");
    const hers = note(carol).id;
    const featured = `${bob.iri}/featured`;
    peer.serve(featured, {
      id: featured,
      type: "OrderedCollection",
      orderedItems: [mine, hers, "https://victim.example/1", 7],
    });
    peer.serve("/users/bob", { ...bob.document, featured });
    await rig.federation.runJob({ kind: "fetch-featured", iri: bob.iri as Iri });
    const pins = await rig.ctx.sql`select p.iri from pins n join posts p on p.id = n.post_id`;
    expect(pins.map((row) => row.iri)).toEqual([mine]);
  });

  test("a failure that may pass is thrown for the queue to try again, any other is done with", async () => {
    const down = peer.mint("users") as Iri;
    peer.answer(new URL(down).pathname, (response) => void response.writeHead(503).end());
    await expect(rig.federation.runJob({ kind: "refresh-account", iri: down })).rejects.toThrow(
      "response/status",
    );
    await rig.federation.runJob({ kind: "refresh-account", iri: peer.mint("users") as Iri });
    await rig.federation.runJob({ kind: "fetch-thread", iri: peer.mint("notes") as Iri, depth: 1 });
  });

  describe("follower synchronisation (FEP-8fcf)", () => {
    async function followedBy(...names: string[]) {
      const account = await rig.federation.resolver.fetchAccount(bob.iri as Iri);
      if (!account.ok) throw new Error(account.error.type);
      const followers = [];
      for (const name of names) {
        const follower = await rig.local(name);
        followers.push(follower);
        await rig.ctx
          .sql`insert into follows (follower_id, followee_id, iri, state, follower_is_local, created_at, accepted_at)
          values (${follower}, ${account.value.id}, ${rig.ctx.uris.activity(rig.ctx.ids.next())}, 'accepted', true, ${rig.clock.now()}, ${rig.clock.now()})`;
      }
      rig.clock.advance(3_600_000);
      return followers;
    }
    const followed = async () =>
      (
        await rig.ctx.sql<{ id: string }[]>`select follower_id as id from follows where state = 'accepted'`
      ).map((row) => row.id);
    const job = (url: string, collection = bob.followers) => ({
      kind: "synchronise-followers" as const,
      account: bob.iri as Iri,
      collection: collection as Iri,
      url: url as Iri,
      digest: "",
    });

    test("follows that the other server does not count end here", async () => {
      const [ana = ""] = await followedBy("ana", "ben");
      const url = `${bob.followers}-here`;
      peer.serve(url, { id: url, type: "OrderedCollection", orderedItems: [rig.ctx.uris.account(ana)] });
      await rig.federation.runJob(job(url));
      expect(await followed()).toEqual([ana]);
    });

    test("a list of another host, for another collection, or that is no list changes nothing", async () => {
      await followedBy("ana");
      const url = `${bob.followers}-here`;
      await rig.federation.runJob(job(url));
      peer.serve(url, { id: url, type: "OrderedCollection", orderedItems: [] });
      await rig.federation.runJob(job(url, `${bob.iri}/friends`));
      const other = await startPeer("127.0.0.8");
      other.serve("/empty", { type: "OrderedCollection", orderedItems: [] });
      await rig.federation.runJob(job(`${other.origin}/empty`));
      await other.close();
      expect((await followed()).length).toBe(1);
    });
  });
});
