import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type NodeProcess, PROGRAM, startNodeProcess } from "#test/support/processes.ts";
import { eventually } from "./people.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const run = promisify(execFile);
let home: NodeProcess;
let away: NodeProcess;

beforeAll(async () => {
  [home, away] = await Promise.all([startNodeProcess(), startNodeProcess({ address: "127.0.0.2" })]);
});
afterAll(() => Promise.all([home?.close(), away?.close()]));

async function moot(...args: string[]) {
  const env = { PATH: process.env.PATH, ...away.env };
  const { stdout } = await run(process.execPath, [PROGRAM, "--json", "moot", ...args], { env });
  return JSON.parse(stdout);
}

it("nodes in processes of their own follow each other's decisions by the command line", async () => {
  expect(await moot("list")).toEqual([]);
  expect(await moot("follow", home.origin)).toMatchObject({ domain: home.host, state: "asked" });
  await eventually(async () =>
    expect(await moot("list")).toMatchObject([
      { domain: home.host, actor: `${home.origin}/actor`, state: "following" },
    ]),
  );
  expect(await moot("unfollow", home.host)).toEqual({ domain: home.host });
  expect(await moot("list")).toEqual([]);
  await expect(moot("unfollow", home.host)).rejects.toMatchObject({ code: 1 });
  await expect(moot("follow", "nowhere.invalid")).rejects.toMatchObject({ code: 1 });
});
