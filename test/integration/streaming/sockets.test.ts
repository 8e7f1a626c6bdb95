import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";
import { startLocalNode } from "#test/support/network-node.ts";
import { type Ear, openSocket, type SocketEar, settled } from "./listen.ts";

let rig: ApiRig;
let people = 0;
const open: Ear[] = [];
beforeAll(async () => {
  rig = await createApiRig({ MAX_STREAMS_PER_ACCOUNT: "3", MAX_STREAMS_PER_ADDRESS: "2", TRUST_PROXY: "1" });
}, 60_000);
afterAll(() => rig.close());
afterEach(() => {
  for (const ear of open.splice(0)) ear.close();
});

async function newPerson(name: string): Promise<Person> {
  people += 1;
  return rig.person(`${name}${people}`);
}

async function connectTo(
  ...parameters: Parameters<typeof openSocket> extends [string, ...infer R] ? R : never
) {
  const ear = await openSocket(rig.origin, ...parameters);
  open.push(ear);
  return ear;
}

it("takes the token as a parameter, in the header or as a protocol", async () => {
  const ana = await newPerson("ana");
  const { token } = ana;
  const ears = [
    await connectTo({ stream: "user", access_token: token }),
    await connectTo({ stream: "user" }, { headers: { authorization: `Bearer ${token}` } }),
    await connectTo({ stream: "user" }, { protocols: [token] }),
  ];
  await Promise.all(ears.map(settled));
  const id = await rig.publish(ana, "mine");
  for (const ear of ears) expect((await ear.wait("update")).payload.id).toBe(id);
});

it("refuses a token that nobody has, and that of a suspended account", async () => {
  const ana = await newPerson("ana");
  await expect(openSocket(rig.origin, { access_token: "nobody's" })).rejects.toMatchObject({
    status: 401,
    message: '{"error":"Invalid access token"}',
  });
  await rig.ctx.sql`update accounts set state = 'suspended' where id = ${ana.id}`;
  await expect(openSocket(rig.origin, { access_token: ana.token })).rejects.toMatchObject({ status: 403 });
});

it("answers what cannot be listened to, as Mastodon does, and stays open", async () => {
  const ana = await newPerson("ana");
  const nobody = await connectTo();
  nobody.say({ type: "subscribe", stream: "user" });
  nobody.say({ type: "subscribe", stream: "nonsense" });
  nobody.say({ type: "subscribe", stream: "hashtag" });
  nobody.say({ type: "subscribe" });
  await expect
    .poll(() => nobody.errors)
    .toEqual([
      { error: "Missing access token", status: 401 },
      { error: "Unknown stream type", status: 400 },
      { error: "Missing tag name parameter", status: 400 },
      { error: "Unknown stream type", status: 400 },
    ]);
  const narrow = await connectTo({ access_token: await rig.token(ana.id, ["write"]), stream: "user" });
  for (const stream of ["user:notification", "direct"]) narrow.say({ type: "subscribe", stream });
  narrow.say({ type: "subscribe", stream: "list", list: "1" });
  narrow.say({ type: "subscribe", stream: "public" });
  await settled(narrow);
  expect(narrow.errors).toEqual(
    Array(4).fill({ error: "Access token does not have the required scopes", status: 401 }),
  );
  const ear = await connectTo({ access_token: ana.token });
  ear.say({ type: "subscribe", stream: "list" });
  ear.say({ type: "subscribe", stream: "list", list: "1" });
  await settled(ear);
  expect(ear.errors).toEqual([
    { error: "Missing list name parameter", status: 400 },
    { error: "Not authorized to stream this list", status: 401 },
  ]);
  await rig.publish(ana, "still there");
  await narrow.wait("update");
});

it("has many streams over one socket, each once, until it is asked for no more", async () => {
  const ana = await newPerson("ana");
  const ear = await connectTo({ access_token: ana.token });
  for (const stream of ["user", "public", "public", "public:local"]) ear.say({ type: "subscribe", stream });
  ear.say({ type: "subscribe", stream: "hashtag", tag: "tea" });
  ear.say({ type: "subscribe", stream: "hashtag", tag: "milk" });
  await settled(ear);
  await rig.publish(ana, "#tea");
  await expect
    .poll(() => ear.heard.map(({ stream }) => stream?.join()).sort())
    .toEqual(["hashtag,tea", "public", "public:local", "user"]);
  ear.heard.length = 0;
  for (const stream of ["user", "public", "list"]) ear.say({ type: "unsubscribe", stream });
  ear.say({ type: "unsubscribe", stream: "hashtag", tag: "tea" });
  await settled(ear);
  await rig.publish(ana, "#tea");
  await ear.wait("update");
  expect(ear.heard.map(({ stream }) => stream)).toEqual([["public:local"]]);
});

it("leaves what is no request unanswered, and closes on what is too large", async () => {
  const ear = await connectTo();
  ear.socket.send("no JSON");
  ear.socket.send("[1]");
  ear.socket.send("null");
  ear.socket.send(Buffer.from([1, 2, 3]));
  ear.say({ type: "nonsense" });
  await settled(ear);
  expect(ear.errors).toEqual([]);
  ear.socket.send("x".repeat(5_000));
  expect(await ear.closed).toBe(1009);
});

