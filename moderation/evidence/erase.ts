import { noteEvent } from "../cases/event.ts";
import type { ModerationCtx, Statements } from "../ports.ts";
import { eraseExcerpts, eraseRows, findLongClosed } from "./store.ts";

/** Cases at a time: the files and rows of so many are a short transaction. */
const BATCH = 100;

/**
 * Erases what cases keep of something, as the law may ask: content and files go, that there was something and its hash stay, and
 * so does the ledger.
 *
 * @param which a post's, account's or medium's IRI, or a case's id
 * @returns names of the files that nothing of these cases uses any more
 */
export async function eraseEvidence(
  ctx: Pick<ModerationCtx, "clock" | "ids">,
  on: Statements,
  which: { iri: string } | { caseIds: readonly string[] },
  { by, because }: { by: string | null; because: "law" | "age" },
): Promise<string[]> {
  const erased = await eraseRows(on, which, ctx.clock.now());
  const caseIds = [...new Set(erased.map(({ caseId }) => caseId))];
  await eraseExcerpts(on, caseIds);
  for (const caseId of caseIds) {
    const count = erased.filter((row) => row.caseId === caseId).length;
    await noteEvent(ctx, on, { caseId, kind: "erased", by, details: { because, count } });
  }
  return [...new Set(erased.flatMap(({ file }) => file ?? []))];
}

/**
 * Erases what was kept for cases that have been closed for long, once there is no more appeal against what was decided in them.
 *
 * @returns names of files, as above; what is left is done the next time
 */
export async function eraseOld(
  ctx: Pick<ModerationCtx, "db" | "clock" | "ids">,
  closedBefore: Date,
): Promise<string[]> {
  const caseIds = await findLongClosed(ctx.db, { before: closedBefore, now: ctx.clock.now() }, BATCH);
  if (caseIds.length === 0) return [];
  return ctx.db.transaction((tx) => eraseEvidence(ctx, tx, { caseIds }, { by: null, because: "age" }));
}
