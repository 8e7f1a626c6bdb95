import type { ApiCtx } from "../../context.ts";
import type { PostVersion } from "../../posts/history.ts";
import type { PostView } from "../../posts/views/types.ts";
import { accountEntity, emojiEntities } from "./account.ts";
import { mediaEntity } from "./media.ts";
import { type Beside, isBare, quoteEntity } from "./status.ts";

/** Mastodon's StatusEdit. https://docs.joinmastodon.org/entities/StatusEdit/ */
export function statusEditEntity(
  ctx: Pick<ApiCtx, "uris" | "proxy" | "domains">,
  post: PostView,
  version: PostVersion,
  beside: Beside,
) {
  const hidesFiles = isBare(ctx, post);
  const { html, warning, sensitive, writtenAt, pollOptions, media } = version;
  return {
    content: html,
    spoiler_text: warning ?? "",
    sensitive,
    created_at: writtenAt.toISOString(),
    account: accountEntity(ctx, post.account),
    ...(pollOptions !== null && { poll: { options: pollOptions.map((title) => ({ title })) } }),
    ...(post.quote !== null && { quote: quoteEntity(ctx, post.quote, beside) }),
    media_attachments: hidesFiles ? [] : media.map((medium) => mediaEntity(ctx, medium)),
    emojis: hidesFiles ? [] : emojiEntities(ctx, post.emojis),
  };
}
