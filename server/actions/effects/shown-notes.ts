import type { Condition } from "#moderation/actions/effects.ts";
import { textsOfNotes } from "#moderation/notes/read.ts";
import type { Tx } from "../../context.ts";
import { statementsOn } from "../../desk/moderation.ts";
import type { ShownNote } from "../schema.ts";

/** Notes as they stand under a post: readers' ones with what they say, but those that are gone. */
export async function shownNotes(tx: Tx, notes: Condition["notes"]): Promise<ShownNote[]> {
  const ids = notes.flatMap((note) => ("contextNote" in note ? [note.contextNote] : []));
  const texts = ids.length === 0 ? [] : await textsOfNotes(statementsOn(tx), ids);
  const byId = new Map(texts.map((each) => [each.id, each]));
  return notes.flatMap((note): ShownNote[] => {
    if ("text" in note) return [{ actionId: note.actionId, text: note.text }];
    const found = byId.get(note.contextNote);
    if (found === undefined) return [];
    const { text, sources, language, createdAt } = found;
    const writtenAt = createdAt.toISOString();
    return [{ ...note, text, sources, language, writtenAt }];
  });
}