it("closes when the token is revoked, and when the account is suspended or its login disabled", async () => {
  const [ana, ben, cy] = [await newPerson("ana"), await newPerson("ben"), await newPerson("cy")];
  const ears = await Promise.all(
    [ana, ben, cy].map((person) => connectTo({ access_token: person.token, stream: "user" })),
  );
  const other = await connectTo({ access_token: (await newPerson("dee")).token, stream: "user" });
  await Promise.all([...ears, other].map(settled));
  await rig.ctx.sql`delete from oauth_tokens where account_id = ${ana.id}`;
  await rig.ctx.sql`update accounts set state = 'suspended' where id = ${ben.id}`;
  await rig.ctx.sql`update logins set disabled_at = now() where account_id = ${cy.id}`;
  expect(await Promise.all(ears.map((ear) => ear.closed))).toEqual([1008, 1008, 1008]);
  await settled(other);
});

it("lets an account open so many, and an address, and another one when one is closed", async () => {
  const ana = await newPerson("ana");
  const from = (address: string) => ({ headers: { "x-forwarded-for": address } });
  const first = await connectTo({ access_token: ana.token }, from("203.0.113.1"));
  await connectTo({ access_token: ana.token }, from("203.0.113.1"));
  await expect(openSocket(rig.origin, {}, from("203.0.113.1"))).rejects.toMatchObject({ status: 429 });
  await connectTo({ access_token: ana.token }, from("203.0.113.2"));
  await expect(
    openSocket(rig.origin, { access_token: ana.token }, from("203.0.113.2")),
  ).rejects.toMatchObject({
    status: 429,
    message: '{"error":"Too many open streams"}',
  });
  first.socket.close();
  await first.closed;
  await expect
    .poll(async () => {
      const ear = await connectTo({ access_token: ana.token }, from("203.0.113.1")).catch(() => null);
      return ear !== null;
    })
    .toBe(true);
});

it("cuts off who does not read", async () => {
  const ana = await newPerson("ana");
  const socket = connect(Number(new URL(rig.origin).port), "127.0.0.1");
  socket.write(
    [
      "GET /api/v1/streaming?stream=public HTTP/1.1",
      `host: ${new URL(rig.origin).host}`,
      "connection: upgrade",
      "upgrade: websocket",
      "sec-websocket-version: 13",
      "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
      "",
      "",
    ].join("\r\n"),
  );
  await new Promise((resolve) => socket.once("data", resolve));
  socket.pause();
  const reader = await connectTo({ stream: "public" });
  await settled(reader);
  let isCut = false;
  socket.on("close", () => {
    isCut = true;
  });
  socket.on("error", () => undefined);
  const text = "tea ".repeat(1_200);
  for (let posts = 0; posts < 60; posts++) await rig.publish(ana, `${posts} ${text}`);
  const entries = await rig.ctx.sql`select id from posts where account_id = ${ana.id} order by id`;
  // Edits, many at once, fill what the system keeps for a socket.
  for (let round = 0; round < 60; round++)
    await rig.ctx.sql`update posts set edited_at = now() where account_id = ${ana.id}`;
  await expect
    .poll(() => reader.heard.length, { timeout: 30_000 })
    .toBeGreaterThanOrEqual(entries.length * 20);
  socket.resume();
  await expect.poll(() => isCut, { timeout: 20_000 }).toBe(true);
}, 90_000);

it("serves a request for another protocol as one for this one", async () => {
  const status = await new Promise((resolve) => {
    const socket = connect(Number(new URL(rig.origin).port), "127.0.0.1");
    const { host } = new URL(rig.origin);
    socket.write(`GET /health HTTP/1.1\r\nhost: ${host}\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n`);
    socket.once("data", (data) => {
      resolve(String(data).split("\r\n")[0]);
      socket.destroy();
    });
  });
  expect(status).toBe("HTTP/1.1 200 OK");
});

it("refuses a handshake that is none", async () => {
  const answer = await new Promise<string>((resolve) => {
    const socket = connect(Number(new URL(rig.origin).port), "127.0.0.1");
    const { host } = new URL(rig.origin);
    socket.write(
      `GET /api/v1/streaming HTTP/1.1\r\nhost: ${host}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
    );
    socket.once("data", (data) => resolve(String(data)));
  });
  expect(answer).toMatch(/^HTTP\/1.1 400 /);
});

it("closes every socket when the node stops, and stops at once", async () => {
  const local = await startLocalNode();
  const ears: SocketEar[] = [];
  for (let at = 0; at < 5; at++) ears.push(await openSocket(local.origin, { stream: "public" }));
  const start = performance.now();
  await local.close();
  expect(await Promise.all(ears.map((ear) => ear.closed))).toEqual(Array(5).fill(1001));
  expect(performance.now() - start).toBeLessThan(4_000);
}, 60_000);
