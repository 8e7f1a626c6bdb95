import type { Medium } from "#protocol/model/medium.ts";
import type { Call } from "../../api/call.ts";
import { mediumId } from "../../api/entities/media.ts";
import type { Params } from "../../api/params.ts";
import type { Content } from "../draft.ts";
import type { PostView } from "../views/types.ts";
import { refuseMedia, textOf, textTypeOf } from "./draft.ts";
import { languageOf, pollOf, quotePolicyOf } from "./words.ts";

/** Characters of a description, as Mastodon has it. */
const MAX_ALT = 1_500;

/**
 * What a post is to say from now on. What is not sent is no longer part of it, but for language, sensitivity, how the text
 * is written and who may quote.
 *
 * @throws Refusal with 422
 */
export function editOf({ ctx, params }: Pick<Call, "ctx" | "params">, post: PostView): Content {
  const poll = pollOf(params);
  const quotePolicy = quotePolicyOf(params);
  return {
    ...textOf(params),
    textType: textTypeOf(params),
    sensitive: params.flag("sensitive") ?? post.sensitive,
    language: languageOf(params) ?? post.language,
    media: keptMedia(params, post.media),
    poll: poll && { ...poll, closesAt: new Date(ctx.clock.now().getTime() + poll.seconds * 1_000) },
    ...(quotePolicy !== null && { quotePolicy }),
  };
}

/** Files that the post has already, in the order that is asked for, described anew where that is asked for. */
function keptMedia(params: Params, media: readonly Medium[]): Medium[] {
  const known = new Map(media.map((medium) => [mediumId(medium), medium]));
  const wanted = params.list("media_ids");
  refuseMedia(wanted.filter((id) => !known.has(id)));
  const changes = new Map(params.nestedList("media_attributes").map((each) => [each.text("id"), each]));
  return wanted.flatMap((id) => {
    const medium = known.get(id);
    const change = changes.get(id);
    if (medium === undefined) return [];
    return change === undefined ? [medium] : [described(medium, change)];
  });
}

function described(medium: Medium, change: Params): Medium {
  const alt = change.text("description");
  const focus = focusOf(change.text("focus"));
  return {
    ...medium,
    ...(alt !== null && { alt: alt.trim().slice(0, MAX_ALT) || null }),
    ...(focus !== null && { focalPoint: focus }),
  };
}

/** `-0.5,1`: from left to right and from the bottom up, each within 1 of the middle. */
function focusOf(text: string | null): [number, number] | null {
  const [x, y] = (text ?? "").split(",").map(Number);
  if (text === null || x === undefined || y === undefined || !(Math.abs(x) <= 1 && Math.abs(y) <= 1))
    return null;
  return [x, y];
}
