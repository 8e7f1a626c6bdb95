import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { activity, note } from "#test/support/network-activities.ts";
import type { PeerActor } from "#test/support/network-peer.ts";
import { createInboxRig, type InboxRig, ORIGIN } from "./rig.ts";

let rig: InboxRig;
let pat: PeerActor;

beforeAll(async () => {
  rig = await createInboxRig();
  pat = await rig.peer.actor("pat");
  await rig.follow(await rig.local("ana"), pat);
});
afterAll(() => rig?.close());

const create = () => activity(rig.peer, "Create", pat, note(rig.peer, pat));

describe("an activity that cannot be taken in now", () => {
  test("because too many wait is to be sent again later", async () => {
    const overloaded = { cause: { type: "batcher/overloaded", waiting: 5000 } };
    vi.spyOn(rig.ports.intake, "post").mockRejectedValueOnce(new Error("5000 posts wait", overloaded));
    const sent = create();
    expect(await rig.deliver(pat, sent)).toMatchObject({ status: 503, reason: "node/overloaded" });
    expect(await rig.deliver(pat, sent)).toMatchObject({ outcome: "accepted" });
  });

  test("through a fault of this node is logged with its id, and without what it says", async () => {
    vi.spyOn(rig.ports.intake, "post").mockRejectedValueOnce(new Error("connection lost"));
    const error = vi.spyOn(rig.ports.log, "error");
    const sent = create();
    expect(await rig.deliver(pat, sent)).toMatchObject({ status: 500, reason: "node/failed" });
    expect(error).toHaveBeenCalledWith(expect.objectContaining({ activity: sent.id }), expect.any(String));
    expect(JSON.stringify(error.mock.calls)).not.toContain("Hello");
  });
});

test("a host that keeps this node waiting for others is told to come later, and other hosts are not", async () => {
  const asked = vi.spyOn(rig.ports.posts, "knows");
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const boost = () => {
    const post = rig.peer.mint("slow");
    const path = new URL(post).pathname;
    rig.peer.answer(path, (response) => void released.then(() => response.writeHead(404).end()));
    return rig.deliver(pat, activity(rig.peer, "Announce", pat, post));
  };
  const boosts = Array.from({ length: 100 }, boost);
  const begun = () => new Set(asked.mock.calls.map(([iri]) => iri)).size;
  await vi.waitFor(() => expect(begun()).toBe(100), { timeout: 10_000 });
  expect((await boost()).status).toBe(503);
  const sam = await rig.other.actor("sam");
  const fromElsewhere = activity(rig.other, "Create", sam, note(rig.other, sam));
  expect((await rig.deliver(sam, fromElsewhere)).status).toBe(202);
  release();
  expect(new Set((await Promise.all(boosts)).map(({ status }) => status))).toEqual(new Set([202]));
});

describe("what is no activity", () => {
  const deliver = (body: string, type = "application/activity+json") =>
    rig.federation.receive({
      method: "POST",
      path: "/inbox",
      headers: { host: new URL(ORIGIN).host, "content-type": type },
      body: new TextEncoder().encode(body),
    });

  test.each([
    ["no JSON", "{", 400, "json/syntax"],
    ["an array", "[]", 400, "document/not-an-object"],
    ["deeper than anybody writes", `${"[".repeat(100)}${"]".repeat(100)}`, 400, "json/too-deep"],
    ["without an actor", '{"type":"Like","object":"https://a.example/1"}', 400, "activity/no-actor"],
    ["larger than allowed", `{"a":"${"x".repeat(1_000_001)}"}`, 413, "body/too-large"],
  ])("%s is refused before anything is verified", async (_, body, status, reason) => {
    const answer = await deliver(body);
    expect(answer).toMatchObject({ status, reason });
    expect(JSON.parse(answer.body ?? "")).toMatchObject({ status, reason, error: reason });
  });

  test("in another content type is refused", async () => {
    expect(await deliver("{}", "text/html")).toMatchObject({ status: 415, reason: "body/content-type" });
  });
});
