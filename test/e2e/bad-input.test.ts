import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { activity, note } from "#test/support/network-activities.ts";
import { followActor, localAccount } from "#test/support/network-follow.ts";
import { METRICS_TOKEN, readOutcomes } from "#test/support/network-metrics.ts";
import { type LocalNode, startLocalNode } from "#test/support/network-node.ts";
import { type Peer, type PeerActor, type Sending, startPeer } from "#test/support/network-peer.ts";

let here: LocalNode;
let peer: Peer;
let other: Peer;
let pat: PeerActor;
let mallory: PeerActor;
let ana: { id: string; iri: string };

vi.setConfig({ testTimeout: 40_000, hookTimeout: 60_000 });

beforeAll(async () => {
  [here, peer, other] = await Promise.all([
    startLocalNode({ METRICS_TOKEN }),
    startPeer("127.0.0.9"),
    startPeer("127.0.0.10"),
  ]);
  [pat, mallory] = await Promise.all([peer.actor("pat"), other.actor("mallory")]);
  ana = await localAccount(here.node.ctx, "ana");
  await followActor(here.node.ctx, ana.id, { peer, actor: pat });
});
afterAll(async () => {
  await here?.close();
  await Promise.all([peer?.close(), other?.close()]);
});

interface Outcome {
  status: number;
  /** What the node counted meanwhile: `refused: signature/missing`. */
  counted: string[];
  ms: number;
}

/** Delivers, waits for what follows from it, and says what became of it. */
async function deliver(from: PeerActor, sent: unknown, options?: Sending): Promise<Outcome> {
  const before = await readOutcomes(here.origin);
  const started = performance.now();
  const status = await peer.send(from, `${here.origin}/inbox`, sent, options);
  await here.node.settle();
  const ms = performance.now() - started;
  const after = await readOutcomes(here.origin);
  return { status, ms, counted: [...after.keys()].filter((key) => after.get(key) !== before.get(key)) };
}

/** Refused with a 4xx, or taken and dropped for a reason; counted in any case, and nothing of it accepted. */
function expectTurnedDown({ status, counted }: Outcome): void {
  expect(status).toBeLessThan(500);
  expect(counted.join()).toMatch(/refused: \S+|ignored: \S+/);
  expect(counted).not.toContain("accepted");
}

async function stored(iri: string): Promise<{ html: string } | undefined> {
  const [row] = await here.node.ctx.sql<{ html: string }[]>`
    select html from posts where iri = ${iri} and deleted_at is null`;
  return row;
}

const create = (author: PeerActor, more: Record<string, unknown> = {}) =>
  activity(
    author === mallory ? other : peer,
    "Create",
    author,
    note(author === mallory ? other : peer, author, more),
  );

describe("signatures", () => {
  test("a request without one is refused", async () => {
    const body = JSON.stringify(create(pat));
    const headers = { "content-type": "application/activity+json" };
    const answer = await fetch(`${here.origin}/inbox`, { method: "POST", headers, body });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });

  test.each(["cavage", "rfc9421"] as const)(
    "a body that was changed on its way is refused (%s)",
    async (style) => {
      const sent = create(pat);
      const outcome = await deliver(pat, sent, { style, tampered: JSON.stringify(create(pat)) });
      expect(outcome.status).toBe(401);
      expectTurnedDown(outcome);
    },
  );

  test.each([
    ["a day old", -86_400],
    ["from tomorrow", 86_400],
  ])("one that is %s is refused", async (_, seconds) => {
    const outcome = await deliver(pat, create(pat), { now: new Date(Date.now() + seconds * 1000) });
    expect(outcome.status).toBe(401);
    expectTurnedDown(outcome);
  });

  test.each([-1800, 1800])("one of a peer whose clock is %d seconds off is taken", async (seconds) => {
    const sent = create(pat);
    const { status } = await deliver(pat, sent, { now: new Date(Date.now() + seconds * 1000) });
    expect(status).toBeLessThan(300);
    expect(await stored(sent.object.id)).toBeDefined();
  });

  test("one of another actor's key does not speak for the actor", async () => {
    const genuine = note(peer, pat, { content: "<p>Mine</p>" });
    const sent = activity(peer, "Create", pat, { ...genuine, content: "<p>Forged</p>" });
    // What the author's own server serves may be taken in instead, as from anybody who points to it.
    await deliver({ ...pat, key: mallory.key }, sent);
    expect((await stored(genuine.id))?.html ?? "<p>Mine</p>").toBe("<p>Mine</p>");

    peer.serve(genuine.id, null);
    const unheard = activity(peer, "Create", pat, { ...genuine, id: peer.mint("notes") });
    expectTurnedDown(await deliver({ ...pat, key: mallory.key }, unheard));
    expect(await stored(unheard.object.id)).toBeUndefined();
  });

  test("a key that names another owner is refused", async () => {
    const thief = await other.actor("thief");
    Object.assign(thief.document, { publicKey: { ...(thief.document.publicKey as object), owner: pat.iri } });
    const outcome = await deliver(thief, activity(other, "Like", pat, ana.iri));
    expectTurnedDown(outcome);
  });

  test("one whose actor cannot be fetched is refused", async () => {
    const ghost = await other.actor("ghost");
    other.serve("/users/ghost", null);
    expectTurnedDown(await deliver(ghost, create(ghost)));
  });
});

