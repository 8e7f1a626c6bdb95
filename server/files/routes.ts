import { Hono } from "hono";
import { placeholder } from "#media/image/placeholder.ts";
import { type FileStore, isFileName } from "./files.ts";

const types: Record<string, string> = {
  jpg: "image/jpeg",
  png: "image/png",
  gif: "image/gif",
  webp: "image/webp",
};

/** A file is only ever a picture: nothing in it runs or asks for more, wherever it is opened. */
const headers = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
  "cross-origin-resource-policy": "cross-origin",
  "access-control-allow-origin": "*",
};

/** Serves the files of the store at their names, which hold for ever, and the pictures of whoever has none. */
export function fileRoutes(files: Pick<FileStore, "read">): Hono {
  const app = new Hono();

  app.get("/files/:shard/:name", async (c) => {
    const { shard, name } = c.req.param();
    if (!isFileName(name) || shard !== name.slice(0, 2)) return c.notFound();
    const etag = `"${name.slice(0, 64)}"`;
    const immutable = { ...headers, etag, "cache-control": "public, max-age=31536000, immutable" };
    if (c.req.header("if-none-match")?.includes(etag)) return c.body(null, 304, immutable);
    const bytes = await files.read(name);
    if (bytes === null) return c.notFound();
    return c.body(bytes, 200, {
      ...immutable,
      "content-type": types[name.slice(65)] ?? "application/octet-stream",
    });
  });

  for (const kind of ["avatar", "header"] as const) {
    let drawn: ReturnType<typeof placeholder> | undefined;
    app.get(`/ui/missing-${kind}.png`, async (c) => {
      drawn ??= placeholder(kind);
      const day = { ...headers, "cache-control": "public, max-age=86400", "content-type": "image/png" };
      return c.body(await drawn, 200, day);
    });
  }
  return app;
}
