import { MemoryKvStore } from "@fedify/fedify";
import type { DocumentLoader } from "@fedify/vocab-runtime";
import { trace } from "@opentelemetry/api";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createFedify } from "#federation/fedify.ts";
import { createContextLoader } from "#federation/remote/loader.ts";
import { type Peer, type PeerActor, signedRequest, startPeer } from "#test/support/network-peer.ts";
import { createRig, ORIGIN, type Rig } from "./rig.ts";

let rig: Rig;
let peer: Peer;
let bob: PeerActor;
let received: unknown[];
let fedify: ReturnType<typeof createFedify>;
beforeAll(async () => {
  rig = await createRig();
  peer = await startPeer();
  bob = await peer.actor("bob");
  const contextLoader = createContextLoader({ count() {} });
  const documentLoader: DocumentLoader = async (url) => {
    const answer = await fetch(url);
    return { contextUrl: null, documentUrl: url, document: await answer.json() };
  };
  fedify = createFedify(rig.ports, {
    kv: new MemoryKvStore(),
    tracerProvider: trace.getTracerProvider(),
    contextLoader,
    documentLoader,
    onActivity: async (json) => void received.push(json),
  });
});
afterAll(async () => {
  await rig.close();
  await peer.close();
});
beforeEach(() => {
  received = [];
});

const like = () => ({
  "@context": "https://www.w3.org/ns/activitystreams",
  id: peer.mint("likes"),
  type: "Like",
  actor: bob.iri,
  object: `${ORIGIN}/posts/1`,
  unknownToFedify: { kept: true },
});

test("Fedify's inbox hands over what it verified as it was received, in either signature style", async () => {
  const ana = await rig.local("ana");
  for (const [inbox, style] of [
    [`${ORIGIN}/inbox`, "cavage"],
    [`${ORIGIN}/users/${ana}/inbox`, "rfc9421"],
  ] as const) {
    const activity = like();
    const { request } = await signedRequest(bob, inbox, activity, { style });
    const answer = await fedify.fetch(new Request(inbox, request), { contextData: undefined });
    expect([style, answer.status]).toEqual([style, 202]);
    expect(received.pop()).toEqual(activity);
  }
});

test("Fedify's inbox refuses a body that was not signed, and an inbox of nobody", async () => {
  const inbox = `${ORIGIN}/inbox`;
  const activity = like();
  const tampered = JSON.stringify({ ...activity, type: "Block" });
  const forged = await signedRequest(bob, inbox, activity, { tampered });
  expect((await fedify.fetch(new Request(inbox, forged.request), { contextData: undefined })).status).toBe(
    401,
  );
  const nobody = `${ORIGIN}/users/${rig.ctx.ids.next()}/inbox`;
  const sent = await signedRequest(bob, nobody, activity);
  expect((await fedify.fetch(new Request(nobody, sent.request), { contextData: undefined })).status).toBe(
    404,
  );
  expect(received).toEqual([]);
});
