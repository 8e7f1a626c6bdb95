import { createHash } from "node:crypto";
import type { Iri } from "#protocol/ids/iri.ts";
import { err, ok, type Result } from "#protocol/result.ts";
import type { Statements } from "../ports.ts";
import { keyOf } from "../subject.ts";
import { noteEvent } from "./event.ts";
import { sees } from "./handle.ts";
import type { CaseCtx } from "./ports.ts";
import { lockRow } from "./store/change.ts";
import { insertNote } from "./store/notes.ts";
import { type CaseRow, toCase } from "./store/row.ts";
import type { CaseNote, Handler } from "./words.ts";

export type NoteError =
  | { readonly type: "case/not-found"; readonly caseId: string }
  /** It is about themselves, or they have reported it. */
  | { readonly type: "case/own"; readonly caseId: string }
  /** What leaves the node is said by its own moderators. */
  | { readonly type: "case/for-moderators"; readonly caseId: string }
  | { readonly type: "case/note-empty" }
  | { readonly type: "case/note-too-long"; readonly most: number };

/** Characters. */
const MAX_NOTE = 10_000;

/** Writes a note for the other moderators, and for those of the other node in the case when it is shared. */
export async function addNote(
  ctx: CaseCtx,
  on: Statements,
  by: Handler & { readonly iri: Iri },
  {
    caseId,
    text,
    isShared = false,
    iri = null,
  }: { caseId: string; text: string; isShared?: boolean; iri?: Iri | null },
): Promise<Result<CaseNote, NoteError>> {
  if (text.trim() === "") return err({ type: "case/note-empty" });
  if ([...text].length > MAX_NOTE) return err({ type: "case/note-too-long", most: MAX_NOTE });
  const row = await lockRow(on, caseId);
  if (row === null || !sees(by, row)) return err({ type: "case/not-found", caseId });
  if (await ctx.cases.isConcerned(on, by.accountId, caseId)) return err({ type: "case/own", caseId });
  if (isShared && by.communities !== null) return err({ type: "case/for-moderators", caseId });
  const now = ctx.clock.now();
  const { accountId, iri: authorIri } = by;
  const note = { id: ctx.ids.next(), iri, authorIri, accountId, text, isShared, createdAt: now };
  await insertNote(on, { ...note, caseId });
  await noted(ctx, on, row, note);
  if (isShared) await ctx.cases.noteShared(on, { case: toCase(row, now), note });
  return ok(note);
}

/** A note that a moderator of another node in the case has sent. The same one twice is kept once; a longer one is cut. */
export async function receiveNote(
  ctx: Pick<CaseCtx, "clock" | "ids">,
  on: Statements,
  { caseId, iri, authorIri, text }: { caseId: string; iri: Iri | null; authorIri: Iri; text: string },
): Promise<{ isNew: boolean }> {
  const cut = [...text].slice(0, MAX_NOTE).join("");
  const note = {
    id: ctx.ids.next(),
    iri,
    authorIri,
    accountId: null,
    text: cut,
    isShared: true,
    createdAt: ctx.clock.now(),
  };
  const isNew = await insertNote(on, { ...note, caseId });
  const row = isNew ? await lockRow(on, caseId) : null;
  if (row !== null) await noted(ctx, on, row, note);
  return { isNew };
}

/** The ledger gets the hash of what was written, under the subject's key: few words can be guessed by their hash. */
async function noted(
  ctx: Pick<CaseCtx, "clock" | "ids">,
  on: Statements,
  { id: caseId, accountId: ownerId, subjectKind, subjectIri }: CaseRow,
  { id, text, isShared, accountId }: CaseNote,
): Promise<void> {
  const sha256 = createHash("sha256").update(text).digest("hex");
  await noteEvent(ctx, on, {
    caseId,
    kind: "noted",
    by: accountId,
    details: { note: id, isShared },
    secret: { about: keyOf({ kind: subjectKind, iri: subjectIri, accountId: ownerId }), content: { sha256 } },
  });
}
