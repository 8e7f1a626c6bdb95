import { closeCase } from "#moderation/cases/close.ts";
import { casesOf } from "../cases/ports.ts";
import type { Ctx, Tx } from "../context.ts";
import { statementsOn } from "../desk/moderation.ts";
import { readOpenCases } from "./store/cases.ts";
import { closeWithoutCases, findReportFor, readOpenIds } from "./store/reports.ts";

export type CloseDeps = Pick<Ctx, "clock" | "ids" | "sql" | "db" | "uris" | "outbox">;

/**
 * Closes the reports that a moderator's decision deals with, and their cases, in its transaction: whoever complained is told
 * what came of it. The caller wakes the outbox.
 *
 * @param which one report, or all that are open about an account
 * @returns the ids of those that were open and are closed now: one that is about somebody else as well stays open
 */
export async function closeDealtWith(
  ctx: CloseDeps,
  tx: Tx,
  by: { accountId: string; at: Date },
  which: { reportId: string | null } | { targetId: string },
): Promise<string[]> {
  const about =
    "targetId" in which ? { id: null, targetId: which.targetId } : { id: which.reportId, targetId: null };
  const open = await readOpenIds(tx, about);
  // What they are concerned by themselves is left to somebody else.
  for (const caseId of await readOpenCases(tx, open, about.targetId))
    await closeCase(
      casesOf(ctx, tx),
      statementsOn(tx),
      { accountId: by.accountId, communities: null },
      {
        caseId,
        version: null,
        state: "decided",
      },
    );
  await closeWithoutCases(tx, open, { by: by.accountId, at: by.at });
  const left = new Set(await readOpenIds(tx, about));
  return open.filter((id) => !left.has(id));
}

/** The case of a report that is about an account; null where it is about somebody else. */
export function findReportAbout(
  tx: Tx,
  reportId: string,
  accountId: string,
): Promise<{ caseId: string | null } | null> {
  return findReportFor(tx, reportId, accountId);
}
