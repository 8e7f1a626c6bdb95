import { takeAction } from "#moderation/actions/take.ts";
import { undoAction } from "#moderation/actions/undo.ts";
import type { Iri } from "#protocol/ids/iri.ts";
import { effectsIn } from "../../actions/effects/index.ts";
import type { Ctx, Tx } from "../../context.ts";
import { moderationOf, statementsOn } from "../../desk/moderation.ts";
import { each } from "../../platform/each.ts";
import { findOpenPost, lockByIri, readUnsettled, savePeerNote, treatmentOf } from "./store.ts";
import type { PeerNote } from "./words.ts";

export type SettleDeps = Pick<Ctx, "sql" | "db" | "clock" | "ids" | "outbox" | "uris">;

const AT_ONCE = 200;

/** Shows the notes of peers that are to be shown, and takes back those that are not any more. A periodic task. */
export async function settlePeerNotes(ctx: SettleDeps & Pick<Ctx, "log">): Promise<void> {
  await each(ctx.log, "settle a note of a peer", await readUnsettled(ctx.sql, AT_ONCE), (iri) =>
    ctx.db.transaction(async (tx) => {
      const note = await lockByIri(tx, iri);
      if (note !== null && note.decidedBy === null) await settleNote(ctx, tx, note);
    }),
  );
  ctx.outbox.wake();
}

/** As the settings for its peer say, in a transaction that is under way. */
export async function settleNote(ctx: SettleDeps, tx: Tx, note: PeerNote): Promise<void> {
  const isToShow = (await treatmentOf(tx, note.peer)) === "show";
  if (isToShow && note.state === "kept") await showNote(ctx, tx, note);
  else if (!isToShow && note.state === "shown")
    await savePeerNote(tx, { ...(await hideNote(ctx, tx, note)), state: "kept" });
}

/** @returns false where its post is not here, or not for everybody */
export async function showNote(ctx: SettleDeps, tx: Tx, note: PeerNote): Promise<boolean> {
  const post = await findOpenPost(tx, note.postIri);
  if (post === null) return false;
  const moderation = { ...moderationOf(ctx), effects: effectsIn(ctx, tx, "") };
  // Its text must be there before the post is made to show it.
  await savePeerNote(tx, { ...note, state: "shown" });
  const taken = await takeAction(moderation, statementsOn(tx), {
    caseId: null,
    caseVersion: null,
    subject: { kind: "post", iri: note.postIri as Iri, id: post.id, accountId: post.accountId },
    kind: "note",
    params: { contextNote: note.id },
    by: note.decidedBy,
    cause: `note:${note.iri}`,
    endsAt: null,
    statement: {
      category: "other",
      rules: [],
      facts: "",
      text: "",
      isAutomated: note.decidedBy === null,
      appealUntil: null,
      toldAt: null,
    },
  });
  if (taken.ok) await savePeerNote(tx, { ...note, state: "shown", actionId: taken.value.action.id });
  return taken.ok;
}

/** Takes it from its post, where it is shown. @returns it, to be saved with its new state */
export async function hideNote(ctx: SettleDeps, tx: Tx, note: PeerNote): Promise<PeerNote> {
  const moderation = { ...moderationOf(ctx), effects: effectsIn(ctx, tx, "") };
  if (note.state === "shown" && note.actionId !== null)
    await undoAction(moderation, statementsOn(tx), {
      actionId: note.actionId,
      by: note.decidedBy,
      reason: "",
    });
  return note;
}
