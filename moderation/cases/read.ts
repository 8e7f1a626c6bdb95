import { err, ok, type Result } from "#protocol/result.ts";
import type { ModerationCtx } from "../ports.ts";
import { sees } from "./handle.ts";
import { readEvents } from "./store/events.ts";
import { readNotes } from "./store/notes.ts";
import { readRow, readServers } from "./store/queue.ts";
import { toCase } from "./store/row.ts";
import type { Case, CaseEvent, CaseNote, Handler } from "./words.ts";

export interface CaseFile {
  readonly case: Case;
  /** The newest 200, the oldest of them first. */
  readonly events: readonly CaseEvent[];
  readonly notes: readonly CaseNote[];
  /** Where the reports came from, most first; `server` is null for this node. */
  readonly servers: readonly { readonly server: string | null; readonly reports: number }[];
}

export type ReadCaseError =
  | { readonly type: "case/not-found"; readonly caseId: string }
  | { readonly type: "case/own"; readonly caseId: string };

const MOST_EVENTS = 200;
const MOST_NOTES = 200;
const MOST_SERVERS = 50;

/** A case with what happened in it. Nobody reads what others have reported of them. */
export async function readCase(
  ctx: Pick<ModerationCtx, "db" | "clock">,
  by: Handler,
  caseId: string,
): Promise<Result<CaseFile, ReadCaseError>> {
  const row = await readRow(ctx.db, caseId);
  if (row === null || !sees(by, row)) return err({ type: "case/not-found", caseId });
  if (row.accountId === by.accountId) return err({ type: "case/own", caseId });
  const [events, notes, servers] = await Promise.all([
    readEvents(ctx.db, caseId, MOST_EVENTS),
    readNotes(ctx.db, caseId, MOST_NOTES),
    readServers(ctx.db, caseId, MOST_SERVERS),
  ]);
  return ok({ case: toCase(row, ctx.clock.now()), events, notes, servers });
}