describe("authority", () => {
  test("a post whose id is on another host is not taken", async () => {
    const sent = create(mallory, { id: `${peer.origin}/notes/not-mine` });
    expectTurnedDown(await deliver(mallory, sent));
    expect(await stored(`${peer.origin}/notes/not-mine`)).toBeUndefined();
  });

  test("a post that names somebody else as its author is not taken", async () => {
    const sent = create(mallory, { attributedTo: pat.iri });
    expectTurnedDown(await deliver(mallory, sent));
    expect(await stored(sent.object.id)).toBeUndefined();
  });

  test("an Update of somebody else's post changes nothing", async () => {
    const sent = create(pat, { content: "<p>Mine</p>" });
    await deliver(pat, sent);
    const forged = { ...sent.object, content: "<p>Forged</p>", updated: new Date().toISOString() };
    // What is inlined is not believed; whatever the origin serves may be.
    await deliver(mallory, activity(other, "Update", mallory, forged));
    expect(await stored(sent.object.id)).toEqual({ html: "<p>Mine</p>" });
  });

  test("a Delete of somebody else's post or account changes nothing", async () => {
    const sent = create(pat);
    await deliver(pat, sent);
    expectTurnedDown(await deliver(mallory, activity(other, "Delete", mallory, sent.object.id)));
    expectTurnedDown(await deliver(mallory, activity(other, "Delete", mallory, pat.iri)));
    expect(await stored(sent.object.id)).toBeDefined();
  });

  test("an Undo of somebody else's follow changes nothing", async () => {
    const { sql } = here.node.ctx;
    const [follow] = await sql<{ iri: string }[]>`select iri from follows`;
    const object = { id: follow?.iri, type: "Follow", actor: ana.iri, object: pat.iri };
    await deliver(mallory, activity(other, "Undo", mallory, object));
    expect(await sql`select iri from follows where state = 'accepted'`).toHaveLength(1);
  });

  test("a profile of somebody else is not changed", async () => {
    const forged = { ...pat.document, name: "Forged" };
    expectTurnedDown(await deliver(mallory, activity(other, "Update", mallory, forged)));
    const { sql } = here.node.ctx;
    expect(await sql`select 1 from accounts where display_name = 'Forged'`).toHaveLength(0);
  });

  test("a Delete of a post that nobody knows is taken without effect", async () => {
    const { status } = await deliver(pat, activity(peer, "Delete", pat, peer.mint("notes")));
    expect(status).toBeLessThan(300);
  });
});

