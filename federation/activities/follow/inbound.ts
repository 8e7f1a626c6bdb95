import type { Iri } from "#protocol/ids/iri.ts";
import type { KnownAccount } from "../../ports.ts";
import { isUuid } from "../../uuid.ts";
import {
  type ActivityHandler,
  type InboundDeps,
  idOf,
  ignored,
  localAccount,
  objectIri,
} from "../handler.ts";

export const follow: ActivityHandler = {
  type: "Follow",
  async receive(deps, { activity, actor }) {
    const object = objectIri(activity);
    const owner = await channelOwner(deps, object);
    if (object !== null && owner !== null)
      return deps.ports.intake.followChannel({ iri: idOf(activity, object), follower: actor, owner });
    const followee = await localAccount(deps, object);
    if (followee === null) return ignored("follow/nobody-here");
    return deps.ports.intake.follow({ iri: idOf(activity, followee.iri), follower: actor, followee });
  },
};

/** Whose channel an IRI names; `null` when it names none. */
async function channelOwner({ ports }: InboundDeps, iri: Iri | null): Promise<KnownAccount | null> {
  const local = iri === null ? null : ports.uris.parse(iri);
  return local?.name === "channel" && isUuid(local.id) ? ports.accounts.byId(local.id) : null;
}
