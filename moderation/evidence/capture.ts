import { createHash } from "node:crypto";
import { canonicalize } from "#protocol/signing/jcs.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import { storable } from "../storable.ts";
import type { Subject } from "../subject.ts";
import { enterKept } from "./enter-kept.ts";
import type { EvidencePort, SeenMedium, Snapshot } from "./port.ts";
import { type Evidence, insertEvidence, type Newest, readNewest, readNewestOfOpen } from "./store.ts";

export type CaptureCtx = Pick<ModerationCtx, "clock" | "ids"> & { readonly evidence: EvidencePort };

/** Of one subject in one case: what is edited more often than that while it is reported tells by its versions. */
const MOST_COPIES = 20;

/**
 * Looks at a subject before its case is locked: of hundreds who report the same, each would else wait until the one before
 * has looked.
 *
 * @returns null where the open case about it knows all that there is to see
 */
export async function lookFor(
  ctx: CaptureCtx,
  on: Statements,
  { subject, communityId = null }: { subject: Subject; communityId?: string | null | undefined },
): Promise<Snapshot | null> {
  const newest = await readNewestOfOpen(on, subject.iri, communityId);
  return ctx.evidence.look(on, subject, (content) => newest !== null && isEnough(newest, storable(content)));
}

/**
 * Keeps what there is to see of a subject, in the transaction that reports it: what its author changes or deletes afterwards
 * stays as it was. Looked at again with later reports, it is kept again only when it has changed.
 *
 * Files that lie elsewhere are fetched afterwards: see `awaitedMedia`.
 *
 * @param looked what `lookFor` has seen; null looks now, at everything
 * @example await captureEvidence(ctx, tx, caseId, subject, null);
 */
export async function captureEvidence(
  ctx: CaptureCtx,
  on: Statements,
  caseId: string,
  subject: Subject,
  looked: Snapshot | null,
): Promise<void> {
  const seen = looked ?? (await ctx.evidence.look(on, subject, () => false));
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
  // Of a post that is gone its author is left.
  const main = rows.find(({ iri, kind }) => iri === subject.iri && kind !== "thread") ?? rows[0];
  if (main?.iri != null) {
    const newest = await readNewest(on, caseId, main.iri);
    if (newest !== null && isEnough(newest, main.content, main.sha256)) return;
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
  await enterKept(ctx, on, caseId, [...rows, ...media]);
}

function contentOf({ about }: SeenMedium, { iri }: Subject): Record<string, unknown> {
  return storable({ about: { ...about, of: iri } });
}

/** Whether nothing has changed but how many have liked or answered it, which each visitor does; or it is kept often enough. */
function isEnough(newest: Newest, now: NonNullable<Evidence["content"]>, sha256 = hashOf(now)): boolean {
  if (newest.copies >= MOST_COPIES || newest.sha256 === sha256) return true;
  if (newest.content === null) return false;
  const { counts: _, ...before } = newest.content;
  const { counts: __, ...after } = now;
  return hashOf(before) === hashOf(after);
}

/** SHA-256 of the RFC 8785 form, hex. */
function hashOf(content: Readonly<Record<string, unknown>>): string {
  const written = canonicalize(content);
  if (!written.ok) throw new Error("evidence is no JSON", { cause: written.error });
  return createHash("sha256").update(written.value).digest("hex");
}
