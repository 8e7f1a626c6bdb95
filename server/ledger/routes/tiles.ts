import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { type Context, Hono } from "hono";
import { ledgerNames } from "#moderation/ledger/name.ts";
import { currentHead, readLedgerTile } from "#moderation/ledger/read.ts";
import { formatNoteKey } from "#protocol/log/note-key.ts";
import { parseTilePath, type Tile } from "#protocol/log/tiles.ts";
import { may } from "../../admin/permissions.ts";
import { type Authenticate, admit } from "../../api/admit.ts";
import { Refusal } from "../../api/refusal.ts";
import type { Ctx } from "../../context.ts";
import { statementsOn } from "../../desk/moderation.ts";
import { ledgerSigner } from "../signer.ts";

const TEXT = "text/plain; charset=utf-8";
const BYTES = "application/octet-stream";
const pack = promisify(gzip);

/** What a caller may keep: a checkpoint is soon an old one, and what is in a tile never changes (C2SP tlog-tiles). */
const caching = {
  public: { head: "public, max-age=2", tile: "public, max-age=31536000, immutable" },
  private: { head: "private, no-store", tile: "private, no-store" },
} as const;

/**
 * Both ledgers as C2SP tlog-tiles: `/ledger/public/...` for everybody, `/ledger/private/...` for those who look after the node.
 * What was never in a ledger is not there: truncated or impossible tiles answer 404.
 */
export function ledgerRoutes(
  ctx: Pick<Ctx, "sql" | "clock" | "uris">,
  authenticate: Authenticate,
): Hono<{ Bindings: { address: string } }> {
  const app = new Hono<{ Bindings: { address: string } }>();
  const on = statementsOn(ctx.sql);
  for (const ledger of ledgerNames) {
    const prefix = `/ledger/${ledger}`;
    const open: Record<string, string> = ledger === "public" ? { "access-control-allow-origin": "*" } : {};
    const { head, tile: kept } = caching[ledger];
    // Whoever was given evidence checks it with the key: also of the ledger that they may not read.
    app.get(`${prefix}/key`, async (c) => {
      const { key } = await ledgerSigner(ctx, ledger);
      return c.body(`${formatNoteKey(key)}\n`, 200, {
        "content-type": TEXT,
        "cache-control": "public, max-age=60",
        "access-control-allow-origin": "*",
      });
    });
    if (ledger === "private")
      app.use(`${prefix}/*`, async (c, next) => {
        const token = /^Bearer\s+(\S+)\s*$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? null;
        const refusal = await refuse(authenticate, token, c.env.address);
        return refusal === null
          ? next()
          : c.json({ error: refusal.message }, refusal.status as 401 | 403, refusal.headers);
      });
    app.get(`${prefix}/checkpoint`, async (c) => {
      const { note } = await currentHead(on, ledger, await ledgerSigner(ctx, ledger));
      return c.body(note, 200, { "content-type": TEXT, "cache-control": head, ...open });
    });
    app.get(`${prefix}/tile/*`, async (c) => {
      const tile = parseTilePath(c.req.path.slice(prefix.length + 1));
      const bytes = tile && (await readLedgerTile(on, ledger, tile));
      if (tile === null || bytes === null) return c.notFound();
      return serve(c, tile, bytes, { "cache-control": kept, ...open });
    });
    app.all(`${prefix}/*`, (c) => c.notFound());
  }
  return app;
}

/** Entries are text, which packs well; hashes do not. */
async function serve(c: Context, { level }: Tile, bytes: Uint8Array, headers: Record<string, string>) {
  const isPacked = level === "entries" && /\bgzip\b/.test(c.req.header("accept-encoding") ?? "");
  const body = isPacked ? await pack(bytes) : bytes;
  return c.body(new Uint8Array(body), 200, {
    "content-type": BYTES,
    ...headers,
    ...(level === "entries" && { vary: "accept-encoding" }),
    ...(isPacked && { "content-encoding": "gzip" }),
  });
}

async function refuse(
  authenticate: Authenticate,
  token: string | null,
  address: string,
): Promise<Refusal | null> {
  try {
    const scopes = ["admin:read:reports"] as const;
    const { viewer } = admit({ who: "moderator", scopes }, await authenticate(token, address, true));
    return viewer !== null && may(viewer.role, "ledger.read") ? null : Refusal.forbidden();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
