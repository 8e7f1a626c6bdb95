import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync } from "node:fs";
import { mkdir, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { appendEntry } from "#moderation/ledger/append.ts";
import { type Cli, CommandFailed } from "#server/cli/cli.ts";
import { ledger } from "#server/cli/commands/ledger.ts";
import { moderationOf } from "#server/desk/moderation.ts";
import { type ApiRig, createApiRig } from "../api/rig.ts";

let rig: ApiRig;
let folder: string;

beforeAll(async () => {
  rig = await createApiRig();
  const ctx = moderationOf(rig.ctx);
  await ctx.db.transaction(async (tx) => {
    for (let n = 0; n < 300; n++) {
      await appendEntry(ctx, tx, "public", { kind: "action.taken", body: { n } });
      await appendEntry(ctx, tx, "private", { kind: "case.noted", body: { n } });
    }
  });
  await rig.node.settle();
}, 60_000);
afterAll(() => rig.close());
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "folkmoot-ledger-"));
  await folkmoot("export", folder);
  return () => rm(folder, { recursive: true });
});

async function folkmoot(...args: string[]): Promise<{ status: number; output: string }> {
  let output = "";
  const cli: Cli = {
    json: false,
    print: (_, text) => {
      output += text();
    },
    progress() {},
    config: () => rig.ctx.config,
    withNode: (use) => use(rig.node),
  };
  const program = new Command().exitOverride();
  ledger(program, cli);
  try {
    await program.parseAsync(["ledger", ...args], { from: "user" });
    return { status: 0, output };
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return { status: 1, output: error.message };
  }
}

/** More than any tile has, for as long as somebody reads it. */
function flood(response: ServerResponse): void {
  const more = () => {
    while (response.write(Buffer.alloc(1_048_576)));
    response.once("drain", more);
  };
  more();
}

async function change(file: string, at: number): Promise<void> {
  const bytes = await readFile(path.join(folder, file));
  const place = at < 0 ? bytes.length + at : at;
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  await writeFile(path.join(folder, file), bytes);
}

