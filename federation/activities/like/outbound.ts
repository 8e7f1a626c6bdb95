import type { Iri } from "#protocol/ids/iri.ts";
import type { JsonObject } from "#protocol/model/activity.ts";
import { writeEmojiReact } from "#protocol/vocab/write/emoji-react.ts";
import { writeLike } from "#protocol/vocab/write/like.ts";
import { inboxesOf } from "../../audience.ts";
import type { Build } from "../../outgoing.ts";
import type { ReactionKind } from "../../ports.ts";

/** A custom emoji's shortcode, which a Unicode emoji never looks like: keycaps such as 1️⃣ have more than ASCII. */
const SHORTCODE = /^[A-Za-z0-9_+-]+$/;

/**
 * A `Like`, or an `EmojiReact` (FEP-c0e0), by which Pleroma, Misskey and others show the emoji and which Mastodon ignores.
 * `null` for a dislike: it stays here, as most software would count it as nothing or show who disliked.
 */
export function reactionOf(reaction: {
  iri: Iri;
  kind: ReactionKind;
  actor: Iri;
  post: Iri;
  author: Iri;
  emoji: string;
  emojiUrl: string | null;
}): JsonObject | null {
  const { iri, kind, actor, post: object, author, emoji, emojiUrl } = reaction;
  if (kind === "dislike") return null;
  if (kind === "like") return writeLike({ iri, actor, object, author });
  if (emojiUrl !== null)
    return writeEmojiReact({
      iri,
      actor,
      object,
      author,
      emoji: { shortcode: emoji, url: emojiUrl, iri: null },
    });
  return writeEmojiReact({
    iri,
    actor,
    object,
    author,
    emoji: SHORTCODE.test(emoji) ? `:${emoji}:` : emoji,
  });
}

/** To the post's author alone. */
export const reactionCreated: Build<"reaction.created"> = async (deps, { reactionId }) => {
  const reaction = await deps.posts.reaction(reactionId);
  if (reaction === null || !reaction.by.isLocal || reaction.by.state !== "active") return null;
  const { by, postAuthor, ...about } = reaction;
  const document = reactionOf({ ...about, actor: by.iri, author: postAuthor.iri });
  if (document === null) return null;
  return {
    document,
    sender: by,
    audience: await inboxesOf(deps, { privately: [postAuthor] }),
    isPublic: false,
    orderKey: reaction.iri,
  };
};
