import type { PostDraft } from "../draft.ts";

/** A draft as JSON holds it. Polls last from the moment of publication. */
export interface ScheduledDraft extends Omit<PostDraft, "accountId" | "id" | "appId" | "poll" | "media"> {
  poll: { options: readonly string[]; multiple: boolean; hidesTotals: boolean; seconds: number } | null;
}
