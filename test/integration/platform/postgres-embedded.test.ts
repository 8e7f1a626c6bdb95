import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startEmbedded } from "#server/platform/postgres/embedded.ts";
import { choosePlaces } from "#server/platform/postgres/places.ts";
import { findPostmaster, gone } from "#server/platform/postgres/postmaster.ts";
import { postgresOptions } from "#server/platform/postgres/url.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "folkmoot-embedded-"));
  chmodSync(dataDir, 0o711);
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

async function start() {
  const server = await startEmbedded({ dataDir });
  if (!server.ok) throw new Error(JSON.stringify(server.error));
  return server.value;
}

async function query(url: string, statement: string) {
  const sql = postgres({ ...postgresOptions(url), max: 1, onnotice: () => {} });
  return sql.unsafe(statement).finally(() => sql.end());
}

const postmaster = async () => findPostmaster(choosePlaces(dataDir).cluster);
const stopped = async () => gone(choosePlaces(dataDir).cluster, 8000);

describe("the embedded server", () => {
  it("keeps its data from one start to the next", async () => {
    const first = await start();
    await query(first.url, "create table kept as select 7 as seven");
    await first.stop();
    expect(await postmaster()).toBeUndefined();
    const second = await start();
    expect(await query(second.url, "select * from kept")).toEqual([{ seven: 7 }]);
    await second.stop();
  });

  it("serves a second process too, and stops with the last one that is connected", async () => {
    const node = await start();
    const connected = postgres({ ...postgresOptions(node.url), max: 1 });
    await connected`select 1`;
    const commandLine = await start();
    await commandLine.stop();
    expect(await connected`select 1 as one`).toEqual([{ one: 1 }]);
    await connected.end();
    await node.stop();
    expect(await postmaster()).toBeUndefined();
  });

  it("ends when its node is killed, loses nothing that was committed, and starts again", async () => {
    const script = `
      import { startEmbedded } from ${JSON.stringify(fileURLToPath(import.meta.resolve("#server/platform/postgres/embedded.ts")))};
      const server = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} });
      console.log(server.ok ? "up" : JSON.stringify(server.error));
      setInterval(() => {}, 1000);`;
    const node = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    expect(String((await once(node.stdout, "data"))[0]).trim()).toBe("up");
    const adopted = await start();
    await query(adopted.url, "create table kept as select 7 as seven");
    node.kill("SIGKILL");
    expect(await stopped()).toBe(true);
    const again = await start();
    expect(await query(again.url, "select * from kept")).toEqual([{ seven: 7 }]);
    await again.stop();
  });

  it("recovers when the server itself was killed", async () => {
    const first = await start();
    await query(first.url, "create table kept as select 7 as seven");
    const pid = (await postmaster())?.pid ?? 0;
    process.kill(pid, "SIGKILL");
    await expect.poll(() => isAlive(pid)).toBe(false);
    const again = await start();
    expect(await query(again.url, "select * from kept")).toEqual([{ seven: 7 }]);
    await again.stop();
  });

  it("is reached through a short socket path when the data directory's is long", async () => {
    dataDir = path.join(dataDir, "long".repeat(30));
    const server = await start();
    expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await server.stop();
    dataDir = path.dirname(dataDir);
  });

  it.runIf(process.getuid?.() === 0)(
    "lies outside a data directory that only root may enter, with a link to it",
    async () => {
      chmodSync(dataDir, 0o700);
      const closed = dataDir;
      dataDir = path.join(closed, "data");
      mkdirSync(dataDir);
      const server = await start();
      expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
      await server.stop();
      const link = path.join(dataDir, "postgres");
      const cluster = realpathSync(link);
      expect([lstatSync(link).isSymbolicLink(), cluster.startsWith("/var/lib/folkmoot/")]).toEqual([
        true,
        true,
      ]);
      rmSync(cluster, { recursive: true });
      rmSync(`${cluster}.log`);
      dataDir = closed;
    },
  );
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
