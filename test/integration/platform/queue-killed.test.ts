import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "#server/platform/postgres/connect.ts";
import { postgresBackend } from "#server/platform/queue/backends.ts";
import { bullQueue } from "#server/platform/queue/bull.ts";
import { testDatabase } from "#test/support/postgres.ts";

let database: Database;
beforeAll(async () => {
  database = await testDatabase({ migrations: false });
});
afterAll(() => database.close());

const log = { error: () => {}, warn: () => {} };
const timing = { lockDuration: 1000, stalledInterval: 500, drainDelay: 1 };

it("runs a job again whose process was killed in the middle of it", async () => {
  const queue = bullQueue<{ letters: { to: string } }>({
    backend: postgresBackend(database.url, database.schema),
    names: ["letters"],
    log,
    timing,
  });
  await queue.add("letters", { to: "ada" }, { id: "one" });
  const script = `
    import { postgresBackend } from "#server/platform/queue/backends.ts";
    import { bullQueue } from "#server/platform/queue/bull.ts";
    const log = { error() {}, warn() {} };
    const backend = postgresBackend(${JSON.stringify(database.url)}, ${JSON.stringify(database.schema)});
    bullQueue({ backend, names: ["letters"], log, timing: ${JSON.stringify(timing)} })
      .process("letters", async () => { process.stdout.write("begun"); await new Promise(() => {}); });`;
  const killed = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(killed.stdout, "data");
  killed.kill("SIGKILL");
  const again = new Promise<string>((resolve) => queue.process("letters", async ({ id }) => resolve(id)));
  expect(await again).toBe("one");
  await queue.close();
});
