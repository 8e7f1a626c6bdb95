import { type ActivityHandler, idOf, ignored, localAccount, objectIri } from "../handler.ts";

export const follow: ActivityHandler = {
  type: "Follow",
  async receive(deps, { activity, actor }) {
    const followee = await localAccount(deps, objectIri(activity));
    if (followee === null) return ignored("follow/nobody-here");
    return deps.ports.intake.follow({ iri: idOf(activity, followee.iri), follower: actor, followee });
  },
};
