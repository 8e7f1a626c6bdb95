import { repeatReport } from "#moderation/cases/repeat.ts";
import type { Ctx, Tx } from "../context.ts";
import { moderationOf, statementsOn } from "../desk/moderation.ts";
import { readCaseIds } from "./store/cases.ts";

/**
 * Counts one more complaint in the cases of a report that has had dozens.
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
  const caseIds = await readCaseIds(tx, report);
  for (const caseId of caseIds)
    if (!(await repeatReport(moderationOf(ctx), statementsOn(tx), { caseId, report, server, count })))
      return false;
  return caseIds.length > 0;
}
