import { err, ok, type Result } from "#protocol/result.ts";
import { orRollBack } from "../../accounts/rollback.ts";
import { record } from "../../admin/audit.ts";
import { hostNamed } from "../../hosts/named.ts";
import { hideNote, type SettleDeps, showNote } from "./settle.ts";
import { findPeerNote, lockByIri, savePeerNote, savePolicy } from "./store.ts";
import type { NoteTreatment } from "./words.ts";

export type PeerNoteError =
  | { type: "peer-note/not-found" }
  /** Its post is not here, or not for everybody. */
  | { type: "peer-note/no-post" }
  | { type: "peer-note/withdrawn" }
  | { type: "peer-note/bad-peer" };

/** A moderator shows a note of a peer beside its post, or hides it: that holds whatever the settings say. */
export async function decidePeerNote(
  ctx: SettleDeps,
  { id, by, isShown }: { id: string; by: string; isShown: boolean },
): Promise<Result<void, PeerNoteError>> {
  const done = await orRollBack<void, PeerNoteError>(ctx, async (tx) => {
    const found = await findPeerNote(tx, id);
    const note = found === null ? null : await lockByIri(tx, found.iri);
    if (note === null) return err({ type: "peer-note/not-found" });
    if (note.state === "withdrawn") return err({ type: "peer-note/withdrawn" });
    const decided = { ...note, decidedBy: by };
    const action = isShown ? "peer-note.shown" : "peer-note.hidden";
    await record(ctx, tx, { by, action, target: note.iri, details: { peer: note.peer, post: note.postIri } });
    if (!isShown) await savePeerNote(tx, { ...(await hideNote(ctx, tx, decided)), state: "hidden" });
    else if (note.state === "shown") await savePeerNote(tx, decided);
    else if (!(await showNote(ctx, tx, decided))) return err({ type: "peer-note/no-post" });
    return ok();
  });
  ctx.outbox.wake();
  return done;
}

/**
 * Says what is done with notes of a peer from now on, and with those that are here.
 *
 * @param setting.peer its domain, or `*` for all that have no setting of their own
 * @param setting.treatment null for none of its own any more
 */
export async function setNotePolicy(
  ctx: SettleDeps,
  { peer, treatment, by }: { peer: string; treatment: NoteTreatment | null; by: string },
): Promise<Result<{ peer: string }, PeerNoteError>> {
  const name = peer === "*" ? peer : hostNamed(peer);
  if (name === null) return err({ type: "peer-note/bad-peer" });
  await ctx.db.transaction(async (tx) => {
    await savePolicy(tx, { peer: name, treatment, by, at: ctx.clock.now() });
    await record(ctx, tx, { by, action: "peer-note.policy", target: name, details: { treatment } });
  });
  return ok({ peer: name });
}
