import type { Change, Condition } from "#moderation/actions/effects.ts";
import type { Subject } from "#moderation/subject.ts";
import type { Ctx, Tx } from "../../context.ts";
import { filtersOfPost, saveActedFilters } from "../../policy/filters/of-post.ts";
import { moderatePost } from "../../posts/moderate.ts";
import { savePostMarks } from "../store.ts";
import { shownNotes } from "./shown-notes.ts";

/** A post is hidden, marked as sensitive, unlisted or labelled; what is not known here cannot be. */
export async function applyToPost(
  ctx: Pick<Ctx, "clock" | "outbox" | "uris">,
  tx: Tx,
  { id }: Subject,
  condition: Condition,
  { action }: Change,
  summary: string,
): Promise<void> {
  if (id === null) return;
  const { isRemoved, isHeld, isSensitive } = condition;
  const filters = new Set([...condition.filters, ...(await filtersOfPost(tx, id))]);
  await moderatePost(
    ctx,
    tx,
    id,
    {
      isHidden: isRemoved || isHeld,
      isRemoved,
      isSensitive: isSensitive || filters.has("auto-sensitive") || filters.has("auto-cw"),
      isUnlisted: filters.has("auto-unlisted"),
    },
    { iri: ctx.uris.activity(action.id), summary },
  );
  const notes = await shownNotes(tx, condition.notes);
  await savePostMarks(tx, id, { labels: condition.labels, notes });
  await saveActedFilters(tx, id, condition.filters);
}
