import { mkdir, rename, rm } from "node:fs/promises";
import { leavesSpace } from "#media/storage/space.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { postWithMediaContext } from "#protocol/vocab/write/context.ts";
import type { ApiCtx } from "../context.ts";
import { nameOfUrl } from "../files/address.ts";
import { ownFiles } from "../media/own-files.ts";
import { run } from "../platform/statement.ts";
import { archiveFolder, archivePath } from "./archives.ts";
import { readMarked, readPublished } from "./store.ts";
import { openZip, type ZipWriter } from "./zip.ts";

type Deps = Pick<ApiCtx, "sql" | "own" | "files" | "config" | "clock" | "uris" | "log">;

/**
 * Writes an archive to disk as Mastodon's are (app/services/backup_service.rb): actor.json, outbox.json, likes.json,
 * bookmarks.json, the account's own pictures and the files of its posts. It holds some fifty posts in memory at a time. Building it again
 * makes it again.
 */
export async function buildArchive(ctx: Deps, archiveId: string, signal: AbortSignal): Promise<void> {
  const [archive] = await run<{ accountId: string; file: string }>(
    ctx.sql,
    `select account_id as "accountId", file from archives where id = $1::uuid and state = 'waiting'`,
    [archiveId],
  );
  if (archive === undefined) return;
  const actor = await ctx.own.actor(archive.accountId);
  if (actor === null) return;
  await mkdir(archiveFolder(ctx), { recursive: true });
  const path = archivePath(ctx, archive.file);
  const partial = `${path}.${process.pid}.part`;
  const zip = openZip(partial, ctx.clock.now());
  try {
    await writeActor(ctx, zip, actor);
    await writeOrdered(zip, "outbox.json", activities(ctx, archive.accountId), signal);
    await writeOrdered(zip, "likes.json", readMarked(ctx.sql, archive.accountId, "likes"), signal);
    await writeOrdered(zip, "bookmarks.json", readMarked(ctx.sql, archive.accountId, "bookmarks"), signal);
    await writeMedia(ctx, zip, archive.accountId, signal);
    const bytes = await zip.close();
    await rename(partial, path);
    await run(
      ctx.sql,
      `update archives set state = 'ready', bytes = $2::bigint, finished_at = $3::timestamptz where id = $1::uuid`,
      [archiveId, bytes, ctx.clock.now()],
    );
  } catch (error) {
    await zip.abandon();
    await rm(partial, { force: true });
    throw error;
  }
}

/** The actor, whose pictures and collections are the files beside it. */
async function writeActor(ctx: Deps, zip: ZipWriter, actor: JsonObject): Promise<void> {
  const named = { ...actor, outbox: "outbox.json", likes: "likes.json", bookmarks: "bookmarks.json" };
  const pictures: Record<string, JsonObject> = {};
  for (const [property, name] of [
    ["icon", "avatar"],
    ["image", "header"],
  ] as const) {
    const picture = actor[property] as JsonObject | undefined;
    const url = typeof picture?.url === "string" ? picture.url : "";
    const file = nameOfUrl(ctx.uris, url);
    const bytes = file === null ? null : await ctx.files.read(file);
    if (file === null || bytes === null) continue;
    const inside = `${name}${file.slice(file.lastIndexOf("."))}`;
    // Pictures are packed already.
    await zip.file(inside, { packed: true }, async (write) => write(bytes));
    pictures[property] = { ...picture, url: inside };
  }
  await zip.file("actor.json", {}, (write) => write(JSON.stringify({ ...named, ...pictures })));
}

/** Where Mastodon's archives have the files of posts. */
const MEDIA = "media_attachments/files";
/** A zip file of this form holds less than 4 GB, and the disk is not to be filled; addresses in outbox.json tell of what is left out. */
const MOST_BYTES = 3_500_000_000;

async function writeMedia(ctx: Deps, zip: ZipWriter, accountId: string, signal: AbortSignal): Promise<void> {
  const written = new Set<string>();
  let bytes = 0;
  for await (const names of ownFiles(ctx, accountId)) {
    for (const name of names) {
      signal.throwIfAborted();
      if (written.has(name)) continue;
      const size = (await ctx.files.size(name)) ?? 0;
      bytes += size;
      if (bytes > MOST_BYTES || !(await leavesSpace(archiveFolder(ctx), size))) return;
      const stream = await ctx.files.open(name);
      if (stream === null) continue;
      written.add(name);
      await zip.file(`${MEDIA}/${name}`, { packed: true }, async (write) => {
        for await (const chunk of stream) await write(chunk as Uint8Array);
      });
    }
  }
}

async function* activities(ctx: Deps, accountId: string): AsyncGenerator<JsonObject[]> {
  for await (const published of readPublished(ctx.sql, accountId)) {
    const items: JsonObject[] = [];
    for (const one of published) {
      const activity = await ctx.own.activity(one);
      if (activity === null) continue;
      const { "@context": _, ...item } = activity;
      items.push(item);
    }
    yield items;
  }
}

/** How many there are is known when the last is written, so that stands at the end. */
async function writeOrdered(
  zip: ZipWriter,
  name: string,
  pages: AsyncIterable<readonly (JsonObject | string)[]>,
  signal: AbortSignal,
): Promise<void> {
  await zip.file(name, {}, async (write) => {
    const head = JSON.stringify({ "@context": postWithMediaContext, id: name, type: "OrderedCollection" });
    await write(`${head.slice(0, -1)},"orderedItems":[`);
    let total = 0;
    for await (const page of pages) {
      signal.throwIfAborted();
      for (const item of page) await write(`${total++ === 0 ? "" : ","}\n${JSON.stringify(item)}`);
    }
    await write(`\n],"totalItems":${total}}\n`);
  });
}
