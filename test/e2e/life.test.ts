import { connect } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type NodeProcess, startNodeProcess } from "#test/support/processes.ts";

let node: NodeProcess;

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

beforeAll(async () => {
  node = await startNodeProcess();
});
afterAll(() => node?.close());

/** The links that the node has printed so far, oldest first. */
const links = () => node.output().match(/http:\/\/\S+\/join\/\S+/g) ?? [];

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

test("the first start says where the node is and prints one link for its owner", async () => {
  await vi.waitFor(() => expect(links()).toHaveLength(1), { timeout: 5000 });
  expect(node.output()).toContain(`Folkmoot is up: ${node.origin}`);
  expect(links()[0]).toContain(node.origin);
});

test("it is healthy and ready, and says what it is", async () => {
  expect((await fetch(`${node.origin}/health`)).status).toBe(200);
  const index = await fetch(`${node.origin}/.well-known/nodeinfo`);
  const { links: found } = (await index.json()) as { links: { href: string }[] };
  const info = await fetch(found.at(-1)?.href ?? "");
  expect(await info.json()).toMatchObject({
    version: "2.1",
    software: { name: "folkmoot" },
    protocols: ["activitypub"],
    openRegistrations: false,
  });
});

test("Ctrl-C ends it within seconds with status 0 and frees its port", async () => {
  const started = performance.now();
  expect(await node.stop()).toBe(0);
  expect(performance.now() - started).toBeLessThan(8_000);
  expect(await isListening(node.port)).toBe(false);
});

test("an open connection that says nothing does not keep it from stopping", async () => {
  await node.start();
  const socket = connect(node.port, "127.0.0.1");
  await new Promise((resolve) => socket.once("connect", resolve));
  socket.on("error", () => {});
  expect(await node.stop()).toBe(0);
  socket.destroy();
});

test("the newest link makes the owner, once, and the next start prints none", async () => {
  await node.start();
  await vi.waitFor(() => expect(links()).toHaveLength(3), { timeout: 5000 });
  const [outdated = "", , link = ""] = links();
  expect((await fetch(outdated)).status).toBe(404);
  const form = await fetch(link);
  expect(form.status).toBe(200);
  const page = await form.text();
  for (const field of ["username", "displayName", "password"]) expect(page).toContain(`name="${field}"`);

  const join = (password: string) =>
    fetch(link, {
      method: "POST",
      headers: { origin: node.origin },
      body: new URLSearchParams({ username: "ana", displayName: "Ana", password }),
    });
  expect((await join("short")).status).toBe(422);
  const joined = await join("correct horse battery");
  expect(joined.status).toBe(200);
  expect(await joined.text()).toContain(`@ana@${node.host}`);
  expect((await fetch(link)).status).toBe(404);

  const { sql } = (await node.console()).ctx;
  const owners = await sql`
    select a.username from logins l join accounts a on a.id = l.account_id where l.role = 'owner'`;
  expect(owners).toEqual([{ username: "ana" }]);
  await node.stop();
  await node.start();
  await vi.waitFor(() => expect(node.output().match(/Folkmoot is up/g)).toHaveLength(4), { timeout: 5000 });
  expect(links()).toHaveLength(3);
});

test("the owner's account is found by handle and served as an ActivityPub document", async () => {
  const resource = encodeURIComponent(`acct:ana@${node.host}`);
  const found = await fetch(`${node.origin}/.well-known/webfinger?resource=${resource}`);
  const { links: rels } = (await found.json()) as { links: { rel: string; href: string }[] };
  const self = rels.find(({ rel }) => rel === "self")?.href ?? "";
  const answer = await fetch(self, { headers: { accept: "application/activity+json" } });
  expect(answer.headers.get("content-type")).toMatch(/^application\/(activity|ld)\+json/);
  expect(await answer.json()).toMatchObject({
    id: self,
    type: "Person",
    preferredUsername: "ana",
    name: "Ana",
    publicKey: { owner: self, publicKeyPem: expect.stringContaining("BEGIN PUBLIC KEY") },
  });
});

test("a second node on the same port says so and ends with status 1", async () => {
  await expect(startNodeProcess({ env: { PORT: String(node.port) } })).rejects.toThrow(/is in use/);
});
