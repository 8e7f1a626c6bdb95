import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { activity } from "#test/support/network-activities.ts";
import type { PeerActor } from "#test/support/network-peer.ts";
import { createInboxRig, type InboxRig, ORIGIN, signedBytes } from "./rig.ts";

let rig: InboxRig;
let mallory: PeerActor;
let ana: string;

beforeAll(async () => {
  rig = await createInboxRig();
  mallory = await rig.other.actor("mallory");
  ana = `${ORIGIN}/users/${await rig.local("ana")}`;
});
afterAll(() => rig?.close());

const follow = (actor: PeerActor) => activity(rig.peer, "Follow", actor, ana);
const asked = (path: string) => rig.peer.asked.filter((url) => url === path).length;

async function rotateKey(actor: PeerActor): Promise<PeerActor> {
  const fresh = await rig.peer.actor("rotated");
  const { publicKeyPem } = fresh.document.publicKey as { publicKeyPem: string };
  Object.assign(actor.document, { publicKey: { ...(actor.document.publicKey as object), publicKeyPem } });
  return { ...actor, key: { ...actor.key, privateKey: fresh.key.privateKey } };
}

describe("a key", () => {
  test("of somebody who was never seen is asked for once, by however many deliveries", async () => {
    const pat = await rig.peer.actor("pat");
    const verdicts = await Promise.all(Array.from({ length: 8 }, () => rig.deliver(pat, follow(pat))));
    expect(verdicts.map(({ status }) => status)).toEqual(Array(8).fill(202));
    expect(asked("/users/pat")).toBe(1);
  });

  test("that was replaced is read again, and then fits", async () => {
    const pat = await rig.peer.actor("rotating");
    await rig.deliver(pat, follow(pat));
    const rotated = await rotateKey(pat);
    expect(await rig.deliver(rotated, follow(pat))).toMatchObject({ outcome: "accepted" });
    expect(asked("/users/rotating")).toBe(2);
  });

  test("is not read again for each forgery", async () => {
    const victim = await rig.peer.actor("victim");
    await rig.deliver(victim, follow(victim));
    for (let index = 0; index < 5; index++) {
      const keyId = index % 2 === 0 ? victim.key.keyId : `${victim.iri}#key-${index}`;
      const forger = { key: { ...mallory.key, keyId } };
      expect(await rig.deliver(forger, follow(victim))).toMatchObject({ status: 401 });
    }
    expect(asked("/users/victim")).toBe(2);
  });

  test("of somebody who cannot be had is not asked for again at once", async () => {
    const ghost = await rig.peer.actor("ghost");
    rig.peer.serve("/users/ghost", null);
    for (let index = 0; index < 3; index++)
      expect(await rig.deliver(ghost, follow(ghost))).toMatchObject({ reason: "key/owner-gone" });
    expect(asked("/users/ghost")).toBe(1);
  });

  test("may be a document of its own, which names an owner of the same server", async () => {
    const pat = await rig.peer.actor("separate");
    const publicKey = { ...(pat.document.publicKey as object), id: `${pat.iri}/main-key` };
    Object.assign(pat.document, { publicKey });
    rig.peer.serve(publicKey.id, { ...publicKey, type: "Key" });
    const signer = { key: { ...pat.key, keyId: publicKey.id } };
    expect(await rig.deliver(signer, follow(pat))).toMatchObject({ outcome: "accepted" });
  });

  test("whose document names an owner on another server is nobody's", async () => {
    const victim = await rig.peer.actor("victim2");
    const keyId = `${mallory.iri}/key`;
    const { publicKeyPem } = mallory.document.publicKey as { publicKeyPem: string };
    rig.other.serve(keyId, { id: keyId, type: "Key", owner: victim.iri, publicKeyPem });
    const signer = { key: { ...mallory.key, keyId } };
    expect(await rig.deliver(signer, follow(victim))).toMatchObject({ status: 401, reason: "key/not-found" });
  });
});

describe("a Delete of an account", () => {
  const farewell = (actor: PeerActor) => activity(rig.peer, "Delete", actor, actor.iri);

  test("that was never seen here costs no request", async () => {
    const stranger = await rig.peer.actor("stranger");
    const before = rig.peer.asked.length;
    expect(await rig.deliver(stranger, farewell(stranger))).toMatchObject({
      status: 202,
      reason: "delete/unknown-account",
    });
    expect(rig.peer.asked.length).toBe(before);
  });

  test("that is known is believed of its own key alone", async () => {
    const pat = await rig.peer.actor("leaving");
    await rig.deliver(pat, follow(pat));
    expect(await rig.deliver(mallory, farewell(pat))).not.toMatchObject({ outcome: "accepted" });
    expect(await rig.deliver(pat, farewell(pat))).toMatchObject({ outcome: "accepted" });
    expect((await rig.known(pat.iri))?.state).toBe("deleted");
  });
});

describe("a host that does not answer", () => {
  test("keeps few deliveries waiting, and none of other hosts", async () => {
    const waiting: (() => void)[] = [];
    const slow = await Promise.all(Array.from({ length: 20 }, (_, index) => rig.other.actor(`slow${index}`)));
    for (const { iri } of slow)
      rig.other.answer(new URL(iri).pathname, (response) =>
        waiting.push(() => response.writeHead(404).end()),
      );
    const held = slow.map((actor) => rig.deliver(actor, follow(actor)));
    const turnedAway = await Promise.race(held);
    expect(turnedAway).toMatchObject({ status: 503, reason: "key/busy" });

    const pat = await rig.peer.actor("quick");
    expect(await rig.deliver(pat, follow(pat))).toMatchObject({ outcome: "accepted" });

    const release = setInterval(() => {
      for (const answer of waiting.splice(0)) answer();
    }, 20);
    const statuses = (await Promise.all(held)).map(({ status }) => status);
    clearInterval(release);
    expect(statuses.filter((status) => status === 503)).toHaveLength(4);
  });
});

describe("a request", () => {
  let typed: PeerActor;
  beforeAll(async () => {
    typed = await rig.peer.actor("typed");
  });

  test.each([
    ["application/activity+json", 202],
    ['application/ld+json; profile="https://www.w3.org/ns/activitystreams"', 202],
    ["application/json; charset=utf-8", 202],
    ["text/html", 415],
    ["application/jsonp", 415],
  ])("of type %s is answered with %d", async (contentType, status) => {
    const headers = { "content-type": contentType };
    expect(await rig.deliver(typed, follow(typed), { headers })).toMatchObject({ status });
  });

  test("in the name of an account of this node is refused, whoever signs it", async () => {
    const sent = { ...follow(mallory), actor: ana };
    expect(await rig.deliver(mallory, sent)).toMatchObject({ status: 403, reason: "actor/local" });
  });

  test("from a host that the domain policy refuses makes this node ask nothing of it", async () => {
    rig.refusedHosts.add(rig.peer.host);
    const pat = await rig.peer.actor("barred");
    const before = rig.peer.asked.length;
    expect(await rig.deliver(pat, follow(pat))).toMatchObject({ status: 403, reason: "domain/rejected" });
    rig.refusedHosts.delete(rig.peer.host);
    expect(rig.peer.asked.length).toBe(before);
  });

  test.each([`${ORIGIN}/users/somebody/inbox`, "https://other.example/inbox"])(
    "that was signed for %s is refused at the shared inbox",
    async (url) => {
      const signed = await signedBytes(typed, url, follow(typed), { now: rig.clock.now() });
      const answer = await rig.federation.receive({ method: "POST", path: "/inbox", ...signed });
      expect(answer.status).toBe(401);
    },
  );
});
