import { type ChildProcess, spawn } from "node:child_process";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type NodeProcess, PROGRAM, startNodeProcess } from "#test/support/processes.ts";
import { aMoment, atHome, ctxOf, eventually, follow, type Person, person, publish } from "./people.ts";

/** One node in two processes: requests are answered by one, the queues are worked on by the other. */
let web: NodeProcess;
let worker: ChildProcess | undefined;
let other: NodeProcess;
let ana: Person;
let ben: Person;

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

beforeAll(async () => {
  [web, other] = await Promise.all([
    startNodeProcess({ args: ["--only", "web"] }),
    startNodeProcess({ address: "127.0.0.2" }),
  ]);
  [ana, ben] = await Promise.all([person(web, "ana"), person(other, "ben")]);
});
afterAll(async () => {
  worker?.kill("SIGINT");
  await Promise.all([web?.close(), other?.close()]);
});

function startWorker(): ChildProcess {
  const env = { PATH: process.env.PATH, ...web.env };
  return spawn(process.execPath, [PROGRAM, "start", "--only", "worker"], { env, stdio: "ignore" });
}

test("without a worker nothing leaves the node, and nothing is lost", async () => {
  const { sql } = await ctxOf(ana);
  await publish(ana, "Is anybody there?");
  await aMoment();
  expect(await sql`select 1 from outbox_events where dispatched_at is null`).toHaveLength(1);
});

test("a worker beside it sends what waits and what comes", async () => {
  worker = startWorker();
  await follow(ben, ana);
  const { iri } = await publish(ana, "Now there is");
  await eventually(async () => expect(await atHome(ben, iri)).toBeDefined());
  const { sql } = await ctxOf(ana);
  expect(await sql`select 1 from outbox_events where dispatched_at is null`).toHaveLength(0);
});

test("a worker that is killed is followed by another, which goes on where it was", async () => {
  worker?.kill("SIGKILL");
  const { iri } = await publish(ana, "Between two workers");
  worker = startWorker();
  await eventually(async () => expect(await atHome(ben, iri)).toBeDefined(), 45_000);
});

test("Ctrl-C ends both with status 0", async () => {
  const ended = new Promise((resolve) => worker?.once("exit", resolve));
  worker?.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(await web.stop()).toBe(0);
});
