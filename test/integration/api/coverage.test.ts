import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { type Access, access, type EndpointName } from "#server/api/access.ts";
import { rooms } from "#server/api/rooms.ts";
import { streamPaths } from "#server/streaming/paths.ts";

const root = path.join(import.meta.dirname, "..", "..", "..");
/** Mastodon's API as an OpenAPI document, where this checkout has it beside it. */
const OPENAPI = path.join(root, "..", "shared", "vectors", "mastodon-openapi", "schema.json");

const handled = new Set(rooms.flatMap((routes) => Object.keys(routes)));
const endpoints = Object.entries(access) as [EndpointName, Access][];

it("has a handler for every endpoint of the table", () => {
  expect(endpoints.map(([name]) => name).filter((name) => !handled.has(name))).toEqual([]);
});

it("has two names for no place of a path", () => {
  const seen = new Map<string, string>();
  for (const [name] of endpoints) {
    const segments = (name.split(" ")[1] ?? "").split("/");
    for (const [at, segment] of segments.entries()) {
      if (!segment.startsWith(":")) continue;
      const place = segments
        .slice(0, at)
        .join("/")
        .replace(/:[a-z]+/g, ":");
      expect(seen.get(place) ?? segment, `${place} in ${name}`).toBe(segment);
      seen.set(place, segment);
    }
  }
});

/** `GET /api/v1/statuses/{}`: names of parameters differ. */
const anonymous = (name: string) => name.replace(/\{[^}]+\}|:[a-z]+/g, "{}");

it.skipIf(!existsSync(OPENAPI))("misses no path of Mastodon's but those that the README names", () => {
  const { paths } = JSON.parse(readFileSync(OPENAPI, "utf8")) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const theirs = Object.entries(paths).flatMap(([at, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${at}`),
  );
  const ours = new Set([...handled, ...streamPaths.map((at) => `GET ${at}`), ...pages].map(anonymous));
  const named = missingByReadme();
  const missing = theirs.filter((name) => !ours.has(anonymous(name)));
  expect(missing.filter((name) => !named.some((prefix) => name.split(" ")[1]?.startsWith(prefix)))).toEqual(
    [],
  );
});

/** Answered by pages or by the node itself rather than by the API's router. */
const pages = ["GET /oauth/authorize", "GET /health"];

/** The paths in the README's table of what is missing: `| /api/v1/collections | why |`. */
function missingByReadme(): string[] {
  const readme = readFileSync(path.join(root, "README.md"), "utf8");
  const section = /\n### Not in the API\n([\s\S]*?)\n#/.exec(readme)?.[1] ?? "";
  return [...section.matchAll(/`(\/api\/[^`]*)`/g)].map((match) => match[1] ?? "");
}

it("keeps its table of endpoints, scopes and tests", async () => {
  const tests = readTests();
  const untested = endpoints.map(([name]) => name).filter((name) => testsOf(name, tests).length === 0);
  expect(untested).toEqual([]);
  const rows = endpoints.map(([name, { who, scopes }]) => {
    const files = testsOf(name, tests);
    return `| \`${name}\` | ${who} | ${scopes.join(", ")} | ${files.join(", ")} |`;
  });
  const table = [
    "# Endpoints of the client API",
    "",
    "Written by `test/integration/api/coverage.test.ts` from the router's own table (`npm test -- coverage -u` renews it).",
    "`access.test.ts` calls each with no token, an unknown one, every scope but its own, a suspended account, an",
    "application's token and a role too low, and `others.test.ts` with what is another account's; the tests named here are about",
    "what it does.",
    "",
    "| endpoint | who | any scope of | tests |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ];
  await expect(table.join("\n")).toMatchFileSnapshot(path.join(root, "server", "api", "ENDPOINTS.md"));
});

/** Tests that go over HTTP, by name; those beside the API's own with their folder's. */
function readTests(): Map<string, string> {
  const integration = path.join(root, "test", "integration");
  const files = readdirSync(integration, { recursive: true, encoding: "utf8" }).map((name) =>
    path.join(integration, name),
  );
  const chosen = files.filter(
    (file) => file.endsWith(".test.ts") && !/\/(access|coverage|others)\.test/.test(file),
  );
  return new Map(
    chosen.map((file) => {
      const folder = path.basename(path.dirname(file));
      const name = path.basename(file, ".test.ts");
      return [folder === "api" ? name : `${folder}/${name}`, readFileSync(file, "utf8")];
    }),
  );
}

/** Tests that name the place: its beginning up to a parameter, whole or in two parts, and what comes last after one. */
function testsOf(name: EndpointName, tests: ReadonlyMap<string, string>): string[] {
  const [, at = ""] = name.split(" ");
  const [beginning = "", ...rest] = at.replace(/^\/api\//, "").split(/\/:[a-z]+/);
  const parent = beginning.slice(0, beginning.lastIndexOf("/"));
  const says = (text: string, words: string) =>
    new RegExp(`${words.replace(/[.*+?^$()|[\]\\]/g, "\\$&")}(?!\\w)`).test(text);
  // `v1` alone is said by every test.
  const begins = (text: string) =>
    says(text, beginning) ||
    (parent.includes("/") && says(text, parent) && says(text, beginning.slice(parent.length + 1)));
  const ends = (text: string) => says(text, rest.at(-1)?.slice(1) ?? "");
  return [...tests].filter(([, text]) => begins(text) && ends(text)).map(([file]) => file);
}
