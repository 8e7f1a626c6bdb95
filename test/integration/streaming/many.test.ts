import { afterAll, beforeAll, expect, it } from "vitest";
import { type ApiRig, createApiRig } from "#test/integration/api/rig.ts";
import { followAll } from "#test/load/database/follows.ts";
import { addReaders } from "#test/load/database/readers.ts";
import { type LocalNode, startLocalNode } from "#test/support/network-node.ts";
import { openSocket, type SocketEar, settled } from "./listen.ts";

const READERS = 200;

let rig: ApiRig;
let other: LocalNode;
beforeAll(async () => {
  rig = await createApiRig();
  // Another process of the same node, which serves and does not work.
  const { databaseUrl = "", origin } = rig.node.config;
  other = await startLocalNode({ DATABASE_URL: databaseUrl, ORIGIN: origin });
}, 60_000);
afterAll(async () => {
  await other.close();
  await rig.close();
});

it("reaches everybody who listens, at whichever process, and asks the database the same for all", async () => {
  const ben = await rig.person("ben");
  const readers = await addReaders(rig.ctx.sql, rig.origin, READERS);
  await followAll(
    rig.ctx.sql,
    rig.origin,
    readers.map(({ id }) => id),
    [ben.id],
  );
  const elsewhere = `http://localhost:${other.node.config.port}`;
  const ears: SocketEar[] = [];
  for (const [at, { token }] of readers.entries()) {
    const origin = at % 2 === 0 ? rig.origin : elsewhere;
    ears.push(await openSocket(origin, { stream: "user", access_token: token }));
  }
  await Promise.all(ears.map(settled));
  const began = performance.now();
  const id = await rig.publish(ben, "to all of you");
  const heard = await Promise.all(ears.map((ear) => ear.wait("update")));
  expect(new Set(heard.map(({ payload }) => JSON.stringify(payload))).size).toBe(1);
  expect(new Set(heard.map((one) => one.id)).size).toBe(1);
  expect(heard[0]?.payload.id).toBe(id);
  // Loose, since the machine does other things: test/load measures.
  expect(performance.now() - began).toBeLessThan(10_000);
  for (const ear of ears) expect(ear.heard).toHaveLength(1);
  for (const ear of ears) ear.close();
}, 60_000);
