import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Hono } from "hono";

/**
 * A script of the node's own pages. Its path is named after what is in it, so that browsers keep it for good and never run an
 * old one on a new page.
 *
 * @example const script = ownScript("desk", new URL("desk.js", import.meta.url));
 */
export function ownScript(name: string, source: URL): { path: string; routes: Hono } {
  const file = readFileSync(source);
  const hash = createHash("sha256").update(file).digest("hex").slice(0, 16);
  const path = `/ui/${name}-${hash}.js`;
  const routes = new Hono().get(path, (c) => {
    c.header("cache-control", "public, max-age=31536000, immutable");
    return c.body(new Uint8Array(file), 200, { "content-type": "text/javascript; charset=utf-8" });
  });
  return { path, routes };
}
