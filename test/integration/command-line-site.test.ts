import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cli, CommandFailed } from "#server/cli/cli.ts";
import { announce } from "#server/cli/commands/announce.ts";
import { emoji } from "#server/cli/commands/emoji.ts";
import { site } from "#server/cli/commands/site.ts";
import { type ApiRig, createApiRig } from "./api/rig.ts";

let rig: ApiRig;
beforeAll(async () => {
  rig = await createApiRig();
}, 60_000);
afterAll(() => rig.close());

interface Ran {
  status: number;
  output: string;
  errors: string;
  value: unknown;
}

/** Runs a command on the rig's node, as `main` would on one of its own. */
async function folkmoot(...args: string[]): Promise<Ran> {
  const ran: Ran = { status: 0, output: "", errors: "", value: undefined };
  const cli: Cli = {
    json: false,
    print(value, text) {
      ran.value = JSON.parse(JSON.stringify(value));
      ran.output += `${text()}\n`;
    },
    progress() {},
    config: () => rig.ctx.config,
    withNode: (use) => use(rig.node),
  };
  const program = new Command().exitOverride();
  for (const register of [site, announce, emoji]) register(program, cli);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return { ...ran, status: 1, errors: error.message };
  }
  return ran;
}

async function json<T>(...args: string[]): Promise<T> {
  const { status, errors, value } = await folkmoot(...args);
  if (status !== 0) throw new Error(`${args.join(" ")}: ${errors}`);
  return value as T;
}

const get = async (endpoint: string) => (await rig.request("GET", `/api/v1/${endpoint}`)).body;

function file(name: string, content: string | Uint8Array): string {
  const full = path.join(rig.ctx.config.dataDir, name);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

test("documents of the node are written from files", async () => {
  const about = file("about.md", "We are **here**.");
  const written = await folkmoot("site", "set", "description", about);
  expect(written).toMatchObject({ status: 0, output: expect.stringContaining("The description is what") });
  expect((await get("instance/extended_description")).content).toBe("<p>We are <strong>here</strong>.</p>\n");
  await json("site", "set", "terms", about, "--effective", "2020-01-31");
  expect(await get("instance/terms_of_service")).toMatchObject({ effective_date: "2020-01-31" });
  expect(await json("site", "unset", "terms")).toEqual({ document: "terms", removed: 1 });
  for (const wrong of [
    ["site", "set", "recipe", about],
    ["site", "set", "privacy", `${about}.not`],
    ["site", "set", "terms", about, "--effective", "soon"],
  ])
    expect((await folkmoot(...wrong)).status).toBe(1);
});

test("rules are added, translated, listed and removed", async () => {
  const { id } = await json<{ id: string }>("site", "rules", "add", "Be kind.", "--hint", "Always.");
  const first = await json<{ id: string }>("site", "rules", "add", "Read first.", "--at", "1");
  await json("site", "rules", "translate", id, "de", "Sei nett.");
  const rules = await get("instance/rules");
  expect(rules).toMatchObject([
    { id: first.id },
    { id, hint: "Always.", translations: { de: { text: "Sei nett." } } },
  ]);
  expect(await json("site", "rules", "list")).toEqual(rules);
  expect((await folkmoot("site", "rules")).output).toBe(`1\t${first.id}\tRead first.\n2\t${id}\tBe kind.\n`);
  await json("site", "rules", "remove", id);
  expect((await folkmoot("site", "rules", "remove", id)).status).toBe(1);
  expect(await get("instance/rules")).toHaveLength(1);
});

test("announcements are made, changed, listed and removed", async () => {
  const { id } = await json<{ id: string }>(
    "announce",
    "add",
    "Tonight",
    "--ends",
    "2099-01-01",
    "--all-day",
  );
  await json("announce", "edit", id, "Tomorrow");
  const later = await folkmoot("announce", "add", "Someday", "--publish-at", "2098-01-01T00:00Z");
  expect(later.output).toMatch(/^To be announced as /);
  expect(await json("announce", "list")).toMatchObject([
    { id, state: "published", text: "Tomorrow", endsAt: "2099-01-01T00:00:00.000Z" },
    { state: "scheduled", text: "Someday" },
  ]);
  await json("announce", "remove", id);
  for (const wrong of [
    ["announce", "remove", id],
    ["announce", "remove", "1"],
    ["announce", "add", " "],
    ["announce", "add", "x", "--starts", "whenever"],
  ])
    expect((await folkmoot(...wrong)).status).toBe(1);
});

test("emoji are added, taken from a folder, listed and removed", async () => {
  const picture = await sharp({ create: { width: 8, height: 8, channels: 4, background: "red" } })
    .png()
    .toBuffer();
  const cat = file("emoji/blob-cat.png", picture);
  file("emoji/broken.gif", "GIF89a nothing");
  file("emoji/readme.txt", "no picture");
  const added = await folkmoot("emoji", "add", "cat", cat, "--category", "Animals");
  expect(added).toMatchObject({ status: 0, output: expect.stringMatching(/^:cat: is at http/) });
  const imported = await folkmoot("emoji", "import", path.dirname(cat), "--category", "Blobs");
  expect(imported.output).toBe("broken: the file cannot be read as a picture.\n1 of 2 added.\n");
  expect(await get("custom_emojis")).toMatchObject([
    { shortcode: "blob_cat", category: "Blobs" },
    { shortcode: "cat", category: "Animals", visible_in_picker: true },
  ]);
  expect(await json("emoji", "list")).toHaveLength(2);
  await json("emoji", "remove", "cat");
  expect((await folkmoot("emoji", "remove", "cat")).status).toBe(1);
  expect((await folkmoot("emoji", "add", "cat", file("cat.txt", "meow"))).errors).toContain(
    "it is neither PNG, GIF nor WebP",
  );
});
