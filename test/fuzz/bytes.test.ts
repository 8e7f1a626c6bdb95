import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PeerActor, signedRequest } from "#test/support/network-peer.ts";
import { startTarget, type Target } from "./target.ts";

let target: Target;
let actor: PeerActor;
let slow: { name: string; cut: Promise<number> }[];

const SLOW_LIMIT_MS = 50_000;

beforeAll(async () => {
  target = await startTarget();
  actor = await target.newActor();
  // Begun first, looked at last: they take their time.
  const head = `POST /inbox HTTP/1.1\r\nhost: ${new URL(target.here.origin).host}\r\n`;
  slow = [
    { name: "in its headers", cut: trickle(head, "x-more: 1\r\n") },
    { name: "in its body", cut: trickle(`${head}content-length: 100000\r\n\r\n`, " ") },
  ];
}, 60_000);
afterAll(() => target?.close(), 60_000);

/** Sends a little every second; resolves with how long the node put up with it. */
function trickle(first: string, drop: string): Promise<number> {
  const { hostname, port } = new URL(target.here.origin);
  const started = performance.now();
  return new Promise((resolve) => {
    const socket: Socket = connect(Number(port), hostname, () => socket.write(first));
    const timer = setInterval(() => socket.write(drop), 1000);
    socket.on("data", () => {});
    socket.on("error", () => {});
    socket.on("close", () => {
      clearInterval(timer);
      resolve(performance.now() - started);
    });
  });
}

/** A request with these very bytes, signed by the peer's actor. */
async function post(body: string | Uint8Array, headers: Record<string, string> = {}): Promise<number> {
  const inbox = `${target.here.origin}/inbox`;
  const text = typeof body === "string" ? body : Buffer.from(body).toString("latin1");
  const { request } = await signedRequest(actor, inbox, text, { headers });
  const answer = await fetch(inbox, request);
  await answer.arrayBuffer();
  return answer.status;
}

const expectRefused = (status: number) => {
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
};

describe("an inbox that is sent bytes which are no activity", () => {
  test.each([
    ["nothing", ""],
    ["half a document", '{"type": "Create", "actor": "'],
    ["a scalar", "17"],
    ["null", "null"],
    ["a list", "[]"],
    ["an empty object", "{}"],
    ["two documents", "{}{}"],
    ["bytes that are not UTF-8", Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ["100,000 open brackets", "[".repeat(100_000)],
    ["objects 50,000 deep", `${'{"object":'.repeat(50_000)}1${"}".repeat(50_000)}`],
    ["a key that is half a megabyte long", JSON.stringify({ [`x${"y".repeat(500_000)}`]: 1 })],
  ])("refuses %s", async (_, body) => expectRefused(await post(body)));

  test.each(["text/plain", "text/html", "application/x-www-form-urlencoded", "image/png", "nonsense"])(
    "refuses an activity as %s",
    async (type) => {
      const body = JSON.stringify({ id: `${target.peer.origin}/a`, type: "Like", actor: actor.iri });
      expectRefused(await post(body, { "content-type": type }));
    },
  );

  test("refuses a body above the limit with 413, also when its length is not announced", async () => {
    const large = Buffer.alloc(1_200_000, 32);
    const inbox = `${target.here.origin}/inbox`;
    const headers = { "content-type": "application/activity+json" };
    expect((await fetch(inbox, { method: "POST", headers, body: large })).status).toBe(413);
    const chunks = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent < 1_200_000; sent += 60_000) controller.enqueue(large.subarray(0, 60_000));
        controller.close();
      },
    });
    const unannounced = { method: "POST", headers, body: chunks, duplex: "half" } as const;
    // The connection may be cut before the answer is read: what matters is that nothing more is read.
    const status = await fetch(inbox, unannounced).then(
      (answer) => answer.status,
      () => 413,
    );
    expect(status).toBe(413);
  });

  test("answers random bytes and random signatures without a server error", async () => {
    const inbox = `${target.here.origin}/inbox`;
    const token = fc.string({ unit: fc.constantFrom(..."abc=,;\"'():@ 0-/#"), maxLength: 120 });
    await fc.assert(
      fc.asyncProperty(token, token, token, fc.uint8Array({ maxLength: 200 }), async (a, b, c, body) => {
        const answer = await fetch(inbox, {
          method: "POST",
          headers: {
            "content-type": "application/activity+json",
            signature: a.trim(),
            "signature-input": b.trim(),
            digest: c.trim(),
          },
          body: body.slice(),
        });
        await answer.arrayBuffer();
        expectRefused(answer.status);
      }),
      { numRuns: 150 },
    );
  });

  test("answers any address without a server error", async () => {
    const segment = fc.oneof(
      fc.constantFrom(
        "users",
        "posts",
        "inbox",
        "activities",
        "quotes",
        "contexts",
        ".well-known",
        "webfinger",
      ),
      fc.constantFrom("%00", "%ff", "..%2f", "@", "%E2%80%AE", "0", "00000000-0000-0000-0000-000000000000"),
      fc.string({ maxLength: 12 }).map(encodeURIComponent),
    );
    const query = fc.constantFrom(
      "",
      "?page=x",
      "?resource=acct:%00@x",
      "?resource=",
      "?cursor=%ff&page=true",
    );
    const accept = fc.constantFrom("application/activity+json", "text/html", "*/*", "nonsense");
    await fc.assert(
      fc.asyncProperty(fc.array(segment, { maxLength: 4 }), query, accept, async (segments, search, type) => {
        const address = `${target.here.origin}/${segments.join("/")}${search}`;
        const answer = await fetch(address, { headers: { accept: type }, redirect: "manual" });
        await answer.arrayBuffer();
        expect(answer.status, address).toBeLessThan(500);
      }),
      { numRuns: 200 },
    );
  });

  test("cuts bytes that are no HTTP, and lives on", async () => {
    const { hostname, port } = new URL(target.here.origin);
    await Promise.all(
      Array.from(
        { length: 20 },
        () =>
          new Promise((resolve) => {
            const socket = connect(Number(port), hostname, () => socket.end(randomBytes(300)));
            socket.on("data", () => {});
            socket.on("error", () => {});
            socket.on("close", resolve);
          }),
      ),
    );
    expect(await target.stillWorks()).toBe(true);
  });

  test(
    "cuts a connection that takes its time",
    async () => {
      for (const { name, cut } of slow) expect(await cut, `slow ${name}`).toBeLessThan(SLOW_LIMIT_MS);
    },
    SLOW_LIMIT_MS + 10_000,
  );
});
