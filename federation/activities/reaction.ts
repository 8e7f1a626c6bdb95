import { readTags } from "#protocol/vocab/read/tags.ts";
import type { Intake, ReactionKind } from "../ports.ts";
import { type Inbound, type InboundDeps, idOf, ignored, objectIri } from "./handler.ts";

/**
 * A like, dislike or emoji reaction to a post. Custom emoji are named `:shortcode:` and defined among the tags (FEP-c0e0);
 * Misskey sends them as a Like with content.
 */
export async function receiveReaction(
  { ports }: InboundDeps,
  { activity, actor }: Inbound,
  kind: ReactionKind,
): Promise<Intake> {
  const post = objectIri(activity);
  if (post === null) return ignored("activity/no-object");
  const shortcode = (activity.text ?? "").replace(/^:|:$/g, "").replace(/@.*$/, "");
  const emoji = kind === "emoji" ? shortcode : "";
  if (kind === "emoji" && emoji === "") return ignored("reaction/no-emoji");
  const custom = readTags(activity.json.tag).emojis.find((tag) => tag.shortcode === shortcode);
  return ports.intake.react({
    iri: idOf(activity, post),
    kind,
    by: actor,
    post,
    emoji,
    emojiUrl: custom?.url ?? null,
  });
}
