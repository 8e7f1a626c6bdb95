import type { Change } from "../changes/feed.ts";
import type { Ctx } from "../context.ts";
import { documentOf } from "./document.ts";
import { closeUnlessIndexable, dropDocuments, putDocuments, readFindable, readPostIds } from "./store.ts";

type Deps = Pick<Ctx, "sql">;

const STEP = 500;

/** Keeps the index as posts, what people do with them, and authors' consent change: a consumer of the change feed. */
export async function indexChanges(ctx: Deps, changes: readonly Change[]): Promise<void> {
  const of = (...kinds: Change["kind"][]) => [
    ...new Set(changes.flatMap(({ kind, subjectId }) => (kinds.includes(kind) ? [subjectId] : []))),
  ];
  await dropDocuments(ctx.sql, of("post.deleted", "post.moderated"));
  await indexPosts(ctx, of("post.created", "post.imported", "post.edited", "post.moderated", "post.engaged"));
  for (const accountId of of("account.indexable")) {
    if (await closeUnlessIndexable(ctx.sql, accountId)) await indexAll(ctx, accountId);
  }
}

/** Puts those of some posts into the index that can be found. */
async function indexPosts(ctx: Deps, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const posts = await readFindable(ctx.sql, ids);
  await putDocuments(ctx.sql, posts.map(documentOf));
  return posts.length;
}

/**
 * Goes through all posts, or one account's public ones, the newest first, a few hundred at a time.
 *
 * @param onStep told after each step how many were looked at and indexed so far
 */
export async function indexAll(
  ctx: Deps,
  accountId: string | null = null,
  onStep: (soFar: { seen: number; indexed: number }) => void = () => undefined,
): Promise<{ seen: number; indexed: number }> {
  const soFar = { seen: 0, indexed: 0 };
  for (let before: string | null = null; ; ) {
    const ids: string[] = await readPostIds(ctx.sql, { accountId, before, limit: STEP });
    soFar.indexed += await indexPosts(ctx, ids);
    soFar.seen += ids.length;
    onStep({ ...soFar });
    before = ids.at(-1) ?? null;
    if (ids.length < STEP) return soFar;
  }
}
