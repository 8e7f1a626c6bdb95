import { readActivity } from "#protocol/vocab/read/activity.ts";
import { withPosts } from "../../films.ts";
import { type ActivityHandler, ignored } from "../handler.ts";
import { emojiOf } from "../reaction.ts";

/** The end of a like, boost, follow or block. Peers send the whole activity, a part of it, or only its id. */
export const undo: ActivityHandler = {
  type: "Undo",
  async receive({ ports }, { activity, actor }) {
    const [ref] = activity.objects;
    const { publishedAt } = activity;
    if (ref === undefined) return ignored("activity/no-object");
    if (ref.json === null || ref.type === null) {
      return ports.intake.undo({
        iri: ref.iri,
        type: null,
        by: actor,
        object: null,
        emoji: null,
        publishedAt,
      });
    }
    const inner = readActivity({ actor: actor.iri, ...ref.json });
    if (!inner.ok)
      return ports.intake.undo({
        iri: ref.iri,
        type: ref.type,
        by: actor,
        object: null,
        emoji: null,
        publishedAt,
      });
    const { actor: undone, type, objects } = withPosts(ports.uris, inner.value);
    if (undone !== actor.iri) return ignored("undo/not-allowed");
    const emoji = emojiOf(inner.value)?.name ?? null;
    const object = objects[0]?.iri ?? null;
    return ports.intake.undo({ iri: ref.iri, type, by: actor, object, emoji, publishedAt });
  },
};
