import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { trusteeScript, trusteeScripts } from "./trustees/scripts.ts";

const app = new Hono().route("/", trusteeScripts);
const entry = trusteeScript("verify");

/** All scripts that are reached from one, by their paths. */
async function reached(from: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const waiting = [from];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    const answer = await app.request(path);
    expect(answer.status, path).toBe(200);
    const script = await answer.text();
    found.set(path, script);
    for (const [, name = ""] of script.matchAll(/^(?:import|export)\b[^;'"=]*?\bfrom\s*["']([^"']+)["']/gm)) {
      expect(name, path).toMatch(/^\.{1,2}\//);
      waiting.push(new URL(name, `http://x${path}`).pathname);
    }
  }
  return found;
}

describe("the protocol library in the browser", () => {
  it("is under one path that is named after what is in it, and is kept for good", async () => {
    expect(entry).toMatch(/^\/ui\/protocol-[0-9a-f]{16}\/trustees\/verify\.js$/);
    for (const name of ["keys", "ballot"] as const)
      expect(trusteeScript(name).split("/")[2]).toBe(entry.split("/")[2]);
    const { headers } = await app.request(entry);
    expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  });

  it("has no types, and every import leads to another of its scripts", async () => {
    const scripts = await reached(entry);
    const base = entry.slice(0, entry.lastIndexOf("/trustees/"));
    for (const part of [
      "moot/record.js",
      "moot/panel.js",
      "log/checkpoint.js",
      "lib/@noble/hashes/esm/sha2.js",
      "lib/@noble/ed25519/index.js",
      "lib/@scure/base/index.js",
    ])
      expect([...scripts.keys()]).toContain(`${base}/${part}`);
    for (const [path, script] of scripts) {
      expect(script, path).not.toMatch(/^(?:import type|export type|export interface|interface) /m);
      expect(path).not.toContain(".ts");
    }
  });

  it("gives nothing else of the disk", async () => {
    const base = entry.slice(0, entry.lastIndexOf("/trustees/"));
    for (const path of [
      `${base}/moot/record.test.js`,
      `${base}/moot/record.ts`,
      `${base}/moot/signal.js`,
      `${base}/package.json`,
      `${base}/../account-pages.ts`,
      `${base}/%2e%2e/%2e%2e/package.json`,
      `${base}/..%2f..%2fpackage.json`,
      `${base}/constructor`,
      "/ui/protocol-0000000000000000/moot/record.js",
    ])
      expect((await app.request(path)).status, path).toBe(404);
  });
});
