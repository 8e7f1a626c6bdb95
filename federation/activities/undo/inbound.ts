import { readActivity } from "#protocol/vocab/read/activity.ts";
import { withPosts } from "../../films.ts";
import { reportAnswer } from "../answer.ts";
import { type ActivityHandler, ignored } from "../handler.ts";
import { emojiOf } from "../reaction.ts";

const unknownReport = ignored("report/unknown");

/** The end of a like, boost, follow, block or report. Peers send the whole activity, a part of it, or only its id. */
export const undo: ActivityHandler = {
  type: "Undo",
  async receive({ ports }, { activity, actor, via }) {
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
    const { actor: undone, type, objects, target } = withPosts(ports.uris, inner.value);
    if (type === "Resolve")
      return (await reportAnswer(ports, inner.value, actor, "reopened")) ?? unknownReport;
    if (undone !== actor.iri) return ignored("undo/not-allowed");
    // A ban by moderators (Lemmy), which was none of ours to begin with.
    if (type === "Block" && target !== null) return ignored("block/ban");
    if (type === "Flag" && ref.iri !== null)
      return (await ports.intake.reportWithdrawn(ref.iri, actor)) ?? unknownReport;
    const emoji = emojiOf(inner.value)?.name ?? null;
    const object = objects[0]?.iri ?? null;
    if (type === "Delete") {
      if (object === null) return ignored("object/no-id");
      const restored = await ports.intake.restorePost(object, actor);
      // A community announces what its moderators take back, as it does what they remove.
      return restored.outcome === "ignored" && via !== null
        ? ports.intake.restorePost(object, via)
        : restored;
    }
    return ports.intake.undo({ iri: ref.iri, type, by: actor, object, emoji, publishedAt });
  },
};
