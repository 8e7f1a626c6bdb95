import { writeBlock } from "#protocol/vocab/write/block.ts";
import { inboxesOf } from "../../audience.ts";
import { activeSender, type Build } from "../../outgoing.ts";

/** To the blocked account alone, as Mastodon does: its server hides from it what it should not see. */
export const blockCreated: Build<"block.created"> = async (deps, { accountId, targetId, blockIri }) => {
  const [sender, target] = await Promise.all([activeSender(deps, accountId), deps.accounts.byId(targetId)]);
  if (sender === null || target === null) return null;
  return {
    document: writeBlock({ iri: blockIri, actor: sender.iri, object: target.iri }),
    sender,
    audience: await inboxesOf(deps, { privately: [target] }),
    isPublic: false,
    orderKey: blockIri,
  };
};
