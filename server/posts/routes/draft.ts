import { postingDefaults } from "../../accounts/settings.ts";
import type { Call } from "../../api/call.ts";
import { idsOf, isId } from "../../api/ids.ts";
import type { Params } from "../../api/params.ts";
import { Refusal } from "../../api/refusal.ts";
import type { Viewer } from "../../api/viewer.ts";
import { targetOf } from "../../reactions/target.ts";
import type { ScheduledDraft } from "../scheduled/draft.ts";
import { languageOf, pollOf, quotePolicyOf, visibilityOf } from "./words.ts";

/**
 * What a client wants to post, completed by how the account posts otherwise.
 *
 * @throws Refusal with 422, or 404 for a parent or a quoted post that cannot be
 */
export async function draftOf(
  call: Pick<Call<Viewer>, "ctx" | "viewer" | "params">,
): Promise<ScheduledDraft> {
  const { ctx, viewer, params } = call;
  const defaults = await postingDefaults(ctx, viewer.accountId);
  const parentId = await referred(call, "in_reply_to_id", "reply to");
  const quoteId = await referred(
    call,
    params.has("quoted_status_id") ? "quoted_status_id" : "quote_id",
    "quote",
  );
  const { text, warning } = textOf(params);
  return {
    text,
    textType: textTypeOf(params),
    warning,
    sensitive: params.flag("sensitive") ?? defaults.sensitive,
    language: languageOf(params) ?? defaults.language,
    visibility: visibilityOf(params) ?? defaults.visibility,
    inReplyTo: parentId,
    quote: quoteId,
    quotePolicy: quotePolicyOf(params) ?? defaults.quotePolicy,
    poll: pollOf(params),
    mediaIds: mediaIdsOf(params),
  };
}

/** A warning without a text is the text, as for Mastodon. */
export function textOf(params: Params): { text: string; warning: string | null } {
  const text = params.text("status") ?? "";
  const warning = params.text("spoiler_text");
  const isBlank = text.trim() === "" && params.list("media_ids").length === 0;
  return isBlank && warning?.trim() ? { text: warning, warning: null } : { text, warning };
}

/** As glitch-soc and Pleroma ask for it. */
export function textTypeOf(params: Params): "text/plain" | "text/markdown" {
  return params.oneOf("content_type", ["text/plain", "text/markdown"]) ?? "text/plain";
}

/** The only accounts that the post may mention; null for anybody. */
export function allowedMentionsOf(params: Params): string[] | null {
  return params.has("allowed_mentions") ? idsOf(params.list("allowed_mentions")) : null;
}

/** @throws Refusal with 422 for what is no id */
function mediaIdsOf(params: Params): string[] {
  const ids = params.list("media_ids");
  refuseMedia(ids.filter((id) => !isId(id)));
  return idsOf(ids);
}

function refuseMedia(ids: readonly string[]): void {
  if (ids.length > 0)
    throw new Refusal(422, `Media ${ids.join(", ")} not found or already attached to another post`);
}

async function referred(
  { ctx, params }: Pick<Call, "ctx" | "params">,
  name: string,
  what: string,
): Promise<string | null> {
  const id = params.text(name);
  if (id === null || id === "") return null;
  if (!isId(id)) throw new Refusal(404, `The status you are trying to ${what} does not appear to exist.`);
  return targetOf(ctx, id.toLowerCase());
}
