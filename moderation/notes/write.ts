import { parseIri } from "#protocol/ids/iri.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import { clean } from "#protocol/vocab/read/names.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import { limits } from "./note.ts";
import { personOf } from "./person.ts";
import { countNotesBy, insertNote } from "./store/notes.ts";

export type WriteNoteError =
  | { type: "context-note/empty" }
  | { type: "context-note/too-long"; field: "text" | "why_no_source"; most: number }
  | { type: "context-note/no-source" }
  | { type: "context-note/bad-source"; source: string }
  | { type: "context-note/too-many-sources"; most: number }
  | { type: "context-note/bad-language" }
  | { type: "context-note/written-already" }
  | { type: "context-note/too-many"; most: number };

export interface NoteDraft {
  /** Plain text, at most 1,000 characters. */
  readonly text: string;
  /** Addresses of web pages, at most 5. */
  readonly sources: readonly string[];
  /** Where there are none: why none is needed. */
  readonly whyNoSource: string;
  readonly language: string | null;
}

interface Written {
  readonly accountId: string;
  readonly post: { readonly id: string; readonly iri: string; readonly accountId: string };
  readonly draft: NoteDraft;
}

const DAY_MS = 86_400_000;

/**
 * Somebody writes a note of context on a post, in the caller's transaction. Authors may write one on their own post, as in Community
 * Notes: whether it helps is for others to say.
 */
export async function writeNote(
  ctx: Pick<ModerationCtx, "clock" | "ids">,
  on: Statements,
  { accountId, post, draft }: Written,
): Promise<Result<{ id: string }, WriteNoteError>> {
  const read = readDraft(draft);
  if (!read.ok) return read;
  const person = await personOf(ctx, on, accountId);
  const now = ctx.clock.now();
  const today = await countNotesBy(on, person.number, new Date(now.getTime() - DAY_MS));
  if (today >= limits.notesADay) return err({ type: "context-note/too-many", most: limits.notesADay });
  const id = ctx.ids.next();
  const isNew = await insertNote(on, {
    ...read.value,
    id,
    writer: person.number,
    postId: post.id,
    postIri: post.iri,
    postAccountId: post.accountId,
    now,
  });
  return isNew ? ok({ id }) : err({ type: "context-note/written-already" });
}

type ReadDraft = Omit<NoteDraft, "whyNoSource"> & { whyNoSource: string | null };

function readDraft(draft: NoteDraft): Result<ReadDraft, WriteNoteError> {
  const text = clean(draft.text).trim();
  const whyNoSource = clean(draft.whyNoSource).trim();
  const sources = [...new Set(draft.sources.map((source) => source.trim()).filter(Boolean))];
  if (text === "") return err({ type: "context-note/empty" });
  for (const [field, said, most] of [
    ["text", text, limits.text],
    ["why_no_source", whyNoSource, limits.whyNoSource],
  ] as const)
    if ([...said].length > most) return err({ type: "context-note/too-long", field, most });
  if (sources.length > limits.sources)
    return err({ type: "context-note/too-many-sources", most: limits.sources });
  const bad = sources.find((source) => parseIri(source) === null || clean(source) !== source);
  if (bad !== undefined) return err({ type: "context-note/bad-source", source: bad });
  if (sources.length === 0 && whyNoSource === "") return err({ type: "context-note/no-source" });
  const { language } = draft;
  if (language !== null && !/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(language))
    return err({ type: "context-note/bad-language" });
  return ok({ text, sources, whyNoSource: sources.length > 0 ? null : whyNoSource, language });
}
