import type { Activity } from "#protocol/model/activity.ts";
import { text } from "#protocol/vocab/json.ts";
import { readTags } from "#protocol/vocab/read/tags.ts";
import type { Intake, ReactionKind } from "../ports.ts";
import { type Inbound, type InboundDeps, idOf, ignored, objectIri } from "./handler.ts";

interface Emoji {
  /** A character, or the shortcode of a custom one without colons and host. */
  name: string;
  /** Image of a custom one, where the activity defines it (FEP-c0e0). */
  url: string | null;
}

const CHARACTER = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;
const SHORTCODE = /^:[^:\s]+:$/;

/** The emoji in a reaction's content, or `null`: some software says there in prose that somebody likes something. */
export function emojiOf({ json }: Pick<Activity, "json">): Emoji | null {
  const written = (text(json.content) ?? text(json._misskey_reaction) ?? "").trim();
  const name = written.replace(/^:|:$/g, "").replace(/@.*$/, "");
  const custom = readTags(json.tag).emojis.find(({ shortcode }) => shortcode === name);
  const isCharacter = CHARACTER.test(written) && !/[\s<]/.test(written);
  if (name === "" || !(custom !== undefined || isCharacter || SHORTCODE.test(written))) return null;
  return { name, url: custom?.url ?? null };
}

/** A like, dislike or emoji reaction to a post. */
export async function receiveReaction(
  { ports }: InboundDeps,
  { activity, actor }: Inbound,
  kind: ReactionKind,
): Promise<Intake> {
  const post = objectIri(activity);
  if (post === null) return ignored("activity/no-object");
  const emoji = kind === "emoji" ? emojiOf(activity) : null;
  if (kind === "emoji" && emoji === null) return ignored("reaction/no-emoji");
  return ports.intake.react({
    iri: idOf(activity, post),
    kind,
    by: actor,
    post,
    emoji: emoji?.name ?? "",
    emojiUrl: emoji?.url ?? null,
    publishedAt: activity.publishedAt,
  });
}
