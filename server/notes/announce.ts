import type { Iri } from "#protocol/ids/iri.ts";
import { type ContextNote, readContextNote, writeContextNote } from "#protocol/moot/context-note.ts";
import type { JsonObject } from "#protocol/signing/proofs.ts";
import type { Ctx } from "../context.ts";
import { signAsNode } from "../moot/sign.ts";
import { each } from "../platform/each.ts";
import { type Announceable, readToAnnounce, readToWithdraw, saveAnnounced } from "./announced-store.ts";

type Deps = Pick<Ctx, "sql" | "db" | "clock" | "ids" | "outbox" | "uris" | "handleHost" | "log">;

/** Notes of each kind in one run of the task. */
const AT_ONCE = 200;

/**
 * Tells other nodes of notes that are shown here, and of those that no longer are, however that came: each as a document that this node
 * has signed. A periodic task; what is told already is told once.
 */
export async function announceNotes(ctx: Deps): Promise<void> {
  await each(ctx.log, "announce a note of context", await readToAnnounce(ctx.sql, AT_ONCE), (note) =>
    tell(ctx, note.id, helpful(ctx, note)),
  );
  await each(ctx.log, "withdraw a note of context", await readToWithdraw(ctx.sql, AT_ONCE), async (gone) => {
    const note = withdrawn(ctx, gone.last);
    if (note !== null) await tell(ctx, gone.id, note);
  });
  ctx.outbox.wake();
}

async function tell(ctx: Deps, noteId: string, note: ContextNote): Promise<void> {
  const document = await signAsNode(ctx, writeContextNote(note));
  const at = ctx.clock.now();
  await ctx.db.transaction(async (tx) => {
    const isNews = await saveAnnounced(tx, { noteId, status: note.status, document, at });
    if (isNews) await ctx.outbox.append(tx, { kind: "note.announced", noteIri: note.id, document });
  });
}

function helpful({ clock, uris }: Deps, note: Announceable): ContextNote {
  return {
    id: uris.contextNote(note.id),
    attributedTo: uris.nodeActor(),
    published: toSecond(note.createdAt),
    updated: laterThan(note.last, clock.now()),
    about: note.postIri as Iri,
    status: "helpful",
    content: note.text,
    sources: note.sources as Iri[],
    whyNoSource: note.whyNoSource,
    language: note.language,
    author: note.alias,
    ratings: note.ratings,
  };
}

/** Nothing of what it said: that may have been erased. */
function withdrawn({ clock }: Deps, last: JsonObject): ContextNote | null {
  const read = readContextNote(last);
  if (!read.ok) return null;
  const updated = laterThan(last, clock.now());
  const empty = { content: "", sources: [], whyNoSource: null, language: null, author: null } as const;
  return { ...read.value, ...empty, updated, status: "withdrawn" };
}

/** Of two documents of a note the later one holds: each is a second later than the one before at least. */
function laterThan(last: JsonObject | null, now: Date): string {
  const before = last === null ? 0 : Date.parse(String(last.updated)) + 1_000;
  return toSecond(new Date(Math.max(now.getTime(), before)));
}

function toSecond(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}
