import type { Intake, IntakePort, KnownAccount } from "#federation/ports.ts";
import { hostOf } from "#protocol/ids/iri.ts";
import { type ContextNote, verifyContextNote } from "#protocol/moot/context-note.ts";
import { importPublicKey } from "#protocol/signing/keys.ts";
import { type JsonObject, readProofs } from "#protocol/signing/proofs.ts";
import { hideNote, type SettleDeps, settleNote } from "./settle.ts";
import { countReceived, keysOfFollowed, lockByIri, savePeerNote, treatmentOf } from "./store.ts";
import type { PeerNote } from "./words.ts";

/** Five sources of 2,048 characters, a text, and a proof. */
const MOST_CHARS = 32_768;
const MOST_A_DAY = 1_000;
const DAY_MS = 86_400_000;

const ignored = (reason: string): Intake => ({ outcome: "ignored", reason });

/** What other nodes say of their notes of context. */
export function createNoteIntake(ctx: SettleDeps): Pick<IntakePort, "contextNote"> {
  return { contextNote: (announced) => receiveContextNote(ctx, announced) };
}

/**
 * A note that another node announces: taken from nodes that this one's actor follows, about any post, when it is their own and verifies by
 * a key of theirs. The later of two versions holds, in whatever order they come.
 */
async function receiveContextNote(
  ctx: SettleDeps,
  { document, by }: { document: JsonObject; by: KnownAccount },
): Promise<Intake> {
  const keys = await keysOfFollowed(ctx.sql, { nodeActor: ctx.uris.nodeActor(), actor: by.iri });
  if (keys === null) return ignored("context-note/unsolicited");
  if (JSON.stringify(document).length > MOST_CHARS) return ignored("context-note/too-large");
  const peer = hostOf(by.iri);
  if ((await treatmentOf(ctx.sql, peer)) === "ignore") return ignored("context-note/not-wanted");
  const note = await verify(document, keys, ctx.clock.now());
  if (typeof note === "string") return ignored(note);
  if (note.attributedTo !== by.iri) return ignored("context-note/not-theirs");
  if (note.updated > laterBy(ctx.clock.now(), DAY_MS)) return ignored("context-note/clock");
  const since = new Date(ctx.clock.now().getTime() - DAY_MS);
  if ((await countReceived(ctx.sql, peer, since)) >= MOST_A_DAY) return ignored("context-note/too-many");
  await take(ctx, note, peer);
  ctx.outbox.wake();
  return { outcome: "accepted" };
}

async function verify(
  document: JsonObject,
  keys: readonly { id: string; value: string }[],
  now: Date,
): Promise<ContextNote | string> {
  const proofs = readProofs(document);
  const proof = proofs.ok ? proofs.value[0] : undefined;
  const method = proof?.ok ? proof.value.verificationMethod : "";
  const key = await importPublicKey(keys.find(({ id }) => id === method)?.value ?? "");
  if (!key.ok) return "context-note/unknown-key";
  const verified = await verifyContextNote(document, { node: { method, key: key.value }, now });
  return verified.ok ? verified.value : verified.error.type;
}

async function take(ctx: SettleDeps, note: ContextNote, peer: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const known = await lockByIri(tx, note.id);
    const now = ctx.clock.now();
    if (known === null) {
      const state = note.status === "withdrawn" ? "withdrawn" : "kept";
      const row = {
        id: ctx.ids.next(),
        iri: note.id,
        peer,
        postIri: note.about,
        document: note,
        state,
      } as const;
      const added = { ...row, actionId: null, decidedBy: null, receivedAt: now, updatedAt: now };
      await savePeerNote(tx, added);
      await settleNote(ctx, tx, added);
      return;
    }
    // Nobody moves a note to another post.
    if (known.document.updated >= note.updated || known.postIri !== note.about) return;
    // What it shows is taken back, and shown anew with what it says now.
    await hideNote(ctx, tx, known);
    const changed = { ...known, ...statusAfter(known, note), document: note, updatedAt: now };
    await savePeerNote(tx, changed);
    await settleNote(ctx, tx, changed);
  });
}

/** Whoever has hidden it has hidden what comes of it; whoever has shown it has shown what it said then. */
function statusAfter(known: PeerNote, { status }: ContextNote): Pick<PeerNote, "state" | "decidedBy"> {
  const decidedBy = known.state === "shown" ? null : known.decidedBy;
  if (status === "withdrawn") return { state: "withdrawn", decidedBy };
  return { state: decidedBy === null ? "kept" : "hidden", decidedBy };
}

function laterBy(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
