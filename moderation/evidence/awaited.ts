import type { ModerationCtx, Statements } from "../ports.ts";
import { enterKept } from "./enter-kept.ts";
import { claimAwaited, type Evidence, readOpenlyNamed, renameFile, setFile, setProblem } from "./store.ts";

/** A fetch that has not ended by then never will. */
const AGAIN_AFTER_MS = 20 * 60_000;
const MOST_ATTEMPTS = 4;
const DAY_MS = 86_400_000;
/** Bytes that are fetched in a day: else a server that reports its own films would fill the disk. What is more waits. */
const most = { ofServer: 1_000_000_000, inAll: 10_000_000_000 };

/**
 * Media of evidence that lie elsewhere and are to be fetched now by whoever asks: nobody else gets them for a while. None of servers
 * from which enough was fetched today.
 *
 * @example for (const medium of await awaitedMedia(ctx, 4)) await fetch(medium);
 */
export async function awaitedMedia(
  ctx: Pick<ModerationCtx, "db" | "clock">,
  limit: number,
): Promise<{ id: string; url: string; isLastTry: boolean }[]> {
  const now = ctx.clock.now();
  const triedBefore = new Date(now.getTime() - AGAIN_AFTER_MS);
  const since = new Date(now.getTime() - DAY_MS);
  const claimed = await claimAwaited(ctx.db, { now, triedBefore, limit, since, most });
  return claimed.map(({ id, iri, attempts }) => ({
    id,
    url: iri ?? "",
    isLastTry: attempts >= MOST_ATTEMPTS,
  }));
}

/**
 * Keeps what was fetched, and enters its hash in the ledger, as that of everything else that is kept.
 *
 * @returns false when it was erased meanwhile: then the file is nobody's
 */
export async function keepFetched(
  ctx: Pick<ModerationCtx, "clock" | "ids">,
  on: Statements,
  id: Evidence["id"],
  file: { name: string; sha256: string; mediaType: string; size: number },
): Promise<boolean> {
  const caseId = await setFile(on, id, file);
  if (caseId === null) return false;
  await enterKept(ctx, on, caseId, [{ id, kind: "medium", sha256: file.sha256 }]);
  return true;
}

/** Nobody asks for it again. */
export function giveUp(on: Statements, id: string, problem: string): Promise<void> {
  return setProblem(on, id, problem);
}

/** Evidence whose file is still the one that everybody may read. */
export function openlyNamed(on: Statements, limit: number): Promise<{ id: string; file: string }[]> {
  return readOpenlyNamed(on, limit);
}

/** Names the copy that is kept apart, unless it was erased meanwhile. */
export function keepApart(
  on: Statements,
  id: Evidence["id"],
  file: { open: string; apart: string },
): Promise<void> {
  return renameFile(on, id, file);
}
