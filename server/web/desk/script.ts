import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Hono } from "hono";

const file = readFileSync(new URL("desk.js", import.meta.url));
const hash = createHash("sha256").update(file).digest("hex").slice(0, 16);

/** Named after what is in it, so that browsers keep it for good and never run an old one on a new page. */
export const DESK_SCRIPT = `/ui/desk-${hash}.js`;

export function deskScript(): Hono {
  return new Hono().get(DESK_SCRIPT, (c) => {
    c.header("cache-control", "public, max-age=31536000, immutable");
    return c.body(new Uint8Array(file), 200, { "content-type": "text/javascript; charset=utf-8" });
  });
}
