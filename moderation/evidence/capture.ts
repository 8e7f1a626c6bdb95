import { createHash } from "node:crypto";
import { canonicalize } from "#protocol/signing/jcs.ts";
import { appendEntry } from "../ledger/append.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import { storable } from "../storable.ts";
import type { Subject } from "../subject.ts";
import type { EvidencePort, SeenMedium } from "./port.ts";
import { type Evidence, insertEvidence, readNewest } from "./store.ts";

type Kept = Pick<Evidence, "sha256" | "content">;

export type CaptureCtx = Pick<ModerationCtx, "clock" | "ids"> & { readonly evidence: EvidencePort };

/** Of one subject in one case: what is edited more often than that while it is reported tells by its versions. */
const MOST_COPIES = 20;

/**
 * Keeps what there is to see of a subject, in the transaction that reports it: what its author changes or deletes afterwards
 * stays as it was. Looked at again with later reports, it is kept again only when it has changed.
 *
 * Files that lie elsewhere are fetched afterwards: see `awaitedMedia`.
 *
 * @example await captureEvidence(ctx, tx, caseId, subject);
 */
export async function captureEvidence(
  ctx: CaptureCtx,
  on: Statements,
  caseId: string,
  subject: Subject,
): Promise<void> {
  const seen = await ctx.evidence.look(on, subject);
  if (seen === null) return;
  const rows = seen.items.map(({ kind, iri, content: told }) => {
    const content = storable(told);
    const sha256 = hashOf(content);
    return {
      id: ctx.ids.next(),
      caseId,
      kind,
      iri,
      content,
      sha256,
      file: null,
      mediaType: null,
      size: null,
    };
  });
  const main = rows.find(({ iri, kind }) => iri === subject.iri && kind !== "thread");
  if (main !== undefined) {
    const known = await readNewest(on, caseId, subject.iri);
    if (known !== null && (known.copies >= MOST_COPIES || isSame(known, main))) return;
  }
  const media = seen.media.map((medium) => ({
    id: ctx.ids.next(),
    caseId,
    kind: "medium" as const,
    iri: medium.url,
    content: contentOf(medium, subject),
    sha256: medium.sha256 ?? hashOf(contentOf(medium, subject)),
    file: medium.file,
    mediaType: medium.mediaType,
    size: medium.size,
  }));
  if (media.some(({ file }) => file !== null)) await ctx.evidence.hold(on);
  await insertEvidence(on, [...rows, ...media], ctx.clock.now());
  // So that an export can show that nothing of it was changed afterwards.
  const items = [...rows, ...media].map(({ id, kind, sha256 }) => ({ id, kind, sha256 }));
  await appendEntry(ctx, on, "private", { kind: "evidence.kept", caseId, body: { items } });
}

function contentOf({ about }: SeenMedium, { iri }: Subject): Record<string, unknown> {
  return storable({ about: { ...about, of: iri } });
}

/** Whether nothing has changed but how many have liked or answered it, which each visitor does. */
function isSame(known: Kept, now: Kept): boolean {
  if (known.sha256 === now.sha256) return true;
  if (known.content === null || now.content === null) return false;
  const { counts: _, ...before } = known.content;
  const { counts: __, ...after } = now.content;
  return hashOf(before) === hashOf(after);
}

/** SHA-256 of the RFC 8785 form, hex. */
function hashOf(content: Readonly<Record<string, unknown>>): string {
  const written = canonicalize(content);
  if (!written.ok) throw new Error("evidence is no JSON", { cause: written.error });
  return createHash("sha256").update(written.value).digest("hex");
}
