import type { Because } from "#moderation/policy/verdict.ts";
import { ok, type Result } from "#protocol/result.ts";
import { orRollBack } from "../../accounts/rollback.ts";
import type { Ctx } from "../../context.ts";
import type { PostDraft } from "../../posts/draft.ts";
import { keepDraft } from "../../posts/scheduled/held.ts";
import { dropHeld } from "../store/holds.ts";
import { hold, OWN_DAYS } from "./hold.ts";

type Unattachable = { type: "media/not-attachable"; ids: string[] };

/** Keeps a post of this node as a scheduled one without a time: its author sees it among those, and may give it up. */
export async function holdOwnPost(
  ctx: Pick<Ctx, "clock" | "ids" | "uris" | "db" | "sql">,
  draft: PostDraft & { id: string },
  because: readonly Because[],
): Promise<Result<undefined, Unattachable>> {
  const { id, accountId, text } = draft;
  return orRollBack<undefined, Unattachable>(ctx, async (tx) => {
    const kept = await keepDraft(ctx, tx, draft);
    if (!kept.ok) return kept;
    const content = { kind: "own-post", scheduledId: id, text } as const;
    const subjectIri = ctx.uris.post(id);
    await hold(
      ctx,
      tx,
      { kind: "own-post", subjectIri, accountId, domain: null, content, because },
      OWN_DAYS,
    );
    return ok();
  });
}

/** The author has given up a post that waited. */
export function forgetOwnPost(ctx: Pick<Ctx, "sql" | "uris">, scheduledId: string): Promise<void> {
  return dropHeld(ctx.sql, { iri: ctx.uris.post(scheduledId), kind: "own-post" });
}
