import type { Medium } from "#protocol/model/medium.ts";
import type { ScheduledPost } from "../../posts/scheduled/schedule.ts";
import type { AccountDeps } from "./account.ts";
import { mediaEntity } from "./media.ts";
import { visibilities } from "./status.ts";

/** Mastodon's ScheduledStatus. https://docs.joinmastodon.org/entities/ScheduledStatus/ */
export function scheduledStatusEntity(
  ctx: Pick<AccountDeps, "proxy">,
  { id, dueAt, draft, appId }: ScheduledPost,
  media: readonly Medium[],
) {
  const { poll } = draft;
  return {
    id,
    scheduled_at: dueAt.toISOString(),
    params: {
      text: draft.text,
      content_type: draft.textType ?? "text/plain",
      poll: poll
        ? {
            options: poll.options,
            expires_in: poll.seconds,
            multiple: poll.multiple,
            hide_totals: poll.hidesTotals,
          }
        : null,
      media_ids: media.length > 0 ? (draft.mediaIds ?? []) : null,
      sensitive: draft.sensitive ?? null,
      spoiler_text: draft.warning ?? null,
      visibility: draft.visibility === undefined ? null : visibilities[draft.visibility],
      language: draft.language ?? null,
      in_reply_to_id: draft.inReplyTo ?? null,
      quoted_status_id: draft.quote ?? null,
      quote_approval_policy: draft.quotePolicy ?? null,
      application_id: appId,
      scheduled_at: null,
      idempotency: null,
      with_rate_limit: false,
    },
    media_attachments: media.map((medium) => mediaEntity(ctx, medium)),
  };
}
