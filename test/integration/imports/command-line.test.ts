import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Cli, CommandFailed } from "#server/cli/cli.ts";
import { data } from "#server/cli/commands/data.ts";
import { type ApiRig, createApiRig } from "../api/rig.ts";

let rig: ApiRig;
const folder = mkdtempSync(path.join(tmpdir(), "folkmoot-import-"));
beforeAll(async () => {
  rig = await createApiRig();
  for (const name of ["ana", "ben", "cleo"]) await rig.person(name);
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await rig.close();
});

async function folkmoot(...args: string[]): Promise<string> {
  let output = "";
  const written = vi.spyOn(process.stdout, "write").mockImplementation((piece) => {
    output += piece;
    return true;
  });
  const cli: Cli = {
    json: false,
    print(_, text) {
      output += `${text()}\n`;
    },
    progress() {},
    config: () => rig.ctx.config,
    withNode: (use) => use(rig.node),
  };
  const program = new Command().exitOverride();
  data(program, cli);
  try {
    await program.parseAsync(args, { from: "user" });
    return output;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return error.message;
  } finally {
    written.mockRestore();
  }
}

it("brings a file in and writes it out again", async () => {
  const file = path.join(folder, "mutes.csv");
  writeFileSync(file, "ben\ncleo\nnobody\n");
  expect(await folkmoot("import", "mutes", file, "--as", "ana")).toBe("Imported 2 of 3; 1 failed.\n");
  const host = rig.ctx.handleHost;
  expect((await folkmoot("export", "mutes", "--as", "ana")).split("\n").sort()).toEqual([
    "",
    "Account address,Hide notifications",
    `ben@${host},true`,
    `cleo@${host},true`,
  ]);
  writeFileSync(file, "cleo\n");
  await folkmoot("import", "mutes", file, "--as", "ana", "--overwrite");
  expect(await folkmoot("export", "mutes", "--as", "ana")).not.toContain("ben@");
});

it("says what it cannot do", async () => {
  expect(await folkmoot("export", "passwords", "--as", "ana")).toContain("one of follows");
  expect(await folkmoot("import", "mutes", path.join(folder, "none.csv"), "--as", "ana")).toContain(
    "cannot be read",
  );
  const archive = path.join(folder, "archive.zip");
  writeFileSync(archive, "no archive");
  expect(await folkmoot("import", "archive", archive, "--as", "ana")).toBe(
    "Not imported: import/no-archive.",
  );
});
