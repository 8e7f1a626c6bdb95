import { type Context, Hono } from "hono";
import { accepts } from "hono/accepts";
import { listPublicDecisions } from "#moderation/trustees/panels/read.ts";
import type { Ctx } from "../../context.ts";
import { statementsOn } from "../../desk/moderation.ts";
import { readUuid } from "../../web/uuid.ts";
import { readableDecision, readerOf } from "../may-read.ts";
import { decisionRecord, panelRecord, rosterRecord } from "../records.ts";

type Deps = Pick<Ctx, "sql" | "db" | "ids" | "clock" | "uris" | "handleHost">;

const PAGE = 40;
const JSON_TYPE = "application/json; charset=utf-8";
const MINUTE = "public, max-age=60";

/**
 * What everybody may read of trustees and their panels, as JSON that the node has signed: who signs, who was drawn and from what, and what was
 * decided. A browser that asks for a page gets the pages'.
 */
export function mootRoutes(ctx: Deps): Hono<{ Bindings: { address: string } }> {
  const app = new Hono<{ Bindings: { address: string } }>();

  app.get("/moot/roster", async (c) => answer(c, await rosterRecord(ctx, null)));

  app.get("/moot/panels/:id", async (c, next) => {
    if (wantsPage(c)) return next();
    const id = readUuid(c.req.param("id"));
    return answer(c, id === null ? null : await panelRecord(ctx, id));
  });

  app.get("/moot/decisions", async (c, next) => {
    if (wantsPage(c)) return next();
    const before = readUuid(c.req.query("before"));
    const found = await listPublicDecisions(statementsOn(ctx.sql), { before, limit: PAGE + 1 });
    const shown = found.slice(0, PAGE);
    const last = found.length > PAGE ? shown.at(-1) : undefined;
    return answer(c, {
      decisions: shown.map(({ document }) => document),
      next: last === undefined ? null : `${ctx.uris.origin}/moot/decisions?before=${last.id}`,
    });
  });

  app.get("/moot/decisions/:id", async (c, next) => {
    if (wantsPage(c)) return next();
    const found = await readableDecision(ctx, await readerOf(ctx, c.req.raw), c.req.param("id"));
    return answer(c, found?.document ?? null, found?.isPublic);
  });

  app.get("/moot/decisions/:id/record", async (c) => {
    const found = await readableDecision(ctx, await readerOf(ctx, c.req.raw), c.req.param("id"));
    if (found !== null) c.header("content-disposition", `inline; filename="decision-${found.id}.json"`);
    return answer(c, found === null ? null : await decisionRecord(ctx, found.id), found?.isPublic);
  });

  return app;
}

/** @param isPublic what is not stays with who may read it */
function answer(c: Context, document: object | null, isPublic = true) {
  if (document === null) return c.notFound();
  return c.body(`${JSON.stringify(document)}\n`, 200, {
    "content-type": JSON_TYPE,
    "cache-control": isPublic ? MINUTE : "no-store",
    "access-control-allow-origin": "*",
    vary: "accept",
  });
}

const wantsPage = (c: Context): boolean =>
  accepts(c, {
    header: "Accept",
    supports: ["application/json", "application/activity+json", "application/ld+json", "text/html"],
    default: "application/json",
  }) === "text/html";
