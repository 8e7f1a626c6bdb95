import type { Iri } from "#protocol/ids/iri.ts";
import { inboxesOf } from "../../audience.ts";
import type { Build } from "../../outgoing.ts";
import type { KnownAccount } from "../../ports.ts";

/** What a panel of this node has decided: what is public to the nodes that follow this one, all of it to the servers that it concerns. */
export const decisionAnnounced: Build<"moot.decision"> = async (deps, { activityId }) => {
  const announced = await deps.moot.announcement(activityId);
  if (announced === null) return null;
  const { json, body, isPublic } = announced;
  const sender = await deps.accounts.nodeActor();
  const concerned = await Promise.all(announced.concerned.map((id) => deps.accounts.byId(id)));
  return {
    document: json,
    signed: body,
    sender,
    audience: await inboxesOf(deps, {
      openly: concerned.filter((account): account is KnownAccount => account !== null),
      ...(isPublic && { followersOf: sender }),
    }),
    isPublic,
    orderKey: json.id as Iri,
  };
};
