import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changedCopies } from "#protocol/moot/fixtures/changed-copies.ts";
import { iri, makeMoot } from "#protocol/moot/fixtures/moot.ts";
import { writePanel } from "#protocol/moot/panel.ts";
import { exportMultikey } from "#protocol/signing/keys.ts";
import type { Config } from "../../config/config.ts";
import { type Cli, CommandFailed } from "../cli.ts";
import { decision } from "./decision.ts";
import { panel } from "./panel.ts";

const moot = await makeMoot();
const record = await moot.recordOf();
const nodeKey = exportMultikey(moot.node.publicKey);

let folder: string;
let web: Server;
let origin: string;
const served = new Map<string, unknown>();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "folkmoot-records-"));
  web = createServer((request, response) => {
    const body = served.get(request.url ?? "");
    response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/activity+json" });
    response.end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((listening) => web.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
});
afterAll(async () => {
  web.close();
  await rm(folder, { recursive: true });
});

/** Runs a command as `main` would, where private addresses may be asked or not. */
async function folkmoot(args: string[], { allowPrivateAddress = true } = {}) {
  const ran = { status: 0, output: "", detail: undefined as unknown, value: undefined as unknown };
  const cli: Cli = {
    json: false,
    print(value, text) {
      ran.value = JSON.parse(JSON.stringify(value));
      ran.output = text();
    },
    progress() {},
    config: () => ({ allowPrivateAddress }) as Config,
    withNode: () => Promise.reject(new Error("needs no node")),
  };
  const program = new Command().exitOverride();
  for (const register of [decision, panel]) register(program, cli);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return { ...ran, status: 1, output: error.message, detail: error.detail };
  }
  return ran;
}

async function file(content: unknown): Promise<string> {
  const name = path.join(folder, `${Math.random()}.json`);
  await writeFile(name, typeof content === "string" ? content : JSON.stringify(content));
  return name;
}

describe("folkmoot decision verify", () => {
  it("says what was decided, by which rule, by whom, and by which key, without a network", async () => {
    const { status, output, value } = await folkmoot(["decision", "verify", await file(record)]);
    expect(status).toBe(0);
    for (const told of [
      "The decision holds: 2 of 3 members and their node have signed it.",
      "verdict   remove, for good",
      `rule      ${iri("rules/1")}`,
      "votes     3 for it, 0 against, 0 absent",
      `${moot.panel.members[0]}  remove, signed with`,
      `${moot.panel.members[2]}  remove, not signed`,
      `by key    ${nodeKey}\n`,
      "drawn again, the same 3 people come out",
      "compare it with what the node publishes",
    ])
      expect(output).toContain(told);
    expect(value).toMatchObject({
      decision: { verdict: "remove" },
      votes: { for: 3, against: 0 },
      signers: moot.panel.members.slice(0, 2),
      node: { key: nodeKey, isKeyGiven: false },
      panel: { members: moot.panel.members, drawnFrom: { size: 9 } },
    });
  });

  it("takes the key that somebody knows the node by, and refuses another", async () => {
    const name = await file(record);
    const own = await folkmoot(["decision", "verify", name, "--node-key", nodeKey]);
    expect(own).toMatchObject({ status: 0, output: expect.stringContaining("the one that you gave") });
    expect(own.output).not.toContain("compare it");
    const other = exportMultikey(moot.log.publicKey);
    expect(await folkmoot(["decision", "verify", name, "--node-key", other])).toMatchObject({
      status: 1,
      output: `✗ This decision does not hold: it is signed with another key than the node's: ${nodeKey}.`,
      detail: { type: "record/other-node-key" },
    });
  });

  it("refuses each of 200 changed copies, and says why", async () => {
    const passed: string[] = [];
    for (const { kind, copy } of changedCopies(JSON.stringify(record), 200)) {
      const { status, output } = await folkmoot(["decision", "verify", await file(copy)]);
      if (status !== 1 || !output.startsWith("✗ This decision does not hold: ")) passed.push(kind);
    }
    expect(passed).toEqual([]);
  });

  it("says so where there is no file, a folder, too much, or no JSON", async () => {
    const verify = async (name: string) => (await folkmoot(["decision", "verify", name])).output;
    expect(await verify(path.join(folder, "none"))).toContain("There is no file");
    expect(await verify(folder)).toContain("There is no file");
    expect(await verify(await file(" ".repeat(4_000_001)))).toContain("is larger than 4 MB");
    expect(await verify(await file(" ".repeat(1_000_001)))).toContain("larger than 1 MB");
    expect(await verify(await file("{"))).toContain("the file holds no JSON object");
    const hidden = { ...record, "\u202etype": 1 };
    expect(await verify(await file(hidden))).toContain("\\u{202e}type is not in the schema");
  });
});

describe("folkmoot panel draw", () => {
  it("draws a panel again from its record and from that of its decision", async () => {
    for (const content of [record, record.panel, writePanel(moot.panel)]) {
      const { status, output, value } = await folkmoot(["panel", "draw", await file(content)]);
      expect(status).toBe(0);
      expect(value).toMatchObject({ members: moot.panel.members, isSame: true });
      expect(output).toContain("drawn again, the same people come out");
      for (const member of moot.panel.members) expect(output).toContain(member);
    }
  });

  it("says who should sit where others do", async () => {
    const members = moot.panel.members.toReversed();
    const { status, output, detail } = await folkmoot([
      "panel",
      "draw",
      await file(writePanel({ ...moot.panel, members })),
    ]);
    expect(status).toBe(1);
    expect(output).toContain(`Drawn: ${moot.panel.members.join(", ")}. On the panel: ${members.join(", ")}`);
    expect(detail).toMatchObject({ type: "panel/other-members", drawn: moot.panel.members, members });
  });

  it("draws a panel at an address of the node whose panel it is, and of no other", async () => {
    const id = `${origin}/moot/panels/7` as typeof moot.panel.id;
    served.set("/moot/panels/7", writePanel(await moot.panelOf({ id })));
    expect(await folkmoot(["panel", "draw", id])).toMatchObject({ status: 0 });
    served.set("/moot/panels/8", writePanel(moot.panel));
    expect(await folkmoot(["panel", "draw", `${origin}/moot/panels/8`])).toMatchObject({
      status: 1,
      detail: { type: "panel/foreign-id" },
    });
    expect(await folkmoot(["panel", "draw", `${origin}/moot/panels/9`])).toMatchObject({
      status: 1,
      output: expect.stringContaining("it answers 404"),
    });
  });

  it("asks no private address unless that is allowed", async () => {
    const closed = { allowPrivateAddress: false };
    const asked = await folkmoot(["panel", "draw", `https://127.0.0.1:${new URL(origin).port}/`], closed);
    expect(asked).toMatchObject({ status: 1, detail: { type: "address/private" } });
    expect(await folkmoot(["panel", "draw", origin], closed)).toMatchObject({
      detail: { type: "url/scheme" },
    });
  });
});
