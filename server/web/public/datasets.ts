import { type Context, Hono } from "hono";
import { firesContext, GENESIS } from "#moderation/advice/fires.ts";
import {
  findChange,
  findDataset,
  findSnapshot,
  listChanges,
  listDatasets,
} from "#moderation/advice/published.ts";
import {
  changeDocument,
  changesDocument,
  datasetDocument,
  datasetsDocument,
  snapshotDocument,
} from "#moderation/advice/write-fires.ts";
import { isId } from "../../api/ids.ts";
import type { ApiCtx } from "../../context.ts";
import { moderationOf } from "../../desk/moderation.ts";

/** The node's own advice for whoever subscribes to it, as the reference server of FIRES answers (fires.fedimod.org). */
export function datasetPages(ctx: ApiCtx): Hono {
  const app = new Hono();
  const moderation = moderationOf(ctx);
  const { origin } = ctx.uris;
  const found = async (c: Context) => {
    const id = c.req.param("id") ?? "";
    return isId(id) ? findDataset(moderation, id) : null;
  };

  app.get("/datasets", async (c) => answer(c, datasetsDocument(origin, await listDatasets(moderation))));
  app.get("/datasets/:id", async (c) => {
    const dataset = await found(c);
    return dataset === null ? c.notFound() : answer(c, datasetDocument(origin, dataset));
  });
  app.get("/datasets/:id/snapshot", async (c) => {
    const dataset = await found(c);
    if (dataset === null) return c.notFound();
    return answer(c, snapshotDocument(origin, dataset, await findSnapshot(moderation, dataset.id)));
  });
  app.get("/datasets/:id/changes", async (c) => {
    const dataset = await found(c);
    if (dataset === null) return c.notFound();
    const since = c.req.query("since")?.toLowerCase() ?? null;
    if (since !== null && !isId(since)) return c.json({ error: "Malformed request" }, 400);
    const page = await listChanges(moderation, dataset.id, since ?? GENESIS);
    return answer(c, changesDocument(origin, dataset.id, { since, ...page }));
  });
  app.get("/datasets/:id/changes/:change", async (c) => {
    const dataset = await found(c);
    const id = c.req.param("change");
    const change = dataset === null || !isId(id) ? null : await findChange(moderation, dataset.id, id);
    if (change === null) return c.notFound();
    return answer(c, { "@context": firesContext, ...changeDocument(origin, change) });
  });
  return app;
}

function answer(c: Context, document: unknown) {
  const isLinked = c.req.header("accept")?.startsWith("application/ld+json") ?? false;
  const type = isLinked ? "application/ld+json; charset=utf-8" : "application/json; charset=utf-8";
  return c.body(JSON.stringify(document), 200, { "content-type": type, vary: "Accept" });
}
