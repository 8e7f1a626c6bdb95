import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { cruiseParts, ruleNames, unread } from "./cruise.ts";

const repository = process.cwd();
const nothing = "export {};\n";
const trees: string[] = [];
afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true });
});

/** A repository of its own with these sources, our package.json (its subpath imports) and our node_modules. */
function plant(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "folkmoot-import-rule-"));
  trees.push(root);
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
  copyFileSync(join(repository, "package.json"), join(root, "package.json"));
  for (const [path, source] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), source);
  }
  return root;
}

async function rulesBrokenBy(files: Record<string, string>): Promise<string[]> {
  const found = await cruiseParts(plant(files));
  expect(unread(found)).toBeUndefined();
  return [...new Set(found.violations.map(({ rule }) => rule))];
}

/** At least one planted violation for each rule; each must trip that rule and no other. */
const planted: [rule: string, files: Record<string, string>][] = [
  ["protocol-stands-alone", { "protocol/a.ts": `import "../media/b.ts";`, "media/b.ts": nothing }],
  [
    "protocol-stands-alone",
    { "protocol/a.ts": `import type { B } from "../server/b.ts";`, "server/b.ts": "export type B = 1;" },
  ],
  [
    "protocol-stands-alone",
    { "protocol/a.ts": `type B = import("../test/b.ts").B;`, "test/b.ts": "export type B = 1;" },
  ],
  ["protocol-does-no-io", { "protocol/a.ts": `import { readFile } from "node:fs/promises";` }],
  ["protocol-does-no-io", { "protocol/log/a.ts": `export const dns = await import("node:dns");` }],
  ["protocol-does-no-io", { "protocol/signing/jcs.ts": `import "node:crypto";` }],
  [
    "protocol-does-no-io-beside-crypto",
    { "protocol/signing/crypto.node.ts": `import "node:crypto"; import "node:net";` },
  ],
  ["protocol-knows-no-infrastructure", { "protocol/a.ts": `import "@fedify/webfinger";` }],
  ["protocol-knows-no-infrastructure", { "protocol/a.ts": `import "undici";` }],
  ["siblings-stay-apart", { "moderation/a.ts": `import "#media/b.ts";`, "media/b.ts": nothing }],
  [
    "siblings-stay-apart",
    { "federation/a.ts": `export * from "../moderation/b.ts";`, "moderation/b.ts": nothing },
  ],
  ["parts-do-not-know-the-server", { "federation/a.ts": `import "#server/b.ts";`, "server/b.ts": nothing }],
  ["nothing-imports-tests", { "server/a.ts": `import "#test/b.ts";`, "test/b.ts": nothing }],
  [
    "nothing-imports-tests",
    { "federation/a.ts": `import "../conformance/b.ts";`, "conformance/b.ts": nothing },
  ],
  ["fedify-in-federation", { "server/posts/create.ts": `import type { Context } from "@fedify/fedify";` }],
  ["hono-in-routes", { "server/posts/create.ts": `import { Hono } from "hono";` }],
  ["hono-in-routes", { "server/platform/serve.ts": `import "@hono/node-server";` }],
  ["drizzle-in-stores", { "server/posts/create.ts": `import { eq } from "drizzle-orm";` }],
  ["bullmq-in-platform", { "server/posts/create.ts": `import { Queue } from "bullmq";` }],
  [
    "media-tools-in-media",
    {
      "server/posts/a.ts": `import "sharp";`,
      "server/node_modules/sharp/index.js": nothing,
      "server/node_modules/sharp/package.json": "{}",
    },
  ],
  [
    "stores-are-private",
    { "server/posts/a.ts": `import "../accounts/store.ts";`, "server/accounts/store.ts": nothing },
  ],
  [
    "stores-are-private",
    { "server/a.ts": `import "./posts/store/b.ts";`, "server/posts/store/b.ts": nothing },
  ],
  [
    "siblings-meet-in-compose",
    {
      "server/posts/a.ts": `import "#media/b.ts"; import "#federation/c.ts";`,
      "media/b.ts": nothing,
      "federation/c.ts": nothing,
    },
  ],
  ["no-cycles", { "server/a.ts": `import "./b.ts";`, "server/b.ts": `import "./a.ts";` }],
  ["every-import-resolves", { "server/a.ts": `import "#federation/missing.ts";` }],
];

/** What the rules leave room for. */
const allowed: [what: string, files: Record<string, string>][] = [
  [
    "federation on protocol, Fedify and a built-in",
    {
      "federation/a.ts": `import "#protocol/b.ts"; import "@fedify/fedify"; import "node:net";`,
      "protocol/b.ts": nothing,
    },
  ],
  ["protocol on Fedify's vocabulary", { "protocol/a.ts": `import { Note } from "@fedify/vocab";` }],
  ["node:crypto in its file", { "protocol/signing/crypto.node.ts": `import "node:crypto";` }],
  [
    "Hono in routes",
    {
      "server/posts/routes.ts": `import "hono";`,
      "server/posts/admin.routes.ts": `import "hono";`,
      "server/web/page.ts": `import "hono/html";`,
    },
  ],
  [
    "Drizzle in a schema, a store, views",
    {
      "server/posts/schema.ts": `import "drizzle-orm/pg-core";`,
      "server/posts/store.ts": `import "drizzle-orm";`,
      "server/posts/views-thread.ts": `import "drizzle-orm";`,
    },
  ],
  [
    "a store within its folder and in compose",
    {
      "server/posts/a.ts": `import "./store.ts";`,
      "server/posts/store.ts": nothing,
      "server/compose/posts.ts": `import "../posts/store.ts";`,
    },
  ],
  [
    "siblings in compose",
    {
      "server/compose.ts": `import "#media/b.ts"; import "#federation/c.ts";`,
      "media/b.ts": nothing,
      "federation/c.ts": nothing,
    },
  ],
  [
    "anything in a test",
    {
      "protocol/a.test.ts": `import "#server/b.ts"; import "node:fs";`,
      "server/b.ts": nothing,
      "test/c.ts": `import "bullmq"; import "#server/b.ts";`,
    },
  ],
];

describe("the import rule", () => {
  test.each(planted)("%s catches %j", async (rule, files) => {
    expect(await rulesBrokenBy(files)).toEqual([rule]);
  });

  test.each(allowed)("allows %s", async (_, files) => {
    expect(await rulesBrokenBy(files)).toEqual([]);
  });

  test("has a planted violation for every rule", () => {
    expect([...new Set(planted.map(([rule]) => rule))].sort()).toEqual([...ruleNames].sort());
  });
});

describe("the guard against a tool that reads nothing", () => {
  test("is quiet when every file was read", async () => {
    expect(unread(await cruiseParts(plant({ "server/a.ts": nothing })))).toBeUndefined();
  });

  test("speaks when files were left out", () => {
    expect(unread({ violations: [], cruised: 0, present: 12 })).toMatch(/0 of 12/);
  });

  test("speaks when there was nothing to read", async () => {
    expect(unread(await cruiseParts(plant({ "server/readme.md": "" })))).toMatch(/nothing was checked/);
  });
});
