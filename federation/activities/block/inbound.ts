import { type ActivityHandler, idOf, ignored, localAccount, objectIri } from "../handler.ts";

export const block: ActivityHandler = {
  type: "Block",
  async receive(deps, { activity, actor }) {
    // Lemmy: with a target it is a ban from that community or server, by its moderators, and nobody's own block.
    if (activity.target !== null) return ignored("block/ban");
    const target = await localAccount(deps, objectIri(activity));
    if (target === null) return ignored("block/nobody-here");
    return deps.ports.intake.block({ iri: idOf(activity, target.iri), by: actor, target });
  },
};
