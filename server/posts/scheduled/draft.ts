import type { Ctx } from "../../context.ts";
import type { PostDraft } from "../draft.ts";

/** A draft as JSON holds it. A poll lasts from the moment of publication. */
export interface ScheduledDraft
  extends Pick<
    PostDraft,
    | "text"
    | "textType"
    | "warning"
    | "sensitive"
    | "language"
    | "visibility"
    | "inReplyTo"
    | "quote"
    | "quotePolicy"
    | "mediaIds"
  > {
  poll?: { options: readonly string[]; multiple: boolean; hidesTotals: boolean; seconds: number } | null;
}

/** The draft as it is published at the moment. */
export function draftNow(
  ctx: Pick<Ctx, "clock">,
  { poll, ...draft }: ScheduledDraft,
  accountId: string,
): PostDraft {
  if (!poll) return { ...draft, accountId };
  const { seconds, ...question } = poll;
  const closesAt = new Date(ctx.clock.now().getTime() + seconds * 1_000);
  return { ...draft, accountId, poll: { ...question, closesAt } };
}
