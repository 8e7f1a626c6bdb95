import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type ApiRig, createApiRig, type Person } from "#test/integration/api/rig.ts";
import { startLocalNode } from "#test/support/network-node.ts";
import { type Ear, openEvents, openSocket, settled } from "./listen.ts";

let rig: ApiRig;
let people = 0;
const open: Ear[] = [];
beforeAll(async () => {
  rig = await createApiRig();
}, 60_000);
afterAll(() => rig.close());
afterEach(() => {
  for (const ear of open.splice(0)) ear.close();
});

async function newPerson(name: string): Promise<Person> {
  people += 1;
  return rig.person(`${name}${people}`);
}

async function events(path: string, person: Person | null = null, headers: Record<string, string> = {}) {
  const authorization = person && `Bearer ${person.token}`;
  const ear = await openEvents(rig.origin, path, { ...(authorization && { authorization }), ...headers });
  open.push(ear);
  return ear;
}

it("says that it is there", async () => {
  const { status, body } = await rig.request("GET", "/api/v1/streaming/health");
  expect([status, body]).toEqual([200, "OK"]);
});

it("streams what the WebSocket does, to pages of any origin", async () => {
  const ana = await newPerson("ana");
  const ear = await events("user", ana);
  expect(ear.status).toBe(200);
  expect(ear.headers.get("access-control-allow-origin")).toBe("*");
  expect(ear.headers.get("cache-control")).toContain("no-store");
  const id = await rig.publish(ana, "line\nbreaks");
  const update = await ear.wait("update");
  expect(update.payload).toEqual((await ana.get(`/api/v1/statuses/${id}`)).body);
  expect(update.id).toMatch(/^\d+:\d+$/);
  expect(ear.comments).toEqual([":)"]);
  const preflight = await rig.request("OPTIONS", "/api/v1/streaming/user");
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-headers")).toContain("Authorization");
});

it("has a path for every stream", async () => {
  const ana = await newPerson("ana");
  const list = (await ana.post("/api/v1/lists", { title: "Tea" })).body.id;
  const paths = [
    "user",
    "user/notification",
    "public",
    "public?only_media=true",
    "public/local",
    "public/remote",
    "hashtag?tag=tea",
    "hashtag/local?tag=tea",
    `list?list=${list}`,
    "direct",
  ];
  for (const path of paths) expect((await events(path, ana)).status, path).toBe(200);
  const statuses = await Promise.all(
    ["public", "public/local", "hashtag?tag=tea"].map(async (path) => (await events(path)).status),
  );
  expect(statuses).toEqual([200, 200, 200]);
});

it.each([
  ["user", 401, "Missing access token"],
  ["user?access_token=nobodys", 401, "Invalid access token"],
  ["hashtag", 400, "Missing tag name parameter"],
  ["nonsense", 400, "Unknown channel requested"],
])("refuses %s", async (path, status, error) => {
  const ear = await events(path);
  expect([ear.status, ear.refusal]).toEqual([status, { error }]);
  expect(ear.headers.get("access-control-allow-origin")).toBe("*");
});

it("goes on from the last event, without loss and without anything twice", async () => {
  const [ana, ben] = [await newPerson("ana"), await newPerson("ben")];
  await rig.follow(ana, ben);
  const first = await events("user", ana);
  const ids = [await rig.publish(ben, "0")];
  const { id: position } = await first.wait("update");
  first.close();
  for (let at = 1; at < 8; at++) ids.push(await rig.publish(ben, String(at)));
  // More comes while it catches up.
  const writing = (async () => {
    for (let at = 8; at < 20; at++) ids.push(await rig.publish(ben, String(at)));
  })();
  const ears = await Promise.all([
    events("user", ana, { "last-event-id": position }),
    events(`user?last_event_id=${position}`, ana),
    openSocket(rig.origin, { stream: "user", access_token: ana.token, last_event_id: position }),
  ]);
  open.push(...ears);
  await writing;
  for (const ear of ears) {
    await ear.wait("update", (status) => status.id === ids.at(-1));
    expect(ear.heard.map(({ payload }) => payload.id)).toEqual(ids.slice(1));
  }
});

it("says that all has to be read again where it cannot know what was missed", async () => {
  const ana = await newPerson("ana");
  for (const position of ["1:1", "99999999:1", "nonsense"]) {
    const ear = await events("user", ana, { "last-event-id": position });
    await ear.wait("resync");
    const id = await rig.publish(ana, "afterwards");
    await ear.wait("update", (status) => status.id === id);
    expect(ear.events()).toEqual(["resync", "update"]);
    ear.close();
  }
});

it("replays to each what they may see now", async () => {
  const [ana, ben] = [await newPerson("ana"), await newPerson("ben")];
  const ear = await openSocket(rig.origin, { stream: "public" });
  open.push(ear);
  await settled(ear);
  await rig.publish(ana, "start");
  const { id: position } = await ear.wait("update");
  await rig.publish(ben, "from ben");
  const last = await rig.publish(ana, "end");
  await ana.post(`/api/v1/accounts/${ben.id}/mute`);
  const again = await events("public", ana, { "last-event-id": position });
  await again.wait("update", (status) => status.id === last);
  expect(again.heard).toHaveLength(1);
});

it("ends when the token is revoked, and when the node stops", async () => {
  const ana = await newPerson("ana");
  const ear = await events("user", ana);
  await rig.ctx.sql`delete from oauth_tokens where account_id = ${ana.id}`;
  await ear.ended;
  const local = await startLocalNode();
  const last = await openEvents(local.origin, "public");
  const start = performance.now();
  await local.close();
  await last.ended;
  expect(performance.now() - start).toBeLessThan(4_000);
}, 60_000);
