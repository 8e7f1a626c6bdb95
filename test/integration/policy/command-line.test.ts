import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Cli } from "#server/cli/cli.ts";
import { policy } from "#server/cli/commands/policy.ts";
import { type ApiRig, createApiRig } from "#test/integration/api/rig.ts";

let rig: ApiRig;
const folder = mkdtempSync(path.join(tmpdir(), "folkmoot-policy-"));
beforeAll(async () => {
  rig = await createApiRig();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await rig.close();
});

async function run(...words: string[]): Promise<string> {
  let said = "";
  const cli: Cli = {
    json: false,
    print: (_, text) => {
      said = text();
    },
    progress: () => {},
    config: () => {
      throw new Error("not needed");
    },
    withNode: (use) => use(rig.node),
  };
  const program = new Command().exitOverride();
  policy(program, cli);
  await program.parseAsync(["policy", ...words], { from: "user" });
  return said;
}

const text = "rules:\n  - { id: one, on: inbound, when: always, then: hold }\n";
function file(name: string, content: string): string {
  const at = path.join(folder, name);
  writeFileSync(at, content);
  return at;
}

it("a file is checked, loaded, shown and listed, and one with an error changes nothing", async () => {
  expect(await run("show")).toBe("There are no rules.");
  const good = file("rules.yaml", text);
  expect(await run("check", good)).toBe("1 rules, nothing wrong.");
  expect(await run("load", good, "--note", "first")).toContain("Version 1 holds: 1 rules; 1 added");
  const bad = file("bad.json", '[{ "id": "one" }]');
  await expect(run("check", bad)).rejects.toThrow(
    'line 1, column 2, rule one: the condition is missing ("when")',
  );
  await expect(run("load", bad)).rejects.toThrow("The rules that hold stay as they are.");
  expect(await run("show")).toBe(text);
  expect(await run("versions")).toMatch(/^1\t\S+\t1 rules\tfirst$/);
  await expect(run("check", path.join(folder, "none.yaml"))).rejects.toThrow("cannot be read");
});
