import { addressing } from "#protocol/ids/visibility.ts";
import { contextNoteContext } from "#protocol/moot/context-note-context.ts";
import { writeAnnounce } from "#protocol/vocab/write/announce.ts";
import { inboxesOf } from "../../audience.ts";
import type { Build } from "../../outgoing.ts";

/** A note of context of this node, whole and signed, to the nodes that follow it. */
export const noteAnnounced: Build<"note.announced"> = async (deps, { noteIri, document }, { iri }) => {
  const sender = await deps.accounts.nodeActor();
  return {
    document: writeAnnounce({
      iri,
      actor: sender.iri,
      object: { ...document, "@context": contextNoteContext },
      ...addressing("public", sender.followers ?? deps.uris.followers(sender.id), []),
    }),
    sender,
    audience: await inboxesOf(deps, { followersOf: sender }),
    // The note has an address of its own, where it is as it is now; nobody is shown what it was.
    isPublic: false,
    orderKey: noteIri,
  };
};
