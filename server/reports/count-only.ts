import { repeatReport } from "#moderation/cases/repeat.ts";
import type { Ctx, Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { lockOpenCases } from "./store/cases.ts";

/**
 * Counts one more complaint in the cases of a report that says nothing new, or has had dozens.
 *
 * @param count complaints in the report by now
 * @returns false where a case of it is closed already
 */
export async function countOnly(
  ctx: Pick<Ctx, "clock" | "ids" | "sql" | "db">,
  tx: Tx,
  report: string,
  server: string,
  count: number,
): Promise<boolean> {
  const caseIds = await lockOpenCases(tx, report);
  // Before anything is counted: what follows would count it again.
  if (caseIds === null || caseIds.length === 0) return false;
  for (const caseId of caseIds)
    await repeatReport(moderationOf(ctx), statementsOn(tx), { caseId, report, server, count });
  return true;
}
