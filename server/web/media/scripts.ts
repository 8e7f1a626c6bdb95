import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Hono } from "hono";

const read = (name: string) => readFileSync(new URL(name, import.meta.url));
const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

const files = {
  player: read("player.js"),
  viewer: read("viewer.js"),
  // The light build: it plays streams of video with sound, which is all that this node makes.
  hls: readFileSync(createRequire(import.meta.url).resolve("hls.js/dist/hls.light.min.mjs")),
};

/** Named after what is in them, so that browsers keep them for good and never run an old one on a new page. */
const pathOf = (name: keyof typeof files) => `/ui/${name}-${hash(files[name])}.js`;
export const PLAYER = pathOf("player");
export const VIEWER = pathOf("viewer");
export const HLS = pathOf("hls");

/** The scripts of pages with media. */
export function mediaScripts(): Hono {
  const app = new Hono();
  for (const name of Object.keys(files) as (keyof typeof files)[])
    app.get(pathOf(name), (c) => {
      c.header("cache-control", "public, max-age=31536000, immutable");
      return c.body(new Uint8Array(files[name]), 200, { "content-type": "text/javascript; charset=utf-8" });
    });
  return app;
}
