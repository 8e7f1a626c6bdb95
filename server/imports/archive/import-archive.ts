import { rm } from "node:fs/promises";
import { join } from "node:path";
import { escapeText } from "#protocol/html/entities.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import type { Post } from "#protocol/model/post.ts";
import type { ApiCtx, Tx } from "../../context.ts";
import { run } from "../../platform/statement.ts";
import { type Author, findAuthor } from "../../posts/author.ts";
import { bringIn } from "../../posts/bring-in.ts";
import { findByIri, findVisible } from "../../posts/find.ts";
import type { Import } from "../model.ts";
import { countParts, findImport, moveImport, resetCounts } from "../store.ts";
import { importFolder } from "../sweep.ts";
import { BadArchive, openOutbox } from "./open-outbox.ts";
import { readItem } from "./read-item.ts";

type Dated = Post & { publishedAt: Date };

/** Posts that are committed together. */
const BATCH = 20;

/**
 * Brings the posts of an archive in, in the order in which they stand there. It begins anew after a restart: what is here
 * by its old id is passed over, so doing it twice adds nothing.
 *
 * @returns whether it is over
 */
export async function importArchive(ctx: ApiCtx, current: Import, signal: AbortSignal): Promise<boolean> {
  const author = await findAuthor(ctx.sql, current.accountId);
  const path = join(importFolder(ctx), current.file ?? "");
  const items = author === null || current.file === null ? null : await openOutbox(path).catch(() => null);
  await resetCounts(ctx.sql, current.id);
  // Such as when the process that works shares no disk with the one that took the file.
  if (items === null) await countParts(ctx.sql, current.id, { done: 0, failed: 1 });
  try {
    let batch: Dated[] = [];
    let failed = 0;
    const flush = async () => {
      if (author !== null && batch.length + failed > 0)
        await bringBatch(ctx, current.id, author, batch, failed);
      batch = [];
      failed = 0;
    };
    for await (const text of items ?? []) {
      const read = readItem(text);
      if (read.ok) batch.push(read.value);
      else if (read.error === "malformed") failed++;
      if (batch.length + failed < BATCH) continue;
      await flush();
      if (signal.aborted) return false;
      if ((await findImport(ctx.sql, null, current.id))?.state !== "running") return true;
    }
    await flush();
  } catch (error) {
    if (!(error instanceof BadArchive)) throw error;
    await countParts(ctx.sql, current.id, { done: 0, failed: 1 });
    ctx.log.warn({ err: error, import: current.id }, "archive not read to its end");
  }
  await moveImport(ctx.sql, current.id, ["running"], "finished", ctx.clock.now());
  if (current.file !== null) await rm(path, { force: true });
  return true;
}

async function bringBatch(
  ctx: ApiCtx,
  importId: string,
  author: Author,
  posts: readonly Dated[],
  failed: number,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    // One archive at a time for each account: two would bring the same post in twice.
    await run(tx, "select pg_advisory_xact_lock(hashtextextended($1::text, 7))", [author.id]);
    for (const post of posts) {
      if (!(await isHere(ctx, tx, author, post.iri))) await bringOne(ctx, tx, author, post);
    }
    await countParts(tx, importId, { done: posts.length, failed });
  });
}

async function isHere(ctx: ApiCtx, tx: Tx, author: Author, iri: Iri): Promise<boolean> {
  if ((await importedAs(tx, author.id, iri)) !== null) return true;
  if (!ctx.uris.isLocal(iri)) return false;
  const own = await findByIri(tx, iri);
  return own !== null && own.accountId === author.id && own.deletedAt === null;
}

async function bringOne(ctx: ApiCtx, tx: Tx, author: Author, post: Dated): Promise<void> {
  const { warning, sensitive, language, visibility, mentions, hashtags, publishedAt, title } = post;
  const postId = await bringIn(ctx, tx, author, {
    title,
    warning,
    sensitive,
    language,
    visibility,
    mentions,
    hashtags,
    publishedAt,
    html: post.html + pollText(post),
    inReplyTo: await parentOf(ctx, tx, author, post.inReplyTo),
  });
  await run(
    tx,
    "insert into imported_posts (account_id, original_iri, post_id) values ($1::uuid, $2::text, $3::uuid)",
    [author.id, post.iri, postId],
  );
}

/** Its parent here: another post of the archive, or one that the author may see. */
async function parentOf(ctx: ApiCtx, tx: Tx, author: Author, iri: Iri | null): Promise<Iri | null> {
  if (iri === null) return null;
  const brought = await importedAs(tx, author.id, iri);
  if (brought !== null) return ctx.uris.post(brought);
  const known = await findByIri(tx, iri);
  const visible = known && (await findVisible(tx, known.id, author.id));
  return visible?.iri ?? null;
}

/** What a post of an archive is here. One that was deleted here since stays so: its row is its tombstone. */
async function importedAs(tx: Tx, accountId: string, iri: string): Promise<string | null> {
  const [row] = await run<{ postId: string }>(
    tx,
    `select post_id as "postId" from imported_posts where account_id = $1::uuid and original_iri = $2::text`,
    [accountId, iri],
  );
  return row?.postId ?? null;
}

/** A poll that is over, as text. */
function pollText({ poll }: Post): string {
  if (poll === null) return "";
  return `<ul>${poll.options.map(({ title }) => `<li>${escapeText(title)}</li>`).join("")}</ul>`;
}
