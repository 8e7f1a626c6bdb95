import type { Because } from "#moderation/policy/verdict.ts";
import type { Ctx } from "../../context.ts";
import type { Arrangement } from "../../media/rearrange.ts";
import type { Content } from "../../posts/draft.ts";
import { draftNow, toScheduled } from "../../posts/scheduled/draft.ts";
import { dropHeld } from "../store/holds.ts";
import type { HeldContent } from "./content.ts";
import { hold, OWN_DAYS } from "./hold.ts";

/** An edit of a post of this node, as its author sent it. */
export type OwnEdit = Omit<Content, "media"> & { accountId: string; postId: string; media: Arrangement };

type HeldEdit = Extract<HeldContent, { kind: "own-edit" }>;

/**
 * Keeps an edit of a post of this node until a moderator has looked at it; the post says until then what it says. A later
 * one takes its place.
 *
 * @returns `released` and `refused` where that was decided before about the same words
 */
export function holdOwnEdit(
  ctx: Pick<Ctx, "clock" | "ids" | "uris" | "db" | "sql">,
  edit: OwnEdit,
  because: readonly Because[],
): Promise<"held" | "released" | "refused"> {
  const { accountId, postId, media, ...content } = edit;
  const kept: HeldEdit = {
    kind: "own-edit",
    postId,
    text: edit.text,
    draft: toScheduled(ctx, { ...content, accountId }),
    media: { ids: media.ids, changes: [...media.changes] },
  };
  const subjectIri = ctx.uris.post(postId);
  const holding = { kind: "own-edit", subjectIri, accountId, domain: null, content: kept, because } as const;
  return ctx.db.transaction((tx) => hold(ctx, tx, holding, OWN_DAYS));
}

/** The edit as if it were sent now. */
export function ownEditOf(
  ctx: Pick<Ctx, "clock">,
  accountId: string,
  { postId, draft, media }: HeldEdit,
): OwnEdit {
  const changes = new Map(media.changes.map(([id, change]) => [id, change]));
  return { ...draftNow(ctx, draft, accountId), postId, accountId, media: { ids: media.ids, changes } };
}

/** Its author has edited the post otherwise, or deleted it: what waited is no longer meant. */
export function forgetOwnEdit(ctx: Pick<Ctx, "sql" | "uris">, postId: string): Promise<void> {
  return dropHeld(ctx.sql, { iri: ctx.uris.post(postId), kind: "own-edit" });
}
