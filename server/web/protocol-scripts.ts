import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Hono } from "hono";

const require = createRequire(import.meta.url);
const protocol = new URL("../../protocol/", import.meta.url);

/** The parts of other libraries that the protocol library uses, as browsers read them. */
const vendored: Readonly<Record<string, readonly [name: string, file: string]>> = {
  "@noble/ed25519": ["@noble/ed25519", "index.js"],
  "@noble/hashes/sha2.js": ["@noble/hashes", "esm/sha2.js"],
  "@noble/hashes/crypto": ["@noble/hashes", "esm/crypto.js"],
  "@scure/base": ["@scure/base", "index.js"],
};

/** What a module imports or exports anew from another, with the other's name; at the beginning of a line, as formatters put it. */
const imports = /^((?:import|export)\b[^;'"=]*?\bfrom\s*|import\s*)(["'])([^"'\n]+)\2/gm;

export interface ProtocolScripts {
  /** Where pages find a script. */
  pathOf(entry: URL): string;
  readonly routes: Hono;
}

/**
 * Scripts that use the protocol library, and of it what they reach, as ES modules: types are taken out, imports lead to one
 * another, and all of it is under one path that is named after what is in it. Nothing else can be asked for there. It is put together when
 * a page first asks for it.
 *
 * @param entries scripts in `server/web`, which import the library as `#protocol/…`
 */
export function protocolScripts(entries: readonly URL[]): ProtocolScripts {
  let known: { files: Map<string, string>; base: string } | null = null;
  const made = () => {
    known ??= collect(entries);
    return known;
  };
  const routes = new Hono().get("/ui/:version{protocol-[0-9a-f]+}/:file{.+}", (c) => {
    const { files, base } = made();
    const file = c.req.path.startsWith(base) ? files.get(c.req.path.slice(base.length)) : undefined;
    if (file === undefined) return c.notFound();
    c.header("cache-control", "public, max-age=31536000, immutable");
    return c.body(file, 200, { "content-type": "text/javascript; charset=utf-8" });
  });
  return { pathOf: (entry) => `${made().base}${placeOf(entry)}`, routes };
}

function collect(entries: readonly URL[]): { files: Map<string, string>; base: string } {
  const files = new Map<string, string>();
  const waiting = [...entries];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const source = next;
    const place = placeOf(source);
    if (files.has(place)) continue;
    const script = scriptIn(source).replaceAll(imports, (_, before: string, quote: string, name: string) => {
      const target = resolve(name, source);
      waiting.push(target);
      return `${before}${quote}${between(place, placeOf(target))}${quote}`;
    });
    files.set(place, script);
  }
  const hash = createHash("sha256");
  for (const [place, script] of [...files].toSorted()) hash.update(`${place}\n${script}\n`);
  return { files, base: `/ui/protocol-${hash.digest("hex").slice(0, 16)}/` };
}

function scriptIn(source: URL): string {
  const text = readFileSync(source, "utf8");
  if (!source.pathname.endsWith(".ts")) return text;
  // What Node itself strips types with; asked for by module.stripTypeScriptTypes it warns on every start that it is experimental.
  const { transformSync } = require("amaro") as typeof import("amaro");
  return transformSync(text, { mode: "strip-only" }).code.replaceAll(/[ \t]+$/gm, "");
}

function resolve(name: string, from: URL): URL {
  if (name.startsWith(".")) return new URL(name, from);
  if (name.startsWith("#protocol/")) return new URL(name.slice("#protocol/".length), protocol);
  const [owner, file] = vendored[name] ?? [];
  if (owner === undefined || file === undefined) throw new Error(`${from.pathname} imports ${name}`);
  const main = createRequire(new URL("package.json", protocol)).resolve(owner);
  const root = main.slice(0, main.lastIndexOf(`/node_modules/${owner}/`));
  return pathToFileURL(`${root}/node_modules/${owner}/${file}`);
}

/** Where a source lies below the scripts' path: what is in it, not where this program is. */
function placeOf(source: URL): string {
  const path = fileURLToPath(source);
  const [, library] = /^.*\/node_modules\/(.+)$/.exec(path) ?? [];
  const place =
    library === undefined ? path.replace(/^.*\/(?:server\/web|protocol)\//, "") : `lib/${library}`;
  return place.replace(/\.ts$/, ".js");
}

function between(from: string, to: string): string {
  return `${"../".repeat(from.split("/").length - 1) || "./"}${to}`;
}
