import type { Category, Severity } from "#moderation/category.ts";
import { bringToCase } from "../cases/bring.ts";
import type { Ctx, Tx } from "../context.ts";
import type { PlannedCase } from "./plan.ts";
import { linkCases } from "./store/cases.ts";

type Deps = Pick<Ctx, "clock" | "ids" | "sql" | "db" | "uris" | "handleHost">;

/**
 * Adds a report to the cases that it belongs to, and opens those that there are not, in its transaction.
 *
 * @param report.server which the reporter is of; null for somebody here, or without an account
 * @returns the cases, in the order of what was planned
 */
export async function joinCases(
  ctx: Deps,
  tx: Tx,
  report: { id: string; server: string | null; category: Category; severity: Severity },
  planned: readonly PlannedCase[],
): Promise<string[]> {
  const { id, server, category, severity } = report;
  const joined = new Map<PlannedCase, string>();
  // In one order for everybody, so that two reports about the same posts do not wait for each other.
  const ordered = [...planned].sort((a, b) => (a.subject.iri < b.subject.iri ? -1 : 1));
  for (const plan of ordered) {
    const bringing = { subject: plan.subject, category, severity, because: { report: id, server } };
    joined.set(plan, (await bringToCase(ctx, tx, bringing)).caseId);
  }
  const caseIds = planned.flatMap((plan) => joined.get(plan) ?? []);
  await linkCases(tx, id, caseIds);
  return caseIds;
}
