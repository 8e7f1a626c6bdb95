import type { Ctx } from "../../context.ts";
import type { PostDraft } from "../draft.ts";

/** A draft as JSON holds it. A poll lasts from the moment of publication. */
export interface ScheduledDraft
  extends Pick<
    PostDraft,
    | "text"
    | "textType"
    | "title"
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

/** What is kept of a draft that has to wait though its author meant it for now. */
export function toScheduled(ctx: Pick<Ctx, "clock">, draft: PostDraft): ScheduledDraft {
  const {
    text,
    textType,
    title,
    warning,
    sensitive,
    language,
    visibility,
    inReplyTo,
    quote,
    quotePolicy,
    mediaIds,
  } = draft;
  const kept = {
    text,
    textType,
    title,
    warning,
    sensitive,
    language,
    visibility,
    inReplyTo,
    quote,
    quotePolicy,
    mediaIds,
  };
  if (!draft.poll) return present(kept);
  const { options, multiple = false, hidesTotals = false, closesAt } = draft.poll;
  const left = closesAt ? closesAt.getTime() - ctx.clock.now().getTime() : DAY_MS;
  const seconds = Math.max(LEAST_SECONDS, Math.round(left / 1_000));
  return { ...present(kept), poll: { options, multiple, hidesTotals, seconds } };
}

const DAY_MS = 86_400_000;
const LEAST_SECONDS = 300;

/** Without the members that are undefined, which JSON has no word for. */
function present<T extends { text: string }>(draft: T): ScheduledDraft {
  return Object.fromEntries(
    Object.entries(draft).filter(([, value]) => value !== undefined),
  ) as unknown as ScheduledDraft;
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
