import type { Call } from "../../api/call.ts";
import type { Params } from "../../api/params.ts";
import { focusOf } from "../../media/limits.ts";
import type { Arrangement } from "../../media/rearrange.ts";
import type { Content } from "../draft.ts";
import type { PostView } from "../views/types.ts";
import { textOf, textTypeOf } from "./draft.ts";
import { languageOf, pollOf, quotePolicyOf } from "./words.ts";

/**
 * What a post is to say from now on. What is not sent is no longer part of it, but for language, sensitivity, how the text
 * is written and who may quote.
 *
 * @throws Refusal with 422
 */
export function editOf(
  { ctx, params }: Pick<Call, "ctx" | "params">,
  post: PostView,
): Omit<Content, "media"> & { media: Arrangement } {
  const poll = pollOf(params);
  const quotePolicy = quotePolicyOf(params);
  return {
    ...textOf(params),
    textType: textTypeOf(params),
    sensitive: params.flag("sensitive") ?? post.sensitive,
    language: languageOf(params) ?? post.language,
    media: arrangementOf(params),
    poll: poll && { ...poll, closesAt: new Date(ctx.clock.now().getTime() + poll.seconds * 1_000) },
    ...(quotePolicy !== null && { quotePolicy }),
  };
}

/** Which media the post is to have, in the order that is asked for, described anew where that is asked for. */
function arrangementOf(params: Params): Arrangement {
  const changes = params.nestedList("media_attributes").flatMap((each) => {
    const id = each.text("id");
    const alt = each.text("description");
    const focalPoint = focusOf(each.text("focus"));
    const change = {
      ...(alt !== null && { description: alt.trim() || null }),
      ...(focalPoint !== null && { focalPoint }),
    };
    return id === null ? [] : [[id, change] as const];
  });
  return { ids: params.list("media_ids"), changes: new Map(changes) };
}
