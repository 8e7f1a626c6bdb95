import type { Intake, IntakePort } from "#federation/ports.ts";
import { sameOrigin } from "#protocol/ids/iri.ts";
import type { Ctx } from "../context.ts";
import { buryIri } from "../posts/bury.ts";
import { findByIri } from "../posts/find.ts";
import { noLater, storableDate } from "../posts/row.ts";
import { deleteBoost, insertBoost, type StoredReaction } from "./store/boosts.ts";
import { deleteReaction, insertReaction, MAX_EMOJI } from "./store/reactions.ts";

type Deps = Pick<Ctx, "clock" | "ids" | "db" | "sql">;

/** A like, dislike or emoji reaction from another server. */
export async function receiveReaction(
  ctx: Deps,
  { iri, kind, by, post, emoji, emojiUrl, publishedAt }: Parameters<IntakePort["react"]>[0],
): Promise<Intake> {
  if (emoji.length > MAX_EMOJI) return { outcome: "ignored", reason: "reaction/emoji-too-long" };
  const id = ctx.ids.next();
  const stored = await insertReaction(
    ctx.sql,
    {
      id,
      iri,
      accountId: by.id,
      post: { iri: post },
      kind,
      emoji,
      emojiUrl,
      notification: ctx.ids.next(),
      claimedAt: storableDate(publishedAt ?? null),
    },
    ctx.clock.now(),
  );
  return outcomeOf(stored, "reaction", id);
}

/** A boost (Announce of a post) from another server. */
export async function receiveBoost(
  ctx: Deps,
  { iri, by, post, visibility, publishedAt }: Parameters<IntakePort["boost"]>[0],
): Promise<Intake> {
  const now = ctx.clock.now();
  const createdAt = noLater(publishedAt, now);
  const id = ctx.ids.next(createdAt);
  const boost = {
    id,
    iri,
    accountId: by.id,
    post: { iri: post },
    visibility,
    createdAt,
    notification: ctx.ids.next(),
    claimedAt: storableDate(publishedAt),
  };
  const stored = await ctx.db.transaction((tx) => insertBoost(tx, boost, now));
  return outcomeOf(stored, "boost", id);
}

function outcomeOf(stored: StoredReaction, what: "boost" | "reaction", id: string): Intake {
  if (stored.isUndone) return { outcome: "ignored", reason: `${what}/undone` };
  if (stored.postId === null) return { outcome: "ignored", reason: "post/unknown" };
  if (!stored.isAllowed) return { outcome: "ignored", reason: `${what}/not-allowed` };
  return stored.isNew ? { outcome: "accepted", id } : { outcome: "accepted" };
}

const ours = new Set(["Like", "Dislike", "EmojiReact", "Announce"]);

/**
 * The end of a reaction or boost, found by its id or by what it was. Its id is remembered, so that it does not come back.
 * What says that it is something else (a follow, a block) is for others to undo.
 */
export async function receiveUndo(ctx: Deps, undone: Parameters<IntakePort["undo"]>[0]): Promise<Intake> {
  const { by, type } = undone;
  if (type !== null && !ours.has(type)) return { outcome: "ignored", reason: "undo/not-a-reaction" };
  // An id may only be undone on the word of its own server (FEP-fe34).
  const iri = undone.iri !== null && sameOrigin(undone.iri, by.iri) ? undone.iri : null;
  const post = undone.object === null ? null : await findByIri(ctx.sql, undone.object);
  const boost = { accountId: by.id, iri, postId: iri === null && type !== null ? post?.id : null };
  const gone =
    (type === "Announce" ? null : await withdrawReaction(ctx, undone, iri, post?.id)) ??
    (type === "Announce" || type === null ? await ctx.db.transaction((tx) => deleteBoost(tx, boost)) : null);
  const buried = iri ?? gone?.iri;
  if (buried === undefined) return { outcome: "ignored", reason: "undo/unknown" };
  // Also when it was there: a copy of the activity may still be on its way.
  await buryIri(ctx, ctx.sql, buried, undone.publishedAt);
  return { outcome: "accepted" };
}

/** By its id; by what it was only where the Undo gives no id. */
function withdrawReaction(
  ctx: Deps,
  { by, type, emoji }: Parameters<IntakePort["undo"]>[0],
  iri: string | null,
  postId: string | undefined,
) {
  const byKind = iri === null && type !== null && postId !== undefined;
  const was = byKind ? { postId, ...reactionOf(type, emoji) } : null;
  return deleteReaction(ctx.sql, { accountId: by.id, iri, was });
}

function reactionOf(type: string, emoji: string | null) {
  if (type === "Dislike") return { kind: "dislike", emoji: "" } as const;
  return emoji === null ? ({ kind: "like", emoji: "" } as const) : ({ kind: "emoji", emoji } as const);
}