describe("shapes", () => {
  test("a body above the limit is answered with 413", async () => {
    const sent = create(pat, { content: "x".repeat(1_100_000) });
    expect((await deliver(pat, sent)).status).toBe(413);
  });

  test("a document that is nested 10,000 deep is refused", async () => {
    const deep = `${'{"object":'.repeat(10_000)}{}${"}".repeat(10_000)}`;
    const { status, ms } = await deliver(pat, deep);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(ms).toBeLessThan(2000);
  });

  test("posts that answer each other in a circle are taken, and end", async () => {
    const [first, second] = [peer.mint("notes"), peer.mint("notes")];
    const one = create(pat, { id: first, inReplyTo: second });
    note(peer, pat, { id: second, inReplyTo: first });
    const { status, ms } = await deliver(pat, one);
    expect(status).toBeLessThan(300);
    expect(ms).toBeLessThan(10_000);
  });

  test("10,000 mentions cost neither 10,000 fetches nor much time", async () => {
    const tag = Array.from({ length: 10_000 }, (_, index) => ({
      type: "Mention",
      href: `${other.origin}/users/nobody${index}`,
      name: `@nobody${index}`,
    }));
    const asked = other.asked.length;
    const { status, ms } = await deliver(pat, create(pat, { tag }));
    expect(status).toBeLessThan(500);
    expect(ms).toBeLessThan(5000);
    expect(other.asked.length - asked).toBeLessThan(100);
  });

  test.each([
    ["that turns the text around", "ana\u202egro.elpmaxe"],
    ["with characters that take no room", "a\u200bna"],
    ["with a slash", "ana/../admin"],
    ["of another domain", "ana@example.org"],
    ["of 5,000 letters", "a".repeat(5000)],
  ])("nobody gets a name %s", async (_, username) => {
    const trickster = await other.actor(`trickster${other.asked.length}`);
    Object.assign(trickster.document, { preferredUsername: username });
    await deliver(trickster, create(trickster));
    const { sql } = here.node.ctx;
    expect(await sql`select 1 from accounts where username = ${username}`).toHaveLength(0);
  });

  test("an activity of a type nobody knows is taken and ignored", async () => {
    const outcome = await deliver(pat, activity(peer, "Levitate", pat, ana.iri));
    expect(outcome.status).toBeLessThan(300);
    expect(outcome.counted.join()).toMatch(/^ignored: \S+$/);
  });
});

describe("peers that take their time or space", () => {
  const refusesToEnd = async (from: PeerActor) => {
    const { status, ms } = await deliver(from, create(from));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(ms).toBeLessThan(20_000);
  };

  test("an actor behind endless redirects is not followed for ever", async () => {
    const runner = await other.actor("runner");
    let redirects = 0;
    other.answer("/users/runner", (response) => {
      redirects++;
      response.writeHead(302, { location: `${other.origin}/users/runner?${redirects}` }).end();
    });
    await refusesToEnd(runner);
    expect(redirects).toBeLessThan(30);
  });

  test("an actor that is sent a byte at a time is given up", async () => {
    const snail = await other.actor("snail");
    other.answer("/users/snail", (response) => {
      response.writeHead(200, { "content-type": "application/activity+json" });
      const timer = setInterval(() => response.write(" "), 100);
      response.on("close", () => clearInterval(timer));
    });
    await refusesToEnd(snail);
  });

  test("an actor without an end is cut off", async () => {
    const flood = await other.actor("flood");
    let sent = 0;
    other.answer("/users/flood", (response) => {
      response.writeHead(200, { "content-type": "application/activity+json" });
      const chunk = " ".repeat(65_536);
      const pour = () => {
        while (!response.destroyed && sent < 500_000_000) {
          sent += chunk.length;
          if (!response.write(chunk)) return;
        }
      };
      response.on("drain", pour);
      pour();
    });
    await refusesToEnd(flood);
    expect(sent).toBeLessThan(50_000_000);
  });

  test("a collection of pages without an end is left after some", async () => {
    const pinner = await other.actor("pinner");
    let pages = 0;
    Object.assign(pinner.document, { featured: `${other.origin}/featured` });
    other.answer("/featured", (response) => {
      pages++;
      const next = `${other.origin}/featured?page=${pages}`;
      const page = { id: next, type: "OrderedCollectionPage", orderedItems: [], next, first: next };
      response
        .writeHead(200, { "content-type": "application/activity+json" })
        .end(JSON.stringify({ "@context": "https://www.w3.org/ns/activitystreams", ...page }));
    });
    await deliver(pinner, create(pinner));
    expect(pages).toBeLessThan(50);
  });
});

describe("a node that may not use private addresses", () => {
  test.each([
    "http://127.0.0.10",
    "http://localhost",
    "http://[::1]",
    "http://169.254.169.254",
    "http://10.0.0.1",
  ])("asks nothing of %s", async (address) => {
    const strict = await startLocalNode({ METRICS_TOKEN, ALLOW_PRIVATE_ADDRESS: "false" });
    try {
      const asked = other.asked.length;
      const iri = `${address}:${new URL(other.origin).port}/users/mallory`;
      const from = { ...mallory, key: { ...mallory.key, keyId: `${iri}#main-key` } };
      const sent = { ...create(mallory), id: `${iri}/1`, actor: iri };
      const status = await peer.send(from, `${strict.origin}/inbox`, sent);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(other.asked.length).toBe(asked);
      expect([...(await readOutcomes(strict.origin)).keys()].join()).toMatch(/^refused: \S+$/);
    } finally {
      await strict.close();
    }
  });
});
