import { writeMove } from "#protocol/vocab/write/move.ts";
import { inboxesOf } from "../../audience.ts";
import { activeSender, type Build } from "../../outgoing.ts";

/** To the followers, whose servers then let them follow the target. */
export const accountMoved: Build<"account.moved"> = async (deps, { accountId, target }, { iri }) => {
  const sender = await activeSender(deps, accountId);
  if (sender === null) return null;
  const followers = sender.followers ?? deps.uris.followers(sender.id);
  return {
    document: writeMove({ iri, actor: sender.iri, target, followers }),
    sender,
    audience: await inboxesOf(deps, { followersOf: sender }),
    isPublic: true,
    orderKey: sender.iri,
  };
};
