import { Hono } from "hono";
import { placeholder } from "#media/image/placeholder.ts";
import { guarding } from "./headers.ts";

/** Serves the pictures of whoever has none. */
export function placeholderRoutes(): Hono {
  const app = new Hono();
  for (const kind of ["avatar", "header"] as const) {
    let drawn: ReturnType<typeof placeholder> | undefined;
    app.get(`/ui/missing-${kind}.png`, async (c) => {
      drawn ??= placeholder(kind);
      const day = { ...guarding, "cache-control": "public, max-age=86400", "content-type": "image/png" };
      return c.body(await drawn, 200, day);
    });
  }
  return app;
}
