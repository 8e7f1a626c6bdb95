import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { isId } from "../../api/ids.ts";
import type { ApiCtx } from "../../context.ts";
import { listArchives, openArchive, requestArchive } from "../../exports/archives.ts";
import { countCsvRows } from "../../exports/count.ts";
import { exportCsv } from "../../exports/csv.ts";
import { isCsvKind } from "../../exports/kinds.ts";
import {
  archivePlace,
  MAX_ARCHIVE_BYTES,
  prepareArchive,
  quickLook,
} from "../../imports/archive/prepare-archive.ts";
import { exportFailures } from "../../imports/failures.ts";
import {
  cancelImport,
  confirmImport,
  firstFailures,
  listImports,
  prepareImport,
  readImport,
} from "../../imports/prepare.ts";
import { MAX_CSV_BYTES } from "../../imports/read-csv.ts";
import { show } from "../form.ts";
import { en } from "../messages/en.ts";
import { requireSignIn, type SignedIn } from "../signed-in.ts";
import type { Site } from "../ui/layout.ts";
import { exportPage } from "./export-page.ts";
import { importPage, oneImportPage } from "./import-page.ts";
import { receiveFile } from "./receive-file.ts";
import { download } from "./stream.ts";

const words = en.data;
const FORM_BYTES = 64 * 1024;

/** `/settings/export`, `/settings/exports/*` and `/settings/import`: people's own data, out and in. */
export function dataRoutes(ctx: ApiCtx, site: Site): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  for (const path of ["/settings/export", "/settings/exports", "/settings/import"]) {
    app.use(path, requireSignIn(ctx));
    app.use(`${path}/*`, requireSignIn(ctx));
  }
  app.route("/", exportRoutes(ctx, site));
  app.route("/", importRoutes(ctx, site));
  return app;
}

function exportRoutes(ctx: ApiCtx, site: Site): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  const here = "/settings/export";

  const overview = async (c: Context<SignedIn>, problem: string | null = null) => {
    const { accountId } = c.var.session;
    const [counts, archives] = await Promise.all([
      countCsvRows(ctx, accountId),
      listArchives(ctx, accountId),
    ]);
    const said = c.req.query("asked") === undefined ? null : words.archiveAsked;
    const main = exportPage({ counts, archives, said, problem });
    return show(c, site, { title: words.exportTitle, main, status: problem === null ? 200 : 422 });
  };

  app.get(here, (c) => overview(c));

  app.post(`${here}/archives`, async (c) => {
    const asked = await requestArchive(ctx, c.var.session.accountId);
    return asked.ok
      ? c.redirect(`${here}?asked=archive`, 303)
      : overview(c, words.archiveTooSoon(en.time(asked.error.until)));
  });

  app.get(`${here}/archives/:file`, async (c) => {
    const opened = await openArchive(ctx, c.var.session.accountId, c.req.param("file"));
    if (opened === null) return c.notFound();
    const name = `archive-${opened.createdAt.toISOString().slice(0, 10)}.zip`;
    return download(opened.stream, { name, type: "application/zip", bytes: opened.bytes });
  });

  app.get("/settings/exports/:file", (c) => {
    const [, kind = ""] = /^(\w+)\.csv$/.exec(c.req.param("file")) ?? [];
    if (!isCsvKind(kind)) return c.notFound();
    const pieces = exportCsv(ctx, kind, c.var.session.accountId);
    return download(pieces, { name: `${kind}.csv`, type: "text/csv; charset=utf-8" });
  });
  return app;
}

function importRoutes(ctx: ApiCtx, site: Site): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  const here = "/settings/import";

  const overview = async (c: Context<SignedIn>, error: string | null = null) => {
    const imports = await listImports(ctx, c.var.session.accountId);
    const problem = error && (words.problems[error] ?? error);
    const status = error === null ? 200 : 422;
    return show(c, site, { title: words.importTitle, main: importPage({ imports, problem }), status });
  };

  /** Somebody else's import looks like none. */
  const own = async (c: Context<SignedIn>) => {
    const id = c.req.param("id") ?? "";
    return isId(id) ? readImport(ctx, c.var.session.accountId, id) : null;
  };

  const one = async (c: Context<SignedIn>, error: string | null = null) => {
    const found = await own(c);
    if (found === null) return c.notFound();
    const main = oneImportPage(
      found,
      await firstFailures(ctx, found.id),
      error && (words.problems[error] ?? error),
    );
    return show(c, site, { title: words.importTitle, main, status: error === null ? 200 : 422 });
  };

  app.get(here, (c) => overview(c));

  const limit = bodyLimit({
    maxSize: MAX_CSV_BYTES + FORM_BYTES,
    onError: (c) => c.text(en.problems.tooLarge, 413),
  });
  app.post(here, limit, async (c) => {
    const form = await c.req.parseBody();
    const { file, kind, mode } = form;
    if (!(file instanceof File) || file.size === 0) return overview(c, "upload/no-file");
    if (typeof kind !== "string" || !isCsvKind(kind)) return overview(c, "import/wrong-kind");
    const prepared = await prepareImport(ctx, {
      accountId: c.var.session.accountId,
      kind,
      mode: mode === "overwrite" ? "overwrite" : "merge",
      fileName: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    });
    return prepared.ok ? c.redirect(`${here}/${prepared.value.id}`, 303) : overview(c, prepared.error.type);
  });

  /** Whose archives come just now: several at once would fill the disk. */
  const sending = new Set<string>();
  app.post(`${here}/archive`, async (c) => {
    const { accountId } = c.var.session;
    if (sending.has(accountId)) {
      // What is left of the body is in the way of another request.
      c.header("connection", "close");
      return overview(c, "upload/busy");
    }
    sending.add(accountId);
    try {
      const place = await archivePlace(ctx);
      const received = await receiveFile(c.req.raw, place.path, MAX_ARCHIVE_BYTES);
      if (!received.ok) return await overview(c, received.error.type);
      const { fileName } = received.value;
      const brought = { accountId, fileName, file: place.file, look: quickLook };
      const prepared = await prepareArchive(ctx, brought);
      if (!prepared.ok) return await overview(c, prepared.error.type);
      return c.redirect(`${here}/${prepared.value.id}`, 303);
    } finally {
      sending.delete(accountId);
    }
  });

  app.get(`${here}/:id`, (c) => one(c));

  app.get(`${here}/:id/failures.csv`, async (c) => {
    const found = await own(c);
    if (found === null) return c.notFound();
    const name = `${found.kind}-failures.csv`;
    return download(exportFailures(ctx, found), { name, type: "text/csv; charset=utf-8" });
  });

  app.post(`${here}/:id/confirm`, async (c) => {
    const found = await own(c);
    if (found === null) return c.notFound();
    const confirmed = await confirmImport(ctx, found.accountId, found.id);
    return confirmed.ok ? c.redirect(`${here}/${found.id}`, 303) : one(c, confirmed.error.type);
  });

  app.post(`${here}/:id/cancel`, async (c) => {
    const found = await own(c);
    if (found === null) return c.notFound();
    await cancelImport(ctx, found.accountId, found.id);
    return c.redirect(`${here}/${found.id}`, 303);
  });
  return app;
}