describe("folkmoot ledger verify", () => {
  it("finds this node's ledgers whole, also over HTTP and in a folder", async () => {
    const own = await folkmoot("verify");
    expect(own).toMatchObject({ status: 0 });
    expect(own.output).toContain("the private ledger of this node: 300 entries");
    expect(await folkmoot("verify", rig.origin)).toMatchObject({ status: 0 });
    expect(await folkmoot("verify", `${rig.origin}/ledger/public`)).toMatchObject({ status: 0 });
    expect(await folkmoot("verify", folder)).toMatchObject({ status: 0 });
    const { output } = await folkmoot("show", "--ledger", "public", "--last", "2");
    expect(output).toMatch(/^298\t.*\taction\.taken\t{"n":298}\n299\t/);
  });

  it.each([
    ["tile/entries/000", 5, /entry 0: It was changed/],
    ["tile/entries/001.p/44", -3, /entry 299: It (was changed|is not canonical)/],
    ["tile/0/000", 33, /tile\/0\/000: The hash of entry 1 in it was changed/],
    ["tile/0/001.p/44", -1, /tile\/0\/001\.p\/44: The hash of entry 299/],
    ["tile/1/000.p/1", 7, /tile\/1\/000\.p\/1: Its hashes are not those/],
    ["checkpoint", 30, /checkpoint: /],
    ["checkpoint", -4, /checkpoint: /],
    ["key", 3, /key: It is no key/],
    ["key", -10, /key: It is no key/],
  ])("says where one byte of %s was changed", async (file, at, expected) => {
    await change(file, at);
    const { status, output } = await folkmoot("verify", folder);
    expect(status).toBe(1);
    expect(output).toMatch(expected);
  });

  it("finds every single byte of a small log that was changed", async () => {
    for (const file of ["checkpoint", "key", "tile/0/001.p/44", "tile/1/000.p/1"]) {
      const { length } = await readFile(path.join(folder, file));
      for (let at = 0; at < length; at += file.startsWith("tile") ? 97 : 1) {
        await change(file, at);
        const { status } = await folkmoot("verify", folder);
        if (status !== 1) expect.fail(`${file}, byte ${at}`);
        await change(file, at);
      }
    }
  }, 120_000);

  it("finds a truncated tile, a missing one, and a missing log", async () => {
    await truncate(path.join(folder, "tile/entries/000"), 1_000);
    expect((await folkmoot("verify", folder)).output).toContain("tile/entries/000: It is not of 256 entries");
    await rm(path.join(folder, "tile/0/000"));
    expect((await folkmoot("verify", folder)).output).toContain("tile/0/000: It is missing");
    await rm(path.join(folder, "checkpoint"));
    expect((await folkmoot("verify", folder)).output).toContain("checkpoint: There is none");
    expect(await folkmoot("verify", path.join(folder, "nothing"))).toMatchObject({ status: 1 });
  });

  it("takes neither the checkpoint of another log nor another key", async () => {
    const other = mkdtempSync(path.join(tmpdir(), "folkmoot-ledger-"));
    await folkmoot("export", other, "--ledger", "private");
    expect(await folkmoot("verify", other)).toMatchObject({ status: 0 });
    const key = (await readFile(path.join(other, "key"), "utf8")).trim();
    expect((await folkmoot("verify", folder, "--key", key)).output).toContain("not signed with this key");
    await writeFile(path.join(folder, "checkpoint"), await readFile(path.join(other, "checkpoint")));
    expect((await folkmoot("verify", folder)).output).toContain("It is not signed with this key");
    await rm(other, { recursive: true });
  });

  it("finds the same on somebody's server, which may also answer without end, with a page, or with a way elsewhere", async () => {
    const tricks = new Map<string, (response: ServerResponse) => void>();
    const server = createServer((request, response) => {
      const trick = tricks.get(request.url ?? "");
      if (trick !== undefined) return trick(response);
      return readFile(path.join(folder, request.url ?? "")).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const verify = async () => {
      const { status, output } = await folkmoot("verify", `${at}/log`);
      return status === 0 ? "whole" : output;
    };
    await rename(folder, `${folder}-moved`);
    await mkdir(folder);
    await rename(`${folder}-moved`, path.join(folder, "log"));
    const log = (name: string) => `/log/${name}`;
    const cases: [string, (response: ServerResponse) => void, RegExp][] = [
      ["tile/entries/000", (r) => void r.writeHead(404).end(), /tile\/entries\/000: It is missing/],
      ["tile/0/001.p/44", (r) => void r.writeHead(410).end(), /tile\/0\/001\.p\/44: It is missing/],
      ["tile/0/000", (r) => void r.end(Buffer.alloc(31)), /tile\/0\/000: It is not of 256 hashes/],
      ["tile/0/000", (r) => void r.end(Buffer.alloc(8193)), /tile\/0\/000: It is not of 256 hashes/],
      [
        "tile/entries/001.p/44",
        (r) => void r.end("<html>"),
        /tile\/entries\/001\.p\/44: It is not of 44 entries/,
      ],
      ["checkpoint", (r) => void r.end("<html>"), /checkpoint: /],
      ["checkpoint", (r) => void r.writeHead(404).end(), /checkpoint: There is none/],
      ["key", (r) => void r.end("x"), /key: It is no key/],
      ["key", (r) => void r.writeHead(302, { location: "http://192.0.2.1/key" }).end(), /could not be read/],
      ["tile/entries/000", (r) => void flood(r), /could not be read/],
    ];
    expect(await verify()).toBe("whole");
    for (const [name, trick, expected] of cases) {
      tricks.set(log(name), trick);
      expect(await verify(), name).toMatch(expected);
      tricks.clear();
    }
    for (const file of ["tile/entries/001.p/44", "tile/0/000", "tile/1/000.p/1", "checkpoint"]) {
      await change(`log/${file}`, 40 % (await readFile(path.join(folder, "log", file))).length);
      expect(await verify(), file).not.toBe("whole");
      await change(`log/${file}`, 40 % (await readFile(path.join(folder, "log", file))).length);
    }
    expect(await verify()).toBe("whole");
    server.closeAllConnections();
    server.close();
  }, 60_000);

  it("is not held up by what is no file in a folder", async () => {
    for (const make of [
      (name: string) => execFileSync("mkfifo", [name]),
      (name: string) => symlinkSync("/dev/zero", name),
      (name: string) => mkdirSync(name),
    ]) {
      const tile = path.join(folder, "tile/0/000");
      await rm(tile, { recursive: true });
      make(tile);
      expect((await folkmoot("verify", folder)).output).toContain("tile/0/000: It is missing");
    }
  }, 20_000);

  it("holds a log to an earlier checkpoint", async () => {
    const kept = path.join(folder, "kept");
    expect(await folkmoot("verify", folder, "--save", kept)).toMatchObject({ status: 0 });
    const ctx = moderationOf(rig.ctx);
    await appendEntry(ctx, ctx.db, "public", { kind: "action.undone", body: {} });
    await rig.node.settle();
    expect(await folkmoot("verify", rig.origin, "--since", kept)).toMatchObject({ status: 0 });
    const newer = path.join(folder, "newer");
    expect(await folkmoot("verify", rig.origin, "--save", newer)).toMatchObject({ status: 0 });
    const back = await folkmoot("verify", folder, "--since", newer);
    expect(back).toMatchObject({ status: 1 });
    expect(back.output).toContain("entries were taken away");
  });

  it("does not ask a private address unless that is allowed", async () => {
    const { config } = rig.ctx;
    const cli: Cli = {
      json: false,
      print() {},
      progress() {},
      config: () => ({ ...config, allowPrivateAddress: false }),
      withNode: (use) => use(rig.node),
    };
    const program = new Command().exitOverride();
    ledger(program, cli);
    const asked = program.parseAsync(["ledger", "verify", "https://127.0.0.1/ledger/public"], {
      from: "user",
    });
    await expect(asked).rejects.toThrow(/address\/private/);
  });
});

describe("the ledgers' addresses", () => {
  it("are kept for good where they cannot change, and hardly where they do", async () => {
    const head = await rig.request("GET", "/ledger/public/checkpoint");
    expect(head.status).toBe(200);
    expect(head.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(head.headers.get("cache-control")).toBe("public, max-age=2");
    const tile = await rig.request("GET", "/ledger/public/tile/0/000");
    expect(tile.headers.get("content-type")).toBe("application/octet-stream");
    expect(tile.headers.get("cache-control")).toContain("immutable");
    expect(await rig.request("GET", "/ledger/public/key")).toMatchObject({ status: 200 });
  });

  it.each([
    "/ledger/public/tile/0/001",
    "/ledger/public/tile/0/001.p/99",
    "/ledger/public/tile/0/0",
    "/ledger/public/tile/9/000",
    "/ledger/public/tile/entries/002.p/1",
    "/ledger/public/tile/0/..%2f..%2fkey",
    "/ledger/public/",
    "/ledger/public/other",
    "/ledger/other/checkpoint",
  ])("do not include %s", async (address) => {
    expect(await rig.request("GET", address)).toMatchObject({ status: 404 });
  });

  it("of the private ledger are for those who look after the node", async () => {
    const address = "/ledger/private/checkpoint";
    expect(await rig.request("GET", address)).toMatchObject({ status: 401 });
    expect(await rig.request("GET", address, { token: "nobody's" })).toMatchObject({ status: 401 });
    const member = await rig.person("member");
    expect(await member.get(address)).toMatchObject({ status: 403 });
    const moderator = await rig.person("mona", { role: "moderator" });
    const head = await moderator.get(address);
    expect(head).toMatchObject({ status: 200 });
    expect(head.headers.get("cache-control")).toBe("private, no-store");
    expect(await moderator.get("/ledger/private/tile/entries/000")).toMatchObject({ status: 200 });
    const reader = await rig.person("reader", { role: "moderator", scopes: ["read"] });
    expect(await reader.get(address)).toMatchObject({ status: 403 });
  });
});
