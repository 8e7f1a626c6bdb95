import type { Condition } from "#moderation/actions/effects.ts";
import { textsOfNotes } from "#moderation/notes/read.ts";
import type { Tx } from "../../context.ts";
import { statementsOn } from "../../desk/moderation.ts";
import { peerNotesOf } from "../../notes/peers/read.ts";
import type { ShownNote } from "../schema.ts";

/** Notes as they stand under a post: readers' ones with what they say, here or on another node, but those that are gone. */
export async function shownNotes(tx: Tx, notes: Condition["notes"]): Promise<ShownNote[]> {
  const ids = notes.flatMap((note) => ("contextNote" in note ? [note.contextNote] : []));
  const texts = ids.length === 0 ? new Map<string, ReadersNote>() : await readersNotes(tx, ids);
  return notes.flatMap((note): ShownNote[] => {
    if ("text" in note) return [{ actionId: note.actionId, text: note.text }];
    const found = texts.get(note.contextNote);
    return found === undefined ? [] : [{ ...note, ...found }];
  });
}

type ReadersNote = Omit<ShownNote, "actionId" | "contextNote">;

async function readersNotes(tx: Tx, ids: readonly string[]): Promise<Map<string, ReadersNote>> {
  const own = await textsOfNotes(statementsOn(tx), ids);
  const found = new Map<string, ReadersNote>();
  for (const { id, text, sources, language, createdAt } of own)
    found.set(id, { text, sources, language, writtenAt: createdAt.toISOString() });
  const theirs = own.length === ids.length ? [] : await peerNotesOf(tx, ids);
  for (const { id, iri, peer, document } of theirs) {
    const { content: text, sources, language, published: writtenAt } = document;
    found.set(id, { text, sources, language, writtenAt, peer, iri });
  }
  return found;
}
