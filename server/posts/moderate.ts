import type { Iri } from "#protocol/ids/iri.ts";
import type { Ctx, Tx } from "../context.ts";
import { each } from "../platform/each.ts";
import type { Runner } from "../platform/statement.ts";
import { type FoundPost, findForUpdate, isGone } from "./find.ts";
import { hashtagKeys } from "./row.ts";
import { emptyPost } from "./store/delete.ts";
import { readGroups } from "./store/outgoing.ts";
import {
  hidePost,
  indexHashtags,
  keepRemoval,
  overridePost,
  readLongRemoved,
  showPost,
  takeRemoval,
} from "./store/remove.ts";

/** What moderators want of a post, whoever of them does. */
export interface PostCondition {
  /** It counts as deleted, and can be brought back. */
  isHidden: boolean;
  /** It was removed: other servers are told, when it is of this node. */
  isRemoved: boolean;
  isSensitive: boolean;
  isUnlisted: boolean;
}

/** What other servers hear of a removal: an id for the `Delete`, and the reason in words that may be shown to anybody. */
interface Announced {
  iri: Iri;
  summary: string;
}

/**
 * Makes a post what moderators want, in the caller's transaction. Nothing of it is erased, and what its author chose comes
 * back when they want nothing any more. Doing it again does nothing; a post that is gone stays so.
 */
export async function moderatePost(
  ctx: Pick<Ctx, "clock" | "outbox">,
  tx: Tx,
  postId: string,
  wanted: PostCondition,
  announced: Announced,
): Promise<void> {
  const post = await findForUpdate(tx, { id: postId });
  if (post === null || isGone(post)) return;
  await announceRemoval(ctx, tx, post, wanted, announced);
  if (wanted.isHidden) await hidePost(tx, postId, ctx.clock.now());
  else await showPost(tx, postId);
  const shown = await overridePost(tx, postId, wanted);
  if (shown?.isRelisted)
    await indexHashtags(tx, postId, shown.visibility === "public" ? hashtagKeys(shown.hashtags) : []);
  if (shown?.isSensitivityChanged && post.isLocal && !wanted.isHidden)
    // Peers take it for news only when it is newer than what they have.
    await ctx.outbox.append(tx, { kind: "post.edited", postId, at: ctx.clock.now().toISOString() });
}

/** Others hear of what is ours to speak for: posts of people here, and what communities here have passed on. */
async function announceRemoval(
  ctx: Pick<Ctx, "outbox">,
  tx: Tx,
  { id: postId, isLocal }: FoundPost,
  { isRemoved }: PostCondition,
  announced: Announced,
): Promise<void> {
  const told = await takeRemoval(tx, postId);
  if (isRemoved) {
    if (told === null && !isLocal && (await readGroups(tx, postId)).length === 0) return;
    await keepRemoval(tx, postId, told ?? announced);
    if (told === null)
      await ctx.outbox.append(tx, {
        kind: "post.removed",
        postId,
        removalIri: announced.iri,
        summary: announced.summary,
      });
  } else if (told !== null) {
    await ctx.outbox.append(tx, {
      kind: "post.restored",
      postId,
      removalIri: told.iri as Iri,
      summary: told.summary,
    });
  }
}

/** How long a removal can be taken back; one that its author was told of, while there is time to appeal. */
const REVERSIBLE_MS = 30 * 86_400_000;
const BATCH = 50;

/** Erases posts that have been removed for thirty days. A periodic task. */
export async function eraseLongRemoved(
  ctx: Pick<Ctx, "clock" | "sql" | "db" | "outbox" | "log">,
): Promise<void> {
  const now = ctx.clock.now();
  const before = new Date(now.getTime() - REVERSIBLE_MS);
  await each(ctx.log, "erase a post", await readLongRemoved(ctx.sql, { before, now }, BATCH), (id) =>
    ctx.db.transaction(async (tx) => {
      const post = await findForUpdate(tx, { id });
      if (post === null || post.removedAt === null) return;
      await emptyPost(tx, id, ctx.clock.now());
      if (post.isLocal) await ctx.outbox.append(tx, { kind: "post.deleted", postId: id });
    }),
  );
  ctx.outbox.wake();
}

/** Whether a post is still there, at least for those who can bring it back. */
export async function canComeBack(on: Runner, postId: string): Promise<boolean> {
  const post = await findForUpdate(on, { id: postId });
  return post !== null && !isGone(post);
}
